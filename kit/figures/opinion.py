"""Diverging bars: how many answers disagree, are in between and agree, centred on what is in between.

Only what may be shown comes in here, in rounded percentages; the shares stand as numbers at both ends of each bar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from kit.domain.opinion import Opinion
from kit.domain.survey import Questionnaire
from kit.figures.theme import COLOURS, SMALL, layout, note, width_of
from kit.figures.words import plain
from kit.texts import Texts

TITLE, ROW, LEGEND, BAR = 34, 30, 26, 18
EDGE = 14
BOTTOM = 10


def opinion_bars(
    found: Sequence[Opinion], questionnaire: Questionnaire, names: Mapping[str, str], texts: Texts
) -> go.Figure:
    """For each scale one bar a group; traces "negative", "neutral" and "positive" hold the widths in percent.

    `names` by group. The middle of the neutral part stands at 0 in every bar.
    """
    rows, titles = _places(found, questionnaire)
    figure = go.Figure(layout=_layout(rows, titles, questionnaire, names, texts))
    for name, colour, pattern in (("negative", "worsening", "/"), ("neutral", "grid", ""), ("positive", "accent", "")):
        marker = {
            "color": COLOURS[colour],
            "line": {"width": 1, "color": COLOURS["muted"]},
            "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": COLOURS["white"], "solidity": 0.25},
        }
        widths = [getattr(one, name) for _, one in rows]
        figure.add_trace(
            go.Bar(
                name=name,
                x=widths,
                base=[_base(one, name) for _, one in rows],
                y=[place for place, _ in rows],
                width=BAR,
                orientation="h",
                marker=marker,
                hoverinfo="skip",
            )
        )
    return figure


def _base(one: Opinion, name: str) -> float:
    half = one.neutral / 2
    return {"negative": -half - one.negative, "neutral": -half, "positive": half}[name]


def _places(
    found: Sequence[Opinion], questionnaire: Questionnaire
) -> tuple[list[tuple[float, Opinion]], list[tuple[float, str]]]:
    rows: list[tuple[float, Opinion]] = []
    titles: list[tuple[float, str]] = []
    depth = float(LEGEND)
    for scale in questionnaire.scales:
        mine = [one for one in found if one.scale == scale.id]
        if not mine:
            continue
        titles.append((-depth - TITLE / 2 - 3, scale.id))
        depth += TITLE
        for one in mine:
            rows.append((-depth - ROW / 2, one))
            depth += ROW
    return rows, titles


def _layout(
    rows: Sequence[tuple[float, Opinion]],
    titles: Sequence[tuple[float, str]],
    questionnaire: Questionnaire,
    names: Mapping[str, str],
    texts: Texts,
) -> dict[str, Any]:
    depth = round(-min(place for place, _ in rows) + ROW / 2)
    left = max(width_of(names[one.group]) for _, one in rows) + EDGE + 8
    right = width_of(texts.formats.percent(100)) + EDGE
    reach = max(max(one.negative, one.positive) + one.neutral / 2 for _, one in rows)
    room = 12 + reach * 0.12
    x = {"range": [-reach - room, reach + room], "visible": False, "fixedrange": True}
    line = {"color": COLOURS["muted"], "width": 1, "dash": "dot"}
    return {
        **layout(depth + BOTTOM, {"t": 0, "b": BOTTOM, "l": left, "r": right}),
        "barmode": "overlay",
        "xaxis": x,
        "yaxis": {"visible": False, "range": [-depth, 0], "fixedrange": True},
        "shapes": [{"type": "line", "x0": 0, "x1": 0, "y0": -depth, "y1": -LEGEND, "line": line, "layer": "below"}],
        "annotations": _notes(rows, titles, questionnaire, names, texts, left),
    }


def _notes(
    rows: Sequence[tuple[float, Opinion]],
    titles: Sequence[tuple[float, str]],
    questionnaire: Questionnaire,
    names: Mapping[str, str],
    texts: Texts,
    left: int,
) -> list[dict[str, Any]]:
    scales = {scale.id: texts.label(scale.name) for scale in questionnaire.scales}
    corner = {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "xshift": 4 - left,
        "yanchor": "middle",
        "color": COLOURS["ink"],
    }
    notes = [note(texts("leadership.opinion.legend"), name="legend", y=-LEGEND / 2, **corner)]
    notes += [note(f"<b>{plain(scales[scale])}</b>", name="scale", y=place, **corner) for place, scale in titles]
    for place, one in rows:
        side = {"y": place, "yanchor": "middle", "color": COLOURS["ink"]}
        notes.append(note(plain(names[one.group]), name="group", **{**corner, "y": place}))
        low, high = texts.formats.percent(one.negative), texts.formats.percent(one.positive)
        start, end = _base(one, "negative"), one.neutral / 2 + one.positive
        notes.append(note(low, name="negative", x=start, xanchor="right", xshift=-SMALL // 2, **side))
        notes.append(note(high, name="positive", x=end, xanchor="left", xshift=SMALL // 2, **side))
    return notes


def opinion_sentence(
    found: Sequence[Opinion], questionnaire: Questionnaire, names: Mapping[str, str], texts: Texts
) -> str:
    """Where most and where fewest answers agree, in one sentence; that all is alike, where it is."""
    scales = {scale.id: texts.label(scale.name) for scale in questionnaire.scales}
    most, fewest = max(found, key=lambda one: one.positive), min(found, key=lambda one: one.positive)
    if most.positive == fewest.positive:
        return texts("leadership.opinion.alike", percent=texts.formats.percent(most.positive))
    return texts(
        "leadership.opinion.most",
        most=scales[most.scale],
        who=names[most.group],
        percent=texts.formats.percent(most.positive),
        fewest=scales[fewest.scale],
        others=names[fewest.group],
        low=texts.formats.percent(fewest.positive),
    )
