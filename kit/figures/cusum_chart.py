"""A Bernoulli CUSUM: every case counts at once, upwards for more events than expected and downwards for fewer."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from kit.figures.control_captions import NAMED, Caption, chart_name
from kit.figures.end_labels import EndLabel, end_notes, room_for
from kit.figures.heading import heading
from kit.figures.scales import Scale, nice_places
from kit.figures.sizes import SCREEN, Size
from kit.figures.theme import COLOURS, axis, layout, note, width_of
from kit.figures.wording import number_text
from kit.figures.words import percent_text
from kit.spc import BernoulliCusum
from kit.texts import Texts

BOTTOM = 52


def cusum_chart(result: BernoulliCusum, texts: Texts, *, title: str = "", size: Size = SCREEN) -> go.Figure:
    """Draw a CUSUM of `spc.bernoulli_cusum`. Traces: upper, lower, limits, more, fewer (the signals)."""
    reach = max(result.limit * 1.15, float(result.upper.max()), -float(result.lower.min()))
    places = nice_places(-reach, reach, whole=False)
    scale = Scale(places[0], places[-1], places, tuple(number_text(place, texts) for place in places))
    labels = [
        EndLabel(value, _limit_text(name, value, texts), COLOURS["muted"])
        for name, value in (("more", result.limit), ("fewer", -result.limit))
    ]
    left, right = max(width_of(word) for word in scale.words) + 12, room_for(labels)
    corner = heading(title, "", size.narrowest)
    top = 12 + corner.height
    cases = len(result.upper)
    whole = [place for place in nice_places(0, cases, whole=True, about=max(3, size.ticks - 1)) if place <= cases]
    figure = go.Figure(layout=layout(size.height, {"t": top, "b": BOTTOM, "l": left, "r": right}))
    figure.update_layout(
        xaxis=axis(0, cases + 1, whole, [number_text(place, texts) for place in whole], grid=False),
        yaxis=axis(scale.low, scale.high, scale.places, scale.words, grid=True),
        annotations=[
            *end_notes(labels, scale, size.height - top - BOTTOM, 0, top),
            *corner.notes(left, top),
            _axis_word(texts),
        ],
        **({"width": size.width, "autosize": False} if size.width else {}),
    )
    return figure.add_traces(_traces(result))


def _limit_text(name: str, limit: float, texts: Texts) -> str:
    return texts(f"charts.cusum.limit_{name}", value=number_text(limit, texts)).replace("\n", "<br>")


def _traces(result: BernoulliCusum) -> list[go.Scatter]:
    cases = np.arange(1, len(result.upper) + 1)
    ends = [0, len(cases) + 1, None]
    look = {"mode": "lines", "hoverinfo": "skip"}
    curve, limit = {"color": COLOURS["accent"], "width": 1.5}, {"color": COLOURS["muted"], "dash": "dash", "width": 1.2}
    edge = result.limit
    traces = [
        go.Scatter(name="upper", x=cases.tolist(), y=result.upper.tolist(), line=curve, **look),
        go.Scatter(name="lower", x=cases.tolist(), y=result.lower.tolist(), line=curve, **look),
        go.Scatter(name="limits", x=[*ends, *ends], y=[edge, edge, None, -edge, -edge, None], line=limit, **look),
    ]
    signals = (("more", result.upper_signal, edge), ("fewer", result.lower_signal, -edge))
    for name, flags, height in signals:
        places = cases[flags].tolist()
        if places:
            marker = {"symbol": "diamond", "size": 12, "color": COLOURS["signal_neutral"]}
            at = {"x": places, "y": [height] * len(places), "hovertext": [str(place) for place in places]}
            traces.append(go.Scatter(name=name, mode="markers", marker=marker, hoverinfo="text", **at))
    return traces


def _axis_word(texts: Texts) -> dict[str, Any]:
    below = {"xref": "paper", "yref": "paper", "x": 1, "xanchor": "right", "y": 0, "yanchor": "top", "yshift": -24}
    return note(texts("charts.cusum.axis"), name="axis", **below)


def cusum_caption(result: BernoulliCusum, texts: Texts, *, title: str = "") -> Caption:
    """Whether and where the share of events has changed, how the curves work, and the table behind them."""
    level = percent_text(100 * result.p0, texts)
    told = [
        texts(f"charts.cusum.{name}", level=level, cases=_cases(flags, texts))
        for name, flags in (("more", result.upper_signal), ("fewer", result.lower_signal))
        if flags.any()
    ]
    if not told:
        told = [texts("charts.cusum.none", n=len(result.upper), level=level)]
    odds = {"high": percent_text(100 * result.p1, texts), "low": percent_text(100 * result.p2, texts)}
    rules = texts("charts.cusum.rules", limit=number_text(result.limit, texts), **odds)
    heads = tuple(texts(f"charts.table.{name}") for name in ("case", "more", "fewer", "signals"))
    signal = result.upper_signal | result.lower_signal
    rows = tuple(
        (str(i + 1), number_text(float(up), texts), number_text(float(down), texts), _mark(bool(signal[i]), texts))
        for i, (up, down) in enumerate(zip(result.upper, result.lower, strict=True))
    )
    name = chart_name("cusum", title, texts)
    return Caption(f"{name}. {' '.join(told)}", (rules,), (), (heads, rows))


def _mark(signal: bool, texts: Texts) -> str:
    return texts("charts.overview.signal") if signal else ""


def _cases(flags: np.ndarray, texts: Texts) -> str:
    places = [str(place + 1) for place in np.flatnonzero(flags)]
    named = ", ".join(places[:NAMED])
    return named if len(places) <= NAMED else texts("figures.gaps.more", periods=named)
