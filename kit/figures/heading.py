"""The title and the unit of a figure, in its upper left corner, in as many lines as the narrowest screen needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kit.figures.theme import COLOURS, LINE_HEIGHT, note
from kit.figures.words import plain, wrapped

TITLE_CHARACTER = 7.6  # pixels of a bold character at the small size; the others take less
CHARACTER = 6.7
LINES = 3  # a name longer than this ends in an ellipsis: it stands in full in the caption


@dataclass(frozen=True, slots=True)
class Heading:
    """Finished lines, the title's first."""

    lines: tuple[tuple[str, str], ...]

    @property
    def height(self) -> int:
        """Pixels that the lines need."""
        return LINE_HEIGHT * len(self.lines)

    def notes(self, left: int, top: int) -> list[dict[str, Any]]:
        """The lines from the figure's upper edge down, `left` and `top` being its margins."""
        corner = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
        return [
            note(
                text,
                name=name,
                xshift=4 - left,
                yshift=top - LINE_HEIGHT * (row + 1) - 2,
                color=COLOURS["ink" if name == "title" else "muted"],
                **corner,
            )
            for row, (name, text) in enumerate(self.lines)
        ]


def heading(title: str, unit: str, width: int) -> Heading:
    """The lines for a figure at least `width` pixels wide; none where there are no words."""
    bold = wrapped(title, round((width - 8) / TITLE_CHARACTER), LINES) if title else ()
    thin = wrapped(unit, round((width - 8) / CHARACTER), LINES) if unit else ()
    return Heading((*(("title", f"<b>{plain(line)}</b>") for line in bold), *(("per", plain(line)) for line in thin)))
