"""The same measure in all units of a municipality: side by side on one scale, added up, and never ranked."""

from __future__ import annotations

from markupsafe import Markup

from kit.actions.chart_compare import Comparison, compared
from kit.apps import html
from kit.apps.parts import Picture, Piece
from kit.apps.run_chart import RunChartModel, finding_word, newest_value
from kit.domain.measure import Measure, ValueKind
from kit.figures import captions
from kit.figures.scales import unit_word
from kit.figures.small_multiples import grid_sentence, small_multiples
from kit.figures.words import value_text
from kit.texts import Texts


def comparable(model: RunChartModel) -> tuple[Measure, ...]:
    """The measures that at least two units have values of, in the programme's order."""
    return tuple(measure for measure in model.book.programme.measures if comparison(model, measure.id))


def comparison(model: RunChartModel, measure_id: str) -> Comparison | None:
    """The charts of a measure, as far as there are two to compare."""
    charts = [chart for unit in model.units for chart in model.of(unit.id) if chart.measure.id == measure_id]
    return compared(charts)


def comparison_pieces(found: Comparison, texts: Texts) -> tuple[Piece, ...]:
    """A measure's grid with its sentence, and a table that says the same."""
    measure, analyses = found.measure, dict(found.analyses)
    said = [grid_sentence(analyses, texts)]
    # sums of counts lie on a scale of their own: beside the units they would press them flat
    if found.together is not None and measure.value is not ValueKind.COUNT:
        analyses[texts("run_chart.compare.together")] = found.together
        said.append(texts("run_chart.compare.added"))
    figure = small_multiples(
        analyses, texts, unit=unit_word(found.charts[0], texts), percent=measure.value is ValueKind.PERCENT, columns=1
    )
    sentence = " ".join(said)
    title = html.heading(3, texts.label(measure.name))
    return html.join(title, html.paragraph(sentence)), Picture(figure, sentence), _table(found, texts)


def _table(found: Comparison, texts: Texts) -> Markup:
    keys = ("unit", "newest", "median", "finding", "fresh")
    rows = [
        (
            chart.unit.name,
            newest_value(chart, texts),
            value_text(chart.last.median if chart.last else None, chart.measure, texts),
            finding_word(chart.finding, texts),
            captions.freshness(chart, texts),
        )
        for chart in found.charts
    ]
    name = texts.label(found.measure.name)
    headings = [texts(f"run_chart.compare.{key}") for key in keys]
    return html.details(
        texts("run_chart.compare.numbers"), html.table(texts("run_chart.compare.table", measure=name), headings, rows)
    )


def compare_pieces(model: RunChartModel, texts: Texts) -> tuple[Piece, ...]:
    """Every measure that can be compared; nothing where none can."""
    pieces: list[Piece] = []
    for measure in comparable(model):
        found = comparison(model, measure.id)
        pieces += comparison_pieces(found, texts) if found else ()
    return (compare_heading(texts), *pieces) if pieces else ()


def compare_heading(texts: Texts) -> Markup:
    """What the comparison is for."""
    return html.join(html.heading(2, texts("run_chart.compare.title")), html.paragraph(texts("run_chart.compare.how")))
