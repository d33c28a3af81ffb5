"""What ties a network together: guidance, pairs of municipalities, what is shared, and what is finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kit.domain.entries.entry import Kind, Level, Writers
from kit.domain.entries.fields import choice, choices, day, line, text, yes

WAYS = ("video", "phone", "visit", "seminar")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """A talk with a municipality: what was said in brief, and the next step with its owner and day."""

    on: date = day(required=True)
    way: str = choice(*WAYS, required=True)
    said: str = text(required=True, most=1000)
    step: str = line()
    owner: str = choice()
    due: date | None = day(future=True)
    done_on: date | None = day()


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorPair:
    """A pilot municipality that helps a new one, by their codes. `contact` is what the new one needs to reach it."""

    mentor: str = choice(required=True)
    learner: str = choice(required=True)
    about: str = line()
    contact: str = line()
    next: date | None = day(future=True)
    ended_on: date | None = day()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What a municipality lets the other ones see: the `measures` that it compares, whether they may read its stories,
    and whom they may ask."""

    measures: tuple[str, ...] = choices()
    stories: bool = yes()
    contact: str = line()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A municipality's work in the network is done: when, what came of it, and who in the line keeps it up."""

    on: date = day(required=True)
    result: str = text(required=True, most=1000)
    keeper: str = choice()


GUIDANCE = Kind("guidance", Guidance, Level.MUNICIPALITY, Writers.FACILITATOR)
MENTOR_PAIR = Kind("mentor_pair", MentorPair, Level.NETWORK, Writers.FACILITATOR)
SHARING = Kind("sharing", Sharing, Level.MUNICIPALITY, Writers.LEAD)
FINISHED = Kind("finished", Finished, Level.MUNICIPALITY, Writers.FACILITATOR)
KINDS = (GUIDANCE, MENTOR_PAIR, SHARING, FINISHED)
