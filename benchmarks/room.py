"""A seminar's room: so many people join within a minute and answer 20 items each; and the same in stock Voilà.

Run it with `python benchmarks/room.py` (`--people 20` for a small room, `--stock 0` without stock Voilà). The people
are programs (benchmarks/participants.py) that do what a phone's browser does, drawing left out; they run beside the
server on the same processors, so the figures are those of a machine that has them to bear as well.

- joined: seconds from the request for the page until all its widgets live, the queue included;
- save: seconds from a tap until the page says that the answer is saved;
- server: processor seconds of the server and its kernels for each page joined, before anybody answers;
- memory: what server and kernels own for themselves (USS) when all have joined, the kernels made ready among it.

Lost is who did not get in or was thrown out; refused, whose answer was. Stock Voilà serves the same page to fewer
people: a hundred would not fit into this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import psutil
from first_visit import started, stock
from participants import Answering, Lost, Participant, Visit

from kit.actions.demo import create_demo
from kit.actions.invite import secret, sign
from kit.actions.load import load_book
from kit.domain.access import ROOM, Role, Visitor
from kit.domain.book import Book
from kit.domain.entries.leading import ROUND
from kit.texts import Texts, texts

ITEMS = 20
MINUTE = 60.0
THINK = 12.0  # seconds from one answer to the next: twenty items in four minutes, brisk for anybody
KIT = (
    "import sys; from pathlib import Path; from kit.serve import serve; "
    "serve(Path(sys.argv[1]), port=0, expected=int(sys.argv[2]), on_ready=lambda url: print(url, flush=True))"
)


@dataclass
class Room:
    """A server: its address, the link that everybody has, and its processes."""

    address: str
    link: str
    process: psutil.Process

    def family(self) -> list[psutil.Process]:
        """The server and everything that it started."""
        return [self.process, *self.process.children(recursive=True)]

    def cpu(self) -> float:
        """Processor seconds up to now."""
        total = 0.0
        for one in self.family():
            with suppress(psutil.NoSuchProcess):
                times = one.cpu_times()
                total += times.user + times.system
        return total

    def memory(self) -> float:
        """Megabytes that the processes own for themselves."""
        total = 0
        for one in self.family():
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                total += one.memory_full_info().uss
        return total / 1e6

    def settled(self) -> float:
        """Wait until no more processes come; gives the seconds that it took."""
        start = last = time.perf_counter()
        count = len(self.family())
        while time.perf_counter() - last < 4:
            time.sleep(0.5)
            if (now := len(self.family())) != count:
                count, last = now, time.perf_counter()
        return last - start


@dataclass
class Told:
    """What happened in a room."""

    visits: list[Visit] = field(default_factory=list)
    ready: float = 0.0
    cpu_each: float = 0.0
    memory: float = 0.0


@contextmanager
def kit_room(folder: Path, expected: int, visitor: Visitor, network_id: str) -> Iterator[Room]:
    """The kit's server, told how many are expected."""
    process, lines = started([sys.executable, "-c", KIT, str(folder), str(expected)], {}, str(folder.parent))
    try:
        address = lines.get(timeout=280).strip()
        link = f"{address}/join?t={sign(secret(folder), visitor, network_id)}"
        yield Room(address + "/", link, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait(120)


@contextmanager
def stock_room(folder: Path, visitor: Visitor) -> Iterator[Room]:
    """Voilà as it comes; it knows of no links."""
    with stock(folder, visitor) as place:
        (process,) = [one for one in psutil.Process().children() if "voila" in one.cmdline()]
        yield Room(place.entry + "/", "", process)


async def held(room: Room, people: int, minute: float, words: Texts) -> Told:
    """Let them come one after the other within the minute, join, and answer once all have joined."""
    told, before = Told(), room.cpu()
    came = asyncio.Barrier(people + 1)

    async def one(number: int) -> None:
        async with Participant(room.address, link=room.link, language="da") as who:
            told.visits.append(who.visit)
            try:
                await asyncio.sleep(minute * number / people)
                await who.sign_in()
                await who.open()
            except Lost as fault:
                who.visit.fault = f"joining: {fault}"
            await came.wait()
            await came.wait()
            if not who.visit.fault:
                await answer(who, number, people, words)

    everybody = [asyncio.create_task(one(number)) for number in range(people)]
    await came.wait()
    told.cpu_each, told.memory = (room.cpu() - before) / people, room.memory()
    await came.wait()
    await asyncio.gather(*everybody)
    return told


async def answer(who: Participant, number: int, people: int, words: Texts) -> None:
    """Answer the items, beginning a little after the neighbour."""
    await asyncio.sleep(THINK * number / people)
    try:
        answering = Answering(who, words)
        await answering.choose_group()
        await answering.answer(ITEMS, THINK)
        await who.leave()
    except Lost as fault:
        who.visit.fault = f"answering: {fault}"


def at(share: float, values: Sequence[float]) -> float:
    """The value below which this share lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def show(name: str, people: int, told: Told) -> None:
    """One line of the table, and every fault once."""
    joined = [one.live for one in told.visits if one.live]
    saves = [seconds for one in told.visits for seconds in one.saves]
    faults = sorted({one.fault for one in told.visits if one.fault})
    lost, queued = sum(bool(one.fault) for one in told.visits), sum(bool(one.queued) for one in told.visits)
    middle = statistics.median(joined) if joined else float("nan")
    print(
        f"{name:<12}{people:>7}{told.ready:>8.1f}{lost:>6}{queued:>8}{middle:>9.2f}{at(0.99, joined):>8.2f}"
        f"{len(saves):>7}{1000 * at(0.5, saves):>9.0f}{1000 * at(0.99, saves):>9.0f}"
        f"{told.cpu_each:>9.2f}{told.memory:>9.0f}",
        flush=True,
    )
    for fault in faults:
        print(f"    {fault}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[100, 200])
    parser.add_argument("--stock", type=int, default=20, help="how many join stock Voilà; 0 for none")
    parser.add_argument("--minute", type=float, default=MINUTE, help="seconds within which they come")
    arguments = parser.parse_args()
    words = texts("da")
    with tempfile.TemporaryDirectory() as scratch:
        folder = create_demo(Path(scratch, "demo")).path
        book = load_book(folder)
        code = without_round(book)
        group = book.programme.leadership.groups[-1].id
        visitor = Visitor(Role.RESPONDENT, code, group=group, response=ROOM)
        print(
            f"Python {platform.python_version()}, voila {version('voila')}, {os.cpu_count()} cores, "
            f"load {os.getloadavg()[0]:.1f}; {ITEMS} items each, {THINK:.0f} s apart, "
            f"joining within {arguments.minute:.0f} s"
        )
        print(
            f"{'':<12}{'people':>7}{'ready s':>8}{'lost':>6}{'queued':>8}{'joined s':>9}{'p99 s':>8}"
            f"{'saves':>7}{'save ms':>9}{'p99 ms':>9}{'cpu s':>9}{'MB':>9}"
        )
        for people in arguments.people:
            with kit_room(folder, people, visitor, book.network.id) as room:
                ready = room.settled()
                told = asyncio.run(held(room, people, arguments.minute, words))
                told.ready = ready
            show("kit", people, told)
        if arguments.stock:
            with stock_room(folder, Visitor(Role.MUNICIPALITY, code)) as room:
                spread = arguments.minute * arguments.stock / max(arguments.people)
                told = asyncio.run(held(room, arguments.stock, spread, words))
            show("stock Voilà", arguments.stock, told)


def without_round(book: Book) -> str:
    """A municipality that answers outside any round, so that its questionnaire is open."""
    return next(one.code for one in book.municipalities if one.active and not book.entries(ROUND, one.code))


if __name__ == "__main__":
    main()
