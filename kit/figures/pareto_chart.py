"""A Pareto chart: categories by falling count, and how much they make up together."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from kit.figures.control_captions import Caption, chart_name
from kit.figures.heading import heading
from kit.figures.sizes import SCREEN, Size
from kit.figures.theme import COLOURS, axis, layout, note, width_of
from kit.figures.words import percent_text, plain
from kit.spc import Pareto
from kit.texts import Texts

ROW = 42
SIDE, END = 14, 22  # margins
MOST = 80.0  # percent: the few categories named are those that make up this much together
FEW = 0.5  # and only where they are at most this share of all categories


def _name(category: object, texts: Texts) -> str:
    return texts("charts.pareto.missing") if category is None else str(category)


def pareto_chart(result: Pareto, texts: Texts, *, title: str = "", size: Size = SCREEN) -> go.Figure:
    """Bars lie down, so that long names have room on a phone; bars and the line for the sum share one axis of percent.

    Traces: share, cumulative.
    """
    places = [-float(index) for index in range(len(result.category))]
    corner = heading(title, "", size.narrowest)
    top = 22 + corner.height
    height = top + ROW * len(places) + 34
    ends = (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
    words = [texts.formats.percent(end) for end in ends]
    figure = go.Figure(layout=layout(height, {"t": top, "b": 34, "l": SIDE, "r": END}))
    figure.update_layout(
        xaxis=axis(0, 100, ends, words, grid=True),
        yaxis={"visible": False, "range": [0.75 - len(places), 0.75], "fixedrange": True},
        annotations=[*_bar_notes(result, places, texts, size), *corner.notes(SIDE, top), _cumulative_word(texts)],
        **({"width": size.width, "autosize": False} if size.width else {}),
    )
    share, total = (100 * result.share).tolist(), (100 * result.cum_share).tolist()
    bars = {"orientation": "h", "width": 0.34, "marker": {"color": COLOURS["accent"]}, "hoverinfo": "skip"}
    line = {"mode": "lines+markers", "line": {"color": COLOURS["signal_neutral"], "width": 1.5, "dash": "dot"}}
    marker = {"symbol": "diamond", "size": 8, "color": COLOURS["signal_neutral"]}
    figure.add_trace(go.Bar(name="share", x=share, y=places, **bars))
    hover = {"hoverinfo": "text", "hovertext": [percent_text(value, texts) for value in total]}
    return figure.add_trace(go.Scatter(name="cumulative", x=total, y=places, marker=marker, **line, **hover))


def _bar_notes(result: Pareto, places: list[float], texts: Texts, size: Size) -> list[dict[str, Any]]:
    notes = []
    for i, place in enumerate(places):
        count, share = texts.formats.number(int(result.count[i])), percent_text(100 * float(result.share[i]), texts)
        numbers = f" · {count} · {share}"
        most = (size.narrowest - SIDE - END - width_of(numbers)) * 10 // 67
        text = f"{plain(_cut(_name(result.category[i], texts), most))}{numbers}"
        over = {"y": place + 0.19, "yanchor": "bottom", "x": 0, "xanchor": "left", "xshift": 2}
        notes.append(note(text, name="category", xref="paper", color=COLOURS["ink"], **over))
    return notes


def _cut(name: str, most: int) -> str:
    """A name in one line of `most` characters; its numbers stand behind it and must be seen."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _cumulative_word(texts: Texts) -> dict[str, Any]:
    corner = {"xref": "paper", "yref": "paper", "x": 1, "y": 1, "xanchor": "right", "yanchor": "bottom", "yshift": 2}
    mark = f"◆ {texts('charts.pareto.cumulative')}"
    return note(mark, name="cumulative", color=COLOURS["signal_neutral"], **corner)


def pareto_caption(result: Pareto, texts: Texts, *, title: str = "") -> Caption:
    """Which few categories make up most, and the table behind the figure."""
    names = [_name(category, texts) for category in result.category]
    enough = next(i for i, share in enumerate(result.cum_share) if 100 * share >= MOST - 1e-9) + 1
    values: dict[str, str | int] = {"all": len(names), "total": texts.formats.number(int(result.cum_count[-1]))}
    if enough > max(1, FEW * len(names)):
        told = texts("charts.pareto.even", n=enough, most=texts.formats.percent(MOST), **values)
    else:
        share = percent_text(100 * float(result.cum_share[enough - 1]), texts)
        told = texts.counted("charts.pareto.few", enough, share=share, names=", ".join(names[:enough]), **values)
    heads = tuple(texts(f"charts.table.{name}") for name in ("category", "count", "share", "cum_share"))
    rows = tuple(
        (
            names[i],
            texts.formats.number(int(result.count[i])),
            percent_text(100 * float(result.share[i]), texts),
            percent_text(100 * float(result.cum_share[i]), texts),
        )
        for i in range(len(names))
    )
    name = chart_name("pareto", title, texts)
    return Caption(f"{name}. {told}", (), (), (heads, rows))
