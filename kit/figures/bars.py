"""Bars for readiness by theme, and points on a scale for questionnaires. Small groups are already gone before this."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from kit.domain.checklist import GREEN_FROM, Readiness, ThemeReadiness
from kit.domain.programme import Programme
from kit.domain.survey import TOTAL, Questionnaire, ScaleScore
from kit.figures.theme import COLOURS, axis, layout, note, width_of
from kit.figures.words import plain
from kit.texts import Texts

THEME_ROW = 46
SCALE_ROW = 26
SCALE_TITLE = 34
WIDEST_NAME = 120
AXIS_ROOM = 34


def readiness_bars(readiness: Readiness, programme: Programme, texts: Texts) -> go.Figure:
    """One bar a theme, its name above it and its value at the end; a dotted line where "ready" begins.

    Trace "score" has the percentages (None where nothing in the theme is relevant).
    """
    themes = readiness.themes
    places = [float(-index) for index in range(len(themes))]
    scores = [None if theme.score is None else theme.score * 100 for theme in themes]
    names = {theme.id: texts.label(theme.name) for theme in programme.checklist.themes}
    figure = go.Figure(layout=_readiness_layout(len(themes), texts))
    figure.add_traces([_bar("track", [100.0] * len(themes), places, "track"), _bar("score", scores, places, "accent")])
    notes = [
        item
        for theme, place in zip(themes, places, strict=True)
        for item in _over_bar(plain(names.get(theme.theme, theme.theme)), _theme_value(theme, texts), place)
    ]
    return figure.update_layout(annotations=notes)


def _bar(name: str, values: Sequence[float | None], places: list[float], colour: str) -> go.Bar:
    return go.Bar(
        name=name,
        x=list(values),
        y=places,
        orientation="h",
        width=0.3,
        marker={"color": COLOURS[colour], "line": {"width": 0}},
        hoverinfo="skip",
    )


def _readiness_layout(count: int, texts: Texts) -> dict[str, Any]:
    green = GREEN_FROM * 100
    words = (texts.formats.percent(0), texts("figures.readiness.green", percent=texts.formats.percent(green)))
    line = {"color": COLOURS["goal"], "width": 2, "dash": "dot"}
    return {
        **layout(THEME_ROW * count + AXIS_ROOM, {"t": 4, "b": AXIS_ROOM - 4, "l": 14, "r": 14}),
        "xaxis": {**axis(0, 100, (0, green), words, grid=False), "showline": False},
        "yaxis": {"visible": False, "range": [0.7 - count, 0.7], "fixedrange": True},
        "barmode": "overlay",
        "shapes": [
            {"type": "line", "x0": green, "x1": green, "y0": -index - 0.3, "y1": 0.3 - index, "line": line}
            for index in range(count)
        ],
    }


def _over_bar(name: str, value: str, place: float) -> tuple[dict[str, Any], dict[str, Any]]:
    above = {"xref": "paper", "y": place + 0.2, "yanchor": "bottom", "color": COLOURS["ink"]}
    left, right = {"x": 0, "xanchor": "left"}, {"x": 1, "xanchor": "right"}
    return note(name, name="theme", **above, **left), note(value, name="value", **above, **right)


def _theme_value(theme: ThemeReadiness, texts: Texts) -> str:
    if theme.score is None:
        return texts("figures.readiness.not_relevant")
    percent = texts.formats.percent(theme.score * 100)
    return texts("figures.readiness.value", percent=percent, done=theme.done, relevant=theme.relevant)


def readiness_caption(readiness: Readiness, texts: Texts) -> str:
    """How ready the municipality is, and how many critical items stand in the way."""
    if readiness.score is None:
        return texts("figures.readiness.nothing")
    whole = texts(
        "figures.readiness.whole",
        percent=texts.formats.percent(readiness.score * 100),
        band=texts(f"figures.band.{readiness.band}"),
        done=readiness.done,
        relevant=readiness.relevant,
    )
    if not readiness.blockers:
        return whole
    return f"{whole} {texts.counted('figures.readiness.blockers', len(readiness.blockers))}"


# -- scales -----------------------------------------------------------------------------------------------------------


def scale_bars(scores: Sequence[ScaleScore], questionnaire: Questionnaire, texts: Texts) -> go.Figure:
    """For each scale the mean of every group that may be shown, as a point on the scale's line.

    Trace "groups" has the groups, "all" everybody together. Hidden and empty groups are not in the figure at all.
    """
    rows = _scale_places(scores, questionnaire)
    low, high = float(questionnaire.values[0]), float(questionnaire.values[-1])
    names = _group_names(questionnaire, texts)
    figure = go.Figure(layout=_scale_layout(rows, questionnaire, names, texts))
    shown = [(place, score) for place, score in rows if isinstance(score, ScaleScore)]
    figure.add_trace(_tracks([place for place, _ in shown], low, high))
    figure.add_trace(_means("groups", [(p, s) for p, s in shown if s.group != TOTAL], "circle", "accent"))
    figure.add_trace(_means("all", [(p, s) for p, s in shown if s.group == TOTAL], "diamond", "ink"))
    return figure


def visible(scores: Sequence[ScaleScore]) -> tuple[ScaleScore, ...]:
    """The scores that have a value and may be shown."""
    return tuple(score for score in scores if not score.hidden and score.mean is not None)


def _scale_places(scores: Sequence[ScaleScore], questionnaire: Questionnaire) -> list[tuple[float, ScaleScore | str]]:
    """From the top down, in pixels below the upper edge: a scale's id for its title, then its scores."""
    rows: list[tuple[float, ScaleScore | str]] = []
    depth = 0.0
    for scale in questionnaire.scales:
        depth += SCALE_TITLE
        rows.append((-depth, scale.id))
        for score in visible(scores):
            if score.scale == scale.id:
                depth += SCALE_ROW
                rows.append((-depth + SCALE_ROW / 4, score))
    return rows


