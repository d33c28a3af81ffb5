"""One visitor never takes the room of all the others."""

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
from kit.serve.room import FREE_BYTES, MOST_ASLEEP, MOST_EACH, Turns, make_room

OSLO, BERGEN = Visitor(Role.MUNICIPALITY, "0301"), Visitor(Role.MUNICIPALITY, "4601")
LONG_AGO = datetime.now(UTC) - timedelta(hours=1)


def run_apart(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a thread of its own: a browser of another test may keep a loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


class House:
    """The part of a kernel manager that is asked: which kernels run, since when, and who is connected to them."""

    def __init__(self) -> None:
        self.kernels: dict[str, datetime] = {}
        self._kernel_connections: dict[str, int] = {}
        self.owners = KernelOwners()

    def __len__(self) -> int:
        return len(self.kernels)

    def __contains__(self, kernel: object) -> bool:
        return kernel in self.kernels

    def get_kernel(self, kernel: str) -> Any:
        return SimpleNamespace(last_activity=self.kernels[kernel])

    async def shutdown_kernel(self, kernel: str, now: bool) -> None:
        assert now
        del self.kernels[kernel]

    def start(self, visitor: Visitor, n: int, *, used: datetime = LONG_AGO, connected: int = 0) -> None:
        for _ in range(n):
            kernel = f"k{len(self.kernels)}"
            self.kernels[kernel], self._kernel_connections[kernel] = used, connected
            self.owners.add(kernel, visitor, self)

    def room_for(self, visitor: Visitor) -> bool:
        manager: Any = self
        return run_apart(make_room(manager, self.owners, visitor))


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(room, "free_memory", lambda: FREE_BYTES)
    return House()


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


def test_a_machine_without_memory_takes_nobody_in(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "free_memory", lambda: FREE_BYTES - 1)
    assert not house.room_for(OSLO)


def test_the_memory_that_is_free_is_known() -> None:
    assert room.free_memory() > 0


def test_somebody_who_asks_for_sixty_pages_does_not_keep_another_waiting() -> None:
    async def scene() -> list[str]:
        turns, order = Turns(), []

        async def one_page(visitor: Visitor) -> None:
            async with turns.turn(visitor):
                await asyncio.sleep(0)
                order.append(visitor.municipality)

        crowd = [asyncio.create_task(one_page(OSLO)) for _ in range(60)]
        await asyncio.sleep(0)
        await asyncio.gather(one_page(BERGEN), *crowd)
        return order

    order = run_apart(scene())
    assert len(order) == 61
    assert order.index("4601") < 8
