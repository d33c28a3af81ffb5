"""What changed since last week: one change for each thing, from what stood before to what stands now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kit.domain.changes import ITEM, Change, item_said, real, since
from kit.domain.checklist import ItemState, ItemStatus
from kit.domain.entries.entry import Record
from kit.store import Store, open_store

WEEK = datetime(2026, 3, 1, tzinfo=UTC)
BEFORE, AFTER = WEEK - timedelta(days=1), WEEK + timedelta(days=1)
LEAD, TEAM = "municipality:0301", "unit:0301:0301-1"
MEMBER = Record("member", "0301", "0301-1", "k1", '{"name":"Anna"}', BEFORE, LEAD)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "kit.db", create=True) as opened:
        yield opened


def item(store: Store, status: ItemStatus, at: datetime, municipality: str = "0301", by: str = LEAD) -> None:
    store.save_item(municipality, ItemState("P01", status), by=by, at=at)


def said(status: str) -> str:
    return item_said(status, "", "")


def test_what_was_said_before_the_moment_is_no_change(store: Store) -> None:
    item(store, ItemStatus.BEGUN, BEFORE)
    store.save_entry(MEMBER)
    assert store.changes(WEEK) == ()


def test_an_item_that_moved_twice_is_one_change_from_the_first_to_the_last(store: Store) -> None:
    item(store, ItemStatus.BEGUN, BEFORE)
    item(store, ItemStatus.NEARLY, AFTER)
    item(store, ItemStatus.DONE, AFTER + timedelta(hours=1), by="facilitator")
    expected = Change(ITEM, "0301", "", "P01", said("begun"), said("done"), AFTER + timedelta(hours=1), "facilitator")
    assert store.changes(WEEK) == (expected,)


def test_a_thing_that_is_as_it_was_is_no_real_change(store: Store) -> None:
    item(store, ItemStatus.BEGUN, BEFORE)
    item(store, ItemStatus.DONE, AFTER)
    item(store, ItemStatus.BEGUN, AFTER + timedelta(hours=1))
    assert [(one.before, one.now) for one in store.changes(WEEK)] == [(said("begun"), said("begun"))]
    assert real(store.changes(WEEK)) == ()


def test_an_item_put_back_to_the_beginning_is_no_real_change_and_a_note_is_one(store: Store) -> None:
    item(store, ItemStatus.DONE, AFTER)
    item(store, ItemStatus.NOT_STARTED, AFTER + timedelta(hours=1))
    assert real(store.changes(WEEK)) == ()
    store.save_item("0301", ItemState("P01", note="referat"), by=LEAD, at=AFTER + timedelta(hours=2))
    (change,) = real(store.changes(WEEK))
    assert (change.before, change.now) == (None, item_said("not_started", "", "referat"))


def test_new_changed_and_deleted_entries_tell_what_stood_before(store: Store) -> None:
    store.save_entry(MEMBER)
    store.save_entry(replace(MEMBER, content=None, at=AFTER))
    store.save_entry(replace(MEMBER, key="k2", at=AFTER, by=TEAM))
    found = {one.key: (one.before, one.now, one.by) for one in store.changes(WEEK)}
    assert found == {"k1": (MEMBER.content, None, LEAD), "k2": (None, MEMBER.content, TEAM)}


def test_a_municipality_gets_its_own_changes_only(store: Store) -> None:
    item(store, ItemStatus.DONE, AFTER)
    item(store, ItemStatus.DONE, AFTER, "0302")
    assert [one.municipality for one in store.changes(WEEK, "0301")] == ["0301"]
    assert len(store.changes(WEEK)) == 2


def test_the_newest_change_is_told_first(store: Store) -> None:
    item(store, ItemStatus.DONE, AFTER)
    store.save_entry(replace(MEMBER, at=AFTER + timedelta(hours=1)))
    assert [one.kind for one in real(store.changes(WEEK))] == ["member", ITEM]


@pytest.mark.parametrize(("day", "expected"), [(date(2026, 3, 8), date(2026, 3, 1)), (date.min, None)])
def test_a_week_is_seven_days_and_no_day_is_too_early(day: date, expected: date | None) -> None:
    moment = since(day)
    assert moment.tzinfo is not None
    assert expected is None or moment.date() == expected
