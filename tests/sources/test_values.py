"""Numbers and dates as people write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.domain.label import LANGUAGES
from kit.sources.values import NotReadError, parse_day, parse_number, shown
from kit.texts import texts

MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03",
        "2026/3",
        "03-2026",
        "3/2026",
        "03.2026",
        "mar 2026",
        "mar. 2026",
        "Marts 2026",
        "mars 2026",
        "March 2026",
        "mar-26",
        "marts 26",
        "2026 marts",
        "  marts \N{NO-BREAK SPACE}2026 ",
    ],
)
def test_a_month_is_read_however_the_three_languages_write_it(written: str) -> None:
    assert parse_day(written) == (MARCH, True)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-01",
        "2026-03-01 00:00:00",
        "2026-03-01T00:00:00",
        "01.03.2026",
        "1/3/2026",
        "1-3-2026",
        "1. marts 2026",
        "1. mars 2026",
        "1 March 2026",
        datetime(2026, 3, 1),
        MARCH,
        46082,
        46082.0,
    ],
)
def test_a_day_is_read_with_the_day_before_the_month(written: object) -> None:
    assert parse_day(written) == (MARCH, False)


@pytest.mark.parametrize(
    "written", ["2026-W10", "2026w10", "uge 10 2026", "uke 10, 2026", "Week 10/2026", "2026 uge 10"]
)
def test_a_week_is_its_monday(written: str) -> None:
    assert parse_day(written).on == date(2026, 3, 2)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "marts",
        "26",
        "2026",
        "2026-13",
        "31.02.2026",
        "1.3.26",
        "i går",
        "2026-W54",
        True,
        12,
        12.5,
        202603,
        10**12,
        None,
    ],
)
def test_what_is_not_surely_a_day_is_not_read(written: object) -> None:
    with pytest.raises(NotReadError):
        parse_day(written)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", 12),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("1 234", 1234),
        ("1\N{NO-BREAK SPACE}234,5", 1234.5),
        ("0,125", 0.125),
        ("1.234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("1.234.567", 1234567),
        ("-3", -3),
        ("\N{MINUS SIGN}3", -3),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_is_read_with_comma_or_point_and_spaces(written: str, number: float, language: str) -> None:
    assert parse_number(written, language) == number


@pytest.mark.parametrize("written", ["", "abc", "1e5", "<5", "12 %", "1,2,3", "12 34", "--1", "nan", "inf", "1.23.456"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_surely_a_number_is_not_read(written: str, language: str) -> None:
    with pytest.raises(NotReadError) as refused:
        parse_number(written, language)
    assert not refused.value.ambiguous


@pytest.mark.parametrize(("written", "language"), [("1.234", "da"), ("1.234", "nb"), ("1,234", "en")])
def test_a_mark_that_may_stand_between_thousands_or_before_decimals_is_asked_about(written: str, language: str) -> None:
    with pytest.raises(NotReadError) as refused:
        parse_number(written, language)
    assert refused.value.ambiguous


@given(st.integers(0, 10**9), st.sampled_from(LANGUAGES))
def test_a_number_written_by_the_kit_is_read_back(number: int, language: str) -> None:
    written = texts(language).formats.number(number + 0.25, 2)
    assert parse_number(written, language) == number + 0.25


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(LANGUAGES))
def test_a_date_written_by_the_kit_is_read_back(day: date, language: str) -> None:
    formats = texts(language).formats
    assert parse_day(formats.day(day)).on == day
    assert parse_day(formats.short_date(day)).on == day
    assert parse_day(formats.month(day)).on == day.replace(day=1)


def test_a_value_in_a_message_is_short_readable_and_without_identity_numbers() -> None:
    assert shown("x" * 80) == "x" * 59 + "…"
    assert shown(date(2026, 3, 1), "da") == "01.03.2026"
    assert shown(1.5, "da") == "1,5"
    assert shown(3.0) == "3"
    assert "1234" not in shown("Hansen 010170-1234")
