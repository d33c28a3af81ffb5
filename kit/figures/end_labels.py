"""Labels at the right end of lines, moved as little as needed so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kit.figures.scales import Scale, spread
from kit.figures.theme import LINE_HEIGHT, note, width_of

AIR = 16  # pixels between a line's end and the figure's edge that are not text; short words run wider than guessed


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A label at the right end of a line; `text` may hold ``<br>``."""

    value: float
    text: str
    colour: str


def room_for(labels: Sequence[EndLabel], least: int = 24) -> int:
    """Pixels that the labels need to the right of the plot."""
    return max([least, *(width_of(label.text) + AIR for label in labels)])


def end_notes(
    labels: Sequence[EndLabel], scale: Scale, height: int, below: int, above: int, **place: Any
) -> list[dict[str, Any]]:
    """The labels as notes beside a plot `height` pixels high, with `below` and `above` pixels of room to move into."""
    heights = [LINE_HEIGHT * (label.text.count("<br>") + 1) for label in labels]
    wanted = [(label.value - scale.low) / (scale.high - scale.low) * height for label in labels]
    where = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 6, "yanchor": "middle", **place}
    return [
        note(label.text, name="end", y=label.value, yshift=round(there - want, 1), color=label.colour, **where)
        for label, want, there in zip(labels, wanted, spread(wanted, heights, -below, height + above), strict=True)
    ]
