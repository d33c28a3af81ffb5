"""Measures that a municipality has chosen itself stand beside those of the network file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import small_book

from kit.domain.book import Book
from kit.domain.chosen import own_id, with_choices
from kit.domain.entries.entry import Kind, Record, written
from kit.domain.entries.plan import MEASURE_CHOICE, OWN_MEASURE, MeasureChoice, OwnMeasure
from kit.domain.measure import GoalKind

AT = datetime(2026, 3, 1, tzinfo=UTC)
OWN = OwnMeasure(
    name="Faldalarm slukket",
    area="fall",
    kind="balancing",
    value="percent",
    numerator="Slukkede alarmer",
    denominator="Alle alarmer",
    frequency="week",
    direction="down",
    baseline=10,
)


def book_with(*said: tuple[Kind, str, str, str, object]) -> Book:
    records = tuple(
        Record(k.id, code, unit, key, written(value), AT, "facilitator") for k, code, unit, key, value in said
    )
    return with_choices(replace(small_book(), records=records))


def followed(book: Book, unit: str) -> set[str]:
    return {measure.id for measure in book.measures_of(book.unit(unit))}


def test_a_choice_for_all_units_is_one_for_each_of_the_municipality_s() -> None:
    book = book_with((MEASURE_CHOICE, "0301", "", "k", MeasureChoice(measure="fall.count", baseline=12)))
    assert all("fall.count" in followed(book, unit) for unit in ("0301-1", "0301-2"))
    assert book.use_of(book.unit("0301-2"), "fall.count").baseline == 12
    assert followed(book, "0302-1") == followed(small_book(), "0302-1")


def test_what_the_network_file_says_stays() -> None:
    book = book_with((MEASURE_CHOICE, "0301", "0301-1", "k", MeasureChoice(measure="fall.rate", baseline=3)))
    assert book.in_use == small_book().in_use
    assert book.use_of(book.unit("0301-1"), "fall.rate").baseline == 12


def test_a_unit_s_own_choice_goes_before_that_for_all_units() -> None:
    both = [
        (MEASURE_CHOICE, "0301", "", "a", MeasureChoice(measure="fall.count", baseline=12)),
        (MEASURE_CHOICE, "0301", "0301-1", "b", MeasureChoice(measure="fall.count", baseline=6)),
    ]
    book = book_with(*both)
    assert [book.use_of(book.unit(unit), "fall.count").baseline for unit in ("0301-1", "0301-2")] == [6, 12]


def test_an_own_measure_is_a_measure_like_any_other() -> None:
    book = book_with((OWN_MEASURE, "0301", "0301-1", "abc123", OWN))
    name = own_id("0301", "abc123")
    measure = book.programme.measure(name)
    assert (name, measure.name.da, measure.step, measure.goal.kind) == ("own.0301.abc123", OWN.name, 0, GoalKind.WATCH)
    assert name in followed(book, "0301-1")
    assert name not in followed(book, "0301-2")
    assert measure.is_own


def test_nobody_else_sees_an_own_measure() -> None:
    book = book_with((OWN_MEASURE, "0301", "", "abc123", OWN))
    assert "Faldalarm" not in repr(book.only("0302"))
    assert book.only("0301").programme.measure("own.0301.abc123")


@pytest.mark.parametrize(
    ("key", "said"),
    [("a:b", OWN), ("x" * 21, OWN), ("a.b", OWN), ("abc", replace(OWN, area="nosuch"))],
)
def test_an_own_measure_that_cannot_be_is_left_out(key: str, said: OwnMeasure) -> None:
    assert book_with((OWN_MEASURE, "0301", "", key, said)).programme == small_book().programme


def test_what_was_taken_back_is_gone_and_merging_twice_changes_nothing() -> None:
    book = book_with((OWN_MEASURE, "0301", "", "abc", OWN))
    assert with_choices(book) == book
    assert with_choices(replace(book, records=())) == replace(small_book(), records=())


def test_a_share_needs_a_denominator() -> None:
    assert replace(OWN, denominator="").lacks == "denominator"
    assert replace(OWN, value="count", denominator="").lacks == ""
