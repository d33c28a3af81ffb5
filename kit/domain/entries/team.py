"""Who is on the team, what its leaders have promised, and who has been told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kit.domain.entries.entry import Kind, Level, Writers
from kit.domain.entries.fields import choice, day, line, number, yes


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of staff on the improvement team, never a citizen. `hours` a week are set aside for the work."""

    name: str = line(required=True)
    role: str = choice(required=True)
    profession: str = line()
    deputy: bool = yes()
    hours: float | None = number(0, 40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What a leader has promised: `hours` a week for each team member, an own `visits` a month, signed by name."""

    name: str = line(required=True)
    role: str = choice(required=True)
    hours: float | None = number(0, 40)
    visits: float | None = number(0, 31)
    promise: str = line(most=500)
    signed_on: date | None = day()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSent:
    """A letter of the programme that was sent or handed out."""

    letter: str = choice(required=True)
    on: date = day(required=True)
    to: str = line()


MEMBER = Kind("member", Member, Level.EITHER, Writers.TEAM)
COMMITMENT = Kind("commitment", Commitment, Level.MUNICIPALITY, Writers.LEAD)
LETTER_SENT = Kind("letter_sent", LetterSent, Level.MUNICIPALITY, Writers.LEAD)
KINDS = (MEMBER, COMMITMENT, LETTER_SENT)
