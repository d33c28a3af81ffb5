"""Fixtures for the tests of the pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from page_books import small_book

from kit.domain.book import Book
from kit.errors import StoreError
from kit.texts import Texts, texts


class Receipt(NamedTuple):
    at: datetime
    changed: bool


class Saved:
    """Stands in for the store: remembers what it was given, or refuses."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.error: Exception | None = None
        self.changed = True
        self.seen: Any = None

    def __call__(self, *values: Any, seen: Any = None) -> Receipt:
        if self.error:
            raise self.error
        self.calls.append(values)
        self.seen = seen
        return Receipt(datetime(2026, 4, 10, 8, 42, tzinfo=UTC), self.changed)

    def broken(self) -> None:
        self.error = StoreError("store.busy")


@pytest.fixture
def saved() -> Saved:
    return Saved()


@pytest.fixture
def book() -> Book:
    return small_book()


@pytest.fixture
def danish() -> Texts:
    return texts("da")
