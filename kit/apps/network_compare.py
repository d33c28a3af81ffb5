"""Municipalities that have chosen to compare a measure, side by side in the network's order: nobody is ranked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from kit.actions.chart_compare import Comparison, compared
from kit.apps import html
from kit.apps.network import NetworkModel, section
from kit.apps.parts import Picture, Piece
from kit.apps.run_chart import finding_word, newest_value
from kit.domain.entries.facilitating import Sharing
from kit.domain.facilitation import shared
from kit.domain.measure import Measure, ValueKind
from kit.figures.scales import unit_word
from kit.figures.small_multiples import grid_sentence, small_multiples
from kit.figures.words import value_text
from kit.texts import Texts

MOST = 24  # plots in one figure


def comparison_pieces(model: NetworkModel, texts: Texts) -> tuple[Piece, ...]:
    """Every measure that at least two municipalities share, with its definition and numbers."""
    said = shared(model.book)
    pieces: list[Piece] = [section("compare", texts)]
    for found in _comparisons(model, said):
        pieces += _pieces(model, found, texts)
    if len(pieces) == 1:
        return (html.join(pieces[0], html.paragraph(texts("network.compare.none"))),)  # type: ignore[arg-type]
    return tuple(pieces)


def _comparisons(model: NetworkModel, said: Mapping[str, Sharing]) -> Iterator[Comparison]:
    """Charts of municipalities that share the measure, and of at least two of them."""
    for row in model.signals:
        measure = row.measure
        if measure is None:
            continue
        codes = {code for code, one in said.items() if measure.id in one.measures}
        found = compared([chart for chart in row.charts if chart.unit.municipality in codes])
        if found is not None and len({chart.unit.municipality for chart in found.charts}) > 1:
            yield found


def _pieces(model: NetworkModel, found: Comparison, texts: Texts) -> Iterator[Piece]:
    measure = found.measure
    names = _names(model, found)
    analyses = {names[chart.unit.id]: chart.analysis for chart in found.charts[:MOST] if chart.analysis is not None}
    said = grid_sentence(analyses, texts)
    head = (html.heading(3, texts.label(measure.name)), _definition(measure, texts), html.paragraph(said))
    yield html.join(*head)
    word, percent = unit_word(found.charts[0], texts), measure.value is ValueKind.PERCENT
    yield Picture(small_multiples(analyses, texts, unit=word, percent=percent), said)
    yield _table(model, found, texts)


def _names(model: NetworkModel, found: Comparison) -> dict[str, str]:
    names = {}
    for chart in found.charts:
        place = model.book.municipality(chart.unit.municipality)
        names[chart.unit.id] = f"{place.name if place else chart.unit.municipality}: {chart.unit.name}"
    return names


def _definition(measure: Measure, texts: Texts) -> Markup:
    """How the measure is counted, so that everybody compares the same thing."""
    terms = [(texts("network.compare.numerator"), texts.label(measure.numerator))]
    if measure.denominator:
        terms.append((texts("network.compare.denominator"), texts.label(measure.denominator)))
    if measure.sample:
        terms.append((texts("network.compare.sample"), texts.label(measure.sample)))
    return html.definitions(terms)


def _table(model: NetworkModel, found: Comparison, texts: Texts) -> Markup:
    """Newest value and level with what each rests on, in the network file's order."""
    names = _names(model, found)
    rows = []
    for chart in found.charts:
        newest, last = chart.newest, chart.last
        below = texts.formats.number(newest.denominator) if newest else texts.formats.number(None)
        rows.append(
            (
                names[chart.unit.id],
                newest_value(chart, texts),
                below,
                value_text(last.median if last else None, chart.measure, texts),
                str(last.measured if last else 0),
                finding_word(chart.finding, texts),
            )
        )
    headings = [texts(f"network.compare.{name}") for name in ("unit", "newest", "n", "median", "points", "shows")]
    caption = texts("network.compare.caption", measure=texts.label(found.measure.name))
    return html.details(texts("network.measures.numbers"), html.table(caption, headings, rows))
