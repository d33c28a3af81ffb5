"""The same chart for every unit: one figure as a grid, or a small figure each for a page that arranges them itself."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go

from kit.figures.control_chart import x_layout
from kit.figures.control_words import line_word
from kit.figures.heading import TITLE_CHARACTER, heading
from kit.figures.panel import Panel, counted, panel_of, shown_values, traces_of, value_axis
from kit.figures.reading import Reading, read
from kit.figures.sizes import SCREEN, Size
from kit.figures.theme import COLOURS, axis, figure_of, layout, note, width_of
from kit.figures.wording import Wording, wording_of
from kit.figures.words import plain
from kit.figures.x_axis import XAxis, x_axis
from kit.spc import Analysis
from kit.texts import Texts

PLOT = 112  # pixels of one plot's height
TITLE = 24
FOOT = 40
TICKS = 3
ROOM = 130  # pixels that a plot has along its axis where three stand beside each other


def small_multiples(
    analyses: Mapping[str, Analysis],
    texts: Texts,
    *,
    title: str = "",
    unit: str = "",
    percent: bool | None = None,
    improvement: str | None = None,
    shared_y: bool = True,
    columns: int | None = None,
    size: Size = SCREEN,
) -> go.Figure:
    """All units in one figure, in the order given; the units' names stand over their plots.

    Parameters
    ----------
    analyses : mapping of a unit's name to its analysis
    shared_y : bool
        One value axis for all, so that levels can be compared; else each its own, so that each course can be seen.
    columns : int, optional
        Plots beside each other; by default as many as the size has room for.
    title, unit, percent, improvement, size : as in `control_chart`
    """
    panels = _panels(analyses, texts, (title, unit, percent), improvement, shared_y)
    across = max(1, min(columns or size.columns, len(panels)))
    grid = _grid_layout(panels, tuple(analyses), across, shared_y, size)
    return figure_of(grid, (trace for panel in panels for trace in traces_of(panel)))


def unit_figures(
    analyses: Mapping[str, Analysis],
    texts: Texts,
    *,
    title: str = "",
    unit: str = "",
    percent: bool | None = None,
    improvement: str | None = None,
    shared_y: bool = True,
) -> dict[str, go.Figure]:
    """A small figure for each unit, with the axes shared between them as in `small_multiples`."""
    panels = _panels(analyses, texts, (title, unit, percent), improvement, shared_y, apart=True)
    return {name: _single(panel) for name, panel in zip(analyses, panels, strict=True)}


def _single(panel: Panel) -> go.Figure:
    left = max(width_of(word) for word in panel.scale.words) + 10
    end = _level(panel)
    around = layout(PLOT + 50 + FOOT, {"t": 10, "b": FOOT, "l": left, "r": _right([panel])})
    axes = {"xaxis": x_layout(panel), "yaxis": _value_axis(panel, words=True), "annotations": end}
    return figure_of({**around, **axes}, traces_of(panel))


def _panels(
    analyses: Mapping[str, Analysis],
    texts: Texts,
    words: tuple[str, str, bool | None],
    improvement: str | None,
    shared_y: bool,
    *,
    apart: bool = False,
) -> list[Panel]:
    """The plots with their axes; `apart` when each becomes a figure of its own."""
    if not analyses:
        raise ValueError("analyses is empty; expected at least one unit")
    readings = [read(analysis, improvement) for analysis in analyses.values()]
    wording = wording_of(next(iter(analyses.values())), *words)
    shared = _shared_scale(readings, wording, texts) if shared_y else {}
    axes = _shared_x(readings, texts)
    return [
        panel_of(reading, wording, texts, x=along, axes="" if apart or not i else str(i + 1), small=True, **shared)
        for i, (reading, along) in enumerate(zip(readings, axes, strict=True))
    ]


def _shared_scale(readings: list[Reading], wording: Wording, texts: Texts) -> dict[str, Any]:
    values = [value for reading in readings for value in shown_values(reading)]
    return {"scale": value_axis(values, wording.over(values), texts, whole=counted(readings))}


def _shared_x(readings: list[Reading], texts: Texts) -> list[XAxis]:
    """Each unit's own points on the same stretch of days or numbers; names keep their own axis, too small for words."""
    own = [x_axis(reading.analysis.x, texts, ROOM) for reading in readings]
    if len({one.kind for one in own}) > 1 or own[0].kind == "name":
        return [replace(one, ticks=(), words=(), turned=False) if one.kind == "name" else one for one in own]
    whole = x_axis(np.unique(np.concatenate([reading.analysis.x for reading in readings])), texts, ROOM)
    ticks, words = _few(whole)
    return [replace(one, low=whole.low, high=whole.high, ticks=ticks, words=words) for one in own]


