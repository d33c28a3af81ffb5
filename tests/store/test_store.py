"""Append only: the newest row counts, and nothing that was said is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.domain.checklist import ItemState, ItemStatus
from kit.domain.series import Event, Point, Series
from kit.domain.survey import Answer
from kit.store import ImportReceipt, Incoming, Store, open_store

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "kit.db", create=True) as opened:
        yield opened


def series(*points: Point, unit: str = "u1", events: tuple[Event, ...] = ()) -> Series:
    return Series(unit, "m1", points, events)


def bring(store: Store, digest: str, *points: Point, file: str = "0301 Oslo.xlsx", at: datetime = NOW) -> ImportReceipt:
    return store.save_import(file, digest, [series(*points)], by="import", at=at)


def test_what_was_imported_comes_back_in_time_order(store: Store) -> None:
    assert bring(store, "a", Point(MARCH, 3, 10), Point(JANUARY, 0.25, 9.5, "ferie")) == ImportReceipt(new=2)
    assert store.series() == {("u1", "m1"): series(Point(JANUARY, 0.25, 9.5, "ferie"), Point(MARCH, 3, 10))}


def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    bring(store, "a", Point(MARCH, 3, 10))
    assert bring(store, "a", Point(MARCH, 3, 10), at=LATER) == ImportReceipt(unchanged=1, already=True)
    assert len(store.imports()) == 1
    assert len(store.history("u1", "m1", MARCH)) == 1


def test_a_file_saved_anew_with_the_same_values_changes_nothing(store: Store) -> None:
    bring(store, "a", Point(MARCH, 3, 10))
    assert bring(store, "b", Point(MARCH, 3, 10), at=LATER) == ImportReceipt(unchanged=1)
    assert len(store.history("u1", "m1", MARCH)) == 1


def test_a_corrected_file_adds_its_corrections_and_the_history_stays(store: Store) -> None:
    bring(store, "a", Point(FEBRUARY, 1, 10), Point(MARCH, 3, 10))
    receipt = bring(store, "b", Point(FEBRUARY, 1, 10), Point(MARCH, 4, 10), Point(date(2026, 4, 1), 2, 10), at=LATER)
    assert receipt == ImportReceipt(new=1, corrected=1, unchanged=1)
    assert [point.numerator for point in store.series()["u1", "m1"].points] == [1, 4, 2]
    assert store.history("u1", "m1", MARCH) == ((NOW, "import", 3, 10, ""), (LATER, "import", 4, 10, ""))


def test_a_file_that_goes_back_to_an_older_edition_corrects_again(store: Store) -> None:
    for digest, value in (("a", 3), ("b", 4), ("a", 3)):
        receipt = bring(store, digest, Point(MARCH, value, 10))
    assert receipt == ImportReceipt(corrected=1)
    assert store.series()["u1", "m1"].points == (Point(MARCH, 3, 10),)


def test_a_correction_by_hand_is_kept_when_the_file_says_what_it_said_before(store: Store) -> None:
    bring(store, "a", Point(FEBRUARY, 1, 10), Point(MARCH, 3, 10))
    store.save_point("u1", "m1", Point(MARCH, 5, 10, "rettet"), by="municipality:0301", at=LATER)
    assert bring(store, "b", Point(FEBRUARY, 2, 10), Point(MARCH, 3, 10)) == ImportReceipt(corrected=1, kept=1)
    assert store.series()["u1", "m1"].points == (Point(FEBRUARY, 2, 10), Point(MARCH, 5, 10, "rettet"))
    assert bring(store, "c", Point(MARCH, 6, 10)) == ImportReceipt(corrected=1), "what the file says anew counts"


def test_several_files_are_taken_in_all_or_none(store: Store) -> None:
    good = Incoming("a.xlsx", "a", (series(Point(MARCH, 3, 10)),))
    bad = Incoming("b.xlsx", "b", (series(Point(MARCH, -1, 10), unit="u2"),))
    with pytest.raises(Exception, match="CHECK constraint"):
        store.save_imports([good, bad], by="import", at=NOW)
    assert store.series() == {}
    assert store.imports() == ()


def test_two_lines_of_one_day_are_added_up_and_the_file_can_be_taken_in_again(store: Store) -> None:
    falls = series(events=(Event(MARCH, 1, "stue 2"), Event(MARCH, 2), Event(JANUARY, 1)))
    assert store.save_import("a.xlsx", "a", [falls], by="import", at=NOW) == ImportReceipt(new=2)
    assert store.save_import("a.xlsx", "b", [falls], by="import", at=NOW) == ImportReceipt(unchanged=2)
    assert store.series()["u1", "m1"].events == (Event(JANUARY, 1), Event(MARCH, 3, "stue 2"))


def test_a_point_says_whether_it_changed_anything(store: Store) -> None:
    assert store.save_point("u1", "m1", Point(MARCH, 3, 10), by="facilitator", at=NOW)
    assert not store.save_point("u1", "m1", Point(MARCH, 3, 10), by="facilitator", at=LATER)
    assert store.save_point("u1", "m1", Point(MARCH, 3, 10, "med note"), by="facilitator", at=LATER)
    assert len(store.history("u1", "m1", MARCH)) == 2


def test_a_month_taken_back_is_not_measured_and_its_history_stays(store: Store) -> None:
    assert not store.withdraw_point("u1", "m1", MARCH, by="facilitator", at=NOW)
    store.save_point("u1", "m1", Point(MARCH, 3, 10), by="facilitator", at=NOW)
    assert store.withdraw_point("u1", "m1", MARCH, by="facilitator", at=LATER)
    assert not store.withdraw_point("u1", "m1", MARCH, by="facilitator", at=LATER)
    assert store.series() == {}
    assert [row.numerator for row in store.history("u1", "m1", MARCH)] == [3, None]


def test_an_event_day_taken_back_is_gone_and_can_come_again(store: Store) -> None:
    assert not store.save_event("u1", "m1", Event(MARCH, 0), by="facilitator", at=NOW)
    assert store.save_event("u1", "m1", Event(MARCH, 2), by="facilitator", at=NOW)
    assert store.save_event("u1", "m1", Event(MARCH, 0), by="facilitator", at=NOW)
    assert store.series() == {}
    assert store.save_event("u1", "m1", Event(MARCH, 1), by="facilitator", at=NOW)
    assert store.series()["u1", "m1"].events == (Event(MARCH, 1),)


def test_only_the_units_asked_for_are_read(store: Store) -> None:
    for unit in ("u1", "u2", "u3"):
        store.save_point(unit, "m1", Point(MARCH, 3, 10), by="facilitator", at=NOW)
    assert set(store.series(["u3", "u1", "unknown"])) == {("u1", "m1"), ("u3", "m1")}
    assert store.series([]) == {}


def test_a_time_is_kept_in_utc_and_one_without_a_zone_is_refused(store: Store) -> None:
    oslo = timezone(timedelta(hours=2))
    store.save_point("u1", "m1", Point(MARCH, 3, 10), by="facilitator", at=NOW.astimezone(oslo))
    assert store.history("u1", "m1", MARCH)[0].at == NOW
    assert store.history("u1", "m1", MARCH)[0].at.tzinfo is UTC
    with pytest.raises(ValueError, match="no time zone"):
        store.save_point("u1", "m1", Point(MARCH, 4, 10), by="facilitator", at=NOW.replace(tzinfo=None))


def test_the_newest_state_of_an_item_counts_and_says_when(store: Store) -> None:
    begun, done = ItemState("P01", ItemStatus.BEGUN, "PL", "i gang"), ItemState("P01", ItemStatus.DONE)
    assert store.save_item("0301", begun, by="municipality:0301", at=NOW)
    assert not store.save_item("0301", begun, by="facilitator", at=LATER)
    assert store.save_item("0301", done, by="municipality:0301", at=LATER)
    store.save_item("5001", begun, by="municipality:5001", at=NOW)
    assert store.checklist("0301") == {"0301": {"P01": ItemState("P01", ItemStatus.DONE, changed_at=LATER)}}
    assert set(store.checklist()) == {"0301", "5001"}


def answer(statement: str, value: int | None, *, response: str = "r1", municipality: str = "0301") -> Answer:
    return Answer(response, municipality, "staff", "leadership", "1", statement, value, NOW)


def test_answers_come_back_in_the_order_given_and_only_news_is_added(store: Store) -> None:
    assert store.save_answers([answer("L01", 4), answer("L02", None)]) == 2
    assert store.save_answers([answer("L01", 5), answer("L02", None)]) == 1
    assert store.save_answers([answer("L01", 5)]) == 0
    store.save_answers([answer("L01", 1, response="r2", municipality="5001")])
    assert store.answers("0301") == (answer("L01", 4), answer("L02", None), answer("L01", 5))
    assert len(store.answers()) == 4
    assert store.response_owner("r1") == ("0301", "staff")
    assert store.response_owner("r9") is None


def test_nothing_in_the_database_says_who_answered(store: Store, tmp_path: Path) -> None:
    store.save_answers([answer("L01", 4)])
    with closing(sqlite3.connect(tmp_path / "kit.db")) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(answers)")}
    assert columns.isdisjoint({"by", "visitor", "session", "name", "address"})


def test_what_was_saved_is_there_for_whoever_opens_the_file_next(tmp_path: Path) -> None:
    with open_store(tmp_path / "kit.db", create=True) as store:
        store.save_point("u1", "m1", Point(MARCH, 3, 10), by="facilitator", at=NOW)
        with open_store(tmp_path / "kit.db") as other:
            assert other.series()["u1", "m1"].points == (Point(MARCH, 3, 10),)
    assert [path.name for path in tmp_path.iterdir()] == ["kit.db"], "the log is folded in when the last one closes"


numbers = st.floats(0, 1e9, allow_nan=False)
notes = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
months = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(lambda day: day.replace(day=1))
points = st.builds(Point, months, numbers, st.none() | numbers, notes)


@settings(max_examples=15, deadline=None)
@given(st.lists(points, min_size=1, max_size=8, unique_by=lambda point: point.period))
def test_every_number_and_every_sign_comes_back_as_it_was(said: list[Point]) -> None:
    with TemporaryDirectory() as folder, open_store(Path(folder) / "kit.db", create=True) as store:
        bring(store, "a", *said)
        assert store.series()["u1", "m1"].points == tuple(sorted(said, key=lambda point: point.period))
        assert bring(store, "b", *said) == ImportReceipt(unchanged=len(said))
