"""The hall: what the pages of a seminar read and write, and how they hear that the room has moved.

Reading and writing happen in one thread beside the server's, so that two hundred answers at once hold up nobody's page.
A page waits for a mark that differs from the one it has: one waiting request a page, no socket to lose, and after a
drop, a nap or a restart the next request tells it where the room is.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from time import monotonic
from typing import TypeVar

from kit.actions.folder import NetworkFolder
from kit.actions.gate import MOST_A_MINUTE
from kit.actions.live_book import LiveBook
from kit.actions.own_chart import exercise_chart
from kit.domain.book import Book
from kit.domain.entries.seminar import SEMINAR_ITEM, SEMINAR_PLAN, SEMINAR_RESULT, SEMINAR_ROOM
from kit.domain.held import KINDS_READ
from kit.errors import ValueRefused
from kit.figures.chart import Chart

T = TypeVar("T")
LOOK_SECONDS = 0.7
MOST_SEATS_KNOWN = 5000
LOUD = {kind.id for kind in (SEMINAR_PLAN, SEMINAR_ITEM, SEMINAR_ROOM, SEMINAR_RESULT)}  # what phones need to hear of


class Hall:
    """One network's seminars, for every page of the server. Made and used in the server's own thread."""

    def __init__(self, folder: NetworkFolder) -> None:
        self.folder = folder
        self._live = LiveBook(folder)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="hall")
        self._book: Book | None = None
        self._stamp: object = None
        self._marks = ("", "")
        self._charts: dict[str, Chart | None] = {}
        self._waiting = 0
        self._changed = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None
        self._lately: dict[str, deque[float]] = {}

    async def book(self) -> Book:
        """The Book as of now."""
        if self._book is None or self._live.stamp() != self._stamp:
            await self._read()
        assert self._book is not None
        return self._book

    def chart(self, unit: str) -> Chart | None:
        """The chart of a unit that an exercise is about, worked out once for all phones of its team."""
        assert self._book is not None
        if unit not in self._charts:
            self._charts[unit] = exercise_chart(self._book, unit)
        return self._charts[unit]

    async def write(self, action: Callable[[Book], T]) -> T:
        """Do something that saves, given the Book, and tell everybody who waits. Raises what the action raises."""
        book = await self.book()
        done = await self._beside(lambda: action(book))
        await self._read()
        return done

    async def mark(self, *, everything: bool) -> str:
        """What changes when the room has moved or, with `everything`, when anybody has answered, too."""
        await self.book()
        return self._marks[everything]

    async def wait(self, seen: str, seconds: float, *, everything: bool) -> str:
        """The mark, once it differs from the one `seen`, or after so many seconds."""
        deadline = monotonic() + seconds
        self._waiting += 1
        self._look_on()
        try:
            while (mark := await self.mark(everything=everything)) == seen and monotonic() < deadline:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), max(0.0, deadline - monotonic()))
            return mark
        finally:
            self._waiting -= 1

    def pace(self, who: str) -> None:
        """Count one write of a phone. Raises ValueRefused ``links.too_fast`` for more than people make."""
        if len(self._lately) > MOST_SEATS_KNOWN:
            self._lately.clear()
        times = self._lately.setdefault(who, deque(maxlen=MOST_A_MINUTE))
        now = monotonic()
        if len(times) == MOST_A_MINUTE and now - times[0] < 60:
            raise ValueRefused("links.too_fast", most=MOST_A_MINUTE)
        times.append(now)

    def close(self) -> None:
        """Let the thread end."""
        if self._looking:
            self._looking.cancel()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _look_on(self) -> None:
        """Look for what others have written (a kernel, `kit import`) for as long as somebody waits."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        while self._waiting:
            await asyncio.sleep(LOOK_SECONDS)
            if self._live.stamp() != self._stamp:
                with suppress(Exception):  # a busy file is read at the next look
                    await self._read()

    async def _read(self) -> None:
        stamp = self._live.stamp()
        book = await self._beside(self._live.now)
        marks = _marks(book)
        if self._book is None or book.series is not self._book.series or book.units != self._book.units:
            self._charts.clear()
        self._book, self._stamp = book, stamp
        if marks != self._marks:
            self._marks = marks
            self._changed.set()
            self._changed = asyncio.Event()

    async def _beside(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def _marks(book: Book) -> tuple[str, str]:
    said = [
        (one.kind, one.key, one.content or "", one.at.isoformat()) for one in book.records if one.kind in KINDS_READ
    ]
    loud = [one for one in said if one[0] in LOUD]
    names = [unit.name for unit in book.units]
    return _digest((loud, names)), _digest((said, names))


def _digest(value: object) -> str:
    return sha256(repr(value).encode()).hexdigest()[:16]
