"""A funnel plot: many units at one time, and limits that narrow as the denominator grows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from kit.figures.captions import Table
from kit.figures.control_captions import Caption, chart_name
from kit.figures.end_labels import EndLabel, end_notes, room_for
from kit.figures.heading import heading
from kit.figures.panel import value_axis
from kit.figures.scales import Scale, nice_places
from kit.figures.sizes import SCREEN, Size
from kit.figures.theme import COLOURS, LINE_HEIGHT, axis, layout, note, width_of
from kit.figures.wording import Wording, number_text
from kit.figures.words import plain
from kit.spc import Funnel
from kit.texts import Texts

ALL_NAMED = 12  # with more units than this only those outside the limits get their names
BOTTOM = 52
LINES = (("lcl", "outer"), ("ucl", "outer"), ("lcl_95", "inner"), ("ucl_95", "inner"))


def _wording(funnel: Funnel, title: str, unit: str, percent: bool | None) -> Wording:
    if percent is None:
        percent = funnel.kind in ("p", "pp") and funnel.multiply == 100
    return Wording(title, unit, percent).over(_shown(funnel))


def _shown(funnel: Funnel) -> list[float]:
    every = np.concatenate([funnel.y, funnel.lcl, funnel.ucl, [funnel.cl]])
    return [float(value) for value in every if math.isfinite(value)]


def funnel_plot(
    funnel: Funnel, texts: Texts, *, title: str = "", unit: str = "", percent: bool | None = None, size: Size = SCREEN
) -> go.Figure:
    """Draw a funnel of `spc.funnel`: units outside the limits by shape, colour and name; no ranking.

    Traces: outer, inner (limits), centre, values, outside.
    """
    wording = _wording(funnel, title, unit, percent)
    scale = value_axis(_shown(funnel), wording, texts)
    high = float(funnel.n[-1]) * 1.04
    places = [place for place in nice_places(0, high, whole=True, about=max(3, size.ticks - 2)) if place <= high]
    labels = _end_labels(funnel, wording, texts)
    left, right = max(width_of(word) for word in scale.words) + 12, room_for(labels)
    corner = heading(title, unit, size.narrowest)
    top = 14 + corner.height
    words = [number_text(place, texts) for place in places]
    plot = size.height - top - BOTTOM
    figure = go.Figure(layout=layout(size.height, {"t": top, "b": BOTTOM, "l": left, "r": right}))
    figure.update_layout(
        xaxis=axis(0, high, places, words, grid=False),
        yaxis=axis(scale.low, scale.high, scale.places, scale.words, grid=True),
        annotations=[
            *end_notes(labels, scale, plot, 0, top),
            *_names(funnel, scale, high, (size.narrowest - left - right, plot)),
            *corner.notes(left, top),
            _axis_word(texts),
        ],
        **({"width": size.width, "autosize": False} if size.width else {}),
    )
    return figure.add_traces([*_limits(funnel), *_units(funnel, wording, texts)])


def _end_labels(funnel: Funnel, wording: Wording, texts: Texts) -> list[EndLabel]:
    wide = "sigma" if funnel.limits == "sigma" and funnel.overdispersion is None else "share"
    inner, outer = ("two_sigma", "three_sigma") if wide == "sigma" else ("inner", "outer")
    level = texts("charts.label.mean", value=wording.value(funnel.cl, texts)).replace("\n", "<br>")
    return [
        EndLabel(funnel.cl, level, COLOURS["median"]),
        EndLabel(float(funnel.ucl_95[-1]), texts(f"charts.label.{inner}"), COLOURS["muted"]),
        EndLabel(float(funnel.ucl[-1]), texts(f"charts.label.{outer}"), COLOURS["muted"]),
    ]


def _limits(funnel: Funnel) -> list[go.Scatter]:
    n = funnel.n.tolist()
    look = {"mode": "lines", "hoverinfo": "skip"}
    lines = [
        go.Scatter(
            name=name,
            x=n,
            y=getattr(funnel, which).tolist(),
            line={"color": COLOURS["muted"], "dash": "dash" if name == "outer" else "dot", "width": 1.2},
            **look,
        )
        for which, name in LINES
    ]
    line = {"color": COLOURS["median"], "width": 1.5}
    return [*lines, go.Scatter(name="centre", x=[0, n[-1]], y=[funnel.cl, funnel.cl], line=line, **look)]


def _units(funnel: Funnel, wording: Wording, texts: Texts) -> list[go.Scatter]:
    inside = [i for i in range(len(funnel.y)) if not funnel.outside[i]]
    outside = [i for i in range(len(funnel.y)) if funnel.outside[i]]
    looks = (
        ("values", inside, {"color": COLOURS["values"], "size": 9, "symbol": "circle"}),
        ("outside", outside, {"color": COLOURS["signal_neutral"], "size": 12, "symbol": "diamond"}),
    )
    return [
        go.Scatter(
            name=name,
            x=[float(funnel.n[i]) for i in chosen],
            y=[float(funnel.y[i]) for i in chosen],
            mode="markers",
            marker=marker,
            cliponaxis=False,
            hoverinfo="text",
            hovertext=[_hover(funnel, i, wording, texts) for i in chosen],
        )
        for name, chosen, marker in looks
        if chosen
    ]


def _hover(funnel: Funnel, place: int, wording: Wording, texts: Texts) -> str:
    size = number_text(float(funnel.n[place]), texts)
    return f"{plain(str(funnel.x[place]))}: {wording.value(float(funnel.y[place]), texts)} ({size})"


Box = tuple[float, float, float, float]


def _names(funnel: Funnel, scale: Scale, high: float, room: tuple[int, int]) -> list[dict[str, Any]]:
    """Names beside points where they cover neither a point nor each other; those outside the limits come first."""
    wide, tall = room
    at = [
        (float(n) / high * wide, (float(y) - scale.low) / (scale.high - scale.low) * tall)
        for n, y in zip(funnel.n, funnel.y, strict=True)
    ]
    taken: list[Box] = [(x - 6, x + 6, y - 6, y + 6) for x, y in at]
    notes = []
    everyone = sorted(range(len(at)), key=lambda i: not funnel.outside[i])
    for i in everyone if len(at) <= ALL_NAMED else [i for i in everyone if funnel.outside[i]]:
        name = plain(str(funnel.x[i]))
        side = _free_side(at[i], width_of(name), taken, room)
        if side:
            taken.append(side[1])
            notes.append(note(name, name="unit", x=float(funnel.n[i]), y=float(funnel.y[i]), **side[0]))
    return notes


def _free_side(
    point: tuple[float, float], width: int, taken: Sequence[Box], room: tuple[int, int]
) -> tuple[dict[str, Any], Box] | None:
    x, y = point
    half, tall = width / 2, LINE_HEIGHT
    choices: list[tuple[dict[str, Any], Box]] = [
        ({"xanchor": "center", "yanchor": "bottom", "yshift": 7}, (x - half, x + half, y + 7, y + 7 + tall)),
        ({"xanchor": "center", "yanchor": "top", "yshift": -7}, (x - half, x + half, y - 7 - tall, y - 7)),
        ({"xanchor": "right", "yanchor": "middle", "xshift": -9}, (x - 9 - width, x - 9, y - tall / 2, y + tall / 2)),
        ({"xanchor": "left", "yanchor": "middle", "xshift": 9}, (x + 9, x + 9 + width, y - tall / 2, y + tall / 2)),
    ]
    for place, box in choices:
        inside = box[0] >= 0 and box[1] <= room[0] and box[2] >= 0 and box[3] <= room[1] + 10
        if inside and not any(_overlap(box, other) for other in taken):
            return place, box
    return None


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _axis_word(texts: Texts) -> dict[str, Any]:
    below = {"xref": "paper", "yref": "paper", "x": 1, "xanchor": "right", "y": 0, "yanchor": "top", "yshift": -24}
    return note(texts("charts.funnel.axis"), name="axis", **below)


def funnel_caption(
    funnel: Funnel, texts: Texts, *, title: str = "", unit: str = "", percent: bool | None = None
) -> Caption:
    """Which units differ by more than chance, how the limits are made, and the table behind the figure."""
    wording = _wording(funnel, title, unit, percent)
    outside = [str(name) for name, out in zip(funnel.x, funnel.outside, strict=True) if out]
    level = wording.value(funnel.cl, texts)
    if outside:
        told = texts.counted("charts.funnel.outside", len(outside), level=level, names=", ".join(outside))
    else:
        told = texts.counted("charts.funnel.none", len(funnel.y), level=level)
    exact = funnel.limits == "exact" or funnel.overdispersion is not None
    rules = [texts("charts.funnel.rules.exact" if exact else "charts.funnel.rules.sigma")]
    widened = funnel.overdispersion is not None or funnel.kind in ("pp", "up")
    name = chart_name("funnel", title, texts)
    remarks = (texts("charts.funnel.widened"),) if widened else ()
    return Caption(f"{name}. {told}", tuple(rules), remarks, _table(funnel, wording, texts))


def _table(funnel: Funnel, wording: Wording, texts: Texts) -> Table:
    names = ("unit", "value", "lower", "upper", "signals")
    heads = [texts(f"charts.table.{name}") for name in names]
    heads.insert(2, texts("figures.table.denominator"))
    rows = tuple(
        (
            str(funnel.x[i]),
            wording.value(float(funnel.y[i]), texts),
            number_text(float(funnel.n[i]), texts),
            wording.value(float(funnel.lcl[i]), texts),
            wording.value(float(funnel.ucl[i]), texts),
            texts("charts.table.outside") if funnel.outside[i] else "",
        )
        for i in range(len(funnel.y))
    )
    return tuple(heads), rows
