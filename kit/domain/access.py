"""Who a visitor is, and what a visitor may read and write: decisions only, no cookies and no servers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kit.resources import ALL_PAGES, PAGES


class Role(StrEnum):
    """What a link makes of its holder."""

    FACILITATOR = "facilitator"
    MUNICIPALITY = "municipality"  # the municipality's lead: reads and writes all of its own
    UNIT = "unit"  # a unit's team: reads its municipality, writes what is its own unit's
    RESPONDENT = "respondent"  # answers one questionnaire and reads nothing
    VIEWER = "viewer"  # reads its municipality and writes nothing


_PARTS = {Role.FACILITATOR: 0, Role.MUNICIPALITY: 1, Role.UNIT: 2, Role.RESPONDENT: 3, Role.VIEWER: 1}


@dataclass(frozen=True, slots=True)
class Visitor:
    """A visitor with a verified link. `municipality` is empty for a facilitator.

    `unit` is the team's. A respondent's link may say which `group` answers; `response` is the one questionnaire that
    it fills in, wherever it is opened.
    """

    role: Role
    municipality: str = ""
    unit: str = ""
    group: str = ""
    response: str = ""

    @property
    def id(self) -> str:
        """A short text that names the visitor in the store and in a header, such as ``unit:0301:0301-1``."""
        role = self.role
        if role is Role.UNIT:
            return f"{role}:{self.municipality}:{self.unit}"
        if role is Role.RESPONDENT:
            return f"{role}:{self.municipality}:{self.group}:{self.response}"
        return f"{role}:{self.municipality}" if self.municipality else str(role)

    @property
    def holder(self) -> str:
        """Whose links these are: all links of a holder are called back together.

        Those who answer are nobody in particular, so all links of a group have one holder.
        """
        if self.role is Role.RESPONDENT:
            return f"{self.role}:{self.municipality}:{self.group}"
        return self.id


FACILITATOR = Visitor(Role.FACILITATOR)
LESSONS = "training/"  # where the course lies among the pages
QUESTIONNAIRE = "leadership"  # the page that a respondent's link opens
ROOM = "*"  # the response in a link that a whole room shares: each browser gets its own when it comes in


@dataclass(frozen=True, slots=True)
class Pass:
    """What a verified link or cookie says: who comes, the number of the holder's links, the last day it is good for.

    `shared`: it came by a link for a whole room, so that the next person on the same device may begin anew.
    """

    visitor: Visitor
    number: int = 0
    until: date | None = None
    shared: bool = False

    def stands(self, numbers: Mapping[str, int]) -> bool:
        """Whether the holder's links with this number have not been called back."""
        return self.number >= numbers.get(self.visitor.holder, 0)

    def expired(self, today: date) -> bool:
        """Whether its last day has gone."""
        return self.until is not None and today > self.until

    @property
    def text(self) -> str:
        """The pass as a cookie keeps it."""
        until = self.until.isoformat() if self.until else ""
        return json.dumps([self.visitor.id, self.number, until, self.shared])


def pass_from(text: str) -> Pass | None:
    """The pass that `Pass.text` wrote, or None. Cookies of earlier versions hold the visitor's id and nothing else."""
    if not text.startswith("["):
        visitor = visitor_from(text)
        return Pass(visitor) if visitor else None
    try:
        name, number, until, shared = json.loads(text)
        visitor = visitor_from(name)
        return (
            Pass(visitor, int(number), date.fromisoformat(until) if until else None, bool(shared)) if visitor else None
        )
    except (ValueError, TypeError, AttributeError):
        return None


def visitor_from(text: str) -> Visitor | None:
    """The visitor that `Visitor.id` named, or None when the text names none."""
    name, *rest = text.split(":")
    if name not in list(Role):
        return None
    role = Role(name)
    if role is Role.UNIT and len(rest) > _PARTS[role]:
        rest = [rest[0], ":".join(rest[1:])]
    if len(rest) != _PARTS[role] or (rest and not rest[0]):
        return None
    if role is Role.UNIT:
        return Visitor(role, rest[0], unit=rest[1]) if rest[1] else None
    if role is Role.RESPONDENT:
        return Visitor(role, rest[0], group=rest[1], response=rest[2]) if rest[2] else None
    return Visitor(role, *rest)


def pages_of(role: Role) -> tuple[str, ...]:
    """The pages that a role may open: a respondent the questionnaire and nothing else, a facilitator every page."""
    if role is Role.FACILITATOR:
        return ALL_PAGES
    return (QUESTIONNAIRE,) if role is Role.RESPONDENT else PAGES


def may_open(role: Role, app: str) -> bool:
    """Whether a role may open a page, or a lesson of the course (``training/03_run_chart``), which holds no data."""
    lesson = app.startswith(LESSONS) and role is not Role.RESPONDENT
    return lesson or app in pages_of(role)


def may_read(visitor: Visitor, municipality: str) -> bool:
    """A facilitator reads every municipality, the others their own; a respondent reads nothing."""
    if visitor.role is Role.FACILITATOR:
        return True
    return visitor.role is not Role.RESPONDENT and bool(municipality) and visitor.municipality == municipality


def may_write(visitor: Visitor, municipality: str) -> bool:
    """Who may write for a whole municipality: its lead, and a facilitator on its behalf (the store says who did)."""
    return visitor.role in (Role.FACILITATOR, Role.MUNICIPALITY) and may_read(visitor, municipality)


def may_write_unit(visitor: Visitor, municipality: str, unit: str) -> bool:
    """Who may write for a unit: its own team, and whoever may write for its municipality."""
    team = visitor.role is Role.UNIT and visitor.unit == unit and bool(unit)
    return may_write(visitor, municipality) or (team and visitor.municipality == municipality)


def may_answer(visitor: Visitor, municipality: str) -> bool:
    """Who may fill in the municipality's questionnaire."""
    if visitor.role is Role.FACILITATOR:
        return True
    return visitor.role is not Role.VIEWER and bool(municipality) and visitor.municipality == municipality
