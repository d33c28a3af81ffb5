"""What stands round the values of a run chart: axes, labels at the lines' ends, baseline and breaks."""

from __future__ import annotations

from typing import Any

from kit.domain.measure import GoalKind
from kit.figures.annotations import drawn
from kit.figures.chart import BaselineState, Phase
from kit.figures.chart_marks import mark_axis
from kit.figures.end_labels import EndLabel, end_notes, room_for
from kit.figures.frame import BOTTOM, Frame, middle, plain_place
from kit.figures.scales import event_ticks, month_ticks, unit_word
from kit.figures.theme import COLOURS, LINE_HEIGHT, axis, layout, note, width_of
from kit.figures.words import goal_text, plain, value_text, wrapped
from kit.spc import ENOUGH_POINTS

REASON_WIDTH = 22  # characters of a break's reason in one line: what a phone has room for beside the break


def _end_labels(frame: Frame) -> list[EndLabel]:
    chart, texts, phase = frame.chart, frame.texts, frame.chart.last
    labels = []
    if phase and phase.median is not None:
        fixed = phase.measured >= ENOUGH_POINTS or phase.baseline.state is BaselineState.FROZEN
        kind = "signal" if phase.signal else "median" if fixed else "provisional"
        value = value_text(phase.median, chart.measure, texts)
        labels.append(_label(phase.median, texts(f"figures.label.{kind}", value=value), "median"))
    if chart.goal_value is not None:
        kind = "limit" if chart.measure.goal.kind is GoalKind.BASELINE else "goal"
        text = texts(f"figures.label.{kind}", value=goal_text(chart.goal_value, chart.measure, texts))
        labels.append(_label(chart.goal_value, text, "goal"))
    if chart.aim and chart.aim.goal != chart.goal_value:
        at = chart.path.now if chart.path else chart.aim.goal
        key = "run_chart.label.path" if chart.path else "run_chart.label.aim"
        labels.append(_label(at, texts(key, value=goal_text(chart.aim.goal, chart.measure, texts)), "accent"))
    if chart.open_interval:
        labels.append(_label(chart.open_interval.days, open_text(frame), "accent"))
    return labels


def _label(value: float, text: str, colour: str) -> EndLabel:
    return EndLabel(value, text.replace("\n", "<br>"), COLOURS[colour])


def layout_of(frame: Frame) -> dict[str, Any]:
    """Axes, margins, shapes and texts of the whole figure."""
    labels = _end_labels(frame)
    scale, chart, texts = frame.scale, frame.chart, frame.texts
    right = room_for(labels)
    left = max(width_of(word) for word in scale.words) + 12
    if chart.measure.from_events:
        places: tuple[Any, ...]
        places, words = event_ticks(chart, texts)
    else:
        places, words = month_ticks(chart.x[0], chart.x[-1], texts)
    shades, shade_notes = _baselines(frame)
    lines, line_notes = _breaks(frame)
    marks, mark_notes = drawn(frame.marks, mark_axis(frame.first, frame.last), frame.over + 3)
    return {
        **layout(frame.height, {"t": frame.top, "b": BOTTOM, "l": left, "r": right}),
        "xaxis": axis(frame.first, frame.last, places, words, grid=False),
        "yaxis": axis(scale.low, scale.high, scale.places, scale.words, grid=True),
        "shapes": [*shades, *lines, *marks],
        "annotations": [
            *end_notes(labels, scale, frame.plot_height, BOTTOM, frame.top),
            *_earlier_medians(frame),
            *shade_notes,
            *line_notes,
            *mark_notes,
            *_corner(frame, left),
        ],
    }


def _earlier_medians(frame: Frame) -> list[dict[str, Any]]:
    """The median of each earlier phase in words, clear of its values: those lines end inside the figure."""
    return [_earlier_median(frame, phase) for phase in frame.chart.phases[:-1] if phase.median is not None]