def _few(whole: XAxis) -> tuple[tuple[float, ...], tuple[str, ...]]:
    gap = max(1, math.ceil(len(whole.ticks) / (TICKS + 1)))
    return whole.ticks[::gap], whole.words[::gap]


def _grid_layout(panels: list[Panel], names: tuple[str, ...], across: int, shared: bool, size: Size) -> dict[str, Any]:
    rows = math.ceil(len(panels) / across)
    left, right = max(width_of(word) for panel in panels for word in panel.scale.words) + 10, _right(panels)
    corner = heading(panels[0].wording.title, panels[0].wording.unit, size.narrowest)
    head = corner.height + 8 * bool(corner.lines) or 4
    cell = TITLE + PLOT + FOOT
    height = head + cell * rows
    width = (size.width or 1000) - left - right
    gap = (right + (8 if shared else left)) / width
    characters = round(((size.width or size.narrowest * across) / across - left - right) / TITLE_CHARACTER)
    parts: dict[str, Any] = {}
    notes = corner.notes(left, head)
    for index, (panel, name) in enumerate(zip(panels, names, strict=True)):
        row, column = divmod(index, across)
        top = 1 - (row * cell + TITLE) / (cell * rows)
        start, wide = column * (1 + gap) / across, (1 + gap) / across - gap
        across_axis = {**x_layout(panel), "domain": [start, start + wide], "anchor": panel.y_ref}
        up_axis = {**_value_axis(panel, words=not (shared and column)), "anchor": panel.x_ref}
        up_axis["domain"] = [top - PLOT / (cell * rows), top]
        parts |= {f"xaxis{panel.axes}": across_axis, f"yaxis{panel.axes}": up_axis}
        notes += [_name(panel, name, characters), *_level(panel)]
    look = layout(height, {"t": head, "b": 0, "l": left, "r": right})
    fixed = {"width": size.width, "autosize": False} if size.width else {}
    return {**look, **fixed, **parts, "annotations": notes}


def _value_axis(panel: Panel, *, words: bool) -> dict[str, Any]:
    scale = panel.scale
    gap = max(1, math.ceil(len(scale.places) / 4))
    shown = axis(scale.low, scale.high, scale.places[::gap], scale.words[::gap], grid=True)
    return {**shown, "showticklabels": words}


def _right(panels: list[Panel]) -> int:
    return max([20, *(width_of(entry["text"]) + 10 for panel in panels for entry in _level(panel))])


def _name(panel: Panel, name: str, characters: int) -> dict[str, Any]:
    place = {"xref": f"{panel.x_ref} domain", "yref": f"{panel.y_ref} domain", "x": 0, "y": 1}
    side = {"xanchor": "left", "yanchor": "bottom", "yshift": 3, "color": COLOURS["ink"]}
    sign = f" {panel.texts('charts.overview.signal')}" if panel.reading.analysis.any_signal else ""
    room = characters - len(sign)
    shown = name if len(name) <= room else f"{name[: room - 1].rstrip()}…"
    return note(f"<b>{plain(shown)}</b>{sign}", name="unit", **place, **side)


def _level(panel: Panel) -> list[dict[str, Any]]:
    """The newest centre line's value at its end."""
    centre = float(panel.reading.analysis.cl[-1])
    if not math.isfinite(centre):
        return []
    place = {"xref": f"{panel.x_ref} domain", "yref": panel.y_ref, "x": 1, "y": centre}
    side = {"xanchor": "left", "yanchor": "middle", "xshift": 4, "color": COLOURS["median"]}
    return [note(panel.value(centre), name="level", **place, **side)]


def grid_sentence(analyses: Mapping[str, Analysis], texts: Texts, *, shared_y: bool = True) -> str:
    """Which units show a signal, whether their axes can be compared, and what the number beside each plot is."""
    names = [name for name, analysis in analyses.items() if analysis.any_signal]
    axes = texts("charts.grid.shared" if shared_y else "charts.grid.free")
    lines = {line_word(analysis, texts) for analysis in analyses.values()}
    if len(lines) == 1:
        axes = f"{axes} {texts('charts.grid.level', line=lines.pop())}"
    if not names:
        return f"{texts('charts.grid.no_signals', all=len(analyses))} {axes}"
    told = texts.counted("charts.grid.signals", len(names), all=len(analyses), names=", ".join(names))
    return f"{told} {axes}"
