"""Leaders and staff side by side on every scale: a dumbbell, and what it says in words.

Only gaps that may be shown are drawn; what is hidden never reaches the figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from kit.domain.gap import Gap
from kit.domain.survey import Questionnaire, ScaleScore
from kit.figures.bars import score_text
from kit.figures.theme import COLOURS, SMALL, axis, layout, note, width_of
from kit.figures.words import plain
from kit.texts import Texts

TITLE = 34
ROW = 40
LEGEND = 24
APART = 9  # from the line to the middle of the text above and below it
BOTTOM = 30
EDGE = 14
LEADERS, STAFF = "◆", "○"


def drawn(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """The gaps that have both sides to show."""
    return tuple(gap for gap in gaps if gap.difference is not None and gap.leaders and gap.staff)


def gap_figure(gaps: Sequence[Gap], questionnaire: Questionnaire, texts: Texts) -> go.Figure:
    """One line a scale with its name above it; leaders a filled diamond, staff an open circle, a bar between them.

    Traces "track", "gap", "staff" and "leaders". Scales that may not be shown are not in the figure at all.
    """
    shown = [(gap.leaders, gap.staff) for gap in drawn(gaps) if gap.leaders and gap.staff]
    places = [-(LEGEND + (TITLE + ROW) * (index + 1) - ROW / 2.0) for index in range(len(shown))]
    ends = [(float(questionnaire.values[0]), float(questionnaire.values[-1]))] * len(shown)
    figure = go.Figure(layout=_layout(shown, places, questionnaire, texts))
    figure.add_trace(_lines("track", ends, places, "track", 6))
    figure.add_trace(_lines("gap", [(staff.mean, leaders.mean) for leaders, staff in shown], places, "common", 3))
    ring = {"symbol": "circle", "color": COLOURS["white"], "size": 17, "line": {"width": 3, "color": COLOURS["accent"]}}
    figure.add_trace(_points("staff", [staff for _, staff in shown], places, ring))
    diamond = {"symbol": "diamond", "color": COLOURS["ink"], "size": 12}
    figure.add_trace(_points("leaders", [leaders for leaders, _ in shown], places, diamond))
    return figure


def _lines(
    name: str, ends: Sequence[tuple[float | None, float | None]], places: list[float], colour: str, width: int
) -> go.Scatter:
    x = [value for low, high in ends for value in (low, high, None)]
    y = [value for place in places for value in (place, place, None)]
    line = {"color": COLOURS[colour], "width": width}
    return go.Scatter(name=name, x=x, y=y, mode="lines", line=line, hoverinfo="skip")


def _points(name: str, scores: list[ScaleScore], places: list[float], marker: dict[str, Any]) -> go.Scatter:
    x = [score.mean for score in scores]
    return go.Scatter(name=name, x=x, y=places, mode="markers", cliponaxis=False, marker=marker, hoverinfo="skip")


def _layout(
    shown: Sequence[tuple[ScaleScore, ScaleScore]], places: list[float], questionnaire: Questionnaire, texts: Texts
) -> dict[str, Any]:
    depth = LEGEND + (TITLE + ROW) * len(shown)
    values = [_value(sign, score, texts) for pair in shown for sign, score in zip((LEADERS, STAFF), pair, strict=True)]
    right = max((width_of(value) for value in values), default=20) + 22
    ticks = questionnaire.values
    words = tuple(texts.formats.number(value, 0) for value in ticks)
    return {
        **layout(depth + BOTTOM, {"t": 0, "b": BOTTOM, "l": EDGE, "r": right}),
        "xaxis": axis(ticks[0], ticks[-1], ticks, words, grid=False),
        "yaxis": {"visible": False, "range": [-depth, 0], "fixedrange": True},
        "annotations": [*_legend(texts), *_notes(shown, places, questionnaire, texts)],
    }


def _value(sign: str, score: ScaleScore, texts: Texts) -> str:
    return f"{sign} {score_text(score, texts)}"


def _legend(texts: Texts) -> list[dict[str, Any]]:
    words = f"{LEADERS} {texts('leadership.leaders')}   {STAFF} {texts('leadership.staff')}"
    corner = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 4 - EDGE, "yanchor": "middle"}
    return [note(words, name="legend", y=-LEGEND / 2, color=COLOURS["ink"], **corner)]


def _notes(
    shown: Sequence[tuple[ScaleScore, ScaleScore]], places: list[float], questionnaire: Questionnaire, texts: Texts
) -> list[dict[str, Any]]:
    titles = {scale.id: texts.label(scale.name) for scale in questionnaire.scales}
    left = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 4 - EDGE, "yanchor": "middle"}
    right = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 14, "yanchor": "middle", "color": COLOURS["ink"]}
    notes = []
    for (leaders, staff), place in zip(shown, places, strict=True):
        title = f"<b>{plain(titles[leaders.scale])}</b>"
        notes.append(note(title, name="scale", y=place + ROW / 2 + SMALL / 2, color=COLOURS["ink"], **left))
        notes.append(note(_value(LEADERS, leaders, texts), name="leaders", y=place + APART, **right))
        notes.append(note(_value(STAFF, staff, texts), name="staff", y=place - APART, **right))
    return notes


def gap_sentence(gap: Gap, texts: Texts) -> str:
    """What a gap says, in one sentence; why it is not shown, where it is not."""
    if gap.difference is None:
        return texts(f"leadership.gap.{gap.kind}")
    return texts(f"leadership.gap.{gap.kind}", points=texts.formats.number(abs(gap.difference), 1))
