"""The parts of a lesson that work on real data: the participants' own numbers, and a whole network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kit import spc
from kit.actions.lesson_network import LessonNetwork, lesson_network
from kit.actions.own_numbers import Numbers
from kit.apps import html
from kit.apps.lesson_chart import analysis_pieces
from kit.apps.parts import Picture, Piece
from kit.domain.measure import Direction, Measure, ValueKind
from kit.errors import ValueRefused
from kit.figures.small_multiples import grid_sentence, small_multiples
from kit.texts import Texts

KINDS = ("run", "share", "days")
LEAST = 3


def own_chart(numbers: Numbers, sizes: Numbers | None, kind: str, better: str, texts: Texts) -> tuple[Piece, ...]:
    """A participant's chart. `kind` is one of `KINDS`, `better` increase, decrease or empty.

    Raises
    ------
    ValueRefused
        The two columns of a share do not fit each other.
    """
    title = numbers.name if not numbers.name.isdecimal() else texts("training.own.title")
    if kind == "share":
        _fits(numbers, sizes)
        unit = texts("training.own.percent")
        analysis = spc.analyse("p", numbers.values, sizes.values if sizes else None, multiply=100)
    else:
        unit = texts(f"training.own.unit.{kind}")
        analysis = spc.analyse("g" if kind == "days" else "run", numbers.values)
    return analysis_pieces(analysis, texts, title, unit, "increase" if kind == "days" else better)


def _fits(numbers: Numbers, sizes: Numbers | None) -> None:
    if sizes is None or len(sizes.values) != len(numbers.values):
        raise ValueRefused("training.own.two_columns")
    if any(part > whole for part, whole in zip(numbers.values, sizes.values, strict=True)):
        raise ValueRefused("training.own.part_of_whole")


def network_pieces(network: LessonNetwork, measure: Measure, texts: Texts) -> tuple[Piece, ...]:
    """One measure in every unit, in the order of the alphabet, each judged by its own median."""
    charts = network.charts(measure.id)
    analyses = {name: chart.analysis for name, chart in charts.items() if chart.analysis is not None}
    title, better = texts.label(measure.name), "increase" if measure.direction is Direction.UP else "decrease"
    figure = small_multiples(
        analyses,
        texts,
        title=title,
        percent=measure.value is ValueKind.PERCENT,
        improvement=better,
        shared_y=False,
    )
    sentence = grid_sentence(analyses, texts, shared_y=False)
    source = [html.paragraph(texts("training.network.published"), "small")] if network.published else []
    return Picture(figure, f"{title}. {sentence}"), html.paragraph(sentence), *source


def desk_pieces(desk: str, folder: Path | None, texts: Texts) -> Sequence[Piece]:
    """A desk on paper: what can be done there, or the first measure of the network."""
    if desk == "own_data":
        return (html.paragraph(texts("training.own.on_screen")),)
    network = lesson_network(folder)
    return network_pieces(network, network.measures[0], texts)
