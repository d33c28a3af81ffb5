"""The papers in the browser: who gets which, in which form, and what is said when there is none."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from zipfile import ZipFile

import httpx
import pytest
from running_server import BERGEN, OSLO, Server, make_network, start_server, stop_server

from kit.actions.enter import save_month
from kit.actions.folder import find_folder
from kit.actions.invite import sign_links
from kit.actions.papers import PAPERS
from kit.domain.access import FACILITATOR, Role, Visitor
from kit.texts import texts

NB = texts("nb")
VIEWER = Visitor(Role.VIEWER, "0301")
TEAM = Visitor(Role.UNIT, "0301", unit="0301-a")
SLIP = Visitor(Role.RESPONDENT, "0301", group="staff", response="s" * 32)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose one municipality with numbers is Oslo."""
    folder = make_network(tmp_path_factory.mktemp("nett"))
    for month in range(1, 13):
        save_month(folder, FACILITATOR, "0301-a", "pu.r.count", date(2025, month, 1), month % 4, None)
    running = start_server(folder, tmp_path_factory.mktemp("home"))
    yield running
    stop_server(running)


@contextmanager
def visit(server: Server, visitor: Visitor) -> Iterator[httpx.Client]:
    """A browser that has come in."""
    with server.client() as client:
        (made,) = sign_links(find_folder(server.folder), server.network_id, [(visitor, "")], server.url, None)
        client.get(made.url)
        yield client


def addresses(page: str) -> list[str]:
    return [one.replace("&amp;", "&") for one in re.findall(r'href="(/papers/[^"]+)"', page)]


@pytest.mark.parametrize("visitor", [OSLO, VIEWER])
def test_a_municipality_finds_its_papers_on_the_front_page_and_every_one_can_be_shown(
    server: Server, visitor: Visitor
) -> None:
    with visit(server, visitor) as client:
        assert 'href="/papers"' in client.get("/").text
        listed = client.get("/papers").text
        shown = [one for one in addresses(listed) if ".html" in one]
        assert len(shown) == len(PAPERS) - 1
        for address in shown:
            answer = client.get(address)
            assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=UTF-8"), address
            assert 'lang="nb"' in answer.text
            assert "Bergen" not in answer.text


def test_a_paper_comes_as_a_presentation_and_where_it_can_be_made_as_a_pdf(server: Server) -> None:
    with visit(server, OSLO) as client:
        forms = {
            one.split("?")[0].rsplit(".", 1)[1]: one
            for one in addresses(client.get("/papers").text)
            if "monthly" in one
        }
        slides = client.get(forms["pptx"])
        assert 'filename="0301-monthly.pptx"' in slides.headers["content-disposition"]
        assert "ppt/presentation.xml" in ZipFile(io.BytesIO(slides.content)).namelist()
        if "pdf" in forms:
            assert client.get(forms["pdf"], timeout=120).content.startswith(b"%PDF")


def test_a_facilitator_chooses_the_municipality_and_the_language(server: Server) -> None:
    with visit(server, FACILITATOR) as client:
        assert 'href="/papers?municipality=0301"' in client.get("/").text
        listed = client.get("/papers?municipality=0301&lang=en").text
        assert "Leader report" in listed
        address = next(one for one in addresses(listed) if "monthly.html" in one)
        assert 'lang="en"' in client.get(address).text
        assert client.get("/papers").status_code == 404
        assert client.get("/papers?municipality=9999").status_code == 404


@pytest.mark.parametrize("visitor", [TEAM, SLIP])
def test_who_reads_no_papers_is_told_so_and_sees_no_link(server: Server, visitor: Visitor) -> None:
    with visit(server, visitor) as client:
        if visitor is TEAM:
            assert 'href="/papers"' not in client.get("/").text
        for path in ("/papers", "/papers/monthly.html"):
            answer = client.get(path)
            assert answer.status_code == 403
            assert NB("serve.not_yours") in answer.text


def test_nobody_gets_anything_without_a_link_and_nobody_another_municipality(server: Server) -> None:
    with server.client() as client:
        assert client.get("/papers/monthly.html").status_code == 403
    with visit(server, BERGEN) as client:
        answer = client.get("/papers/attendance.html?municipality=0301")
        assert "Oslo" not in answer.text


def test_a_paper_without_anything_on_it_says_what_to_do(server: Server) -> None:
    with visit(server, BERGEN) as client:
        answers = [client.get(one) for one in addresses(client.get("/papers").text) if ".html" in one]
        empty = [one for one in answers if one.status_code == 404]
        assert all(NB("serve.no_paper") in one.text and "Traceback" not in one.text for one in empty)
        assert client.get("/papers/nothing.html").status_code == 404
        assert client.get("/papers/..%2fnetwork.html").status_code == 404
