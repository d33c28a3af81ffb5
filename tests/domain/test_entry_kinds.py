"""Entries: every kind can be written and read again, and what cannot be read does not hide the rest."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime

import pytest

from kit.domain.entries.entry import Kind, Level, Record, entries, read, written
from kit.domain.entries.fields import Shape, specs
from kit.domain.entries.improvement import CYCLE, Cycle
from kit.domain.entries.kinds import KINDS
from kit.domain.entries.team import MEMBER, Member

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
SAMPLE: dict[Shape, object] = {
    Shape.LINE: "Årsmøde",
    Shape.TEXT: "To\nlinjer",
    Shape.CHOICE: "a",
    Shape.CHOICES: ("a", "b"),
    Shape.LINK: "0123456789abcdef",
    Shape.NUMBER: 2.5,
    Shape.WHOLE: 3,
    Shape.DAY: date(2026, 2, 28),
    Shape.YES: True,
}


def record(content: str | None, key: str = "k1", unit: str = "0301-1", kind: Kind = MEMBER) -> Record:
    return Record(kind.id, "0301", unit, key, content, AT, "municipality:0301")


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_every_kind_comes_back_as_it_was_written(kind: Kind) -> None:
    full = kind.body(**{spec.name: SAMPLE[spec.shape] for spec in specs(kind.body)})
    assert read(kind, written(full)) == full
    bare = kind.body(**{spec.name: SAMPLE[spec.shape] for spec in specs(kind.body) if spec.required})
    assert read(kind, written(bare)) == bare


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_every_field_of_every_kind_says_what_it_may_hold(kind: Kind) -> None:
    assert [spec.name for spec in specs(kind.body)] == [one.name for one in fields(kind.body)]
    assert isinstance(kind.level, Level)
    assert KINDS[kind.id] is kind


def test_the_same_value_is_written_the_same() -> None:
    assert written(Cycle(title="Ø", predicted=1.0)) == written(Cycle(predicted=1.0, title="Ø"))


def test_entries_are_narrowed_by_place_and_skip_what_was_taken_back() -> None:
    anna, per = Member(name="Anna", role="UL"), Member(name="Per", role="PL")
    records = [
        record(written(anna)),
        record(written(per), "k2", unit=""),
        record(None, "k3"),
        record(written(Cycle(title="x")), "k4", kind=CYCLE),
    ]
    assert [entry.value for entry in entries(records, MEMBER)] == [anna, per]
    assert [entry.key for entry in entries(records, MEMBER, "0301", "0301-1")] == ["k1"]
    assert entries(records, MEMBER, "0302") == ()


@pytest.mark.parametrize("content", ['{"role":"UL"}', "[]", "1", "{", '{"name":1'])
def test_one_that_cannot_be_read_does_not_hide_the_others(content: str) -> None:
    good = record(written(Member(name="Anna", role="UL")), "k2")
    assert [entry.key for entry in entries([record(content), good], MEMBER)] == ["k2"]


def test_what_an_older_kit_did_not_know_takes_its_default() -> None:
    assert read(MEMBER, '{"name":"Anna","role":"UL","shoe_size":39}') == Member(name="Anna", role="UL")
