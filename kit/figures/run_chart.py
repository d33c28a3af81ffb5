"""The run chart as a plotly figure, for values by period and for days between events. It draws; it works nothing out.

Every trace has an id as its name: values, median, goal, aim, run, pattern, excluded, open, connector.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from kit.figures import captions
from kit.figures.chart import Chart, Finding, Phase, Row, RowState, Side
from kit.figures.chart_layout import layout_of, open_text
from kit.figures.frame import HEIGHT, Frame, frame_of
from kit.figures.theme import COLOURS, Trace, figure_of, layout, note, scatter
from kit.figures.words import period_text, plain, value_text
from kit.texts import Texts

SYMBOLS = {Side.ABOVE: "triangle-up", Side.BELOW: "triangle-down"}


def run_chart(chart: Chart, texts: Texts) -> go.Figure:
    """Draw `chart` with its words in the language of `texts`.

    Missing values are gaps. The median is solid, and dashed with the word "signal" where the run rules have fired.
    Points of the newest long run differ in shape and colour. Without any value the figure is an empty frame that
    says so. There is no title and no legend: lines are named at their right end.
    """
    if not chart.x and chart.open_interval is None:
        return _empty(captions.finding(chart, texts))
    frame = frame_of(chart, texts)
    lines = (*_medians(frame), *_goals(frame), *_aim(frame))
    points = (_values(frame), *_runs(frame), *_patterns(frame), *_excluded(frame), *_open(frame))
    return figure_of(layout_of(frame), (*lines, *points))


def _empty(sentence: str) -> go.Figure:
    place = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5}
    figure = go.Figure(layout=layout(HEIGHT // 2, {"t": 10, "b": 10, "l": 10, "r": 10}))
    hidden = {"visible": False, "fixedrange": True}
    return figure.update_layout(xaxis=hidden, yaxis=hidden, annotations=[note(sentence, **place)])


def _line(name: str, x: list[Any], y: list[Any], colour: str, dash: str, width: float = 1.5) -> Trace:
    style = {"color": colour, "dash": dash, "width": width}
    return scatter(name=name, x=x, y=y, mode="lines", line=style, hoverinfo="skip", cliponaxis=False)


def _medians(frame: Frame) -> list[Trace]:
    return [
        _line(
            "median",
            [frame.edge(phase.start), frame.edge(phase.stop)],
            [phase.median, phase.median],
            COLOURS["median"],
            "dash" if phase.signal else "solid",
        )
        for phase in frame.chart.phases
        if phase.median is not None
    ]


def _goals(frame: Frame) -> list[Trace]:
    chart = frame.chart
    spans = [(frame.edge(phase.start), frame.edge(phase.stop), phase.goal) for phase in chart.phases]
    return [
        _line("goal", [start, stop], [goal, goal], COLOURS["goal"], "dot", 2)
        for start, stop, goal in spans or [(frame.first, frame.last, chart.goal_value)]
        if goal is not None
    ]


def _aim(frame: Frame) -> list[Trace]:
    """The team's own aim: the straight way to it as far as the axis reaches, or a level line where no day is known."""
    chart, path = frame.chart, frame.chart.path
    if path is not None:
        start, stop = max(path.since, frame.first), min(path.by, chart.as_of, frame.last)
        if start >= stop:
            return []
        steps = [(day - path.since).days / (path.by - path.since).days for day in (start, stop)]
        y = [path.level + share * (path.goal - path.level) for share in steps]
        return [_line("aim", [start, stop], y, COLOURS["accent"], "dashdot", 1.5)]
    if chart.aim is None or chart.aim.goal == chart.goal_value:
        return []
    return [_line("aim", [frame.first, frame.last], [chart.aim.goal] * 2, COLOURS["accent"], "dashdot", 1.5)]


def _values(frame: Frame) -> Trace:
    chart = frame.chart
    apart = _apart(chart)
    y = [None if place in apart else value for place, value in enumerate(chart.y)]
    return scatter(
        name="values",
        x=[frame.at(place) for place in range(len(chart.x))],
        y=y,
        mode="lines+markers",
        connectgaps=False,
        cliponaxis=False,
        line={"color": COLOURS["values"], "width": 1.5},
        marker={"color": COLOURS["values"], "size": 7, "symbol": "circle"},
        hoverinfo="text",
        hovertext=[_hover(frame, place) for place in range(len(chart.x))],
    )


