"""The run charts of one municipality: an overview, each chart with its finding in words, and the table behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from kit.actions.chart import charts_of
from kit.apps import html
from kit.apps.parts import Picture, Piece
from kit.domain.book import Book
from kit.domain.network import Unit
from kit.errors import ValueRefused
from kit.figures import captions
from kit.figures.chart import Chart, Finding
from kit.figures.overview import course
from kit.figures.run_chart import run_chart
from kit.figures.words import value_text
from kit.texts import Texts

TONE = {Finding.IMPROVING: "good", Finding.WORSENING: "warn", Finding.SIGNAL_NEUTRAL: "other"}


@dataclass(frozen=True, slots=True)
class RunChartModel:
    """Every chart of a municipality, finished before anything is drawn. `charts` is keyed by unit id."""

    book: Book
    units: tuple[Unit, ...]
    charts: Mapping[str, tuple[Chart, ...]]

    def chart(self, unit_id: object, measure_id: object) -> Chart:
        """One chart of the page; raises ValueRefused for what is not on it."""
        charts = self.charts.get(unit_id, ()) if isinstance(unit_id, str) else ()
        found = next((chart for chart in charts if chart.measure.id == measure_id), None)
        if found is None:
            raise ValueRefused("apps.refused.choice")
        return found

    def of(self, unit_id: str) -> tuple[Chart, ...]:
        """The charts of one unit."""
        return self.charts.get(unit_id, ())


def open_model(book: Book, code: str) -> RunChartModel:
    """Work out all charts of a municipality. Units that follow no measure are left out."""
    charts = {unit.id: charts_of(book, unit) for unit in book.units_of(code)}
    units = tuple(unit for unit in book.units_of(code) if charts[unit.id])
    return RunChartModel(book, units, charts)


def finding_word(finding: Finding, texts: Texts) -> html.Word:
    """A finding as a symbol and a word."""
    return html.Word(captions.SYMBOLS[finding], captions.finding_word(finding, texts), TONE.get(finding, "mute"))


def newest_value(chart: Chart, texts: Texts) -> str:
    """The newest value, in the measure's own unit."""
    newest = chart.newest
    return value_text(newest.value if newest else None, chart.measure, texts)


def overview_html(model: RunChartModel, texts: Texts) -> Markup:
    """One line for each measure of a unit: the newest value, its course, what the chart shows, how old the data are."""
    headings = [texts(f"apps.overview.{name}") for name in ("measure", "newest", "finding", "fresh")]
    headings.insert(2, texts("charts.overview.course"))
    parts = [html.heading(2, texts("apps.overview.title"))]
    for unit in model.units:
        rows = [
            (
                texts.label(chart.measure.name),
                newest_value(chart, texts),
                course(chart, texts),
                finding_word(chart.finding, texts),
                captions.freshness(chart, texts),
            )
            for chart in model.of(unit.id)
        ]
        parts.append(html.table(unit.name, headings, rows))
    return html.join(*parts)


def picture(chart: Chart, texts: Texts) -> Picture | None:
    """The drawn chart, or None when there is nothing to draw."""
    if chart.finding is Finding.NO_DATA and chart.open_interval is None:
        return None
    return Picture(run_chart(chart, texts), captions.finding(chart, texts))


def above(chart: Chart, texts: Texts) -> Markup:
    """What stands over the figure: the measure and the finding."""
    return html.join(
        html.heading(3, texts.label(chart.measure.name)), html.paragraph(captions.finding(chart, texts), "finding")
    )


def below(chart: Chart, texts: Texts) -> Markup:
    """What stands under the figure: what else to know, freshness, the rules by name, and the numbers behind it."""
    headings, rows = captions.rows(chart, texts)
    name = texts.label(chart.measure.name)
    caption = texts("apps.chart.table", measure=name, unit=chart.unit.name)
    lines = [captions.freshness(chart, texts), captions.rules_line(chart, texts)]
    numbers = html.details(texts("apps.chart.numbers", measure=name), html.table(caption, headings, rows))
    told = html.join(
        html.bullets(captions.remarks(chart, texts)), html.paragraph(" ".join(filter(None, lines)), "small")
    )
    return html.join(told, numbers if rows else None)


def chart_pieces(chart: Chart, texts: Texts) -> tuple[Piece, ...]:
    """A chart with everything round it."""
    drawn = picture(chart, texts)
    return (above(chart, texts), *((drawn,) if drawn else ()), below(chart, texts))


def charts_pieces(model: RunChartModel, texts: Texts) -> tuple[Piece, ...]:
    """Every chart of every unit."""
    pieces: list[Piece] = []
    for unit in model.units:
        pieces.append(html.heading(2, unit.name))
        for chart in model.of(unit.id):
            pieces.extend(chart_pieces(chart, texts))
    return tuple(pieces)


def rules_html(texts: Texts) -> Markup:
    """How to read the charts, and which rules judge them."""
    return html.join(
        html.heading(2, texts("apps.rules.title")),
        html.paragraph(texts("apps.rules.read")),
        html.paragraph(texts("apps.rules.anhoej")),
        html.paragraph(texts("apps.rules.rare")),
        html.paragraph(texts("apps.rules.source"), "small"),
    )
