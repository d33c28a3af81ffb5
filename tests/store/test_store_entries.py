"""Entries are appended; two who write over the same thing find out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kit.domain.checklist import ItemState, ItemStatus
from kit.domain.entries.entry import Record
from kit.domain.seen import Seen
from kit.domain.series import Event, Point
from kit.errors import ChangedMeanwhile
from kit.store import Store, open_store

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
FIRST = Record("member", "0301", "0301-1", "k1", '{"name":"Anna"}', NOW, "municipality:0301")
SECOND = replace(FIRST, content='{"name":"Per"}', at=LATER, by="unit:0301:0301-1")
FEBRUARY = date(2026, 2, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "kit.db", create=True) as opened:
        yield opened


def test_the_newest_counts_and_the_history_stays(store: Store) -> None:
    assert store.save_entry(FIRST)
    assert store.save_entry(SECOND)
    assert not store.save_entry(replace(SECOND, at=LATER + timedelta(hours=1)))
    assert store.entries("0301") == (SECOND,)
    assert store.entry_history("member", "0301", "0301-1", "k1") == (FIRST, SECOND)


def test_entries_stand_in_the_order_in_which_they_were_first_written(store: Store) -> None:
    other = replace(FIRST, key="k0")
    for record in (FIRST, other, SECOND):
        store.save_entry(record)
    assert [record.key for record in store.entries()] == ["k1", "k0"]


def test_what_was_taken_back_is_gone_and_can_come_again(store: Store) -> None:
    store.save_entry(FIRST)
    assert store.save_entry(replace(FIRST, content=None, at=LATER))
    assert store.entries("0301") == ()
    assert store.save_entry(SECOND, seen=Seen(None))
    assert store.entries("0301") == (SECOND,)


def test_a_municipality_gets_its_own_entries_and_the_networks(store: Store) -> None:
    mine, network = FIRST, replace(FIRST, municipality="", unit="", key="n")
    for record in (mine, network, replace(FIRST, municipality="0302", key="other")):
        store.save_entry(record)
    assert store.entries("0301") == (mine, network)
    assert len(store.entries()) == 3


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(store: Store) -> None:
    store.save_entry(FIRST)
    store.save_entry(SECOND, seen=Seen(FIRST.content))
    with pytest.raises(ChangedMeanwhile) as caught:
        store.save_entry(replace(FIRST, content='{"name":"Ida"}'), seen=Seen(FIRST.content))
    assert (caught.value.said, caught.value.by, caught.value.at) == (SECOND.content, SECOND.by, LATER)
    assert store.entries("0301") == (SECOND,)


def test_two_who_write_the_same_thing_are_not_bothered(store: Store) -> None:
    store.save_entry(FIRST)
    store.save_entry(SECOND, seen=Seen(FIRST.content))
    assert not store.save_entry(replace(SECOND, by="municipality:0301"), seen=Seen(FIRST.content))


def test_an_item_that_changed_meanwhile_is_told(store: Store) -> None:
    done = ItemState("P01", ItemStatus.DONE, "TOP", "Brev 3. marts")
    store.save_item("0301", done, by="municipality:0301", at=NOW, seen=Seen(None))
    with pytest.raises(ChangedMeanwhile) as caught:
        store.save_item("0301", replace(done, note=""), by="x", at=LATER, seen=Seen(None))
    assert caught.value.said == ("done", "TOP", "Brev 3. marts")
    assert store.save_item("0301", replace(done, note=""), by="x", at=LATER, seen=Seen(caught.value.said))


def test_a_point_that_changed_meanwhile_is_told(store: Store) -> None:
    store.save_point("0301-1", "m", Point(FEBRUARY, 3, 10), by="a", at=NOW, seen=Seen(None))
    with pytest.raises(ChangedMeanwhile) as caught:
        store.save_point("0301-1", "m", Point(FEBRUARY, 4, 10), by="b", at=LATER, seen=Seen(None))
    assert caught.value.said == (3, 10, "")
    assert store.withdraw_point("0301-1", "m", FEBRUARY, by="b", at=LATER, seen=Seen((3, 10, "")))
    assert store.save_point("0301-1", "m", Point(FEBRUARY, 4, 10), by="b", at=LATER, seen=Seen(None))


def test_a_day_of_events_that_changed_meanwhile_is_told(store: Store) -> None:
    store.save_event("0301-1", "m", Event(FEBRUARY, 2), by="a", at=NOW)
    with pytest.raises(ChangedMeanwhile) as caught:
        store.save_event("0301-1", "m", Event(FEBRUARY, 1), by="b", at=LATER, seen=Seen(None))
    assert caught.value.said == (2, None, "")


def test_everything_ever_said_in_a_kind_stays(store: Store) -> None:
    back = replace(FIRST, content=None, at=LATER + timedelta(hours=1))
    for record in (FIRST, SECOND, back):
        store.save_entry(record)
    assert store.every_entry([FIRST.kind], "0301") == (FIRST, SECOND, back)
    assert store.every_entry([FIRST.kind]) == (FIRST, SECOND, back)
    assert store.every_entry([FIRST.kind], "0302") == ()
    assert store.every_entry(["freeze"]) == ()


def test_a_holders_links_get_a_new_number(store: Store) -> None:
    assert store.link_numbers() == {}
    assert store.raise_link_number("municipality:0301", by="facilitator", at=NOW) == 1
    assert store.raise_link_number("municipality:0301", by="facilitator", at=LATER) == 2
    assert store.link_numbers() == {"municipality:0301": 2}
