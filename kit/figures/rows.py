"""Rows of values on one scale, each under its own name: what changed from one survey to the next, or a profile.

Whatever may not be shown was removed before; nothing here hides or judges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from kit.figures.theme import COLOURS, SMALL, axis, layout, note, width_of
from kit.figures.words import plain

TITLE = 34
ROW = 40
LEGEND = 24
APART = 9  # from the line to the middle of the text above and below it
BOTTOM = 30
EDGE = 14
NEWEST, BEFORE = "◆", "○"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `newest` and `before` with the words beside them, `earlier` values without; `span` is drawn thick.

    `before` is None where there is only one value.
    """

    title: str
    newest: float
    words: str
    before: float | None = None
    before_words: str = ""
    earlier: tuple[float, ...] = ()
    span: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class RowScale:
    """The scale that all rows share, from `low` to `high`, with a word at each place."""

    low: float
    high: float
    places: tuple[float, ...]
    words: tuple[str, ...]


def rows_figure(rows: Sequence[Row], scale: RowScale, legend: str) -> go.Figure:
    """One line a row with its name above it; a filled diamond is the newest value, an open circle the one before.

    Traces "track", "span", "earlier", "before" and "newest". `legend` explains the signs.
    """
    places = [-(LEGEND + (TITLE + ROW) * (index + 1) - ROW / 2.0) for index in range(len(rows))]
    figure = go.Figure(layout=_layout(rows, places, scale, legend))
    figure.add_trace(_lines("track", [(scale.low, scale.high)] * len(rows), places, "track", 6))
    figure.add_trace(_lines("span", [_span(row) for row in rows], places, "common", 3))
    earlier = [(value, place) for row, place in zip(rows, places, strict=True) for value in row.earlier]
    small = {"symbol": "circle", "color": COLOURS["muted"], "size": 6}
    figure.add_trace(_points("earlier", earlier, small))
    before = [(row.before, place) for row, place in zip(rows, places, strict=True) if row.before is not None]
    ring = {"symbol": "circle", "color": COLOURS["white"], "size": 17, "line": {"width": 3, "color": COLOURS["accent"]}}
    figure.add_trace(_points("before", before, ring))
    newest = [(row.newest, place) for row, place in zip(rows, places, strict=True)]
    figure.add_trace(_points("newest", newest, {"symbol": "diamond", "color": COLOURS["ink"], "size": 12}))
    return figure


def _span(row: Row) -> tuple[float, float]:
    if row.span is not None:
        return row.span
    return (row.newest if row.before is None else row.before, row.newest)


def _lines(name: str, ends: Sequence[tuple[float, float]], places: list[float], colour: str, width: int) -> go.Scatter:
    x = [value for low, high in ends for value in (low, high, None)]
    y = [value for place in places for value in (place, place, None)]
    line = {"color": COLOURS[colour], "width": width}
    return go.Scatter(name=name, x=x, y=y, mode="lines", line=line, hoverinfo="skip")


def _points(name: str, points: Sequence[tuple[float, float]], marker: dict[str, Any]) -> go.Scatter:
    x, y = [value for value, _ in points], [place for _, place in points]
    return go.Scatter(name=name, x=x, y=y, mode="markers", cliponaxis=False, marker=marker, hoverinfo="skip")


def _layout(rows: Sequence[Row], places: list[float], scale: RowScale, legend: str) -> dict[str, Any]:
    depth = LEGEND + (TITLE + ROW) * len(rows)
    told = [words for row in rows for words in _words(row)]
    right = max((width_of(words) for words in told), default=20) + 22
    return {
        **layout(depth + BOTTOM, {"t": 0, "b": BOTTOM, "l": EDGE, "r": right}),
        "xaxis": axis(scale.low, scale.high, scale.places, scale.words, grid=False),
        "yaxis": {"visible": False, "range": [-depth, 0], "fixedrange": True},
        "annotations": [_legend(legend), *_notes(rows, places)],
    }


def _words(row: Row) -> tuple[str, ...]:
    """The newest value above the line, the one before below it."""
    newest = f"{NEWEST} {row.words}"
    return (newest,) if row.before is None else (newest, f"{BEFORE} {row.before_words}")


def _legend(words: str) -> dict[str, Any]:
    corner = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 4 - EDGE, "yanchor": "middle"}
    return note(plain(words), name="legend", y=-LEGEND / 2, color=COLOURS["ink"], **corner)


def _notes(rows: Sequence[Row], places: list[float]) -> list[dict[str, Any]]:
    left = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 4 - EDGE, "yanchor": "middle"}
    right = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 14, "yanchor": "middle", "color": COLOURS["ink"]}
    notes = []
    for row, place in zip(rows, places, strict=True):
        title = f"<b>{plain(row.title)}</b>"
        notes.append(note(title, name="title", y=place + ROW / 2 + SMALL / 2, color=COLOURS["ink"], **left))
        words = _words(row)
        shifts = (0,) if len(words) == 1 else (APART, -APART)
        for text, shift in zip(words, shifts, strict=True):
            notes.append(note(plain(text), name="value", y=place + shift, **right))
    return notes
