"""Every role gets in where it belongs, and writes what it may: asked over the real line to a real kernel."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest
from running_server import BERGEN, OSLO, Server, kernel_of, make_network, page, start_server, stop_server, told
from talking import Widgets, message, open_line, widgets
from waiting import until
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from kit.actions.enter import save_month
from kit.actions.folder import find_folder
from kit.actions.invite import sign_links
from kit.actions.load import load_book
from kit.domain.access import FACILITATOR, ROOM, Role, Visitor
from kit.store import open_store
from kit.texts import texts

WRITING = Path(__file__).parent / "writing"
NB = texts("nb")
TEAM = Visitor(Role.UNIT, "0301", unit="0301-a")
VIEWER = Visitor(Role.VIEWER, "0301")
SLIP = Visitor(Role.RESPONDENT, "0301", group="staff", response="s" * 32)
ROOMS = Visitor(Role.RESPONDENT, "0301", group="staff", response=ROOM)


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose pages hand whatever a browser writes to the kit's own saves."""
    folder = make_network(tmp_path_factory.mktemp("nett"), wards="ab")
    save_month(folder, FACILITATOR, "0301-a", "pu.r.count", date(2025, 1, 1), 4, None)
    running = start_server(folder, tmp_path_factory.mktemp("home"), notebooks=WRITING)
    yield running
    stop_server(running)


def link(server: Server, visitor: Visitor, until: date | None = None) -> str:
    """A link as `kit invite` makes it now."""
    (made,) = sign_links(find_folder(server.folder), server.network_id, [(visitor, "")], server.url, until)
    return made.url


@contextmanager
def joined(server: Server, visitor: Visitor) -> Iterator[httpx.Client]:
    """A browser that has come in by a link as it is now."""
    with server.client() as client:
        answer = client.get(link(server, visitor))
        assert (answer.status_code, answer.headers["location"]) == (302, "/")
        yield client


def listen(socket: ClientConnection) -> None:
    while True:
        socket.recv(timeout=30)


def call_back(server: Server, visitor: Visitor) -> None:
    with open_store(server.folder / "kit.db", create=True) as store:
        store.raise_link_number(visitor.holder, by="facilitator", at=datetime.now(UTC))


def try_to(page_widgets: Widgets, *what: object) -> str:
    return page_widgets.answer("Write", json.dumps(what))


def month(unit: str, day: str = "2025-03-01") -> tuple[object, ...]:
    return ("save_month", unit, "pu.r.count", day, 2, None)


ITEM = ("save_item", "0301", "1", "done", "", "")


@pytest.mark.parametrize(
    ("visitor", "tries"),
    [
        (OSLO, {month("0301-b"): "saved True", month("4601-a"): "actions.unknown_unit"}),
        (
            TEAM,
            {
                month("0301-a", "2025-04-01"): "saved True",
                month("0301-b", "2025-04-01"): "actions.not_allowed",
                month("4601-a"): "actions.unknown_unit",
                ITEM: "actions.not_allowed",
            },
        ),
        (VIEWER, {month("0301-a", "2025-05-01"): "closed", ITEM: "closed"}),
        (FACILITATOR, {month("4601-a"): "saved True"}),
    ],
    ids=["lead", "team", "viewer", "facilitator"],
)
def test_a_role_reads_its_own_municipality_and_writes_what_it_may(
    writing: Server, visitor: Visitor, tries: dict[tuple[object, ...], str]
) -> None:
    with joined(writing, visitor) as client, widgets(writing, client, municipality="4601") as there:
        for what, said in tries.items():
            assert try_to(there, *what) == said, what
        if visitor != FACILITATOR:
            assert told(there.html, "VISITOR") == visitor.id
            assert told(there.html, "CODE") == "0301"
            assert told(there.html, "HELD").split(",")[0] == "1"


def test_a_respondent_opens_the_questionnaire_and_no_other_page_and_no_kernel_starts(writing: Server) -> None:
    with joined(writing, SLIP) as client:
        home = client.get("/")
        assert home.headers["location"] == "/voila/render/leadership.ipynb"
        before = writing.kernels()
        for app in ("preparation", "baseline", "run_chart"):
            refused = client.get(f"/voila/render/{app}.ipynb", follow_redirects=True)
            assert refused.status_code == 403
            assert NB("serve.not_yours") in refused.text
        assert writing.kernels() == before


