"""What a team decides about its chart: phases, freeze, points left out, rules, marks, and its aim."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from folder_sample import CONTENT, DAYS, PERCENT, PROGRAMME, RATE

from kit import spc
from kit.actions.chart import chart_of, charts_of
from kit.actions.chart_compare import compared
from kit.actions.chart_control import control_kind, control_of
from kit.actions.chart_proposal import proposal_of
from kit.domain.book import Book
from kit.domain.entries.chart import ANNOTATION, FREEZE, LEFT_OUT, PHASE_START, RULE_SET
from kit.domain.entries.entry import Kind, Record, written
from kit.domain.entries.improvement import AIM, CYCLE
from kit.domain.measure import Direction, Goal, GoalKind, Measure, ValueKind
from kit.domain.network import MeasureInUse
from kit.domain.series import Event, Point, Series
from kit.figures.chart import BaselineState, Chart, Finding, RowState, Side

UNIT = CONTENT.units[0]
AS_OF = date(2026, 6, 15)
AT = datetime(2026, 6, 1, 9, tzinfo=UTC)


def month(number: int) -> date:
    """Months counted from January 2024 as 1."""
    return date(2024 + (number - 1) // 12, (number - 1) % 12 + 1, 1)


def said(kind: Kind, measure: str = PERCENT, hours: int = 0, unit: str = UNIT.id, **values: Any) -> Record:
    """An entry as the store keeps it."""
    content = written(kind.body(measure=measure, **values))
    key = f"{kind.id}-{hours}-{values.get('on', '')}"
    return Record(kind.id, UNIT.municipality, unit, key, content, AT + timedelta(hours=hours), "unit:0301:0301-1")


def measured(measure: str = PERCENT, **changes: object) -> Measure:
    found = PROGRAMME.measure(measure)
    assert found is not None
    return replace(found, **changes)  # type: ignore[arg-type]


def book(data: Sequence[Point] | Sequence[Event], records: Sequence[Record], kind: Measure, **use: Any) -> Book:
    series = Series(UNIT.id, kind.id, **{"events" if kind.from_events else "points": tuple(data)})
    programme = replace(PROGRAMME, measures=(kind,))
    made = Book(CONTENT.network, programme, AS_OF, CONTENT.municipalities, CONTENT.units)
    lines = (MeasureInUse(kind.id, **use),)
    return replace(made, in_use=lines, series={(UNIT.id, kind.id): series}, records=tuple(records))


def points(numerators: Sequence[float | None], denominator: float = 20) -> list[Point]:
    return [Point(month(at), n, denominator) for at, n in enumerate(numerators, 1) if n is not None]


def chart(numerators: Sequence[float | None], *records: Record, measure: Measure | None = None, **use: Any) -> Chart:
    kind = measure or measured()
    return chart_of(book(points(numerators), records, kind, **use), UNIT, kind.id)


def events(gaps: Sequence[int], *records: Record, **use: Any) -> Chart:
    days = [date(2024, 1, 1) + timedelta(days=sum(gaps[:n])) for n in range(len(gaps) + 1)]
    return chart_of(book([Event(day) for day in days], records, measured(DAYS), **use), UNIT, DAYS)


UP_AND_DOWN = [8, 12, 9, 11, 8, 12, 9, 11, 8, 12, 9, 11]
HIGHER = [16, 18, 15, 19, 16, 18, 15, 19, 16, 18, 15, 19]


def test_phases_freeze_and_points_left_out_together_are_what_one_call_of_spc_gives() -> None:
    values = [*UP_AND_DOWN, *HIGHER]
    found = chart(
        values,
        said(PHASE_START, on=month(13), reason="Nyt skema"),
        said(FREEZE, points=6),
        said(LEFT_OUT, on=month(3), reason="Kun en uge talt"),
        said(LEFT_OUT, on=month(20), reason="Flytning"),
    )
    direct = spc.analyse(
        "run",
        values,
        [20] * 24,
        part=[12],
        freeze=[7, 6],
        exclude=[3, 20],
        multiply=100,
        x=[p.period for p in points(values)],
    )
    assert found.analysis is not None
    assert found.analysis.as_dict() == direct.as_dict()
    assert [phase.median for phase in found.phases] == [part.cl for part in direct.parts]
    assert [phase.baseline.stop for phase in found.phases] == [7, 18]
    assert [row.day for row in found.rows if row.state is RowState.LEFT_OUT] == [month(3), month(20)]
    assert found.y[2] == 45


@pytest.mark.parametrize(
    ("on", "starts"),
    [
        (month(1), [0]),
        (month(1) + timedelta(days=1), [0, 1]),
        (month(24), [0, 23]),
        (month(24) + timedelta(days=1), [0]),
        (date(1999, 1, 1), [0]),
    ],
)
def test_a_phase_begins_at_the_first_point_on_or_after_its_day(on: date, starts: list[int]) -> None:
    found = chart([*UP_AND_DOWN, *HIGHER], said(PHASE_START, on=on, reason="Ny vagtplan"))
    assert [phase.start for phase in found.phases] == starts
    assert [one.in_force for one in found.decided] == [len(starts) == 2]


@pytest.mark.parametrize("kind", [PHASE_START, LEFT_OUT])
def test_without_a_reason_nothing_is_decided(kind: Kind) -> None:
    found = chart(UP_AND_DOWN, said(kind, on=month(6), reason="  "))
    assert (len(found.phases), found.decided) == (1, ())
    assert all(row.state is RowState.MEASURED for row in found.rows)


def test_a_break_of_the_network_file_stays_whatever_the_team_says() -> None:
    team = said(PHASE_START, on=month(13), reason="Vores egen grund")
    found = chart([*UP_AND_DOWN, *HIGHER], team, break_on=month(13), break_reason="Ny definition")
    assert [(mark.reason, mark.team) for mark in found.breaks] == [("Ny definition", False)]
    assert [one.in_force for one in found.decided] == [False]
    both = chart([*UP_AND_DOWN, *HIGHER], said(PHASE_START, on=month(19), reason="x"), break_on=month(13))
    assert [(mark.position, mark.team) for mark in both.breaks] == [(12, False), (18, True)]


def test_another_unit_s_and_another_measure_s_decisions_change_nothing() -> None:
    others = said(PHASE_START, on=month(6), reason="x", unit="0301-2"), said(PHASE_START, RATE, on=month(6), reason="x")
    assert chart(UP_AND_DOWN, *others).decided == ()


def test_a_freeze_of_the_team_counts_before_the_network_file_s_and_the_newest_before_the_older() -> None:
    found = chart(UP_AND_DOWN, said(FREEZE, points=3, hours=2), said(FREEZE, points=5, hours=1), baseline=12)
    assert found.phases[0].baseline.stop == 3
    assert chart(UP_AND_DOWN, said(FREEZE, points=0), baseline=12).phases[0].baseline.state is BaselineState.NONE


@pytest.mark.parametrize(
    ("n", "state"), [(11, BaselineState.FROZEN), (12, BaselineState.FROZEN), (13, BaselineState.BUILDING)]
)
def test_a_freeze_waits_until_there_are_points_enough(n: int, state: BaselineState) -> None:
    assert chart(UP_AND_DOWN, said(FREEZE, points=n)).phases[0].baseline.state is state


def test_a_point_left_out_is_drawn_and_counts_in_no_median() -> None:
    found = chart([10, 10, 20, 10, 10], said(LEFT_OUT, on=month(3) + timedelta(days=14), reason="Fejl i skemaet"))
    assert (found.rows[2].state, found.rows[2].reason, found.y[2]) == (RowState.LEFT_OUT, "Fejl i skemaet", 100)
    assert (found.phases[0].measured, found.phases[0].median) == (4, 50)


def test_a_chart_whose_every_point_is_left_out_still_shows_them() -> None:
    found = chart([5], said(LEFT_OUT, on=month(1), reason="Prøvemåling"))
    assert (found.y, found.finding) == ((25,), Finding.NO_DATA)


def test_leaving_out_what_was_not_measured_has_no_effect() -> None:
    found = chart([5, None, 7], said(LEFT_OUT, on=month(2), reason="Ferie"))
    assert found.rows[1].state is RowState.GAP
    assert [one.in_force for one in found.decided] == [False]


def test_an_interval_is_left_out_by_the_day_it_ended_and_a_phase_takes_the_interval_that_ended_in_it() -> None:
    first, second = date(2024, 1, 11), date(2024, 1, 21)
    found = events([10, 10, 30, 30], said(LEFT_OUT, DAYS, on=second, reason="Talt forkert"))
    assert [row.state for row in found.points] == [
        RowState.MEASURED,
        RowState.LEFT_OUT,
        RowState.MEASURED,
        RowState.MEASURED,
    ]
    phased = events([10, 10, 30, 30], said(PHASE_START, DAYS, on=first + timedelta(days=15), reason="Ny rutine"))
    assert [(phase.start, phase.measured, phase.median) for phase in phased.phases] == [(0, 2, 10), (2, 2, 30)]


def test_a_team_that_re_bases_its_chart_does_not_move_the_goal() -> None:
    halve = measured(goal=Goal(GoalKind.CHANGE, -50), direction=Direction.DOWN)
    phase = said(PHASE_START, on=month(13), reason="Ny rutine")
    values = [16, 18, 16, 18, 16, 18, 16, 18, 16, 18, 16, 18] + [4, 6] * 6
    assert [p.goal for p in chart(values, phase, measure=halve, baseline=12).phases] == pytest.approx([42.5, 42.5])
    apart = chart(values, measure=halve, baseline=12, break_on=month(13))
    assert [p.goal for p in apart.phases] == pytest.approx([42.5, 12.5])


@pytest.mark.parametrize(("run", "signal"), [(5, False), (6, True), (7, True)])
def test_the_ihi_rules_find_a_shift_of_six(run: int, signal: bool) -> None:
    values = [11, 9, 12, 8, 11, 9, 12, 8, 11, 9, *([13, 12] * 4)[:run], 8]
    chosen = said(RULE_SET, rules="ihi")
    found = chart(values, chosen, said(FREEZE, points=10))
    assert found.judged_by == found.rules == "ihi"
    assert ("shift" in found.phases[0].fired) is signal
    assert (found.phases[0].run is not None) is signal
    assert chart(values, said(FREEZE, points=10)).judged_by == "anhoej"


@pytest.mark.parametrize("rules", ["mdc", "western_electric", "nelson", "three_sigma"])
def test_a_rule_set_that_needs_limits_judges_the_control_chart_and_leaves_the_run_chart_to_anhoej(rules: str) -> None:
    found = chart([*UP_AND_DOWN, *HIGHER], said(RULE_SET, rules=rules))
    assert (found.rules, found.judged_by) == (rules, "anhoej")
    control = control_of(found)
    assert control is not None
    assert (control.rules, control.kind) == (rules, "i" if rules == "mdc" else "p")


@pytest.mark.parametrize(("n", "enough"), [(11, False), (12, True), (13, True)])
def test_a_control_chart_needs_twelve_points(n: int, enough: bool) -> None:
    assert (control_of(chart(([8, 12] * 7)[:n])) is not None) is enough


def test_a_control_chart_has_the_same_phases_baselines_and_points_left_out() -> None:
    values = [*UP_AND_DOWN, *HIGHER]
    records = (
        said(PHASE_START, on=month(13), reason="x"),
        said(FREEZE, points=6),
        said(LEFT_OUT, on=month(3), reason="y"),
    )
    direct = spc.analyse("p", values, [20] * 24, part=[12], freeze=[7, 6], exclude=[3], multiply=100)
    found = control_of(chart(values, *records))
    assert found is not None
    assert np.array_equal(found.cl, direct.cl)
    assert np.array_equal(found.ucl, direct.ucl)


@pytest.mark.parametrize(
    ("value", "denominator", "kind"),
    [
        (ValueKind.PERCENT, 999, "p"),
        (ValueKind.PERCENT, 1000, "pp"),
        (ValueKind.RATE, 999, "u"),
        (ValueKind.RATE, 1001, "up"),
        (ValueKind.MEAN, 20, "ip"),
        (ValueKind.COUNT, None, "c"),
    ],
)
def test_the_control_chart_is_the_one_that_fits_the_measure(
    value: ValueKind, denominator: float | None, kind: str
) -> None:
    series = [Point(month(n), 5 + n % 3, denominator) for n in range(1, 14)]
    found = chart_of(book(series, (), measured(value=value)), UNIT, PERCENT)
    assert control_kind(found) == kind
    control = control_of(found)
    assert control is not None
    assert control.kind == kind


def test_days_between_make_a_t_chart_and_a_g_chart_where_two_events_share_a_day() -> None:
    assert control_kind(events([10, 20] * 7)) == "t"
    assert control_kind(events([10, 0] * 7)) == "g"


def test_a_new_phase_is_proposed_with_its_evidence_and_never_begun() -> None:
    values = [*UP_AND_DOWN, *HIGHER]
    found = chart(values, baseline=12)
    direct = spc.propose_phases([n * 5 for n in values], baseline=12).changes[0]
    proposal = proposal_of(found)
    assert proposal is not None
    assert (proposal.on, proposal.side, proposal.run) == (month(13), Side.ABOVE, 9)
    assert (proposal.former, proposal.median) == (direct.former_median, direct.median)
    assert len(found.phases) == 1
    accepted = chart(values, said(PHASE_START, on=proposal.on, reason="Ny rutine"), baseline=12)
    assert [phase.start for phase in accepted.phases] == [0, 12]
    assert proposal_of(accepted) is None
    assert proposal_of(chart(UP_AND_DOWN)) is None


def test_notes_and_tests_are_marks_in_order_of_time() -> None:
    running = said(CYCLE, title="Tavle", started_on=month(9), hours=1)
    ended = said(CYCLE, title="Skema", started_on=month(2), ended_on=month(4), decision="adopt", hours=2)
    later = said(CYCLE, title="Næste", started_on=date(2026, 12, 1), hours=3)
    undated = said(CYCLE, title="Idé", hours=4)
    note = said(ANNOTATION, on=month(6), note="Ny leder")
    found = chart(UP_AND_DOWN, running, ended, later, undated, note)
    assert [(m.on, m.text, m.cycle, m.running, m.decision) for m in found.marks] == [
        (month(4), "Skema", True, False, "adopt"),
        (month(6), "Ny leder", False, False, ""),
        (month(9), "Tavle", True, True, ""),
    ]


def test_the_way_to_the_aim_is_a_straight_line_from_the_frozen_median() -> None:
    by = date(2027, 1, 1)
    found = chart(UP_AND_DOWN, said(AIM, what="x", goal=95.0, by=by), baseline=12)
    assert found.path is not None
    assert (found.path.since, found.path.level) == (month(12), 50)
    assert found.path.now == pytest.approx(50 + 45 * (AS_OF - month(12)).days / (by - month(12)).days)
    without = chart(UP_AND_DOWN, said(AIM, what="x", goal=95.0), baseline=12)
    assert (without.aim is not None, without.path) == (True, None)
    assert chart(UP_AND_DOWN, said(AIM, what="x", by=by)).aim is None
    past = chart(UP_AND_DOWN, said(AIM, what="x", goal=95.0, by=date(2026, 6, 1)), baseline=12)
    assert past.path is not None
    assert past.path.now == 95


def test_content_that_cannot_be_read_is_left_aside() -> None:
    broken = replace(said(PHASE_START, on=month(6), reason="x"), content=json.dumps({"measure": PERCENT, "on": "nu"}))
    assert chart(UP_AND_DOWN, broken).decided == ()


def test_units_are_compared_in_the_file_s_order_and_added_up_where_all_have_measured() -> None:
    kind = measured()
    one, two = CONTENT.units[:2]
    series = {
        (one.id, kind.id): Series(one.id, kind.id, tuple(points([8, 12, None, 10]))),
        (two.id, kind.id): Series(two.id, kind.id, tuple(points([4, None, 6, 8], 10))),
    }
    both = replace(book([], [], kind), series=series)
    found = compared([chart_of(both, unit, kind.id) for unit in (one, two)])
    assert found is not None
    assert list(found.analyses) == [one.name, two.name]
    assert found.together is not None
    assert found.together.y.tolist() == pytest.approx([40, 60])
    assert compared([chart_of(both, one, kind.id)]) is None
    empty = replace(both, series={(one.id, kind.id): series[one.id, kind.id]})
    assert compared([chart_of(empty, unit, kind.id) for unit in (one, two)]) is None


def test_all_charts_of_a_unit_obey_its_decisions() -> None:
    made = book(points([*UP_AND_DOWN, *HIGHER]), [said(PHASE_START, on=month(13), reason="x")], measured())
    assert [len(found.phases) for found in charts_of(made, UNIT)] == [2]
