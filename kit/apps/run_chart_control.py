"""The control chart of a measure, for those who want limits: the same points and phases as its run chart."""

from __future__ import annotations

from markupsafe import Markup

from kit.actions.chart_control import NEEDED, control_of
from kit.apps import html
from kit.apps.parts import Picture, Piece
from kit.domain.measure import Direction, GoalKind, ValueKind
from kit.figures.chart import Chart
from kit.figures.chart_marks import place_of, told
from kit.figures.control_captions import caption
from kit.figures.control_chart import control_chart
from kit.figures.scales import unit_word
from kit.texts import Texts


def control_pieces(chart: Chart, texts: Texts) -> tuple[Piece, ...]:
    """The control chart with its finding, rules, remarks and numbers; a sentence where there are too few points."""
    analysis = control_of(chart)
    if analysis is None:
        return (html.note(texts("run_chart.control.few", need=NEEDED)),)
    name = texts.label(chart.measure.name)
    marks = [(place_of(chart, on), text) for on, text in told(chart, texts)]
    words = {
        "unit": unit_word(chart, texts),
        "percent": chart.measure.value is ValueKind.PERCENT,
        "annotations": marks,
        "improvement": _better(chart),
    }
    said = caption(analysis, texts, title=name, **words)
    picture = Picture(control_chart(analysis, texts, **words), said.finding)
    return html.paragraph(said.finding, "finding"), picture, _below(said.rules, said.remarks, said.table, name, texts)


def _better(chart: Chart) -> str:
    if chart.measure.goal.kind is GoalKind.WATCH:
        return "neutral"
    return "increase" if chart.measure.direction is Direction.UP else "decrease"


def _below(
    rules: tuple[str, ...],
    remarks: tuple[str, ...],
    table: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]],
    name: str,
    texts: Texts,
) -> Markup:
    numbers = html.table(texts("run_chart.control.table", measure=name), *table)
    return html.join(
        html.bullets(remarks),
        html.paragraph(rules[0], "small"),
        html.details(texts("run_chart.control.rules"), html.bullets(rules[1:])),
        html.details(texts("run_chart.control.numbers"), numbers),
    )