def test_a_respondent_reads_the_structure_and_answers_with_its_own_response_only(writing: Server) -> None:
    book = load_book(writing.folder)
    assert book.series
    answers = {book.programme.leadership.statements[0].id: 3}
    with joined(writing, SLIP) as client, widgets(writing, client, "leadership") as there:
        assert told(there.html, "HELD") == "1,0,0,0,0,0"
        own = told(there.html, "VISITOR").split(":")[3]
        assert own != SLIP.response
        assert try_to(there, "save_answers", "0301", "staff", SLIP.response, answers) == "actions.not_allowed"
        assert try_to(there, "save_answers", "0301", "top_leader", own, answers) == "actions.not_allowed"
        assert try_to(there, "save_answers", "4601", "staff", own, answers) == "actions.not_allowed"
        assert try_to(there, *month("0301-a")) == "actions.not_allowed"
        assert try_to(there, "save_answers", "0301", "staff", own, answers) == "saved True"
    assert [one.response for one in load_book(writing.folder).answers] == [own]


def test_a_room_s_link_gives_each_browser_its_own_response_and_the_next_person_a_new_one(writing: Server) -> None:
    with joined(writing, ROOMS) as first, joined(writing, ROOMS) as second, joined(writing, SLIP) as slip:
        mine = told(page(first, "leadership"), "VISITOR")
        assert mine != told(page(second, "leadership"), "VISITOR")
        first.get(link(writing, ROOMS))
        html = page(first, "leadership")
        assert told(html, "VISITOR") == mine
        assert NB("serve.page.another") in html
        token = {"_xsrf": first.cookies["_xsrf"]}
        assert first.post("/another").status_code == 403
        assert writing.runs(kernel_of(html))
        assert first.post("/another", data=token).status_code == 302
        assert until(lambda: not writing.runs(kernel_of(html))), "the kernel of the one before has ended"
        assert told(page(first, "leadership"), "VISITOR") != mine
        assert NB("serve.page.another") not in page(slip, "leadership")
        assert slip.post("/another", data={"_xsrf": slip.cookies["_xsrf"]}).status_code == 403


@pytest.mark.parametrize(
    ("visitor", "key", "name"),
    [(OSLO, "municipality", "Oslo"), (TEAM, "unit", "Sykehjem Oslo"), (VIEWER, "viewer", "Oslo")],
    ids=["lead", "team", "viewer"],
)
def test_the_front_page_says_what_the_role_may_do(writing: Server, visitor: Visitor, key: str, name: str) -> None:
    with joined(writing, visitor) as client:
        html = client.get("/").text
    assert f"<h1>{name}</h1>" in html
    assert str(NB(f"serve.front.{key}", unit="Sykehjem Oslo")) in html
    assert "Bergen" not in html


@pytest.mark.parametrize(
    "visitor",
    [Visitor(Role.UNIT, "0301", unit="4601-a"), Visitor(Role.UNIT, "0301", unit="x"), Visitor(Role.VIEWER, "1103")],
)
def test_a_link_to_a_place_that_the_network_does_not_have_is_refused(writing: Server, visitor: Visitor) -> None:
    with writing.client() as client:
        assert client.get(link(writing, visitor)).status_code == 403


def test_calling_back_makes_links_cookies_and_open_pages_useless_and_leaves_the_others(writing: Server) -> None:
    old = link(writing, VIEWER)
    with joined(writing, VIEWER) as client, joined(writing, OSLO) as lead:
        kernel = kernel_of(page(client))
        with open_line(writing, client, kernel) as socket:
            call_back(writing, VIEWER)
            assert until(lambda: client.get("/").status_code == 403)
            socket.send(message("kernel_info_request", {}))
            with pytest.raises(ConnectionClosed):
                listen(socket)
        assert until(lambda: not writing.runs(kernel))
        refused = client.get("/")
        assert NB("serve.link_revoked") in refused.text
        with pytest.raises(InvalidStatus):
            open_line(writing, client, kernel)
        with writing.client() as again:
            answer = again.get(old)
            assert answer.status_code == 410
            assert NB("serve.what.link_revoked") in answer.text
        assert lead.get("/").status_code == 200
    with joined(writing, VIEWER) as renewed:
        assert renewed.get("/").status_code == 200


def test_a_cookie_of_an_earlier_version_lets_in_until_its_holder_s_links_are_called_back(
    writing: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing.signed_in(BERGEN) as client:  # a link with neither number nor day, as they were made before
        assert client.get("/").status_code == 200
        call_back(writing, BERGEN)
        assert until(lambda: client.get("/").status_code == 403)
        assert client.get(writing.link(BERGEN)).status_code == 410


def test_a_link_is_good_until_its_last_day(writing: Server) -> None:
    with writing.client() as client:
        assert client.get(link(writing, OSLO, date(2026, 1, 1))).status_code == 410
        assert client.get("/").status_code == 403
        assert client.get(link(writing, OSLO, date.today())).status_code == 302
