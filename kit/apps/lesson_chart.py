"""The chart of a step: its picture, its finding, and the facts that exercises ask for."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from kit import spc
from kit.apps import html
from kit.apps.parts import Picture, Piece
from kit.domain.lesson import Plot, Step
from kit.figures.control_captions import Caption, caption
from kit.figures.control_chart import control_chart
from kit.spc import Analysis
from kit.texts import Texts

Facts = Mapping[str, float]
DRAWN_ALONE = ("values",)


def analysis_of(plot: Plot) -> Analysis:
    """The data of a plot, analysed."""
    return spc.analyse(
        plot.kind,
        plot.values,
        plot.sizes or None,
        freeze=plot.freeze or None,
        part=list(plot.part) or None,
        multiply=plot.multiply,
        rules=plot.rules,
    )


def facts_of(step: Step) -> dict[str, float]:
    """What can be read from the charts of a step, by name; those of a second chart are called ``second_median`` …"""
    facts: dict[str, float] = {}
    for place, plot in enumerate(step.plots):
        prefix = ("", "second_", "third_")[place] if place < 3 else f"chart{place + 1}_"
        facts |= {f"{prefix}{name}": value for name, value in _facts(analysis_of(plot)).items()}
    return facts


def _facts(analysis: Analysis) -> dict[str, float]:
    part, y = analysis.parts[-1], analysis.y
    present = y[~np.isnan(y)]
    facts = {
        "points": len(present),
        "median": float(np.median(present)),
        "mean": float(present.mean()),
        "smallest": float(present.min()),
        "largest": float(present.max()),
        "centre": part.cl,
        "useful": part.n_useful,
        "on_line": part.n_on_line,
        "longest": part.longest_run or 0,
        "longest_max": part.longest_run_max or 0,
        "crossings": part.n_crossings or 0,
        "crossings_min": part.n_crossings_min or 0,
        "runs": (part.n_crossings or 0) + 1,
        "upper": float(analysis.ucl[-1]),
        "lower": float(analysis.lcl[-1]),
        "outside": int(analysis.sigma_signal.sum()),
    }
    return {name: float(value) for name, value in facts.items() if math.isfinite(value)}


def filled(text: str, facts: Facts, texts: Texts) -> str:
    """A lesson's sentence with the facts it names in {braces}, written the reader's way."""
    return text.format_map({name: texts.formats.number(round(value, 2)) for name, value in facts.items()})


def number_list(values: Sequence[float], texts: Texts) -> str:
    """Values as a reader writes them down: ``5; 3; 6,5``."""
    return "; ".join(texts.formats.number(None if math.isnan(value) else round(value, 2)) for value in values)


def chart_pieces(plot: Plot, texts: Texts) -> tuple[Piece, ...]:
    """The picture of a plot and what it says: the numbers where the class finds the line, else the finding."""
    title, unit = texts.label(plot.title), texts.label(plot.unit)
    analysis = analysis_of(plot)
    if plot.show == "points":
        numbers = texts("training.chart.numbers", numbers=number_list(analysis.y.tolist(), texts))
        return Picture(points_alone(analysis, texts, title, unit), f"{title}. {numbers}"), html.paragraph(numbers)
    return analysis_pieces(analysis, texts, title, unit, plot.improvement)


def analysis_pieces(
    analysis: Analysis, texts: Texts, title: str, unit: str, improvement: str = ""
) -> tuple[Piece, ...]:
    """The chart of an analysis with its finding, its rules, and the table behind it."""
    said = {"title": title, "unit": unit, "improvement": improvement or None}
    told: Caption = caption(analysis, texts, **said)
    headings, rows = told.table
    table = html.table(title, headings, rows, range(1, len(headings)))
    return (
        Picture(control_chart(analysis, texts, **said), told.finding),
        html.paragraph(told.finding),
        html.details(texts("training.chart.more"), *(html.paragraph(rule) for rule in told.rules), table),
    )


def points_alone(analysis: Analysis, texts: Texts, title: str, unit: str):  # type: ignore[no-untyped-def]
    """The points in their order, without any line: the class draws it."""
    figure = control_chart(analysis, texts, title=title, unit=unit)
    figure.data = tuple(trace for trace in figure.data if trace.name in DRAWN_ALONE)
    figure.layout.annotations = tuple(one for one in figure.layout.annotations if one.name != "end")
    return figure
