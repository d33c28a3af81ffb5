"""A run chart or control chart of an analysis alone: an analyst needs no network for it. It draws, and no more.

>>> from kit import spc
>>> from kit.figures.control_chart import control_chart
>>> from kit.texts import texts
>>> figure = control_chart(spc.analyse("i", [5, 3, 6, 4, 5, 9]), texts("en"), title="Falls")
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from kit.figures import icons
from kit.figures.annotations import drawn, happenings, height_of, placed
from kit.figures.control_words import centre_id
from kit.figures.end_labels import EndLabel, end_notes, room_for
from kit.figures.heading import heading
from kit.figures.panel import Panel, panel_of, traces_of
from kit.figures.reading import Annotations, Reading, read
from kit.figures.sizes import SCREEN, Size
from kit.figures.theme import COLOURS, LINE_HEIGHT, axis, figure_of, layout, note, width_of
from kit.figures.wording import wording_of
from kit.figures.x_axis import x_axis
from kit.spc import Analysis, Part
from kit.texts import Texts

BOTTOM = 46
ICON = 34


def control_chart(
    analysis: Analysis,
    texts: Texts,
    *,
    title: str = "",
    unit: str = "",
    percent: bool | None = None,
    annotations: Annotations = (),
    improvement: str | None = None,
    with_icons: bool = False,
    size: Size = SCREEN,
) -> go.Figure:
    """Draw any kind of analysis with its lines named at their right end, in the language of `texts`.

    Parameters
    ----------
    analysis : Analysis
        Of `spc.analyse`: phases, baseline, excluded points, target and limits are drawn as they are in it.
    title, unit : str
        What is measured, and what its values count; shown in the figure's upper left corner.
    percent : bool, optional
        Write values with a percent sign; by default for P charts times 100.
    annotations : pairs of x and text
        Written over the plot at their day, number or name; none covers another. Many become numbers, whose words
        stand among the remarks (`control_captions.remarks`).
    improvement : increase, decrease or neutral, optional
        Which direction is better: signals are then blue or orange, and their triangles point their way.
    with_icons : bool
        With the rule set of Making Data Count: its variation and assurance icons in the upper right corner.
    size : SCREEN, PHONE or PRINT of `kit.figures.sizes`

    Raises
    ------
    ValueError
        Another word for `improvement`.
    """
    reading = read(analysis, improvement)
    panel = panel_of(reading, wording_of(analysis, title, unit, percent), texts)
    around = _layout(panel, annotations, size, with_icons and reading.counted is not None)
    return figure_of(around, traces_of(panel))


def _layout(panel: Panel, annotations: Annotations, size: Size, with_icons: bool) -> dict[str, Any]:
    labels, (left, right) = end_labels(panel), _sides(panel)
    room = size.narrowest - left - right
    panel = replace(panel, x=x_axis(panel.reading.analysis.x, panel.texts, room))
    texts = placed(happenings(annotations, panel.x), panel.x, room, size.note_width)
    shades, shade_notes = _baselines(panel)
    corner = heading(panel.wording.title, panel.wording.unit, size.narrowest - (2 * ICON + 12) * with_icons)
    head = max(corner.height + 6, (ICON + 4) * with_icons)
    over = LINE_HEIGHT * bool(shades) + 3
    top = head + height_of(texts) + over + 6
    bottom = BOTTOM if not panel.x.turned else max(BOTTOM, max(width_of(word) for word in panel.x.words) + 22)
    height = size.height + max(0, top - 60) + bottom - BOTTOM
    lines, notes = drawn(texts, panel.x, over)
    plot = height - top - bottom
    return {
        **layout(height, {"t": top, "b": bottom, "l": left, "r": right}),
        **({"width": size.width, "autosize": False} if size.width else {}),
        "xaxis": x_layout(panel),
        "yaxis": axis(panel.scale.low, panel.scale.high, panel.scale.places, panel.scale.words, grid=True),
        "shapes": [*shades, *_phase_ends(panel), *lines],
        "annotations": [
            *end_notes(labels, panel.scale, plot, BOTTOM, top - head),
            *_earlier_centres(panel, room),
            *shade_notes,
            *notes,
            *corner.notes(left, top),
        ],
        "images": _icons(panel.reading, plot, top) if with_icons else [],
    }


def _sides(panel: Panel) -> tuple[int, int]:
    """The margins to the left and to the right, in pixels."""
    return max(width_of(word) for word in panel.scale.words) + 12, room_for(end_labels(panel))


def x_layout(panel: Panel) -> dict[str, Any]:
    """The axis along which the points stand."""
    ticks = [panel.x.place(tick) for tick in panel.x.ticks]
    shown = axis(panel.x.place(panel.x.low), panel.x.place(panel.x.high), ticks, panel.x.words, grid=False)
    return {**shown, "tickangle": -90} if panel.x.turned else shown


def end_labels(panel: Panel) -> list[EndLabel]:
    """The words at the right end of the newest lines."""
    analysis, reading = panel.reading.analysis, panel.reading
    last, centre = len(analysis) - 1, centre_id(analysis)
    lines = [
        (analysis.ucl[last], "upper", "muted"),
        (analysis.cl[last], centre, "median"),
        (analysis.lcl[last], "lower", "muted"),
        (analysis.target[last], "target", "goal"),
    ]
    labels = []
    for value, name, colour in lines:
        if math.isfinite(value):
            text = panel.texts(f"charts.label.{name}", value=panel.value(value))
            if name == centre and reading.phase_signal(reading.last):
                text = panel.texts("charts.label.with_signal", label=text)
            labels.append(EndLabel(float(value), text.replace("\n", "<br>"), COLOURS[colour]))
    return labels


def _earlier_centres(panel: Panel, room: int) -> list[dict[str, Any]]:
    """The centre line of each earlier phase in words, clear of its points: those lines end inside the figure."""
    parts = panel.reading.analysis.parts[:-1]
    return [_earlier_centre(panel, part, room) for part in parts if math.isfinite(part.cl)]


def _earlier_centre(panel: Panel, part: Part, room: int) -> dict[str, Any]:
    """Its name and value, or its value alone where the name is wider than the phase in a plot `room` pixels wide."""
    analysis, scale = panel.reading.analysis, panel.scale
    here = slice(part.start, part.stop)
    near = [float(v) for v in (*analysis.y[here], *analysis.ucl[here], part.cl) if math.isfinite(v)]
    far = [float(v) for v in (*analysis.y[here], *analysis.lcl[here], part.cl) if math.isfinite(v)]
    above = max(near) < scale.low + 0.85 * (scale.high - scale.low)
    start, stop = panel.x.edge(part.start), panel.x.edge(part.stop)
    label = panel.texts(f"charts.label.{centre_id(analysis)}", value=panel.value(part.cl)).replace("\n", " ")
    if width_of(label) + 8 > (panel.x.share(stop) - panel.x.share(start)) * room:
        label = panel.value(part.cl)
    return note(
        label,
        name="centre",
        x=panel.x.place(stop),
        xanchor="right",
        xshift=-4,
        y=max(near) if above else min(far),
        yanchor="bottom" if above else "top",
        yshift=6 if above else -6,
        color=COLOURS["median"],
    )


def _baselines(panel: Panel) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    shades, notes = [], []
    for part in panel.reading.analysis.parts:
        stop = panel.reading.frozen_to(part)
        if stop is None:
            continue
        start, end = panel.x.edge(part.start), panel.x.edge(stop)
        ends = {"x0": panel.x.place(start), "x1": panel.x.place(end), "y0": 0, "y1": 1}
        look = {"fillcolor": COLOURS["baseline"], "line": {"width": 0}, "layer": "below", "name": "baseline"}
        shades.append({"type": "rect", "yref": "y domain", **ends, **look})
        over = {"yref": "y domain", "y": 1, "yanchor": "bottom", "yshift": 3}
        middle = {"x": panel.x.place((start + end) / 2), "xanchor": "center"}
        notes.append(note(panel.texts("figures.label.baseline"), name="baseline", **middle, **over))
    return shades, notes[-1:] if len(notes) > 2 else notes


def _phase_ends(panel: Panel) -> list[dict[str, Any]]:
    style = {"color": COLOURS["muted"], "width": 1.5, "dash": "dashdot"}
    places = [panel.x.place(panel.x.edge(part.start)) for part in panel.reading.analysis.parts[1:]]
    return [
        {"type": "line", "yref": "y domain", "x0": at, "x1": at, "y0": 0, "y1": 1, "line": style, "name": "phase"}
        for at in places
    ]


def _icons(reading: Reading, plot: int, top: int) -> list[dict[str, Any]]:
    """The icons as one picture, sized by its share of the plot's height so that it stays at the upper edge."""
    if reading.counted is None:
        return []
    names = [icons.variation_id(reading.counted), *([reading.counted.assurance] if reading.counted.assurance else [])]
    place = {"xref": "paper", "yref": "paper", "x": 1, "y": 1 + (top - 2) / plot, "xanchor": "right", "yanchor": "top"}
    size = {"sizex": 0.5, "sizey": ICON / plot}
    return [{"source": icons.data_uri(*names), "name": " ".join(names), **size, **place}]
