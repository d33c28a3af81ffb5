"""What happened along the way, written over a plot so that no text covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kit.figures.theme import COLOURS, LINE_HEIGHT, note, width_of
from kit.figures.words import plain, wrapped
from kit.figures.x_axis import XAxis

MOST_LANES = 3  # more rows than this over a plot, and the texts are numbered instead
GAP = 8  # pixels between two texts of one row


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened: its place on the axis (None outside it), its words, and its number from 1."""

    number: int
    place: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A text over the plot: its lines, its row from the bottom, and on which side of its place it stands."""

    place: float
    text: str
    lane: int
    side: str


def happenings(annotations: Sequence[tuple[object, str]], axis: XAxis) -> tuple[Happening, ...]:
    """The annotations of a table in order of their place; those outside the axis last. Without text, none."""
    found = [(axis.find(x), " ".join(str(text).split())) for x, text in annotations]
    kept = sorted(((p, t) for p, t in found if t), key=lambda one: (one[0] is None, one[0] or 0.0))
    return tuple(Happening(number, place, text) for number, (place, text) in enumerate(kept, start=1))


def placed(events: Sequence[Happening], axis: XAxis, width: int, characters: int) -> tuple[Placed, ...]:
    """Texts in rows over a plot at least `width` pixels wide; as numbers when their words would take too many rows."""
    here = [event for event in events if event.place is not None]
    words = ["<br>".join(plain(line) for line in wrapped(event.text, characters)) for event in here]
    rows = _rows(here, words, axis, width)
    if max((one.lane for one in rows), default=0) >= MOST_LANES:
        return _rows(here, [str(event.number) for event in here], axis, width)
    return rows


def numbered(rows: Sequence[Placed]) -> bool:
    """Do numbers stand over the plot in place of the words?"""
    return bool(rows) and all(one.text.isdigit() for one in rows)


def _rows(events: Sequence[Happening], words: Sequence[str], axis: XAxis, width: int) -> tuple[Placed, ...]:
    taken: list[list[tuple[float, float]]] = []
    rows = []
    for event, text in zip(events, words, strict=True):
        place = event.place or 0.0
        at, wide = axis.share(place) * width, width_of(text)
        side = "left" if at + wide <= width or at < width / 2 else "right"
        start = at if side == "left" else at - wide
        lane = next((i for i, row in enumerate(taken) if _free(row, start, start + wide)), len(taken))
        taken[lane:] = taken[lane:] or [[]]
        taken[lane].append((start, start + wide))
        rows.append(Placed(place, text, lane, side))
    return tuple(rows)


def _free(row: Sequence[tuple[float, float]], start: float, stop: float) -> bool:
    return all(stop + GAP <= low or high + GAP <= start for low, high in row)


def height_of(rows: Sequence[Placed]) -> int:
    """Pixels that the texts need over the plot."""
    return sum(_lane_heights(rows))


def _lane_heights(rows: Sequence[Placed]) -> list[int]:
    lanes = max((one.lane for one in rows), default=-1) + 1
    return [
        3 + LINE_HEIGHT * max(one.text.count("<br>") + 1 for one in rows if one.lane == lane) for lane in range(lanes)
    ]


def drawn(rows: Sequence[Placed], axis: XAxis, above: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A thin line through the plot at each place and on to its text, which stands `above` pixels or more over it."""
    heights = _lane_heights(rows)
    lines, notes = [], []
    for one in rows:
        at = axis.place(one.place)
        style = {"color": COLOURS["accent"], "width": 1, "dash": "dot"}
        ends = {"x0": at, "x1": at, "y0": 0, "y1": 1}
        lines.append({"type": "line", "yref": "y domain", "layer": "below", "line": style, "name": "event", **ends})
        lift = above + sum(heights[: one.lane])
        stem = {"yref": "y domain", "ysizemode": "pixel", "yanchor": 1, "y0": 0, "y1": lift}
        lines.append({"type": "line", "layer": "below", "line": style, "name": "stem", "x0": at, "x1": at, **stem})
        over = {"yref": "y domain", "y": 1, "yanchor": "bottom", "yshift": lift}
        side = {"xanchor": one.side, "align": one.side}
        notes.append(note(one.text, name="event", x=at, color=COLOURS["accent"], **side, **over))
    return lines, notes
