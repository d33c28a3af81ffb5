"""Who a visitor is, and what a visitor may read and write: decisions only, no cookies and no servers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a link makes of its holder."""

    FACILITATOR = "facilitator"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A visitor with a verified link. `municipality` is empty for a facilitator."""

    role: Role
    municipality: str = ""

    @property
    def id(self) -> str:
        """A short text that names the visitor in the store and in a header, such as ``municipality:0301``."""
        return f"{self.role}:{self.municipality}" if self.municipality else str(self.role)


FACILITATOR = Visitor(Role.FACILITATOR)


def visitor_from(text: str) -> Visitor | None:
    """The visitor that `Visitor.id` named, or None when the text names none."""
    role, _, municipality = text.partition(":")
    if role == Role.FACILITATOR and not municipality:
        return FACILITATOR
    if role == Role.MUNICIPALITY and municipality:
        return Visitor(Role.MUNICIPALITY, municipality)
    return None


def may_read(visitor: Visitor, municipality: str) -> bool:
    """A facilitator reads every municipality, a municipality only itself."""
    return visitor.role is Role.FACILITATOR or visitor.municipality == municipality


def may_write(visitor: Visitor, municipality: str) -> bool:
    """The same as reading: facilitators may enter on a municipality's behalf, and the store says that they did."""
    return may_read(visitor, municipality)
