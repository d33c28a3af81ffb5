"""How many municipalities are where: one bar a row, its name above it, the number in each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from kit.figures.theme import COLOURS, axis, layout, note
from kit.figures.words import plain

ROW = 46
LEGEND = 30
EDGE = 14


@dataclass(frozen=True, slots=True)
class Share:
    """One part of every bar: its sign and word in the legend, and its colour of the theme."""

    sign: str
    word: str
    colour: str


@dataclass(frozen=True, slots=True)
class StackedRow:
    """One bar: `counts` has one number for each share."""

    name: str
    counts: tuple[int, ...]


def stacked_bars(rows: Sequence[StackedRow], shares: Sequence[Share]) -> go.Figure:
    """All rows on one axis of numbers, in the order given. Each share is a trace with its word as name; its sign and
    number stand in its part, so that the parts are told apart without colour."""
    most = max((sum(row.counts) for row in rows), default=1) or 1
    places = [float(-index) for index in range(len(rows))]
    figure = go.Figure(layout=_layout(len(rows), most))
    for index, share in enumerate(shares):
        values = [row.counts[index] for row in rows]
        words = [f"{share.sign} {value}" if value else "" for value in values]
        figure.add_trace(_bar(share, values, places, words))
    return figure.update_layout(annotations=[*_legend(shares), *_names(rows, places)])


def _bar(share: Share, values: list[int], places: list[float], words: list[str]) -> go.Bar:
    return go.Bar(
        name=share.word,
        x=values,
        y=places,
        orientation="h",
        width=0.42,
        text=words,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": COLOURS["white"]},
        constraintext="none",
        cliponaxis=False,
        marker={"color": COLOURS[share.colour], "line": {"width": 1, "color": COLOURS["white"]}},
        hoverinfo="skip",
    )


def _layout(count: int, most: int) -> dict[str, Any]:
    return {
        **layout(ROW * count + LEGEND + 6, {"t": LEGEND, "b": 6, "l": EDGE, "r": EDGE}),
        "xaxis": {**axis(0, most, (), (), grid=False), "visible": False},
        "yaxis": {"visible": False, "range": [0.55 - count, 0.75], "fixedrange": True},
        "barmode": "stack",
    }


def _legend(shares: Sequence[Share]) -> list[dict[str, Any]]:
    words = "   ".join(
        f'<span style="color:{COLOURS[share.colour]}"><b>{share.sign}</b></span> {plain(share.word)}'
        for share in shares
    )
    place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 6}
    return [note(words, name="legend", color=COLOURS["ink"], **place)]


def _names(rows: Sequence[StackedRow], places: list[float]) -> list[dict[str, Any]]:
    side = {"xref": "paper", "x": 0, "xanchor": "left", "yanchor": "bottom", "color": COLOURS["ink"]}
    return [note(plain(row.name), name="row", y=place + 0.24, **side) for row, place in zip(rows, places, strict=True)]
