"""Words that give a language away, and what must not stand in a text of another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from html import unescape

from kit.actions.lessons import lessons
from kit.domain.label import LANGUAGES, Label
from kit.sources.programme import programme_folders, read_programme
from kit.texts.catalogue import catalogue
from kit.texts.formats import Formats

ANY_WORD = re.compile(r"[^\W\d_]+")
WORD = re.compile(r"[^\W\d_]{4,}")
KEY = re.compile(r"(?<![\w./\\-])[a-z][a-z_]*(?:\.[a-z][a-z_0-9]*)+")
SHOWN_ATTRIBUTES = re.compile(r'\b(?:alt|title|aria-label|placeholder|data-label)="([^"]*)"')
NOT_READ = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
FIELD = re.compile(r"\{[^}]*\}")

# Words that stand in texts of every language, with the reason.
NAMES = {
    "kit": ("check", "import", "serve", "calendar", "letters", "warnings", "doctor"),  # commands: typed as they are
    "options": ("lang", "programme", "municipality", "notebook", "jobs", "force", "open", "browser", "group", "note"),
    "files": ("network", "measures", "programmes", "data", "reports", "index", "read"),  # of a network folder
    "programmes": ("sikre", "hænder", "haender", "trygge", "hender"),  # and in the titles of their sources
    "products": ("excel", "learning", "voilà", "chrome", "edge", "browser"),
}
ALLOWED = frozenset(word for words in NAMES.values() for word in words)


def labels(value: object) -> Iterator[Label]:
    """Every label anywhere inside a value of the domain."""
    if isinstance(value, Label):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from labels(item)
    elif isinstance(value, (tuple, list, frozenset)):
        for item in value:
            yield from labels(item)
    elif is_dataclass(value) and not isinstance(value, (type, Enum)):
        for one in fields(value):
            yield from labels(getattr(value, one.name))


def words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


@lru_cache(maxsize=1)
def telltale() -> dict[str, frozenset[str]]:
    """For each language the words that stand in its texts and in no other's."""
    written = (*map(read_programme, programme_folders().values()), *lessons())
    every = [*catalogue().values(), *(label for one in written for label in labels(one))]
    own = {language: words(" ".join(FIELD.sub(" ", one.text(language)) for one in every)) for language in LANGUAGES}
    for language in LANGUAGES:
        own[language] |= set(Formats(language).month_names())  # short ones too: maj and mai
    shared = {one: set().union(*(own[other] for other in LANGUAGES if other != one)) for one in LANGUAGES}
    return {language: frozenset(own[language] - shared[language] - ALLOWED) for language in LANGUAGES}


def foreign(text: str, language: str) -> set[str]:
    """Words in `text` that only another language's catalogue has."""
    found = {word.casefold() for word in ANY_WORD.findall(text)}
    return {f"{other}: {word}" for other in LANGUAGES if other != language for word in found & telltale()[other]}


def bare_keys(text: str) -> set[str]:
    """Keys of the catalogue that stand in the text instead of their words."""
    known = set(catalogue()) | {key.rsplit(".", 1)[0] for key in catalogue() if key.endswith((".one", ".other"))}
    return set(KEY.findall(text)) & known


def read_out(html: str) -> str:
    """What a reader sees or hears of a page: its text and the attributes that are read out."""
    html = NOT_READ.sub(" ", html)
    return unescape(" ".join([*SHOWN_ATTRIBUTES.findall(html), TAG.sub(" ", html)]))


_POINT = re.compile(r"(?<![\d.,/:-])\d+\.\d{1,2}(?![\d.]|\.\d)|\d\d?/\d\d?/\d{4}|\d%")
_COMMA = re.compile(r"(?<![\d.,])\d+,\d{1,2}(?!\d)|\d\s%")
WRONG_NUMBERS = {"da": _POINT, "nb": _POINT, "en": _COMMA}
ISO_DAY = re.compile(r"(?<![\d.-])\d{4}-\d\d-\d\d(?![\d-])")
VERSION = re.compile(r"Learning-Network Kit [\d.]+\w*|(?:versi?on|CC BY(?:-\w+)*) [\d.]+|\b3\.11\b", re.IGNORECASE)


def wrong_numbers(text: str, language: str, *, typed: bool = False) -> set[str]:
    """Numbers, percentages and dates in `text` that are written another language's way.

    With `typed` the text may show how a date is typed (2026-03-31), or positions with a comma (12,24).
    """
    text = VERSION.sub(" ", text)
    found = set() if typed else set(ISO_DAY.findall(text))
    return found if typed and language == "en" else found | set(WRONG_NUMBERS[language].findall(text))
