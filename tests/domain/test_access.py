"""Who may see and write what."""

from __future__ import annotations

import pytest

from kit.domain.access import FACILITATOR, Role, Visitor, may_read, may_write, visitor_from

OSLO = Visitor(Role.MUNICIPALITY, "0301")


def test_a_municipality_sees_and_writes_only_itself() -> None:
    assert may_read(OSLO, "0301")
    assert may_write(OSLO, "0301")
    assert not may_read(OSLO, "0302")
    assert not may_write(OSLO, "")


def test_a_facilitator_sees_all() -> None:
    assert may_read(FACILITATOR, "0301")
    assert may_write(FACILITATOR, "4601")


@pytest.mark.parametrize("visitor", [OSLO, FACILITATOR])
def test_a_visitor_is_known_again_by_its_id(visitor: Visitor) -> None:
    assert visitor_from(visitor.id) == visitor


@pytest.mark.parametrize("text", ["", "municipality:", "facilitator:0301", "root", "municipality"])
def test_no_other_text_makes_a_visitor(text: str) -> None:
    assert visitor_from(text) is None
