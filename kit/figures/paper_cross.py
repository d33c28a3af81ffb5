"""The safety cross on paper: plain SVG; every day says in its shape and its mark what is known of it."""

from __future__ import annotations

from html import escape

from kit.domain.safety_cross import SIDE, Cross, CrossDay, DayState, place
from kit.figures.theme import COLOURS, FAMILY

CELL = 30
_FILL = {
    DayState.EVENT: COLOURS["worsening"],
    DayState.FREE: "#D6EFE6",
    DayState.TODAY: COLOURS["white"],
    DayState.AHEAD: COLOURS["white"],
    DayState.UNCOUNTED: "#F1F3F5",
}


_MARK = {DayState.FREE: "✓", DayState.UNCOUNTED: "–"}


def paper_cross(cross: Cross) -> str:
    """The cross as SVG text: a day with events is filled and holds their number, one without has a tick."""
    size = CELL * SIDE + 2
    start = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}"'
    cells = "".join(_cell(day) for day in cross.days)
    return f'{start} font-family="{escape(FAMILY)}">{cells}</svg>'


def _cell(day: CrossDay) -> str:
    row, column = place(day.on.day)
    x, y = 1 + CELL * (column - 1), 1 + CELL * (row - 1)
    event = day.state is DayState.EVENT
    ink = COLOURS["white"] if event else COLOURS["ink"]
    edge = f'fill="{_FILL[day.state]}" stroke="{COLOURS["muted"]}"'
    box = f'<rect x="{x}" y="{y}" width="{CELL}" height="{CELL}" {edge}/>'
    number = f'<text x="{x + 3}" y="{y + 10}" font-size="9" fill="{ink}">{day.on.day}</text>'
    mark = str(day.count) if event else _MARK.get(day.state, "")
    if not mark:
        return box + number
    middle = f'x="{x + CELL / 2}" y="{y + 23}" font-size="13" text-anchor="middle" fill="{ink}"'
    return f"{box}{number}<text {middle}>{mark}</text>"
