"""The queue before the pages: in order, fair, and nobody is sent away."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from kit.domain.access import Role, Visitor
from kit.serve.queue import AT_ONCE, EACH, GONE, Queue

OSLO, BERGEN = Visitor(Role.MUNICIPALITY, "0301"), Visitor(Role.MUNICIPALITY, "4601")


def run_apart(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a thread of its own: a browser of another test may keep a loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def crowd(n: int) -> list[Visitor]:
    return [Visitor(Role.MUNICIPALITY, f"{1000 + k}") for k in range(n)]


class Room:
    """A room that is full when the test says so."""

    def __init__(self) -> None:
        self.full = False
        self.all_of = set[Visitor]()

    def full_for(self, visitor: Visitor) -> bool:
        return visitor in self.all_of

    async def make(self, visitor: Visitor) -> bool:
        return not self.full and visitor not in self.all_of


class Clock:
    """The time that the test says it is."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Scene:
    """A queue with its room and clock."""

    def __init__(self) -> None:
        self.room, self.clock = Room(), Clock()
        room: Any = self.room
        self.queue = Queue(room, self.clock)

    def stands(self, name: str, visitor: Visitor) -> tuple[int, bool]:
        """The number in the queue, and whether it is the ticket's turn."""
        return self.queue.number(name, visitor), bool(run_apart(self.queue.ready(name)))


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_few_are_made_at_a_time_and_the_others_know_their_number(scene: Scene) -> None:
    places = [scene.stands(visitor.municipality, visitor) for visitor in crowd(AT_ONCE + 2)]
    assert [number for number, _ in places] == list(range(1, AT_ONCE + 3))
    assert [ready for _, ready in places] == [True] * AT_ONCE + [False, False]


def test_whoever_is_served_makes_everybody_s_number_one_less(scene: Scene) -> None:
    names = [visitor.municipality for visitor in crowd(AT_ONCE + 2)]
    for name, visitor in zip(names, crowd(AT_ONCE + 2), strict=True):
        scene.queue.number(name, visitor)
    with scene.queue.making(names[0]):
        assert scene.stands(names[-1], crowd(AT_ONCE + 2)[-1]) == (AT_ONCE + 1, False)
    assert scene.stands(names[AT_ONCE], crowd(AT_ONCE + 2)[AT_ONCE]) == (AT_ONCE, True)


def test_asking_keeps_a_place_and_who_does_not_ask_has_gone(scene: Scene) -> None:
    scene.room.full = True
    first, second, third = crowd(3)
    for visitor in (first, second, third):
        scene.queue.number(visitor.municipality, visitor)
    scene.clock.now = GONE
    assert scene.stands("1001", second)[0] == 2
    scene.clock.now = GONE + 1
    assert scene.stands("1001", second)[0] == 1
    assert scene.stands("1002", third)[0] == 2


def test_on_a_full_machine_everybody_waits_until_there_is_room(scene: Scene) -> None:
    scene.room.full = True
    assert scene.stands("a", OSLO) == (1, False)
    scene.room.full = False
    assert scene.stands("a", OSLO) == (1, True)


def test_one_visitor_never_has_all_the_places(scene: Scene) -> None:
    for n in range(60):
        scene.queue.number(f"oslo{n}", OSLO)
    assert scene.stands("bergen", BERGEN) == (61, True)
    assert scene.stands(f"oslo{EACH - 1}", OSLO)[1]
    assert not scene.stands(f"oslo{EACH}", OSLO)[1]


def test_a_visitor_with_all_its_pages_waits_and_holds_up_nobody(scene: Scene) -> None:
    scene.room.all_of.add(OSLO)
    for n in range(AT_ONCE):
        scene.queue.number(f"oslo{n}", OSLO)
    assert not scene.stands("oslo0", OSLO)[1]
    assert scene.stands("bergen", BERGEN)[1]


def test_nobody_is_lost_in_a_crowd_and_all_come_in_the_order_of_their_coming(scene: Scene) -> None:
    queue, order, most = scene.queue, [], [0]

    async def come(visitor: Visitor) -> None:
        name = visitor.municipality
        assert await queue.turn(name, visitor, 1000, lambda: False)
        with queue.making(name):
            most[0] = max(most[0], queue._making.total())
            await asyncio.sleep(0)
            order.append(name)

    async def all_come() -> None:
        await asyncio.gather(*(come(visitor) for visitor in crowd(40)))

    run_apart(all_come())
    assert order == [visitor.municipality for visitor in crowd(40)]
    assert most[0] == AT_ONCE
    assert not queue.busy


def test_who_waits_for_longer_than_a_moment_is_told_so_and_keeps_the_place(scene: Scene) -> None:
    scene.room.full = True

    async def wait() -> bool:
        return await scene.queue.turn("a", OSLO, 0, lambda: False)

    assert run_apart(wait()) is False
    assert scene.queue.number("b", BERGEN) == 2


def test_a_browser_that_goes_away_leaves_the_queue(scene: Scene) -> None:
    scene.room.full = True

    async def wait() -> bool:
        return await scene.queue.turn("a", OSLO, 1000, lambda: True)

    scene.queue.number("a", OSLO)
    assert run_apart(wait()) is False
    assert scene.queue.number("b", BERGEN) == 1


def test_a_page_that_fails_gives_its_place_back(scene: Scene) -> None:
    scene.queue.number("a", OSLO)

    def make() -> None:
        with scene.queue.making("a"):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        make()
    assert not scene.queue.busy
