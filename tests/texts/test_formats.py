"""Numbers and dates as each language writes them."""

from __future__ import annotations

import math
from datetime import date

import pytest

from kit.texts.formats import Formats

DAY = date(2026, 5, 3)
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "number", "percent", "day", "short", "month"),
    [
        ("da", "1.234,5", f"12{NBSP}%", "3. maj 2026", "03.05.2026", "maj 2026"),
        ("nb", f"1{NBSP}234,5", f"12{NBSP}%", "3. mai 2026", "03.05.2026", "mai 2026"),
        ("en", "1,234.5", "12%", "3 May 2026", "3 May 2026", "May 2026"),
    ],
)
def test_a_language_writes_numbers_and_dates_its_own_way(language, number, percent, day, short, month) -> None:
    formats = Formats(language)
    assert formats.number(1234.5) == number
    assert formats.percent(12.3) == percent
    assert formats.day(DAY) == day
    assert formats.short_date(DAY) == short
    assert formats.month(DAY) == month


def test_a_missing_number_is_a_dash_and_never_nan() -> None:
    assert Formats("da").number(None) == Formats("nb").percent(math.nan) == Formats("en").day(None) == "–"


def test_decimals_are_exact_when_asked_for() -> None:
    assert [Formats("da").number(2.0, digits) for digits in (0, 1, 2)] == ["2", "2,0", "2,00"]


def test_month_names_are_known_long_and_short() -> None:
    names = Formats("nb").month_names()
    assert names["desember"] == 12
    assert names["mai"] == 5
    assert Formats("da").month_names()["maj"] == 5