def _group_names(questionnaire: Questionnaire, texts: Texts) -> dict[str, str]:
    names = {group.id: texts.label(group.name) for group in questionnaire.groups}
    return {**names, TOTAL: texts("figures.scale.all")}


def _tracks(places: list[float], low: float, high: float) -> go.Scatter:
    x = [value for _ in places for value in (low, high, None)]
    y = [value for place in places for value in (place, place, None)]
    line = {"color": COLOURS["track"], "width": 6}
    return go.Scatter(name="track", x=x, y=y, mode="lines", line=line, hoverinfo="skip")


def _means(name: str, rows: list[tuple[float, ScaleScore]], symbol: str, colour: str) -> go.Scatter:
    return go.Scatter(
        name=name,
        x=[score.mean for _, score in rows],
        y=[place for place, _ in rows],
        mode="markers",
        cliponaxis=False,
        marker={"symbol": symbol, "color": COLOURS[colour], "size": 13},
        hoverinfo="skip",
    )


def _scale_layout(
    rows: list[tuple[float, ScaleScore | str]], questionnaire: Questionnaire, names: dict[str, str], texts: Texts
) -> dict[str, Any]:
    shown = [score for _, score in rows if isinstance(score, ScaleScore)]
    depth = -min((place for place, _ in rows), default=0.0) + 16
    left = min(WIDEST_NAME, max((width_of(names[score.group]) for score in shown), default=20)) + 14
    right = max((width_of(score_text(score, texts)) for score in shown), default=20) + 18
    ends = questionnaire.values
    words = tuple(texts.formats.number(value, 0) for value in ends)
    return {
        **layout(round(depth) + AXIS_ROOM, {"t": 0, "b": AXIS_ROOM, "l": left, "r": right}),
        "xaxis": axis(ends[0], ends[-1], ends, words, grid=False),
        "yaxis": {"visible": False, "range": [-depth, 0], "fixedrange": True},
        "annotations": _scale_notes(rows, questionnaire, names, texts, left),
    }


def _scale_notes(
    rows: list[tuple[float, ScaleScore | str]],
    questionnaire: Questionnaire,
    names: dict[str, str],
    texts: Texts,
    left: int,
) -> list[dict[str, Any]]:
    titles = {scale.id: texts.label(scale.name) for scale in questionnaire.scales}
    notes = []
    for place, row in rows:
        if isinstance(row, ScaleScore):
            side = {"xref": "paper", "y": place, "yanchor": "middle", "color": COLOURS["ink"]}
            name, value = plain(_cut(names[row.group])), score_text(row, texts)
            notes.append(note(name, name="group", x=0, xanchor="right", xshift=-10, **side))
            notes.append(note(value, name="value", x=1, xanchor="left", xshift=12, **side))
        else:
            title = f"<b>{plain(titles[row])}</b>"
            corner = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": -left + 4, "yanchor": "middle"}
            notes.append(note(title, name="scale", y=place + 6, color=COLOURS["ink"], **corner))
    return notes


def _cut(name: str) -> str:
    most = WIDEST_NAME * 10 // 67
    return name if len(name) <= most else f"{name[: most - 1]}…"


def score_text(score: ScaleScore, texts: Texts) -> str:
    """The mean of a shown score with the number of people behind it: ``3,4 · 12 svar``."""
    return texts.counted("figures.scale.value", score.n or 0, mean=texts.formats.number(score.mean, 1))


def scale_caption(scores: Sequence[ScaleScore], questionnaire: Questionnaire, texts: Texts) -> str:
    """What the figure leaves out, and why; empty when nothing is hidden."""
    hidden = texts("figures.scale.hidden", minimum=questionnaire.minimum_group)
    if not visible(scores):
        return f"{texts('figures.scale.none')} {hidden}"
    return hidden if any(score.hidden for score in scores) else ""
