"""The queue before the pages: a few are made at a time, in the order in which people came, and nobody is sent away.

Who has to wait for longer than a moment gets a page that says which number in the queue it is, asks now and then how
far the queue has come, and opens the page when it is its turn. Whoever stops asking has gone, and loses the place.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from kit.domain.access import Visitor
from kit.serve.room import Room

AT_ONCE = 4
EACH = 3  # of those, so that one visitor never has all the places
GONE = 20.0  # seconds without a word
LOOK = 0.5  # seconds between two looks at a machine that is full


@dataclass
class Ticket:
    """Somebody's place in the queue."""

    visitor: Visitor
    seen: float


class Queue:
    """Who waits for a page to be made, the first first. For one event loop."""

    def __init__(self, room: Room, clock: Callable[[], float] = time.monotonic) -> None:
        self._room, self._clock = room, clock
        self._tickets: dict[str, Ticket] = {}
        self._making = Counter[str]()
        self._moved = asyncio.Event()

    @property
    def busy(self) -> bool:
        """Whether a page is being made, or somebody waits for one."""
        return bool(self._making.total() or self._tickets)

    def number(self, name: str, visitor: Visitor) -> int:
        """The number in the queue of whoever has the ticket of this name, 1 for the first; a new one is the last."""
        self._forget()
        ticket = self._tickets.setdefault(name, Ticket(visitor, 0.0))
        ticket.seen = self._clock()
        return list(self._tickets).index(name) + 1

    async def ready(self, name: str) -> bool:
        """Whether it is this ticket's turn, and there is room."""
        return self._next(name) and await self._room.make(self._tickets[name].visitor)

    async def turn(self, name: str, visitor: Visitor, seconds: float, left: Callable[[], bool]) -> bool:
        """Wait until it is the ticket's turn, for so many seconds; whether it is. Then `making` has to follow at once.

        Somebody who has `left` meanwhile loses the place.
        """
        deadline = self._clock() + seconds
        while not left():
            self.number(name, visitor)
            if await self.ready(name) and self._next(name):
                return True
            waiting = deadline - self._clock()
            if waiting <= 0:
                return False
            with suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), min(LOOK, waiting))
        self._tickets.pop(name, None)
        return False

    @contextmanager
    def making(self, name: str) -> Iterator[None]:
        """Hold a place among those whose pages are being made."""
        visitor = self._tickets.pop(name).visitor
        self._making[visitor.id] += 1
        try:
            yield
        finally:
            self._making[visitor.id] -= 1
            self._making += Counter()
            self._move()

    def _next(self, name: str) -> bool:
        """Whether a place is free for this ticket when everybody before it takes one."""
        free, taken = AT_ONCE - self._making.total(), Counter(self._making)
        for one, ticket in self._tickets.items():
            if free <= 0:
                return False
            held_up = taken[ticket.visitor.id] >= EACH or self._room.full_for(ticket.visitor)
            if one == name:
                return not held_up
            if not held_up:
                taken[ticket.visitor.id] += 1
                free -= 1
        return False

    def _forget(self) -> None:
        """Give away the places of those who have gone."""
        gone = self._clock() - GONE
        for name in [name for name, ticket in self._tickets.items() if ticket.seen < gone]:
            del self._tickets[name]
            self._move()

    def _move(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()
