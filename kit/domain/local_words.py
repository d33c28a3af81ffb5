"""What a network calls things itself: its own words for terms of the glossary, in the network's language.

A word is replaced form by form ("læringsseminar", "læringsseminaret", "læringsseminarer"), for no rule turns a new word
into its forms in Danish and Norwegian. Only what the kit and the programme say is renamed, never what people wrote.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from kit.domain.glossary import Glossary, Term

LONGEST_WORD = 60
# What is no running text: names of sheets and buttons in quotation marks, {fields}, <placeholders>, addresses.
_AS_IT_STANDS = r"»[^«]*«|«[^»]*»|“[^”]*”|\{[^{}]*\}|</?\w[^<>]*>|https?://\S+"
_BEFORE, _AFTER = r"(?<![\w.@\\-])", r"(?![\w@\\-]|[.:]\w)"  # neither part of a word nor of a file's name
_SIGNS = re.compile(r"[\w .,'’()/&-]*")
_ENDINGS = {
    "da": ("", "e", "n", "t", "r", "en", "et", "er", "ne", "rne", "ene", "erne"),
    "nb": ("", "e", "a", "n", "t", "r", "en", "et", "er", "ne", "ene"),
    "en": ("", "s", "es", "'s", "’s"),
}


@dataclass(frozen=True, slots=True)
class LocalWord:
    """`word` is one form of a glossary term as the kit writes it, `local` what stands there instead."""

    word: str
    local: str


def words_of(term: Term, language: str) -> tuple[str, ...]:
    """The words of a term one by one: ``borger / beboer`` is two, and so is ``utilsigtet hændelse (UTH)``."""
    text = re.sub(r"\s\(([^)]*)\)", r" / \1", term.word.text(language))
    return tuple(word for word in re.split(r" / |, ", text) if word)


def forms_of(word: str, language: str) -> tuple[str, ...]:
    """The word and its regular inflections, some of which nobody says: ``enhed``, ``enheden``, ``enheders`` …"""
    forms = [word + ending for ending in _ENDINGS[language]]
    if language == "en":
        return (*forms, f"{word[:-1]}ies") if word.endswith("y") else tuple(forms)
    if word.endswith("gram"):  # diagrammet, diagrammer
        forms += [f"{word}m{ending}" for ending in _ENDINGS[language] if ending]
    return tuple(dict.fromkeys([*forms, *(f"{form}s" for form in forms)]))


def glossary_forms(glossary: Glossary, language: str) -> tuple[str, ...]:
    """Every form of every word of the glossary, in its order."""
    words = (word for term in glossary.terms for word in words_of(term, language))
    return tuple(dict.fromkeys(form for word in words for form in forms_of(word, language)))


def fault_of(local: str) -> str:
    """What is wrong with a local word: ``word_too_long``, ``word_signs``, or nothing.

    Signs that a web page, a sheet or a {field} would take for more than a word are refused.
    """
    if len(local) > LONGEST_WORD:
        return "word_too_long"
    usable = _SIGNS.fullmatch(local) and local[:1].isalnum() and any(sign.isalpha() for sign in local)
    return "" if usable or not local else "word_signs"


class Renaming:
    """Puts the local words into a text. All at once, so that two words may change places."""

    def __init__(self, words: Collection[LocalWord]) -> None:
        self._local = {word.word.casefold(): word for word in words}
        longest_first = sorted((re.escape(word).replace(r"\ ", r"\s+") for word in self._local), key=len, reverse=True)
        pattern = f"{_AS_IT_STANDS}|{_BEFORE}({'|'.join(longest_first)}){_AFTER}"
        self._pattern = re.compile(pattern, re.IGNORECASE) if words else None

    def __call__(self, text: str) -> str:
        """`text` with every word that has a local one replaced; its {fields} and quoted names stay."""
        return self._pattern.sub(self._put, text) if self._pattern else text

    def _put(self, match: re.Match[str]) -> str:
        found = match[1]
        return match[0] if found is None else _cased(found, self._local[" ".join(found.split()).casefold()])


def _cased(found: str, word: LocalWord) -> str:
    """The local word, with a capital where the text has one that the word itself does not have."""
    begins = found[:1].isupper() and not word.word[:1].isupper()
    return word.local[:1].upper() + word.local[1:] if begins else word.local
