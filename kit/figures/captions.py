"""What a chart says in words: the finding, how fresh it is, the rules used, the goal, and the table behind it.

Every sentence is chosen by ids and filled with finished values; nothing is worked out from text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from kit.domain.measure import Direction, GoalKind, ValueKind
from kit.figures.chart import BaselineState, Chart, Finding, Phase, Row, RowState, Side
from kit.figures.words import goal_words, period_text, value_text
from kit.spc import ENOUGH_POINTS
from kit.texts import Texts

SYMBOLS = {
    Finding.IMPROVING: "✓",
    Finding.WORSENING: "!",
    Finding.SIGNAL_NEUTRAL: "◆",
    Finding.NONE: "–",
    Finding.TOO_FEW: "…",
    Finding.NO_DATA: "○",
}
GAPS_NAMED = 6

Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def finding_word(finding: Finding, texts: Texts) -> str:
    """The finding in a word or two, for an overview."""
    return texts(f"figures.word.{finding}")


def finding(chart: Chart, texts: Texts) -> str:
    """What the newest phase shows, in plain words."""
    phase = chart.last
    if phase is None:
        return _nothing(chart, texts)
    if phase.finding in (Finding.TOO_FEW, Finding.NO_DATA):
        return _too_few(chart, phase, texts)
    if phase.finding is Finding.NONE:
        median = value_text(phase.median, chart.measure, texts)
        return texts(f"figures.finding.none.{chart.measure.value}", median=median, n=phase.measured)
    return _signal(chart, phase, texts)


def _key(chart: Chart, key: str) -> str:
    return f"figures.{key}.days" if chart.measure.from_events else f"figures.{key}"


def _nothing(chart: Chart, texts: Texts) -> str:
    if chart.events:
        return texts.counted("figures.finding.too_few.days", chart.events, need=ENOUGH_POINTS + 1)
    if any(row.state is RowState.NOTHING_TO_COUNT for row in chart.rows):
        return texts("figures.finding.no_data.nothing")
    return texts(_key(chart, "finding.no_data"))


def _too_few(chart: Chart, phase: Phase, texts: Texts) -> str:
    if phase.measured >= ENOUGH_POINTS:
        return _few_useful(chart, phase, texts)
    key = _key(chart, "finding.too_few")
    events = chart.measure.from_events
    # one event more than intervals: the first one only starts the count
    n, need = phase.measured + events, ENOUGH_POINTS + events
    if not chart.breaks or chart.breaks[-1].position != phase.start:
        return texts.counted(key, n, need=need)
    since = texts.formats.month(chart.breaks[-1].on)
    if chart.breaks[-1].team:
        key = "run_chart.too_few.days" if events else "run_chart.too_few"
        return texts.counted(key, phase.measured, need=ENOUGH_POINTS, since=since)
    if not n:
        return texts("figures.finding.too_few.zero", since=since)
    return texts.counted(f"{key}.after", n, need=need, since=since)


def _few_useful(chart: Chart, phase: Phase, texts: Texts) -> str:
    if not phase.part.n_useful:
        value = value_text(phase.median, chart.measure, texts)
        return texts(_key(chart, "finding.constant"), n=phase.measured, value=value)
    key = "figures.finding.too_few.days.useful" if chart.measure.from_events else "figures.finding.too_few.useful"
    return texts(key, useful=phase.part.n_useful, n=phase.measured, need=ENOUGH_POINTS)


def _signal(chart: Chart, phase: Phase, texts: Texts) -> str:
    if phase.side is Side.MIXED:
        return texts(_key(chart, "finding.mixed"))
    values = {
        "verdict": texts(f"figures.verdict.{phase.finding}"),
        "median": value_text(phase.median, chart.measure, texts),
        "now": value_text(phase.level, chart.measure, texts),
    }
    if not (phase.run and phase.run.ongoing):
        return texts(f"{_key(chart, 'finding.level')}.{phase.side}", **values)
    since = period_text(chart.x[phase.run.points[0]], chart.measure, texts)
    return texts(f"{_key(chart, 'finding.run')}.{phase.side}", n=len(phase.run.points), since=since, **values)


def freshness(chart: Chart, texts: Texts) -> str:
    """How old the newest measurement or event is."""
    key = _key(chart, "freshness")
    if not chart.rows or chart.completeness.age_days is None:
        return texts(f"{key}.none")
    period = period_text(chart.rows[-1].day, chart.measure, texts)
    if chart.completeness.age_days == 0:
        return texts(f"{key}.zero", period=period)
    return texts.counted(key, chart.completeness.age_days, period=period)


def rules_line(chart: Chart, texts: Texts) -> str:
    """The named rule set with its counts and limits in the newest phase; empty without any value."""
    phase = chart.last
    if phase is None or not phase.measured:
        return ""
    part = phase.part
    if chart.judged_by != "anhoej":
        return _other_rules(chart, phase, texts)
    if not part.enough:
        return texts(_key(chart, "rules.few"), need=ENOUGH_POINTS, useful=part.n_useful)
    key = "figures.rules.days" if chart.measure.from_events else "figures.rules.enough"
    return texts(
        f"{key}.one" if part.n_crossings == 1 else key,
        n=phase.measured,
        useful=part.n_useful,
        run=part.longest_run,
        limit=part.longest_run_max,
        crossings=part.n_crossings,
        minimum=part.n_crossings_min,
    )


def _other_rules(chart: Chart, phase: Phase, texts: Texts) -> str:
    """A rule set other than Anhøj's: its name, how many points it had, and which of its rules have fired."""
    values = {"rules": texts(f"spc.set.{chart.judged_by}"), "n": phase.measured, "useful": phase.part.n_useful}
    if not phase.part.enough:
        return texts("run_chart.judged.few", need=ENOUGH_POINTS, **values)
    if not phase.fired:
        return texts("run_chart.judged.none", **values)
    return texts("run_chart.judged.signal", fired=", ".join(texts(f"spc.rule.{one}") for one in phase.fired), **values)


