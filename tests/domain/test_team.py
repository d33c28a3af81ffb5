"""A team is judged by who is on it, wherever it was written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import FIRST_SEMINAR, small_book

from kit.domain.book import Book
from kit.domain.entries.entry import Record, written
from kit.domain.entries.team import Member
from kit.domain.network import Person
from kit.domain.phases import Watch
from kit.domain.team import TeamMember, empty_roles, everybody, names, team_faults, team_of
from kit.domain.warnings import alerts_of

AT = datetime(2026, 1, 1, tzinfo=UTC)
UNIT = "0301-1"
ROLES = {"unit_leader": ("UL",), "needed": ("PL", "UL"), "sponsor": ("TOP",)}


def member(key: str, name: str, role: str, unit: str = UNIT, **more: object) -> Record:
    return Record("member", "0301", unit, key, written(Member(name=name, role=role, **more)), AT, "x")


def book(*records: Record, people: tuple[Person, ...] = ()) -> Book:
    return replace(small_book(), records=records, people=people)


def entered(*held: str, **more: object) -> list[TeamMember]:
    return [TeamMember(f"Person {n}", role, key=f"k{n}", **more) for n, role in enumerate(held)]


GOOD = {"profession": "", "deputy": True, "hours": 2.0}


def test_people_of_the_file_stand_first_and_members_after_them() -> None:
    of = book(member("k1", "Ida", "PL", hours=2.0), people=(Person("0301", UNIT, "UL", "Per"),))
    assert [(one.name, one.entered, one.hours) for one in team_of(of, "0301", UNIT)] == [
        ("Per", False, None),
        ("Ida", True, 2.0),
    ]


def test_somebody_in_the_file_who_was_entered_too_counts_once_as_entered() -> None:
    of = book(member("k1", " per  holm ", "UL"), people=(Person("0301", UNIT, "UL", "Per Holm"),))
    assert [one.key for one in team_of(of, "0301", UNIT)] == ["k1"]


def test_a_team_has_nobody_of_another_unit_or_municipality() -> None:
    of = book(member("k1", "Ida", "PL", "0301-2"), people=(Person("0302", UNIT, "UL", "Per"),))
    assert team_of(of, "0301", UNIT) == ()
    assert [one.name for one in everybody(of, "0301")] == ["Ida"]


@pytest.mark.parametrize(
    ("members", "faults"),
    [
        ([], ["missing"]),
        (entered("UL", "PL", "TOP", **GOOD), []),
        (entered("UL", "PL", **GOOD), ["few"]),
        (entered("UL", "PL", *["TOP"] * 6, **GOOD), []),
        (entered("UL", "PL", *["TOP"] * 7, **GOOD), ["many"]),
        (entered("PL", "TOP", "TOP", **GOOD), ["no_leader", "roles"]),
        (entered("UL", "UL", "UL", **GOOD), ["roles", "same_role"]),
        (entered("UL", "PL", "TOP", profession="SSA", deputy=True, hours=2.0), ["same_profession"]),
        (entered("UL", "PL", "TOP", deputy=True), ["no_hours"]),
        (entered("UL", "PL", "TOP", deputy=True, hours=0.0), ["no_hours"]),
        (entered("UL", "PL", "TOP", hours=1.0), ["no_deputy"]),
        ([TeamMember(name, role) for name, role in (("A", "UL"), ("B", "PL"), ("C", "TOP"))], []),
    ],
)
def test_each_fault_of_a_team_is_found(members: list[TeamMember], faults: list[str]) -> None:
    assert list(team_faults(members, ROLES)) == faults


def test_one_profession_is_only_told_when_every_profession_is_known() -> None:
    known = entered("UL", "PL", "TOP", profession="ssa", deputy=True, hours=2.0)
    assert list(team_faults([*known, TeamMember("Ny", "TOP", deputy=True, hours=1.0, key="n")], ROLES)) == []
    assert list(team_faults([replace(known[0], profession=" SSA "), *known[1:]], ROLES)) == ["same_profession"]


def test_empty_roles_are_named_in_the_programmes_order() -> None:
    assert empty_roles(entered("TOP"), ROLES) == ("PL", "UL")
    assert len(names(entered("UL", "PL"))) == 2


def watched(of: Book) -> Book:
    items = dict.fromkeys(("team", "time", "one_person", "leaders"), ("P02",))
    programme = replace(of.programme, watch=Watch(items, ROLES))
    return replace(of, programme=programme, as_of=FIRST_SEMINAR - timedelta(weeks=7)).only("0301")


def reasons(of: Book) -> set[tuple[str, str]]:
    of = replace(watched(of), units=tuple(unit for unit in of.units if unit.id == UNIT))
    wanted = ("team", "time", "one_person", "leaders")
    return {(a.check, a.reason) for a in alerts_of(of, of.municipalities[0]) if a.check in wanted and a.units}


def test_the_warnings_count_those_who_were_entered_in_the_app() -> None:
    crew = (member("k1", "Ida", "PL"), member("k2", "Per", "UL"), member("k3", "Åse", "TOP"))
    assert reasons(book(*crew[:2])) == {("team", "few"), ("time", "no_hours"), ("one_person", "no_deputy")}
    assert reasons(book(*crew)) == {("time", "no_hours"), ("one_person", "no_deputy")}
    whole = replace(crew[0], content=written(Member(name="Ida", role="PL", hours=3, deputy=True)))
    assert reasons(book(whole, *crew[1:])) == set()


def test_a_sponsor_who_was_entered_is_named() -> None:
    def sponsorless(of: Book) -> bool:
        of = watched(of)
        return any(one.reason == "no_sponsor" for one in alerts_of(of, of.municipalities[0]))

    assert sponsorless(book(member("k1", "Ida", "PL", "")))
    assert not sponsorless(book(member("k1", "Ida", "TOP", "")))
