"""What a team agrees at its improvement board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kit.domain.entries.entry import Kind, Level, Writers
from kit.domain.entries.fields import choice, day, line


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardNote:
    """An agreement at the board: who does what by when; ticked off by the day it was done."""

    what: str = line(required=True)
    owner: str = choice()
    by: date | None = day(future=True)
    done_on: date | None = day()


BOARD_NOTE = Kind("board_note", BoardNote, Level.UNIT, Writers.TEAM)
KINDS = (BOARD_NOTE,)