def goal_line(chart: Chart, texts: Texts) -> str:
    """The goal and whether the level has reached it; empty for a measure without a goal."""
    measure, phase = chart.measure, chart.last
    if measure.goal.kind is GoalKind.WATCH:
        return ""
    if chart.goal_value is None:
        change = measure.goal.value if measure.goal.kind is GoalKind.CHANGE else 0.0
        return texts("figures.goal.pending", change=_change(change, texts)) if phase else ""
    goal, up, waiting = (
        goal_words(chart.goal_value, measure, texts),
        measure.direction is Direction.UP,
        chart.open_interval,
    )
    if up and waiting is not None and waiting.days >= chart.goal_value:
        return texts("figures.goal.open", goal=goal, value=value_text(waiting.days, measure, texts))
    if phase is None or phase.level is None or phase.measured < ENOUGH_POINTS:
        return texts("figures.goal.plain", goal=goal)
    reached = phase.level >= chart.goal_value if up else phase.level <= chart.goal_value
    kept = ("kept", "broken") if measure.goal.kind is GoalKind.BASELINE else ("reached", "not_reached")
    level = value_text(phase.level, measure, texts)
    return texts(f"figures.goal.{kept[0] if reached else kept[1]}", goal=goal, level=level)


def aim_line(chart: Chart, texts: Texts) -> str:
    """The team's own aim, by when, and where a straight line to it stands today; empty where there is none."""
    if chart.aim is None:
        return ""
    goal = goal_words(chart.aim.goal, chart.measure, texts)
    if chart.aim.by is None:
        return texts("run_chart.aim.plain", goal=goal)
    by = texts.formats.day(chart.aim.by)
    if chart.path is None or chart.as_of >= chart.aim.by:
        return texts("run_chart.aim.by", goal=goal, by=by)
    return texts("run_chart.aim.path", goal=goal, by=by, now=value_text(chart.path.now, chart.measure, texts))


def _change(change: float, texts: Texts) -> str:
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return f"{sign}{texts.formats.percent(abs(change))}"


def open_line(chart: Chart, texts: Texts) -> str:
    """The days since the newest event, with their date; empty for a chart without events."""
    interval = chart.open_interval
    if interval is None:
        return ""
    value = value_text(interval.days, chart.measure, texts)
    day = texts.formats.day(chart.as_of)
    return texts("figures.open.longest" if interval.longest else "figures.open.today", value=value, day=day)


def remarks(chart: Chart, texts: Texts) -> tuple[str, ...]:
    """Everything else a reader should know, one sentence or two each: open interval, goal, baseline, break, holes."""
    said = (
        open_line(chart, texts),
        goal_line(chart, texts),
        aim_line(chart, texts),
        *_baseline(chart, texts),
        *_breaks(chart, texts),
    )
    return tuple(sentence for sentence in (*said, *_holes(chart, texts)) if sentence)


