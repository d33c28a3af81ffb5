"""How a unit collects its data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kit.domain.entries.entry import Kind, Level, Writers
from kit.domain.entries.fields import choice, day, line, text


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionPlan:
    """Who collects a measure's data, from where, when, from which day on."""

    measure: str = choice(required=True)
    who: str = choice(required=True)
    source: str = line(required=True)
    when: str = line()
    since: date | None = day(future=True)
    quality: str = text(most=500)


COLLECTION_PLAN = Kind("collection_plan", CollectionPlan, Level.UNIT, Writers.TEAM)
KINDS = (COLLECTION_PLAN,)