def _apart(chart: Chart) -> frozenset[int]:
    """The points that are drawn and not counted."""
    states = (RowState.SPANS_BREAK, RowState.LEFT_OUT)
    return frozenset(place for place, row in enumerate(chart.points) if row.state in states)


def _hover(frame: Frame, place: int) -> str:
    chart, texts = frame.chart, frame.texts
    row = chart.points[place]
    if row.state is RowState.LEFT_OUT:
        return texts("run_chart.hover.left_out", told=_value_hover(frame, row), reason=plain(row.reason))
    return _value_hover(frame, row)


def _value_hover(frame: Frame, row: Row) -> str:
    chart, texts = frame.chart, frame.texts
    values = {
        "period": period_text(row.day, chart.measure, texts),
        "value": value_text(row.value, chart.measure, texts),
    }
    if row.denominator is None or row.numerator is None:
        return texts("figures.hover.value", **values)
    shown = {"numerator": texts.formats.number(row.numerator), "denominator": texts.formats.number(row.denominator)}
    return texts("figures.hover.ratio", **values, **shown)


def _runs(frame: Frame) -> list[Trace]:
    runs = [(phase, phase.run) for phase in frame.chart.phases if phase.run]
    return [
        scatter(
            name="run",
            x=[frame.at(place) for place in run.points],
            y=[frame.chart.y[place] for place in run.points],
            mode="markers",
            cliponaxis=False,
            marker=_run_marker(phase),
            hoverinfo="skip",
        )
        for phase, run in runs
    ]


def _run_marker(phase: Phase) -> dict[str, Any]:
    """A triangle that points the way of the finding, when the run agrees with it; else a square without a verdict."""
    judged = phase.finding in (Finding.IMPROVING, Finding.WORSENING)
    if phase.run and judged and phase.run.side is phase.side:
        return {"symbol": SYMBOLS[phase.run.side], "color": COLOURS[phase.finding], "size": 11}
    return {"symbol": "square", "color": COLOURS["signal_neutral"], "size": 9}


def _patterns(frame: Frame) -> list[Trace]:
    """The points of a trend, by rules that know one; those of the run have their marks already."""
    chart = frame.chart
    flags = chart.analysis.signals.get("trend") if chart.analysis else None
    if flags is None:
        return []
    taken = {point for phase in chart.phases if phase.run for point in phase.run.points}
    enough = {point for phase in chart.phases if phase.signal for point in range(phase.start, phase.stop)}
    places = [place for place in range(len(chart.x)) if flags[place] and place in enough - taken]
    if not places:
        return []
    return [
        scatter(
            name="pattern",
            x=[frame.at(place) for place in places],
            y=[chart.y[place] for place in places],
            mode="markers",
            cliponaxis=False,
            marker={"symbol": "square", "color": COLOURS["signal_neutral"], "size": 9},
            hoverinfo="skip",
        )
    ]


def _excluded(frame: Frame) -> list[Trace]:
    places = sorted(_apart(frame.chart))
    if not places:
        return []
    return [
        scatter(
            name="excluded",
            x=[frame.at(place) for place in places],
            y=[frame.chart.y[place] for place in places],
            mode="markers",
            cliponaxis=False,
            marker={"symbol": "x-thin-open", "color": COLOURS["common"], "size": 9, "line": {"width": 2}},
            hoverinfo="text",
            hovertext=[_hover(frame, place) for place in places],
        )
    ]


def _open(frame: Frame) -> list[Trace]:
    """Today's open interval: hollow, with a dashed line from the newest value, since it is not a measurement yet."""
    interval = frame.chart.open_interval
    if interval is None:
        return []
    place = len(frame.chart.x) + 1
    colour = COLOURS["accent"]
    marker = scatter(
        name="open",
        x=[place],
        y=[interval.days],
        mode="markers",
        cliponaxis=False,
        marker={"symbol": "circle-open", "color": colour, "size": 11, "line": {"width": 2}},
        hoverinfo="text",
        hovertext=[open_text(frame).replace("\n", " ")],
    )
    if not frame.chart.y:
        return [marker]
    return [_line("connector", [place - 1, place], [frame.chart.y[-1], interval.days], colour, "dash"), marker]
