"""Gaps in the collection of data are told per unit and measure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from builders import small_book

from kit.domain.book import Book
from kit.domain.data_ready import data_readiness
from kit.domain.entries.entry import Record, written
from kit.domain.entries.plan import CollectionPlan
from kit.domain.label import same

AT = datetime(2026, 1, 1, tzinfo=UTC)


def planned(book: Book, unit: str, measure: str, when: str = "mandag") -> Book:
    plan = CollectionPlan(measure=measure, who="PL", source="journalen", when=when)
    record = Record("collection_plan", "0301", unit, f"{unit}-{measure}", written(plan), AT, "x")
    return replace(book, records=(*book.records, record))


def gaps(book: Book) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(gap.unit.id, gap.measure.id): gap.missing for gap in data_readiness(book, "0301").gaps}


def test_without_a_plan_every_measure_in_use_is_a_gap() -> None:
    found = data_readiness(small_book(), "0301")
    assert found.in_use == len(found.gaps) == 6
    assert {gap.missing for gap in found.gaps} == {("plan",)}


def test_a_whole_plan_closes_the_gap_of_its_own_unit_and_measure_only() -> None:
    found = gaps(planned(small_book(), "0301-1", "pu.risk"))
    assert ("0301-1", "pu.risk") not in found
    assert found["0301-2", "pu.risk"] == ("plan",)


def test_a_plan_without_a_time_lacks_just_that() -> None:
    assert gaps(planned(small_book(), "0301-1", "pu.risk", when=" "))["0301-1", "pu.risk"] == ("when",)


def test_a_measure_of_one_s_own_without_a_definition_is_told() -> None:
    book = planned(small_book(), "0301-1", "pu.risk")
    bare = [
        replace(m, numerator=same(""), denominator=None) if m.id == "pu.risk" else m for m in book.programme.measures
    ]
    book = replace(book, programme=replace(book.programme, measures=tuple(bare)))
    assert gaps(book)["0301-1", "pu.risk"] == ("definition", "denominator")
