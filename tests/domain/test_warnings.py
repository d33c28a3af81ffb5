"""Every failure that networks tell of is found on the day it becomes one, and not the day before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from builders import FIRST_SEMINAR, small_book, small_programme

from kit.domain.book import Book
from kit.domain.checklist import ItemState, ItemStatus
from kit.domain.entries.entry import Kind, Record, written
from kit.domain.entries.improvement import BARRIER, PROGRESS_FACILITATOR, PROGRESS_TEAM, Barrier, ProgressRating
from kit.domain.network import MeasureInUse, Person, Status
from kit.domain.phases import Watch
from kit.domain.series import Event, Point, Series
from kit.domain.survey import Answer
from kit.domain.warnings import CHECKS, ENOUGH_POINTS, Alert, Urgency, alerts_of, warnings

DAY = timedelta(days=1)
ROLES = {"sponsor": ("TOP",), "unit_leader": ("UL",), "needed": ("PL", "UL")}
DONE = {name: ItemState(name, ItemStatus.DONE) for name in ("P01", "P02", "P03")}
CRITICAL_DUE = FIRST_SEMINAR - timedelta(weeks=16)  # of P01, the only critical item; TOP owns it
OTHER_DUE = FIRST_SEMINAR - timedelta(weeks=8)  # of P02


def book(
    as_of: date,
    *,
    watch: Mapping[str, tuple[str, ...]] | None = None,
    states: Mapping[str, ItemState] | None = None,
    people: tuple[Person, ...] = (),
    series: tuple[Series, ...] = (),
    use: tuple[MeasureInUse, ...] = (),
) -> Book:
    """Municipality 0301 alone, with one unit; everything is done unless said otherwise."""
    programme = replace(small_programme(), watch=Watch(watch or {}, ROLES))
    whole = replace(
        small_book(),
        programme=programme,
        as_of=as_of,
        people=people,
        in_use=use,
        series={(one.unit, one.measure): one for one in series},
        checklist={"0301": DONE if states is None else states},
    )
    return replace(
        whole.only("0301"), units=tuple(unit for unit in whole.units_of("0301") if unit.id == "0301-1"), people=people
    )


def found(of: Book, check: str) -> list[tuple[str, Urgency, int]]:
    alerts = alerts_of(of, of.municipalities[0])
    return [(one.reason, one.urgency, one.n) for one in alerts if one.check == check]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (CRITICAL_DUE, []),
        (CRITICAL_DUE + DAY, [("overdue", Urgency.NOW, 1)]),
        (FIRST_SEMINAR - DAY, [("overdue", Urgency.NOW, 1)]),
        (FIRST_SEMINAR, [("overdue", Urgency.SOON, 1)]),
    ],
)
def test_preparation_warns_the_day_after_a_critical_item_was_due(as_of: date, expected) -> None:
    assert found(book(as_of, states={}), "preparation") == expected


def test_preparation_is_silent_when_only_items_that_are_not_critical_are_open() -> None:
    assert found(book(FIRST_SEMINAR, states={"P01": DONE["P01"]}), "preparation") == []


@pytest.mark.parametrize("check", ["time", "role", "method", "doctors", "one_person", "leaders", "team"])
@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (OTHER_DUE, []),
        (OTHER_DUE + DAY, [("items", Urgency.SOON, 1)]),
        (FIRST_SEMINAR, [("items", Urgency.WATCH, 1)]),
    ],
)
def test_a_watched_item_warns_the_day_after_it_was_due(check: str, as_of: date, expected) -> None:
    open_item = {"P01": DONE["P01"]}
    assert found(book(as_of, watch={check: ("P02",)}, states=open_item), check) == expected
    assert found(book(as_of, watch={check: ("P02",)}), check) == []


@pytest.mark.parametrize("check", ["time", "role", "method", "doctors", "one_person", "team"])
def test_a_check_whose_items_the_programme_does_not_name_stays_silent(check: str) -> None:
    assert found(book(FIRST_SEMINAR + 99 * DAY, states={}), check) == []


def crew(*held: str) -> tuple[Person, ...]:
    return tuple(Person("0301", "0301-1", role, f"Person {n}") for n, role in enumerate(held))


@pytest.mark.parametrize(
    ("people", "reasons"),
    [
        (crew("UL", "PL"), ["few"]),
        (crew("UL", "PL", "TOP"), []),
        (crew("UL", "PL", *["TOP"] * 6), []),
        (crew("UL", "PL", *["TOP"] * 7), ["many"]),
        (crew("PL", "TOP", "TOP"), ["no_leader", "roles"]),
        (crew("UL", "TOP", "TOP"), ["roles"]),
        (crew("UL", "UL", "UL"), ["roles", "same_role"]),
        ((Person("0301", "", "PL", "Åse"),), ["missing"]),
    ],
)
def test_a_team_needs_three_to_eight_members_a_leader_and_every_role(people, reasons) -> None:
    of = book(OTHER_DUE + DAY, watch={"team": ("P02",)}, people=people)
    assert [reason for reason, _, _ in found(of, "team")] == reasons


def test_a_team_is_not_judged_before_its_item_is_due() -> None:
    assert found(book(OTHER_DUE, watch={"team": ("P02",)}, people=crew("UL")), "team") == []


def test_one_person_with_two_roles_counts_once() -> None:
    two_hats = (*crew("UL", "PL"), Person("0301", "0301-1", "TOP", "Person 0"))
    assert [r for r, _, _ in found(book(FIRST_SEMINAR, watch={"team": ("P02",)}, people=two_hats), "team")] == ["few"]


@pytest.mark.parametrize(("role", "expected"), [("TOP", []), ("PL", ["no_sponsor"])])
def test_leaders_warn_when_nobody_is_named_as_sponsor(role: str, expected) -> None:
    of = book(OTHER_DUE + DAY, watch={"leaders": ("P02",)}, people=(Person("0301", "", role, "Åse"),))
    assert [reason for reason, _, _ in found(of, "leaders")] == expected


@pytest.mark.parametrize(("days", "expected"), [(29, []), (30, []), (31, [("silent", Urgency.NOW, 31)])])
def test_leaders_warn_when_nothing_has_happened_for_more_than_thirty_days(days: int, expected) -> None:
    as_of = CRITICAL_DUE + timedelta(days=10)
    begun = ItemState("P01", ItemStatus.BEGUN, "", "", datetime.combine(as_of - days * DAY, time(9), UTC))
    assert found(book(as_of, states={"P01": begun}), "leaders") == expected


def test_leaders_are_not_silent_while_nothing_of_theirs_is_overdue() -> None:
    old = ItemState("P01", ItemStatus.BEGUN, "", "", datetime(2025, 1, 1, tzinfo=UTC))
    assert found(book(CRITICAL_DUE, states={"P01": old}), "leaders") == []


def monthly(n: int, last: date) -> Series:
    months = [date(last.year - (last.month - 1 < k), (last.month - 1 - k) % 12 + 1, 1) for k in reversed(range(n))]
    return Series("0301-1", "pu.risk", tuple(Point(month, 5, 10) for month in months))


@pytest.mark.parametrize(("n", "expected"), [(0, []), (1, [1]), (ENOUGH_POINTS - 1, [1]), (ENOUGH_POINTS, [])])
def test_fewer_than_ten_points_are_too_few_once_the_work_has_begun(n: int, expected) -> None:
    series = (monthly(n, date(2026, 2, 1)),) if n else ()
    of = book(FIRST_SEMINAR, series=series, use=(MeasureInUse("pu.risk"),))
    assert [count for _, _, count in found(of, "few_points")] == expected
    assert found(replace(of, as_of=FIRST_SEMINAR - DAY), "few_points") == []


@pytest.mark.parametrize(
    ("as_of", "stale", "late"),
    [
        (date(2026, 3, 4), [], []),  # January's figure is 31 days overdue: it ended on 1 February
        (date(2026, 3, 5), ["old"], []),
        (date(2026, 7, 1), ["old"], []),  # December's figure is 181 days old
        (date(2026, 7, 2), [], ["late"]),
    ],
)
def test_figures_are_stale_31_days_after_the_next_were_due_and_late_after_half_a_year(as_of, stale, late) -> None:
    of = book(as_of, series=(monthly(12, date(2025, 12, 1)),), use=(MeasureInUse("pu.risk"),))
    assert [reason for reason, _, _ in found(of, "stale_data")] == stale
    assert [reason for reason, _, _ in found(of, "results_late")] == late


def test_one_fresh_measure_is_enough_for_a_unit() -> None:
    fresh = Series("0301-1", "pu.skin", (Point(date(2026, 6, 8), 5, 10),))
    use = (MeasureInUse("pu.risk"), MeasureInUse("pu.skin"))
    of = book(date(2026, 6, 15), series=(monthly(12, date(2025, 12, 1)), fresh), use=use)
    assert found(of, "stale_data") == []


def test_long_without_an_event_is_good_news_and_no_stale_data() -> None:
    events = Series("0301-1", "pu.days", (), (Event(date(2025, 6, 1)),))
    of = book(date(2026, 6, 15), series=(events,), use=(MeasureInUse("pu.days"),))
    assert found(of, "stale_data") == found(of, "results_late") == []


@pytest.mark.parametrize(("as_of", "expected"), [(FIRST_SEMINAR - DAY, []), (FIRST_SEMINAR, ["never"])])
def test_a_unit_that_never_measured_is_found_when_the_work_begins(as_of: date, expected) -> None:
    of = book(as_of, use=(MeasureInUse("pu.risk"),))
    assert [reason for reason, _, _ in found(of, "results_late")] == expected


def test_a_unit_that_follows_no_measure_by_period_cannot_be_late() -> None:
    assert found(book(FIRST_SEMINAR, use=(MeasureInUse("pu.days"),)), "results_late") == []


@pytest.mark.parametrize(("names", "expected"), [(("Per", "Per"), ["same"]), (("Per", "Åse"), [])])
def test_one_person_in_every_needed_role_is_a_dependence(names, expected) -> None:
    people = tuple(Person("0301", "0301-1", role, name) for role, name in zip(("PL", "UL"), names, strict=True))
    assert [reason for reason, _, _ in found(book(OTHER_DUE, people=people), "one_person")] == expected


@pytest.mark.parametrize(
    ("on", "why", "expected"),
    [
        (FIRST_SEMINAR - 90 * DAY, "Ny ledelse", ["left"]),
        (FIRST_SEMINAR - 91 * DAY, "Ny ledelse", []),
        (FIRST_SEMINAR - 91 * DAY, " ", ["no_reason"]),
    ],
)
def test_a_municipality_that_left_is_worth_a_talk_for_ninety_days_and_a_reason_for_ever(on, why, expected) -> None:
    of = book(FIRST_SEMINAR, states={})
    gone = replace(of.municipalities[0], status=Status.WITHDRAWN, withdrawn_on=on, withdrawn_reason=why)
    of = replace(of, municipalities=(gone,))
    assert [(one.check, one.reason) for one in alerts_of(of, gone)] == [("left", reason) for reason in expected]


def entered(of: Book, kind: Kind, value: object, key: str = "k") -> Book:
    at = datetime.combine(of.as_of, time(), tzinfo=UTC)
    return replace(of, records=(*of.records, Record(kind.id, "0301", "0301-1", key, written(value), at, "x")))


@pytest.mark.parametrize(
    ("kind", "age", "expected"),
    [
        (PROGRESS_TEAM, 60, []),
        (PROGRESS_TEAM, 61, [("old", Urgency.WATCH, 1)]),
        (PROGRESS_FACILITATOR, 61, [("old", Urgency.WATCH, 1)]),
    ],
)
def test_a_rating_of_progress_grows_old(kind, age, expected) -> None:
    of = book(FIRST_SEMINAR)
    assert found(of, "stale_ratings") == []
    of = entered(of, kind, ProgressRating(on=FIRST_SEMINAR - age * DAY, step="2.0"))
    assert found(of, "stale_ratings") == expected
    other = PROGRESS_TEAM if kind is PROGRESS_FACILITATOR else PROGRESS_FACILITATOR
    of = entered(of, other, ProgressRating(on=FIRST_SEMINAR, step="2.0"))
    assert found(of, "stale_ratings") == expected


@pytest.mark.parametrize(
    ("days", "answered", "expected"), [(14, False, []), (15, False, [("late", Urgency.SOON, 1)]), (15, True, [])]
)
def test_a_barrier_that_no_leader_has_answered_is_told_after_a_fortnight(days, answered, expected) -> None:
    raised = FIRST_SEMINAR - days * DAY
    barrier = Barrier(what="Ingen tid", raised_on=raised, answered_on=FIRST_SEMINAR if answered else None)
    of = entered(book(FIRST_SEMINAR), BARRIER, barrier)
    assert found(of, "late_answers") == expected


def test_the_one_with_most_to_do_now_comes_first_and_equals_keep_the_file_s_order() -> None:
    of = small_book(as_of=CRITICAL_DUE + DAY)
    of = replace(of, checklist={"0301": DONE, "0302": {}, "0303": {}})
    assert [one.municipality.code for one in warnings(of)] == ["0302"]
    both = replace(of, checklist={})
    assert [one.municipality.code for one in warnings(both)] == ["0301", "0302"]


def test_answers_to_a_self_assessment_change_nothing() -> None:
    of = small_book(as_of=FIRST_SEMINAR)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    low = tuple(Answer(f"r{n}", "0302", "staff", "leadership", "1", "S1", 1, at) for n in range(9))
    assert warnings(replace(of, answers=low)) == warnings(of)


def test_every_check_can_warn_and_none_shares_its_id() -> None:
    names = [check.__name__ for check in CHECKS]
    assert len(set(names)) == len(names) == 14
    assert Alert("team", "0301", "few", Urgency.NOW).sentence == "warnings.team.few"
