"""Who is on a team, from the network file and from what was entered, and whether the team is put together well.

Too few or too many, no leader, an empty role, one profession only, no time and no deputy are failures that public
reports of networks tell of; the limits are the kit's own proposals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kit.domain.book import Book
from kit.domain.entries.team import MEMBER

SMALLEST_TEAM, LARGEST_TEAM = 3, 8
COMPOSITION = ("missing", "few", "many", "no_leader", "roles", "same_role", "same_profession")
NO_HOURS, NO_DEPUTY, NO_SPONSOR = "no_hours", "no_deputy", "no_sponsor"


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One role that somebody holds. `key` is that of the entry; empty for a person of the network file, which knows
    nothing of profession, deputy and hours."""

    name: str
    role: str
    profession: str = ""
    deputy: bool = False
    hours: float | None = None
    key: str = ""

    @property
    def entered(self) -> bool:
        """Whether it was entered, so that hours and deputy could be told."""
        return bool(self.key)


def team_of(book: Book, code: str, unit: str) -> tuple[TeamMember, ...]:
    """The team of a unit, or those at the municipal level where `unit` is empty: the network file's people first.

    A person who was entered as well, with the same name and role, counts as entered.
    """
    entered = tuple(
        TeamMember(e.value.name, e.value.role, e.value.profession, e.value.deputy, e.value.hours, e.key)
        for e in book.entries(MEMBER, code, unit)
    )
    known = {(_plain(one.name), one.role) for one in entered}
    people = (person for person in book.people if (person.municipality, person.unit) == (code, unit))
    listed = (TeamMember(p.name, p.role) for p in people if (_plain(p.name), p.role) not in known)
    return (*listed, *entered)


def everybody(book: Book, code: str) -> tuple[TeamMember, ...]:
    """Everybody in a municipality: at the municipal level, then unit by unit."""
    places = ("", *(unit.id for unit in book.units_of(code)))
    return tuple(member for place in places for member in team_of(book, code, place))


def names(members: Sequence[TeamMember]) -> frozenset[str]:
    """The different people among the members: one person may hold several roles."""
    return frozenset(_plain(member.name) for member in members)


def team_faults(members: Sequence[TeamMember], roles: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What is wrong with a unit's team; `roles` are role ids by their part (``unit_leader``, ``needed``).

    Hours and deputies are only missed among members who were entered: a network file cannot tell of them.
    """
    if not members:
        yield "missing"
        return
    held, people = {member.role for member in members}, names(members)
    leaders = set(roles.get("unit_leader", ()))
    if len(people) < SMALLEST_TEAM:
        yield "few"
    if len(people) > LARGEST_TEAM:
        yield "many"
    if leaders and not held & leaders:
        yield "no_leader"
    if empty_roles(members, roles):
        yield "roles"
    yield from _all_alike(members)
    yield from _unprotected([member for member in members if member.entered])


def lead_faults(members: Sequence[TeamMember], roles: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Who is missing among everybody in a municipality: a sponsor, a project leader."""
    held = {member.role for member in members}
    for part, fault in (("sponsor", NO_SPONSOR), ("project_leader", "no_project_leader")):
        wanted = set(roles.get(part, ()))
        if wanted and not held & wanted:
            yield fault


def empty_roles(members: Sequence[TeamMember], roles: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The needed roles that nobody holds."""
    held = {member.role for member in members}
    return tuple(role for role in roles.get("needed", ()) if role not in held)


def _all_alike(members: Sequence[TeamMember]) -> Iterator[str]:
    if len(names(members)) < SMALLEST_TEAM:
        return
    if len({member.role for member in members}) == 1:
        yield "same_role"
    told = [member for member in members if member.profession.strip()]
    if len(names(told)) == len(names(members)) and len({_plain(member.profession) for member in told}) == 1:
        yield "same_profession"


def _unprotected(entered: Sequence[TeamMember]) -> Iterator[str]:
    if entered and not any(member.hours for member in entered):
        yield NO_HOURS
    if entered and not any(member.deputy for member in entered):
        yield NO_DEPUTY


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
