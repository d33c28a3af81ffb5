"""What the team and the facilitator each say about how far a unit is: a dumbbell a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from kit.domain.progress import HIGHEST, LOWEST, Progress
from kit.figures.theme import COLOURS, axis, layout, note
from kit.figures.words import plain
from kit.texts import Texts

ROW = 48
LEGEND = 30
BOTTOM = 30
EDGE = 16
TEAM, FACILITATOR = "◆", "○"


@dataclass(frozen=True, slots=True)
class RatedUnit:
    """One row of the figure."""

    name: str
    progress: Progress


def two_raters(rows: Sequence[RatedUnit], texts: Texts) -> go.Figure:
    """One line a unit with its name above it; the team a filled diamond, the facilitator an open circle, a bar between
    them. Traces "track", "gap", "facilitator" and "team". A rater who has not rated is not drawn."""
    places = [-(LEGEND + ROW * (index + 1) - 14.0) for index in range(len(rows))]
    both = [(row, place) for row, place in zip(rows, places, strict=True) if row.progress.gap is not None]
    figure = go.Figure(layout=_layout(rows, places, texts))
    figure.add_trace(_lines("track", [(LOWEST, HIGHEST)] * len(rows), places, "track", 5))
    ends = [_ends(row.progress) for row, _ in both]
    figure.add_trace(_lines("gap", ends, [place for _, place in both], "common", 3))
    ring = {"symbol": "circle", "color": COLOURS["white"], "size": 16, "line": {"width": 3, "color": COLOURS["accent"]}}
    figure.add_trace(_points("facilitator", [_value(row.progress, facilitator=True) for row in rows], places, ring))
    diamond = {"symbol": "diamond", "color": COLOURS["ink"], "size": 11}
    return figure.add_trace(_points("team", [_value(row.progress) for row in rows], places, diamond))


def _value(progress: Progress, *, facilitator: bool = False) -> float | None:
    rating = progress.facilitator if facilitator else progress.team
    return rating.value if rating else None


def _ends(progress: Progress) -> tuple[float | None, float | None]:
    return _value(progress), _value(progress, facilitator=True)


def _lines(
    name: str, ends: Sequence[tuple[float | None, float | None]], places: Sequence[float], colour: str, width: int
) -> go.Scatter:
    x = [value for low, high in ends for value in (low, high, None)]
    y = [value for place in places for value in (place, place, None)]
    line = {"color": COLOURS[colour], "width": width}
    return go.Scatter(name=name, x=x, y=y, mode="lines", line=line, hoverinfo="skip")


def _points(name: str, x: list[float | None], y: list[float], marker: dict[str, Any]) -> go.Scatter:
    return go.Scatter(name=name, x=x, y=y, mode="markers", cliponaxis=False, marker=marker, hoverinfo="skip")


def _layout(rows: Sequence[RatedUnit], places: Sequence[float], texts: Texts) -> dict[str, Any]:
    depth = LEGEND + ROW * len(rows)
    ticks = [float(value) for value in range(1, 6)]
    left = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 4 - EDGE, "yanchor": "middle"}
    words = f"{TEAM} {texts('network.progress.team')}   {FACILITATOR} {texts('network.progress.facilitator')}"
    names = [
        note(plain(row.name), name="unit", y=place + 20, color=COLOURS["ink"], **left)
        for row, place in zip(rows, places, strict=True)
    ]
    return {
        **layout(depth + BOTTOM, {"t": 0, "b": BOTTOM, "l": EDGE, "r": EDGE}),
        "xaxis": axis(LOWEST, HIGHEST, ticks, [texts.formats.number(value, 0) for value in ticks], grid=False),
        "yaxis": {"visible": False, "range": [-depth, 0], "fixedrange": True},
        "annotations": [note(words, name="legend", y=-LEGEND / 2, color=COLOURS["ink"], **left), *names],
    }
