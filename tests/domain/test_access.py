"""Who may see and write what."""

from __future__ import annotations

import pytest

from kit.domain.access import (
    FACILITATOR,
    Role,
    Visitor,
    may_answer,
    may_read,
    may_write,
    may_write_unit,
    visitor_from,
)

OSLO = Visitor(Role.MUNICIPALITY, "0301")
TEAM = Visitor(Role.UNIT, "0301", unit="0301-1")
VIEWER = Visitor(Role.VIEWER, "0301")
STAFF = Visitor(Role.RESPONDENT, "0301", group="staff", response="a1b2c3")
ANYONE = Visitor(Role.RESPONDENT, "0301", response="a1b2c3")


@pytest.mark.parametrize(
    ("visitor", "reads", "writes", "writes_unit", "answers"),
    [
        (FACILITATOR, True, True, True, True),
        (OSLO, True, True, True, True),
        (TEAM, True, False, True, True),
        (VIEWER, True, False, False, False),
        (STAFF, False, False, False, True),
    ],
)
def test_each_role_may_do_what_it_is_for_and_no_more(
    visitor: Visitor, reads: bool, writes: bool, writes_unit: bool, answers: bool
) -> None:
    assert may_read(visitor, "0301") is reads
    assert may_write(visitor, "0301") is writes
    assert may_write_unit(visitor, "0301", "0301-1") is writes_unit
    assert may_answer(visitor, "0301") is answers


@pytest.mark.parametrize("visitor", [OSLO, TEAM, VIEWER, STAFF])
@pytest.mark.parametrize("other", ["0302", ""])
def test_nobody_but_a_facilitator_reaches_another_municipality(visitor: Visitor, other: str) -> None:
    assert not may_read(visitor, other)
    assert not may_write(visitor, other)
    assert not may_write_unit(visitor, other, "0301-1")
    assert not may_answer(visitor, other)


def test_a_team_does_not_write_for_another_unit() -> None:
    assert not may_write_unit(TEAM, "0301", "0301-2")
    assert not may_write_unit(TEAM, "0301", "")


def test_a_facilitator_sees_all() -> None:
    assert may_read(FACILITATOR, "0301")
    assert may_write(FACILITATOR, "4601")


@pytest.mark.parametrize("visitor", [OSLO, FACILITATOR, TEAM, VIEWER, STAFF, ANYONE, Visitor(Role.UNIT, "1", "a:b")])
def test_a_visitor_is_known_again_by_its_id(visitor: Visitor) -> None:
    assert visitor_from(visitor.id) == visitor


@pytest.mark.parametrize(
    "text",
    [
        *("", "municipality:", "facilitator:0301", "root", "municipality", "unit:0301", "unit:0301:", "unit::u"),
        *("viewer", "respondent:0301", "respondent:0301:staff", "respondent:0301:staff:", "respondent::staff:x"),
        *("municipality:0301:0301-1", "viewer:0301:x", "respondent:0301:a:b:c"),
    ],
)
def test_no_other_text_makes_a_visitor(text: str) -> None:
    assert visitor_from(text) is None
