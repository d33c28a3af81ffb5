"""The baseline in words and tables: definitions, how far every unit is, and what stands already."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from kit.apps import entry, html
from kit.apps.baseline import BaselineModel
from kit.domain.measure import Goal, GoalKind, Measure
from kit.domain.series import Point
from kit.figures import captions
from kit.figures.chart import BaselineState, Chart
from kit.figures.words import value_text
from kit.texts import Texts

SHOWN_GAPS = 4


def goal_text(measure: Measure, texts: Texts) -> str:
    """The goal in words."""
    goal: Goal = measure.goal
    key = f"apps.goal.{goal.kind}.{measure.direction}" if goal.kind in (GoalKind.VALUE, GoalKind.CHANGE) else ""
    value = value_text(goal.value, measure, texts) if goal.kind is GoalKind.VALUE else ""
    change = texts.formats.percent(abs(goal.value))
    return texts(key or f"apps.goal.{goal.kind}", value=value, change=change)


def definition(measure: Measure, texts: Texts) -> Markup:
    """How the measure is counted, folded under its name."""
    terms = [
        ("numerator", measure.numerator),
        ("denominator", measure.denominator),
        ("exclusions", measure.exclusions),
        ("sample", measure.sample),
    ]
    pairs = [(texts(f"apps.measure.{name}"), texts.label(label) if label else "") for name, label in terms]
    pairs += [
        (texts("apps.measure.kind"), texts(f"apps.measure.kind.{measure.kind}")),
        (texts("apps.measure.frequency"), texts(f"apps.measure.frequency.{measure.frequency}")),
        (texts("apps.measure.goal"), goal_text(measure, texts)),
        (texts("apps.measure.mark"), texts(f"apps.measure.mark.{measure.mark}")),
    ]
    return html.details(texts.label(measure.name), html.definitions(pairs))


def measures_html(model: BaselineModel, texts: Texts) -> Markup:
    """Every measure in use with its definition, by focus area."""
    parts = [html.heading(2, texts("apps.measures.title")), html.paragraph(texts("apps.measures.intro"))]
    for area in model.book.programme.areas:
        mine = [measure for measure in model.measures() if measure.area == area.id]
        if mine:
            parts += [html.heading(3, texts.label(area.name)), *(definition(measure, texts) for measure in mine)]
    return html.join(*parts)


def count_text(chart: Chart, texts: Texts) -> str:
    """How many measurements there are, and of how many months (weeks, quarters, half-years)."""
    if chart.measure.from_events:
        return texts.counted("apps.status.events", chart.events)
    full = chart.completeness
    if not full.expected:
        return texts("apps.status.nothing")
    return texts(f"apps.status.measured.{chart.measure.frequency}", n=full.measured, expected=full.expected)


def gaps_text(chart: Chart, texts: Texts) -> str:
    """Which periods are missing; the newest few by name."""
    gaps, step = chart.completeness.gaps, chart.measure.step
    name = texts.formats.short_month if step == 1 else lambda day: entry.period_name(day, step, texts)
    names = ", ".join(name(gap) for gap in gaps[-SHOWN_GAPS:])
    more = len(gaps) - SHOWN_GAPS
    return texts("apps.status.more", names=names, n=more) if more > 0 else names or texts.formats.number(None)


def median_text(chart: Chart, texts: Texts) -> str:
    """The median, and whether it is frozen or how far its baseline is."""
    phase = chart.last
    if phase is None or phase.median is None:
        return texts.formats.number(None)
    value = value_text(phase.median, chart.measure, texts)
    base = phase.baseline
    if base.state is BaselineState.NONE:
        return value
    return texts(f"apps.status.baseline.{base.state}", value=value, have=base.have, wanted=base.wanted)


def status_html(model: BaselineModel, texts: Texts) -> Markup:
    """How far every unit is with every measure."""
    headings = [texts(f"apps.status.{name}") for name in ("measure", "count", "gaps", "newest", "median")]
    parts = [html.heading(2, texts("apps.status.title")), html.paragraph(texts("apps.status.how"), "small")]
    for unit in model.units:
        rows = [
            (
                texts.label(chart.measure.name),
                count_text(chart, texts),
                gaps_text(chart, texts),
                captions.freshness(chart, texts),
                median_text(chart, texts),
            )
            for chart in model.charts(unit)
        ]
        parts.append(html.table(unit.name, headings, rows))
    return html.join(*parts)


def standing(model: BaselineModel, unit: str, measure: Measure, day: date | None, texts: Texts) -> str:
    """What stands for the chosen month or day already, and that saving keeps the history."""
    if day is None:
        return ""
    if measure.from_events:
        event = model.event_on(unit, measure.id, day)
        shown = texts.formats.day(day)
        return texts("apps.entry.has_event", day=shown, n=event.count) if event else ""
    point = model.point_at(unit, measure.id, day)
    shown = entry.period_name(day, measure.step, texts)
    if point is None:
        return texts("apps.entry.empty", period=shown)
    return texts("apps.entry.has_point", period=shown, value=standing_value(point, texts))


def standing_value(point: Point, texts: Texts) -> str:
    """The numbers of a point: ``4 af 20``, or the count alone."""
    if point.denominator is None:
        return texts.formats.number(point.numerator)
    return texts("apps.entry.of", numerator=float(point.numerator), denominator=float(point.denominator))