def _baseline(chart: Chart, texts: Texts) -> Iterator[str]:
    phase = chart.last
    if phase is None:
        return
    base = phase.baseline
    if base.state is BaselineState.BUILDING:
        yield texts.counted("figures.baseline.building", base.have, wanted=base.wanted)
    if base.state is BaselineState.FROZEN:
        days = [chart.x[place] for place in (phase.start, base.stop - 1)]
        first, last = (period_text(day, chart.measure, texts) for day in days)
        yield texts("figures.baseline.frozen", n=base.wanted, first=first, last=last)


def _breaks(chart: Chart, texts: Texts) -> Iterator[str]:
    for mark in chart.breaks:
        day, reason = texts.formats.day(mark.on), mark.reason.strip().rstrip(".")
        if mark.team:
            yield texts("run_chart.phase", day=day, reason=reason)
            continue
        yield texts("figures.break.reason" if reason else "figures.break.plain", day=day, reason=reason)
    if any(row.state is RowState.SPANS_BREAK for row in chart.rows):
        yield texts("figures.break.spans")


def _holes(chart: Chart, texts: Texts) -> Iterator[str]:
    gaps = chart.completeness.gaps
    if gaps:
        yield texts.counted("figures.gaps", len(gaps), periods=_periods(gaps, chart, texts))
    nothing = sum(row.state is RowState.NOTHING_TO_COUNT for row in chart.rows)
    if nothing and chart.last:
        yield texts.counted("figures.nothing", nothing)
    out = [period_text(row.day, chart.measure, texts) for row in chart.points if row.state is RowState.LEFT_OUT]
    if out:
        yield texts.counted("run_chart.left_out", len(out), periods=", ".join(out))
    phase = chart.last
    if phase and phase.measured >= ENOUGH_POINTS and phase.part.n_useful and phase.part.share_on_line >= 0.5:
        yield texts("figures.half_on_line")


def _periods(days: tuple[date, ...], chart: Chart, texts: Texts) -> str:
    """Periods by name; three or more that follow each other as "from to"."""
    measured = [row.day for row in chart.rows if row.state is not RowState.GAP]
    stretches = groupby(days, key=lambda day: sum(other < day for other in measured))
    named: list[str] = []
    for _, stretch in stretches:
        names = [period_text(day, chart.measure, texts) for day in stretch]
        named += names if len(names) < 3 else [texts("figures.gaps.range", first=names[0], last=names[-1])]
    listed = ", ".join(named[:GAPS_NAMED])
    return texts("figures.gaps.more", periods=listed) if len(named) > GAPS_NAMED else listed


def rows(chart: Chart, texts: Texts) -> Table:
    """The table behind the chart: headings, and one row a period (gaps included) or event, oldest first."""
    if chart.measure.from_events:
        return _event_table(chart, texts)
    columns = ["period", "value", *(["numerator", "denominator"] if chart.measure.needs_denominator else []), "note"]
    value = chart.measure.value
    words = {"value": texts(f"figures.table.{value}", per=texts.formats.number(chart.measure.per, 0))}
    headings = tuple(words.get(column) or texts(f"figures.table.{column}") for column in columns)
    return headings, tuple(_point_cells(row, columns, chart, texts) for row in chart.rows)


def _point_cells(row: Row, columns: list[str], chart: Chart, texts: Texts) -> tuple[str, ...]:
    cells = {
        "period": period_text(row.day, chart.measure, texts),
        "value": value_text(row.value, chart.measure, texts),
        "numerator": texts.formats.number(row.numerator),
        "denominator": texts.formats.number(row.denominator),
        "note": _note(row, texts),
    }
    return tuple(cells[column] for column in columns)


def _note(row: Row, texts: Texts) -> str:
    state = "" if row.state is RowState.MEASURED else texts(f"figures.state.{row.state}")
    return ". ".join(part for part in (state, row.reason.strip().rstrip("."), row.note) if part)


def _event_table(chart: Chart, texts: Texts) -> Table:
    headings = tuple(texts(f"figures.table.{name}") for name in ("event", str(ValueKind.DAYS_BETWEEN), "note"))
    lines = [(texts.formats.day(row.day), texts.formats.number(row.value, 0), _note(row, texts)) for row in chart.rows]
    if chart.open_interval:
        lines.append(_open_cells(chart.as_of, chart.open_interval.days, texts))
    return headings, tuple(lines)


def _open_cells(day: date, days: int, texts: Texts) -> tuple[str, str, str]:
    return texts.formats.day(day), texts.formats.number(days, 0), texts("figures.state.open")
