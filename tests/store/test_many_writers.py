"""Several processes that write at once lose nothing, and neither does one that is killed."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from kit.domain.checklist import ItemState, ItemStatus
from kit.domain.series import Point, Series, months_between
from kit.store import Incoming, open_store

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
MONTHS = [date(year, month, 1) for year, month in months_between(date(2024, 1, 1), date(2026, 6, 1))]


def write(path: str, number: int) -> None:
    """Open, save, close for every write, as an app does; the first one there makes the database."""
    for month in MONTHS:
        with open_store(Path(path), create=True) as store:
            assert store.save_point(f"u{number}", "m1", Point(month, number, 10), by=f"p{number}", at=NOW)
            store.save_item("0301", ItemState(f"{number}-{month}", ItemStatus.BEGUN), by=f"p{number}", at=NOW)


def test_three_processes_of_thirty_writes_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kit.db"
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=write, args=(str(path), number)) for number in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with open_store(path) as store:
        series = store.series()
        assert {key[0]: len(one.points) for key, one in series.items()} == {"u0": 30, "u1": 30, "u2": 30}
        assert len(store.checklist()["0301"]) == 3 * len(MONTHS)


class KilledBeforeTheSecond:
    """Files to import, of which the second never comes: the power goes."""

    def __iter__(self) -> Iterator[Incoming]:
        yield Incoming("a.xlsx", "a", (Series("u1", "m1", (Point(MONTHS[1], 7, 10),)),))
        os._exit(9)


def save_and_die(path: str) -> None:
    store = open_store(Path(path), create=True)
    if store.save_point("u1", "m1", Point(MONTHS[0], 3, 10), by="facilitator", at=NOW):
        store.save_imports(KilledBeforeTheSecond(), by="import", at=NOW)


def test_a_killed_process_keeps_what_it_said_was_saved_and_nothing_that_was_half_done(tmp_path: Path) -> None:
    path = tmp_path / "kit.db"
    process = multiprocessing.get_context("spawn").Process(target=save_and_die, args=(str(path),))
    process.start()
    process.join(60)
    assert process.exitcode == 9
    with open_store(path) as store:
        assert store.series()["u1", "m1"].points == (Point(MONTHS[0], 3, 10),)
        assert store.imports() == ()
