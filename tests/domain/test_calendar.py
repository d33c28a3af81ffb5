"""Phases become dates: from the first learning seminar, and from the network's own seminars when they are moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import FIRST_SEMINAR, small_book, small_programme

from kit.domain.book import Book
from kit.domain.calendar import EntryKind, calendar, undated
from kit.domain.checklist import ItemState, ItemStatus
from kit.domain.label import same
from kit.domain.network import Seminar
from kit.domain.phases import Moment, Phase, Span

LS2 = date(2026, 9, 8)
FINAL = date(2027, 3, 9)


def phase(name: str, span: Span, **more: object) -> Phase:
    text = same(name)
    return Phase(name, text, text, text, text, ("PL", "UL"), span, **more)  # type: ignore[arg-type]


def book(*phases: Phase, seminars: tuple[Seminar, ...] | None = None) -> Book:
    held = seminars or (
        Seminar("ls1", "learning", "LS1", FIRST_SEMINAR),
        Seminar("ls2", "learning", "LS2", LS2),
        Seminar("final", "final", "Slut", FINAL),
    )
    return replace(small_book(), programme=replace(small_programme(), phases=phases), seminars=held)


def days(of: Book, kind: EntryKind) -> list[tuple[str, date, date]]:
    return [(one.uid, one.first, one.last) for one in calendar(of) if one.kind is kind]


def test_a_stretch_counts_weeks_from_the_first_learning_seminar() -> None:
    prep = phase("prep", Span.STRETCH, start=Moment(-18), end=Moment(0))
    assert days(book(prep), EntryKind.PHASE) == [("phase.prep", FIRST_SEMINAR - timedelta(weeks=18), FIRST_SEMINAR)]


def test_a_stretch_follows_the_network_s_own_date_of_the_seminar_it_names() -> None:
    spread = phase("spread", Span.STRETCH, start=Moment(0, "final"), end=Moment(52, "final"))
    assert days(book(spread), EntryKind.PHASE) == [("phase.spread", FINAL, FINAL + timedelta(weeks=52))]


def test_a_seminar_that_the_network_does_not_hold_counts_from_the_programme_s_plan() -> None:
    early = phase("early", Span.STRETCH, start=Moment(0, "prep"))
    on = FIRST_SEMINAR - timedelta(weeks=9)
    assert days(book(early), EntryKind.PHASE) == [("phase.early", on, on)]


def test_an_action_period_runs_from_the_day_after_a_seminar_to_the_day_before_the_next() -> None:
    of = book(phase("ls", Span.GATHERING, gathering="learning", days={"ls1": 2}), phase("ap", Span.BETWEEN))
    day = timedelta(days=1)
    assert days(of, EntryKind.PHASE) == [
        ("phase.ap.ls1", FIRST_SEMINAR + 2 * day, LS2 - day),
        ("phase.ap.ls2", LS2 + day, FINAL - day),
    ]
    assert [one.number for one in calendar(of) if one.kind is EntryKind.PHASE] == [1, 2]


def test_the_last_action_period_ends_with_the_programme_when_there_is_no_final_seminar() -> None:
    of = book(phase("ap", Span.BETWEEN), seminars=(Seminar("ls1", "learning", "LS1", FIRST_SEMINAR),))
    end = FIRST_SEMINAR + timedelta(weeks=small_programme().weeks) - timedelta(days=1)
    assert days(of, EntryKind.PHASE) == [("phase.ap.ls1", FIRST_SEMINAR + timedelta(days=1), end)]


def test_a_seminar_of_two_days_ends_the_day_after_it_began() -> None:
    of = book(phase("ls", Span.GATHERING, gathering="learning", days={"ls1": 2}))
    assert ("seminar.ls1", FIRST_SEMINAR, FIRST_SEMINAR + timedelta(days=1)) in days(of, EntryKind.SEMINAR)
    assert ("seminar.ls2", LS2, LS2) in days(of, EntryKind.SEMINAR)


def test_a_gathering_that_is_not_held_falls_on_its_planned_day_or_is_said_to_have_none() -> None:
    planned = phase("info", Span.GATHERING, gathering="information", start=Moment(-32))
    never = phase("prepsem", Span.GATHERING, gathering="preparation")
    of = book(planned, never)
    assert days(of, EntryKind.PHASE)[0][0] == "phase.info"
    assert [one.id for one in undated(of)] == ["prepsem"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (1, [date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)]),
        (10, [date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 11)]),
        (9, [date(2026, 4, 9), date(2026, 5, 11), date(2026, 6, 9)]),
    ],
)
def test_monthly_days_stay_inside_their_stretch_and_move_from_a_weekend_to_monday(day, expected) -> None:
    report = phase("report", Span.MONTHLY, start=Moment(0), end=Moment(13), day=day)
    assert [first for _, first, _ in days(book(report), EntryKind.MONTHLY)][:3] == expected
    last = FIRST_SEMINAR + timedelta(weeks=13)
    assert all(FIRST_SEMINAR <= first <= last for _, first, _ in days(book(report), EntryKind.MONTHLY))


def test_a_municipality_sees_the_due_days_of_its_open_items_and_who_owns_them() -> None:
    done = {"P01": ItemState("P01", ItemStatus.DONE), "P02": ItemState("P02", ItemStatus.BEGUN, owner="PL")}
    of = replace(book(), checklist={"0301": done})
    items = [one for one in calendar(of, "0301") if one.kind is EntryKind.ITEM]
    assert [(one.ref, one.first, one.roles) for one in items] == [
        ("P02", FIRST_SEMINAR - timedelta(weeks=8), ("PL", "PL")),
        ("P03", FIRST_SEMINAR - timedelta(weeks=2), ("PL",)),
    ]
    assert not days(of, EntryKind.ITEM)


def test_uids_stay_when_every_date_moves() -> None:
    of = book(phase("ap", Span.BETWEEN), phase("prep", Span.STRETCH, start=Moment(-9), end=Moment(0)))
    week = timedelta(weeks=1)
    moved = replace(
        of,
        network=replace(of.network, first_seminar=FIRST_SEMINAR + week),
        seminars=tuple(replace(one, on=one.on + week) for one in of.seminars),
    )
    assert {one.uid for one in calendar(of, "0301")} == {one.uid for one in calendar(moved, "0301")}
    assert len({one.uid for one in calendar(of, "0301")}) == len(calendar(of, "0301"))