def _earlier_median(frame: Frame, phase: Phase) -> dict[str, Any]:
    chart, scale = frame.chart, frame.scale
    near = [value for value in (*chart.y[phase.start : phase.stop], phase.median) if value is not None]
    above = max(near) < scale.low + 0.85 * (scale.high - scale.low)
    start, stop = frame.edge(phase.start), frame.edge(phase.stop)
    narrow = (stop - frame.first) / (frame.last - frame.first) < 0.35
    return note(
        frame.texts("figures.label.inline", value=value_text(phase.median, chart.measure, frame.texts)),
        name="median",
        x=plain_place(start if narrow else stop),
        xanchor="left" if narrow else "right",
        xshift=4 if narrow else -4,
        y=max(near) if above else min(near),
        yanchor="bottom" if above else "top",
        yshift=6 if above else -6,
        color=COLOURS["median"],
    )


def _baselines(frame: Frame) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    shades, notes = [], []
    for phase in frame.chart.phases:
        if phase.baseline.state is not BaselineState.FROZEN:
            continue
        start, stop = frame.edge(phase.start), _after(frame, phase)
        shades.append(
            {
                **{"type": "rect", "layer": "below", "yref": "paper", "y0": 0, "y1": 1},
                **{"x0": plain_place(start), "x1": plain_place(stop)},
                **{"fillcolor": COLOURS["baseline"], "line": {"width": 0}, "name": "baseline"},
            }
        )
        text = frame.texts("figures.label.baseline")
        above = {"yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 3}
        notes.append(note(text, name="baseline", x=plain_place(middle(start, stop)), xanchor="center", **above))
    # on a phone two of these words need a third of the width between them
    close = len(shades) > 1 and (stop - frame.first) / (frame.last - frame.first) < 0.4
    return shades, notes[-1:] if close else notes


def _after(frame: Frame, phase: Phase) -> Any:
    """Half-way between the last baseline point and the next one."""
    place = phase.baseline.stop
    if place >= phase.stop:
        return frame.edge(phase.stop)
    return middle(frame.at(place - 1), frame.at(place))


def _breaks(frame: Frame) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A line at the beginning of each phase. The reason of a break stands over it; those of the team's own phases
    stand among what happened along the way."""
    lines, notes = [], []
    for mark in frame.chart.breaks:
        place = frame.edge(mark.position)
        style = {"color": COLOURS["muted"], "width": 1.5, "dash": "dashdot"}
        ends = {"x0": plain_place(place), "x1": plain_place(place), "y0": 0, "y1": 1}
        name = "phase" if mark.team else "break"
        lines.append({"type": "line", "yref": "paper", "line": style, "name": name, **ends})
        if not mark.team:
            notes.append(_reason(frame, place, mark.reason))
    return lines, notes


def _reason(frame: Frame, place: Any, reason: str) -> dict[str, Any]:
    frozen = any(phase.baseline.state is BaselineState.FROZEN for phase in frame.chart.phases)
    words = wrapped(reason or frame.texts("figures.label.break"), REASON_WIDTH)
    right = (place - frame.first) / (frame.last - frame.first) > 0.6
    above = {"yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 3 + LINE_HEIGHT * frozen}
    side = {"xanchor": "right" if right else "left", "align": "right" if right else "left"}
    return note("<br>".join(plain(line) for line in words), name="break", x=plain_place(place), **side, **above)


def _corner(frame: Frame, left: int) -> list[dict[str, Any]]:
    """What the axis counts, and the rule set that judges the chart."""
    rules = frame.texts("run_chart.corner", rules=frame.texts(f"run_chart.rules.{frame.chart.judged_by}"))
    words = " · ".join(filter(None, (unit_word(frame.chart, frame.texts), rules)))
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
    return [note(words, name="unit", xshift=-left + 4, yshift=frame.top - LINE_HEIGHT - 6, **place)]


def open_text(frame: Frame) -> str:
    """The open interval as a label of two lines: "today" and its days."""
    days = value_text(frame.chart.open_interval_days, frame.chart.measure, frame.texts)
    return frame.texts("figures.label.open", value=days)
