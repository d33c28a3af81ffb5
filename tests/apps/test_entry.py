from __future__ import annotations

from datetime import date

import pytest

from kit.apps import entry
from kit.domain.period import WEEK
from kit.errors import ValueRefused
from kit.texts import texts


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", 12.0),
        (" 12 ", 12.0),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("0", 0.0),
        ("1 200", 1200.0),
        ("12\u00a0000", 12000.0),
    ],
)
def test_numbers_are_read_with_comma_or_point(typed: str, value: float):
    assert entry.number(typed, "Tæller") == value


@pytest.mark.parametrize(
    "typed", ["1.000", "1,000", "-3", "ca. 4", "1e5", "nan", "inf", "4 af 20", "1 20", "=1+1", "٣"]
)
def test_what_is_no_plain_number_is_refused_with_the_name_of_the_field(typed: str):
    with pytest.raises(ValueRefused) as refused:
        entry.number(typed, "Tæller")
    assert refused.value.key == "apps.refused.number"
    assert refused.value.values["field"] == "Tæller"


@pytest.mark.parametrize("typed", [None, 4, 4.0, ["4"]])
def test_a_field_that_is_no_text_is_refused(typed: object):
    with pytest.raises(ValueRefused):
        entry.number(typed, "Tæller")


def test_a_personal_number_in_a_field_is_never_repeated():
    with pytest.raises(ValueRefused) as refused:
        entry.number("010190-1234", "Tæller")
    assert "1234" not in str(refused.value)


def test_an_empty_field_is_none_and_refused_where_it_is_needed():
    assert entry.number("  ", "Tæller") is None
    with pytest.raises(ValueRefused):
        entry.needed("", "Tæller")


@pytest.mark.parametrize(
    ("step", "newest", "before"),
    [
        (1, date(2026, 4, 1), date(2026, 3, 1)),
        (3, date(2026, 4, 1), date(2026, 1, 1)),
        (6, date(2026, 1, 1), date(2025, 7, 1)),
        (WEEK, date(2026, 4, 6), date(2026, 3, 30)),
    ],
)
def test_periods_begin_with_the_one_that_today_lies_in(step: int, newest: date, before: date):
    choices = entry.periods(step, date(2026, 4, 10))
    assert choices[:2] == (newest, before)
    assert list(choices) == sorted(set(choices), reverse=True)


@pytest.mark.parametrize(
    ("step", "period", "name"),
    [
        (1, date(2026, 3, 1), "marts 2026"),
        (3, date(2026, 10, 1), "okt 26 – dec 26"),
        (6, date(2026, 7, 1), "jul 26 – dec 26"),
        (WEEK, date(2026, 3, 30), "uge 14 (fra 30.03.2026)"),
    ],
)
def test_a_period_has_the_name_its_reader_uses(step: int, period: date, name: str):
    assert entry.period_name(period, step, texts("da")) == name
