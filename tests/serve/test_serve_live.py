"""What changes while a page is open is told without a kernel, to those who may hear of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from running_server import BERGEN, OSLO, Server, make_network
from waiting import until

from kit.actions.enter import save_answers, save_month
from kit.actions.folder import find_folder
from kit.actions.load import load_book
from kit.domain.access import FACILITATOR, Role, Visitor
from kit.errors import StoreError
from kit.serve.live import TOPICS, Live, Topic
from kit.serve.roster import LiveRoster
from kit.store import open_store

SLIP = Visitor(Role.RESPONDENT, "0301", group="staff", response="s" * 32)
VIEWER = Visitor(Role.VIEWER, "0301")


def run_apart(work: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a thread of its own: a browser of another test may keep a loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()


def measure(folder: Path, unit: str, month: int, value: float) -> None:
    save_month(folder, FACILITATOR, unit, "pu.r.count", date(2025, month, 1), value, None)


def told(client: httpx.Client, **query: str) -> dict[str, int]:
    answer = client.get("/live/changes", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, int] = answer.json()["data"]
    return found


def measured(client: httpx.Client, **query: str) -> int:
    return told(client, **query).get("measurements", 0)


def test_a_page_hears_that_its_municipality_has_saved_and_a_neighbour_s_page_hears_nothing(
    server: Server, oslo: httpx.Client, bergen: httpx.Client
) -> None:
    before, beside = measured(oslo), measured(bergen)
    kernels = server.kernels()
    measure(server.folder, "0301-a", 1, 3)
    assert until(lambda: measured(oslo) == before + 1)
    assert measured(bergen) == beside
    assert server.kernels() == kernels


def test_a_facilitator_hears_of_the_whole_network_or_of_one_municipality(
    server: Server, facilitator: httpx.Client, bergen: httpx.Client
) -> None:
    everywhere = measured(facilitator)
    measure(server.folder, "4601-a", 2, 1)
    assert until(lambda: measured(facilitator) == everywhere + 1)
    assert until(lambda: measured(facilitator, municipality="4601") == measured(bergen))
    assert facilitator.get("/live/changes", params={"municipality": "9999"}).status_code == 404


def test_a_municipality_cannot_ask_about_another(server: Server, oslo: httpx.Client) -> None:
    measure(server.folder, "4601-a", 3, 1)
    assert told(oslo, municipality="4601") == told(oslo)


def test_how_many_have_answered_is_told_of_the_whole_network_only(
    server: Server, oslo: httpx.Client, facilitator: httpx.Client
) -> None:
    statement = load_book(server.folder).programme.leadership.statements[0].id
    save_answers(server.folder, SLIP, "0301", SLIP.group, SLIP.response, {statement: 4})
    assert until(lambda: told(facilitator).get("answers") == 1)
    assert "answers" not in told(oslo)
    assert "answers" not in told(facilitator, municipality="0301")


def test_what_has_not_changed_is_not_sent_again(server: Server, oslo: httpx.Client) -> None:
    measure(server.folder, "0301-a", 5, 1)
    first = oslo.get("/live/changes")
    again = oslo.get("/live/changes", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("visitor", "status"), [(VIEWER, 200), (SLIP, 403), (None, 403)])
def test_a_reader_is_told_and_a_respondent_or_a_stranger_is_not(
    server: Server, visitor: Visitor | None, status: int
) -> None:
    with server.client() as client:
        if visitor:
            client.get(server.link(visitor))
        assert client.get("/live/changes").status_code == status


def test_an_unknown_topic_is_not_there(oslo: httpx.Client) -> None:
    assert oslo.get("/live/nothing").status_code == 404
    assert oslo.get("/live/../secret.key").status_code == 404


class Told:
    """A topic that counts how often it is asked."""

    def __init__(self, folder: Path, pause: float) -> None:
        self.asked: list[str] = []
        place = find_folder(folder)
        topics = {"rows": Topic(lambda _: True, self._tell)}
        self.live = Live(place, LiveRoster(place), topics, pause)

    def _tell(self, store: Any, _: object, municipality: str) -> dict[str, Any]:
        self.asked.append(municipality)
        return dict(store.counts())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = make_network(tmp_path / "nett")
    measure(made, "0301-a", 1, 3)
    return made


def test_however_many_ask_the_database_is_read_once(folder: Path) -> None:
    topic = Told(folder, pause=0)

    async def scene() -> set[str]:
        return {one.version for one in await asyncio.gather(*(topic.live.now("rows", "") for _ in range(200)))}

    assert len(run_apart(scene())) == 1
    assert topic.asked == [""]


def test_a_database_that_is_written_all_the_time_is_looked_at_once_in_a_while(folder: Path) -> None:
    topic = Told(folder, pause=1000)

    async def scene() -> tuple[object, object]:
        first = await topic.live.now("rows", "")
        measure(folder, "0301-a", 2, 3)
        return first, await topic.live.now("rows", "")

    before, after = run_apart(scene())
    assert before == after
    assert topic.asked == [""]


def test_what_others_ask_for_is_read_in_the_same_look(folder: Path) -> None:
    topic = Told(folder, pause=0)

    async def scene() -> None:
        for place in ("", OSLO.municipality, BERGEN.municipality):
            await topic.live.now("rows", place)
        topic.asked.clear()
        measure(folder, "0301-a", 2, 3)
        await topic.live.now("rows", "")
        assert sorted(topic.asked) == ["", "0301", "4601"]

    run_apart(scene())


def test_a_broken_database_is_told_and_one_that_breaks_later_changes_nothing(folder: Path) -> None:
    topic, database = Told(folder, pause=0), find_folder(folder).database
    with open_store(database) as store:
        rows = store.counts()
    whole = database.read_bytes()

    async def ask() -> Any:
        return (await topic.live.now("rows", "")).data

    def asked(content: bytes, question: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        database.write_bytes(content)
        return run_apart(question())

    with pytest.raises(StoreError):
        asked(b"no database " * 400, ask)
    assert asked(whole, ask) == rows

    async def ask_twice() -> Any:
        return [await ask(), await ask()]

    assert asked(b"no database " * 500, ask_twice) == [rows, rows]


def test_nothing_saved_yet_is_no_fault(tmp_path: Path) -> None:
    place = find_folder(make_network(tmp_path / "nett"))
    live = Live(place, LiveRoster(place), TOPICS)
    assert run_apart(live.now("changes", "")).data == {}


def test_after_a_change_a_single_topic_is_read_once_and_not_at_every_glance(folder: Path) -> None:
    topic = Told(folder, pause=0)

    async def scene() -> None:
        await topic.live.now("rows", "")
        measure(folder, "0301-a", 2, 3)
        for _ in range(20):
            await topic.live.now("rows", "")

    run_apart(scene())
    assert topic.asked == ["", ""]


def test_a_database_that_is_made_says_nothing_new_by_itself(tmp_path: Path) -> None:
    folder = find_folder(make_network(tmp_path))

    async def versions() -> list[str]:
        live = Live(folder, LiveRoster(folder), pause=0)
        before = await live.now("changes", "0301")
        measure(folder.path, "4601-a", 1, 1)
        return [before.version, (await live.now("changes", "0301")).version]

    assert len(set(run_apart(versions()))) == 1
