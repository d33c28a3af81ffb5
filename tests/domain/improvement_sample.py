"""Entries of an improvement team, for the tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from kit.domain.entries.entry import Entry

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def entry(key: str, value: Any, at: datetime = AT) -> Entry[Any]:
    """An entry of the first unit of the small network."""
    return Entry("0301", "0301-1", key, value, at, "unit:0301:0301-1")
