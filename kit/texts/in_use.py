"""Which words of the glossary the texts use, so that a network can choose among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from kit.domain.label import Label
from kit.domain.local_words import glossary_forms
from kit.domain.programme import Programme
from kit.texts.catalogue import catalogue

_WORD = re.compile(r"[\w'’.-]*\w")


def forms_in_use(programme: Programme, language: str) -> tuple[str, ...]:
    """Every form of a glossary word that the kit's or the programme's texts use, in the glossary's order."""
    forms = glossary_forms(programme.glossary, language)
    most = max((form.count(" ") for form in forms), default=0) + 1
    labels = (*catalogue().values(), *_labels(programme))
    said = set(_phrases((label.text(language) for label in labels), most))
    return tuple(form for form in forms if form.casefold() in said)


def _phrases(texts: Iterable[str], most: int) -> Iterator[str]:
    """Every run of up to `most` words, in small letters."""
    for text in texts:
        words = [match.casefold() for match in _WORD.findall(text)]
        for count in range(1, most + 1):
            yield from (" ".join(words[n : n + count]) for n in range(len(words) - count + 1))


def _labels(value: object) -> Iterator[Label]:
    """Every label in a programme but those of its glossary and its own name."""
    if isinstance(value, Label):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _labels(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _labels(inner)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("glossary", "instruments", "leadership"):
                yield from _labels(getattr(value, field.name))
