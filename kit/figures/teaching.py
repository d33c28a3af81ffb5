"""Figures that only the lessons need: a target with marbles, bars, and lines. They draw; they work nothing out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from kit.figures.end_labels import EndLabel, end_notes, room_for
from kit.figures.heading import heading
from kit.figures.scales import Scale, nice_places
from kit.figures.sizes import SCREEN
from kit.figures.theme import COLOURS, axis, layout, note, width_of
from kit.figures.words import plain
from kit.texts import Texts

BOTTOM = 46
ROW = 46
LINE_LOOKS = (("accent", "solid"), ("worsening", "dash"), ("goal", "dot"), ("signal_neutral", "dashdot"))
LARGER = 1.45  # on a projector


def target_plot(
    marbles: Sequence[Sequence[float]], funnel: Sequence[float] | None, reach: float, title: str
) -> go.Figure:
    """Marbles around a target in the middle, the newest one larger; `funnel` is where it stands for the next drop.

    `reach` is half the side of the square that is shown. Traces: target, marbles, newest, funnel.
    """
    corner = heading(title, "", SCREEN.narrowest)
    top = 14 + corner.height
    figure = go.Figure(layout=layout(360 + top, {"t": top, "b": 14, "l": 14, "r": 14}))
    bare = {"range": [-reach, reach], "visible": False, "fixedrange": True}
    rings = [ring for ring in (1, 2, 4, 8, 16, 32) if ring < reach]
    figure.update_layout(
        xaxis={**bare, "constrain": "domain"},
        yaxis={**bare, "scaleanchor": "x", "scaleratio": 1},
        shapes=[_ring(ring) for ring in rings],
        annotations=corner.notes(14, top),
    )
    look = {"mode": "markers", "hoverinfo": "skip", "cliponaxis": False}
    x, y = [place[0] for place in marbles], [place[1] for place in marbles]
    cross = {"symbol": "cross-thin", "size": 18, "line": {"width": 3, "color": COLOURS["goal"]}}
    figure.add_trace(go.Scatter(name="target", x=[0], y=[0], marker=cross, **look))
    dots = {"color": COLOURS["values"], "size": 8, "line": {"width": 1, "color": COLOURS["white"]}}
    figure.add_trace(go.Scatter(name="marbles", x=x, y=y, marker=dots, **look))
    newest = {"color": COLOURS["worsening"], "size": 14, "symbol": "diamond"}
    figure.add_trace(go.Scatter(name="newest", x=x[-1:], y=y[-1:], marker=newest, **look))
    if funnel is not None:
        hole = {"symbol": "triangle-down-open", "size": 16, "color": COLOURS["accent"], "line": {"width": 2}}
        figure.add_trace(go.Scatter(name="funnel", x=[funnel[0]], y=[funnel[1]], marker=hole, **look))
    return figure


def _ring(radius: float) -> dict[str, Any]:
    line = {"color": COLOURS["grid"], "width": 1.5}
    ends = {"x0": -radius, "x1": radius, "y0": -radius, "y1": radius}
    return {"type": "circle", "layer": "below", "line": line, **ends}


def bars(names: Sequence[str], values: Sequence[float], words: Sequence[str], title: str, *, top: float) -> go.Figure:
    """Lying bars, each under its name and with its value in `words` at the end; `top` is the end of the axis."""
    corner = heading(title, "", SCREEN.narrowest)
    head = 14 + corner.height
    places = [float(-row) for row in range(len(names))]
    figure = go.Figure(layout=layout(head + ROW * len(names) + 8, {"t": head, "b": 8, "l": 14, "r": 14}))
    figure.update_layout(
        xaxis={"range": [0, top], "visible": False, "fixedrange": True},
        yaxis={"range": [0.7 - len(names), 0.7], "visible": False, "fixedrange": True},
        barmode="overlay",
        annotations=[
            *corner.notes(14, head),
            *(note for row in zip(names, words, places, strict=True) for note in _over_bar(*row)),
        ],
    )
    for name, widths, colour in (("track", [top] * len(names), "track"), ("values", list(values), "accent")):
        marker = {"color": COLOURS[colour], "line": {"width": 0}}
        figure.add_trace(
            go.Bar(name=name, x=widths, y=places, orientation="h", width=0.3, marker=marker, hoverinfo="skip")
        )
    return figure


def _over_bar(name: str, value: str, place: float) -> tuple[dict[str, Any], dict[str, Any]]:
    above = {"xref": "paper", "y": place + 0.2, "yanchor": "bottom", "color": COLOURS["ink"]}
    left, right = {"x": 0, "xanchor": "left"}, {"x": 1, "xanchor": "right"}
    return note(plain(name), name="name", **above, **left), note(value, name="value", **above, **right)


def lines(
    x: Sequence[float], series: Mapping[str, Sequence[float]], texts: Texts, *, title: str, unit: str, along: str
) -> go.Figure:
    """Lines in percent by number, each named at its right end; `along` says what the numbers below are."""
    labels = [
        EndLabel(float(values[-1]), plain(name), COLOURS[LINE_LOOKS[row % len(LINE_LOOKS)][0]])
        for row, (name, values) in enumerate(series.items())
    ]
    places = nice_places(0.0, max(1.0, *(max(values) for values in series.values())), whole=True)
    scale = Scale(0.0, places[-1], places, tuple(texts.formats.percent(place) for place in places))
    left, right = max(width_of(word) for word in scale.words) + 12, room_for(labels)
    corner = heading(title, unit, SCREEN.narrowest)
    top = 14 + corner.height
    figure = go.Figure(layout=layout(SCREEN.height, {"t": top, "b": BOTTOM + 8, "l": left, "r": right}))
    shown = x if len(x) <= SCREEN.ticks else x[:: math.ceil(len(x) / SCREEN.ticks)]
    below = {"xref": "paper", "yref": "paper", "x": 1, "xanchor": "right", "y": 0, "yanchor": "top", "yshift": -26}
    words = [texts.formats.number(place) for place in shown]
    plot = SCREEN.height - top - BOTTOM - 8
    figure.update_layout(
        xaxis=axis(x[0], x[-1], list(shown), words, grid=False),
        yaxis=axis(scale.low, scale.high, scale.places, scale.words, grid=True),
        annotations=[
            *end_notes(labels, scale, plot, 0, top),
            *corner.notes(left, top),
            note(along, name="along", **below),
        ],
    )
    for row, (name, values) in enumerate(series.items()):
        colour, dash = LINE_LOOKS[row % len(LINE_LOOKS)]
        look = {"line": {"color": COLOURS[colour], "dash": dash, "width": 2.5}, "marker": {"size": 7}}
        figure.add_trace(
            go.Scatter(
                name=name,
                x=list(x),
                y=list(values),
                mode="lines+markers",
                cliponaxis=False,
                hoverinfo="skip",
                **look,
            )
        )
    return figure


def enlarged(figure: go.Figure, factor: float = LARGER) -> go.Figure:
    """The same figure for a projector: letters, points, lines and the room they take, all larger by a factor."""
    data = figure.to_plotly_json()
    grown = {"size", "width", "height", "t", "b", "l", "r", "xshift", "yshift", "ticklen"}
    made: go.Figure = go.Figure(_grown(data, grown, factor))
    return made


def _grown(value: Any, names: set[str], factor: float) -> Any:
    if isinstance(value, Mapping):
        return {
            key: one * factor
            if key in names
            and isinstance(one, int | float)
            and not isinstance(one, bool)
            and value.get("type") != "bar"
            else _grown(one, names, factor)
            for key, one in value.items()
        }
    return [_grown(one, names, factor) for one in value] if isinstance(value, list | tuple) else value
