"""What a reader is told, and workbooks changed the way people change them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kit.domain.label import LANGUAGES
from kit.domain.privacy import find_identifiers
from kit.errors import ProblemsFound
from kit.texts import texts


def told(read: Callable[[], object], language: str = "da") -> list[str]:
    """What is said when `read` refuses; every sentence must exist in all languages and show no identity number."""
    with pytest.raises(ProblemsFound) as refused:
        read()
    problems = refused.value.problems
    for one in LANGUAGES:
        for sentence in (texts(one).problem(problem) for problem in problems):
            assert not find_identifiers(sentence)
            assert "{" not in sentence
    return [texts(language).problem(problem) for problem in problems]


def changed(path: Path, cells: Mapping[tuple[str, str], Any]) -> Path:
    """The workbook with other values in some cells, by sheet and address."""
    book = load_workbook(path)
    for (sheet, cell), value in cells.items():
        book[sheet][cell].value = value
    book.save(path)
    return path


def reworked(path: Path, work: Callable[[Any], None]) -> Path:
    """The workbook after `work` has done something to it."""
    book = load_workbook(path)
    work(book)
    book.save(path)
    return path
