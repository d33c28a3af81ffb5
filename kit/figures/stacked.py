"""How many of something are where: one bar a row, its name above it, the numbers below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from kit.figures.sizes import SCREEN
from kit.figures.theme import COLOURS, LINE_HEIGHT, axis, layout, note, width_of
from kit.figures.words import plain

ROW = 64
LEGEND = 14
EDGE = 14
ROOM = SCREEN.narrowest - 2 * EDGE - 10  # pixels beside each other on a phone


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
    """All rows on one axis of numbers, in the order given. Each share is a trace with its word as name; the signs with
    their numbers stand below each bar in the order of its parts, so that nothing is told by colour alone."""
    most = max((sum(row.counts) for row in rows), default=1) or 1
    places = [float(-index) for index in range(len(rows))]
    legend = _legend_lines(shares)
    figure = go.Figure(layout=_layout(len(rows), most, LEGEND + LINE_HEIGHT * len(legend)))
    for index, share in enumerate(shares):
        values = [row.counts[index] for row in rows]
        figure.add_trace(_bar(share, values, places))
    return figure.update_layout(annotations=[*_legend(legend), *_names(rows, places), *_numbers(rows, places, shares)])


def _bar(share: Share, values: list[int], places: list[float]) -> go.Bar:
    return go.Bar(
        name=share.word,
        x=values,
        y=places,
        orientation="h",
        width=0.26,
        cliponaxis=False,
        marker={"color": COLOURS[share.colour], "line": {"width": 1, "color": COLOURS["white"]}},
        hoverinfo="skip",
    )


def _layout(count: int, most: int, top: int) -> dict[str, Any]:
    return {
        **layout(ROW * count + top + 6, {"t": top, "b": 6, "l": EDGE, "r": EDGE}),
        "xaxis": {**axis(0, most, (), (), grid=False), "visible": False},
        "yaxis": {"visible": False, "range": [0.55 - count, 0.75], "fixedrange": True},
        "barmode": "stack",
    }


def _legend_lines(shares: Sequence[Share]) -> list[list[Share]]:
    """The shares in lines that a phone has room for."""
    lines: list[list[Share]] = [[]]
    taken = 0
    for share in shares:
        wide = width_of(f"{share.sign} {share.word}   ")
        if lines[-1] and taken + wide > ROOM:
            lines, taken = [*lines, []], 0
        lines[-1].append(share)
        taken += wide
    return lines


def _legend(lines: Sequence[Sequence[Share]]) -> list[dict[str, Any]]:
    words = "<br>".join("   ".join(f"{_sign(share)} {plain(share.word)}" for share in line) for line in lines)
    place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 6}
    return [note(words, name="legend", color=COLOURS["ink"], **place)]


def _sign(share: Share) -> str:
    return f'<span style="color:{COLOURS[share.colour]}"><b>{share.sign}</b></span>'


def _short(name: str) -> str:
    most = ROOM * 10 // 67
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _names(rows: Sequence[StackedRow], places: list[float]) -> list[dict[str, Any]]:
    side = {"xref": "paper", "x": 0, "xanchor": "left", "yanchor": "bottom", "color": COLOURS["ink"]}
    return [
        note(plain(_short(row.name)), name="row", y=place + 0.16, **side)
        for row, place in zip(rows, places, strict=True)
    ]


def _numbers(rows: Sequence[StackedRow], places: list[float], shares: Sequence[Share]) -> list[dict[str, Any]]:
    side = {"xref": "paper", "x": 0, "xanchor": "left", "yanchor": "top", "color": COLOURS["ink"]}
    notes = []
    for row, place in zip(rows, places, strict=True):
        parts = [f"{_sign(share)} {count}" for share, count in zip(shares, row.counts, strict=True) if count]
        notes.append(note("   ".join(parts), name="numbers", y=place - 0.15, **side))
    return notes
