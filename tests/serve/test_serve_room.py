"""One visitor never takes the room of all the others, and kernels that nobody uses make way."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from kit.domain.access import Role, Visitor
from kit.serve import room
from kit.serve.identity import KernelOwners
from kit.serve.memory import FREE_BYTES, free_memory
from kit.serve.room import MOST_ASLEEP, MOST_EACH, MOST_KERNELS, Room

OSLO, BERGEN = Visitor(Role.MUNICIPALITY, "0301"), Visitor(Role.MUNICIPALITY, "4601")
LONG_AGO = datetime.now(UTC) - timedelta(minutes=30)


def run_apart(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a thread of its own: a browser of another test may keep a loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


class House:
    """The part of a kernel manager that is asked: which kernels run, since when, and who is connected to them."""

    def __init__(self) -> None:
        self.kernels: dict[str, datetime] = {}
        self._kernel_connections: dict[str, int] = {}
        self.met: set[str] = set()
        self.owners = KernelOwners()
        self.pool: list[str] = []
        manager: Any = self
        pool: Any = self.pool
        self.room = Room(manager, self.owners, pool)
        self.free = FREE_BYTES

    def __len__(self) -> int:
        return len(self.kernels)

    def __contains__(self, kernel: object) -> bool:
        return kernel in self.kernels

    def get_kernel(self, kernel: str) -> Any:
        return SimpleNamespace(last_activity=self.kernels[kernel])

    async def shutdown_kernel(self, kernel: str, now: bool) -> None:
        assert now
        del self.kernels[kernel]
        self.free += FREE_BYTES // 8

    def start(
        self, visitor: Visitor, n: int, *, used: datetime = LONG_AGO, connected: int = 0, met: bool = True
    ) -> None:
        for _ in range(n):
            kernel = f"k{len(self.kernels)}"
            self.kernels[kernel], self._kernel_connections[kernel] = used, connected
            self.owners.add(kernel, visitor, self)
            if met:
                self.met.add(kernel)

    def room_for(self, visitor: Visitor) -> bool:
        return bool(run_apart(self.room.make(visitor)))


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    made = House()
    monkeypatch.setattr(room, "free_memory", lambda: made.free)
    return made


def test_kernels_that_nobody_is_connected_to_make_way_the_oldest_first(house: House) -> None:
    house.start(BERGEN, 3)
    house.start(OSLO, MOST_ASLEEP)
    assert house.room_for(OSLO)
    assert "k3" not in house.kernels
    assert len(house.kernels) == MOST_ASLEEP + 2


def test_a_page_that_is_open_keeps_its_kernel(house: House) -> None:
    house.start(OSLO, MOST_EACH - 1, connected=1)
    assert house.room_for(OSLO)
    assert len(house.kernels) == MOST_EACH - 1


def test_a_page_on_its_way_keeps_its_kernel_and_the_next_one_waits(house: House) -> None:
    house.start(OSLO, MOST_ASLEEP, used=datetime.now(UTC))
    assert not house.room_for(OSLO)
    assert len(house.kernels) == MOST_ASLEEP


def test_a_visitor_with_all_the_pages_it_may_have_gets_no_more_but_others_do(house: House) -> None:
    house.start(OSLO, MOST_EACH, connected=1)
    assert not house.room_for(OSLO)
    assert house.room_for(BERGEN)


def test_who_expects_a_hall_lets_it_in_by_one_link(house: House) -> None:
    manager: Any = house
    pool: Any = house.pool
    large = Room(manager, house.owners, pool, expected=MOST_EACH + 60)
    house.start(OSLO, MOST_EACH + 59, connected=1)
    assert run_apart(large.make(OSLO))
    house.start(OSLO, 1, connected=1)
    assert not run_apart(large.make(OSLO))
    assert run_apart(large.make(BERGEN))


def test_a_machine_without_memory_takes_nobody_in(house: House) -> None:
    house.free = FREE_BYTES - 1
    assert not house.room_for(OSLO)


def test_on_a_full_machine_pages_that_nobody_has_open_make_way_for_anybody(house: House) -> None:
    house.start(BERGEN, 2)
    house.start(BERGEN, 1, connected=1)
    house.free = FREE_BYTES - 1
    assert house.room_for(OSLO)
    assert list(house.kernels) == ["k1", "k2"]


def test_a_full_machine_takes_nobody_s_open_page(house: House) -> None:
    house.start(BERGEN, 2, connected=1)
    house.start(BERGEN, 2, used=datetime.now(UTC))
    house.free = FREE_BYTES - 1
    assert not house.room_for(OSLO)
    assert len(house.kernels) == 4


def test_a_kernel_that_is_ready_can_be_had_without_memory_to_spare(house: House) -> None:
    house.free = FREE_BYTES - 1
    house.pool.append("k0")
    assert house.room_for(OSLO)


def test_there_are_never_more_kernels_than_a_server_can_serve(house: House) -> None:
    for n in range(MOST_KERNELS):
        house.start(Visitor(Role.MUNICIPALITY, f"{n:04d}"), 1, connected=1)
    assert not house.room_for(OSLO)


def test_a_kernel_goes_when_no_page_was_connected_to_it_for_long(house: House) -> None:
    house.start(OSLO, 1, used=datetime.now(UTC) - timedelta(hours=2))
    house.start(OSLO, 1, used=datetime.now(UTC) - timedelta(hours=2), connected=1)
    house.start(BERGEN, 1, used=datetime.now(UTC) - timedelta(minutes=20))
    run_apart(house.room.tidy())
    assert list(house.kernels) == ["k1", "k2"]


def test_a_kernel_whose_page_never_came_waits_for_a_slow_phone_and_no_longer(house: House) -> None:
    house.start(OSLO, 1, used=datetime.now(UTC) - timedelta(minutes=1), met=False)
    house.start(OSLO, 1, used=datetime.now(UTC) - timedelta(minutes=3), met=False)
    run_apart(house.room.tidy())
    assert list(house.kernels) == ["k0"]


def test_the_memory_that_is_free_is_known() -> None:
    assert free_memory() > 0


def test_a_kernel_that_says_good_bye_while_another_is_ended_is_no_fault(house: House) -> None:
    house.start(OSLO, 3)
    end = house.shutdown_kernel

    async def and_another_goes(kernel: str, now: bool) -> None:
        await end(kernel, now)
        house.kernels.pop("k1", None)

    house.shutdown_kernel = and_another_goes  # type: ignore[method-assign]
    for kernel in house.kernels:
        house.kernels[kernel] = LONG_AGO - timedelta(hours=2)
    run_apart(house.room.tidy())
    assert house.kernels == {}
