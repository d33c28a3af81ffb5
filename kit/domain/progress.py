"""The progress of a team on a scale from 0.5 to 5.0, as the team and the facilitator each see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LOWEST, HIGHEST, STEP = 0.5, 5.0, 0.5
STALE_AFTER_DAYS = 60
TALK_FROM = 1.0  # two steps apart: the kit's own limit for "talk about what you each see"


class Rater(StrEnum):
    """Who rates."""

    TEAM = "team"
    FACILITATOR = "facilitator"


def on_scale(value: float) -> bool:
    """Whether `value` is a step of the scale: 0.5, 1.0 ... 5.0."""
    return LOWEST <= value <= HIGHEST and value % STEP == 0


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating on one day. Raises ValueError for a value that is not a step of the scale."""

    rater: Rater
    value: float
    on: date

    def __post_init__(self) -> None:
        if not on_scale(self.value):
            raise ValueError(f"a progress rating is {self.value}; expected {LOWEST} to {HIGHEST} in steps of {STEP}")


@dataclass(frozen=True, slots=True)
class Progress:
    """The newest rating of each rater on the day `as_of`; a rating older than `stale_after` days is stale."""

    team: Rating | None
    facilitator: Rating | None
    as_of: date
    stale_after: int

    def stale(self, rater: Rater) -> bool:
        """Whether the newest rating of `rater` is too old to steer by; False when there is none."""
        rating = self.team if rater is Rater.TEAM else self.facilitator
        return rating is not None and (self.as_of - rating.on).days > self.stale_after

    @property
    def gap(self) -> float | None:
        """The team's rating minus the facilitator's. None when one is missing, or when they are so far apart in time
        that the difference may only be what happened between them."""
        if self.team is None or self.facilitator is None:
            return None
        apart = abs((self.team.on - self.facilitator.on).days)
        return None if apart > self.stale_after else self.team.value - self.facilitator.value

    @property
    def talk(self) -> bool:
        """Whether the two see the work so differently that they should talk about it."""
        return self.gap is not None and abs(self.gap) >= TALK_FROM


def progress(ratings: Iterable[Rating], as_of: date, stale_after: int = STALE_AFTER_DAYS) -> Progress:
    """The progress on the day `as_of`. Later ratings are left out; of two on one day the last given counts.

    Raises ValueError when `stale_after` is negative.
    """
    if stale_after < 0:
        raise ValueError(f"stale_after is {stale_after}; expected 0 days or more")
    newest: dict[Rater, Rating] = {}
    for rating in ratings:
        known = newest.get(rating.rater)
        if rating.on <= as_of and (known is None or rating.on >= known.on):
            newest[rating.rater] = rating
    return Progress(newest.get(Rater.TEAM), newest.get(Rater.FACILITATOR), as_of, stale_after)


def shown_to_team(facilitators: Iterable[Rating], teams: Iterable[Rating]) -> tuple[Rating, ...]:
    """The facilitator's ratings that a team may see: those of months in which, or after which, it has rated itself.

    Until then the facilitator's number would pull the team's own towards it.
    """
    last = max(((one.on.year, one.on.month) for one in teams), default=(0, 0))
    return tuple(one for one in facilitators if (one.on.year, one.on.month) <= last)
