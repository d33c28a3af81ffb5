"""Measure by measure: the line of all units together, and every unit's course beside the others on its own scale."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kit.actions.network_line import NetworkLine
from kit.actions.network_signals import SIGNALS, Signals
from kit.apps import html
from kit.apps.network import NetworkModel, section
from kit.apps.network_signals import measure_name
from kit.apps.parts import Picture, Piece
from kit.apps.run_chart import finding_word, newest_value
from kit.figures import captions
from kit.figures.chart import Chart, Finding
from kit.figures.overview import course
from kit.figures.run_chart import run_chart
from kit.figures.words import period_text, value_text
from kit.texts import Texts

MOST_COURSES = 80  # of more units only those with a signal are drawn


def overview_html(model: NetworkModel, texts: Texts) -> Markup:
    """Every measure as one line: all units together, the newest value, the course, the level and what it shows."""
    rows: list[tuple[html.Cell, ...]] = []
    for row in model.signals:
        line = model.line(row, texts)
        if line is not None:
            chart = line.chart
            rows.append(
                (
                    measure_name(row, texts),
                    str(line.units),
                    newest_value(chart, texts),
                    course(chart, texts),
                    value_text(chart.last.level if chart.last else None, chart.measure, texts),
                    finding_word(chart.finding, texts),
                )
            )
    if not rows:
        return html.paragraph(texts("network.measures.none"))
    headings = [
        texts(f"network.measures.{name}") for name in ("measure", "units", "newest", "course", "level", "shows")
    ]
    return html.table(texts("network.measures.caption"), headings, rows)


def measures_pieces(model: NetworkModel, texts: Texts) -> tuple[Piece, ...]:
    """The overview, then each measure."""
    pieces: list[Piece] = [html.join(section("measures", texts), overview_html(model, texts))]
    for row in model.signals:
        pieces += measure_pieces(model, row, texts)
    return tuple(pieces)


def measure_pieces(model: NetworkModel, row: Signals, texts: Texts) -> tuple[Piece, ...]:
    """One measure: the line of all units with its finding, and the courses of the units to unfold."""
    line = model.line(row, texts)
    title = html.heading(3, measure_name(row, texts))
    many = html.details(texts.counted("network.measures.show", len(row.charts)), courses_html(model, row.charts, texts))
    if line is None or line.chart.finding in (Finding.TOO_FEW, Finding.NO_DATA):
        return (html.join(title, html.paragraph(texts("network.measures.no_line")), many),)
    said = captions.finding(line.chart, texts)
    return (
        html.join(title, html.paragraph(said, "finding")),
        Picture(run_chart(line.chart, texts), said),
        html.join(*_below(line, texts), many),
    )


def _below(line: NetworkLine, texts: Texts) -> tuple[Markup, ...]:
    """What the line is made of, the rules, what was marked, and how many units are in each period."""
    chart = line.chart
    made = texts("network.measures.made", units=line.units)
    open_ = texts.counted("network.measures.left_open", line.left_open) if line.left_open else ""
    small = " ".join(filter(None, (made, open_, captions.rules_line(chart, texts))))
    rows = [
        (
            period_text(row.day, chart.measure, texts),
            value_text(row.value, chart.measure, texts),
            texts("network.glance.of", n=line.reported[row.day], all=line.units),
        )
        for row in chart.rows
    ]
    headings = [texts(f"network.measures.{name}") for name in ("period", "value", "reported")]
    caption = texts("network.measures.table", measure=texts.label(chart.measure.name))
    return (
        html.bullets(captions.remarks(chart, texts)),
        html.paragraph(small, "small"),
        html.details(texts("network.measures.numbers"), html.table(caption, headings, rows)),
    )


def courses_html(model: NetworkModel, charts: Sequence[Chart], texts: Texts) -> Markup:
    """Every unit's course as a small line with its newest value and what it shows, in the network file's order."""
    shown = [chart for chart in charts if chart.finding is not Finding.NO_DATA]
    silent = len(charts) - len(shown)
    left = 0
    if len(shown) > MOST_COURSES:
        signals = [chart for chart in shown if chart.finding in SIGNALS][:MOST_COURSES]
        shown, left = signals, len(shown) - len(signals)
    cards = Markup("").join(_course(model, chart, texts) for chart in shown)
    words = [
        texts("network.measures.own_scale"),
        texts.counted("network.measures.silent", silent) if silent else "",
        texts.counted("network.measures.not_drawn", left) if left else "",
    ]
    grid = Markup('<ul class="kit-courses">{}</ul>').format(cards)
    return html.join(html.paragraph(" ".join(filter(None, words)), "small"), grid)


def _course(model: NetworkModel, chart: Chart, texts: Texts) -> Markup:
    pattern = '<li><strong>{}</strong> <span class="kit-small">{}</span>{}<span>{}</span>{}</li>'
    link = model.link_of(chart.unit.municipality, "run_chart")
    parts = (
        link,
        chart.unit.name,
        course(chart, texts),
        newest_value(chart, texts),
        finding_word(chart.finding, texts),
    )
    return Markup(pattern).format(*parts)
