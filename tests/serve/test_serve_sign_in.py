"""Coming in: the link is the only door."""

from __future__ import annotations

import time
from pathlib import Path

import httpx
import pytest
from itsdangerous import TimestampSigner
from running_server import OSLO, TRONDHEIM, Server, make_network, page, start_server, stop_server, told

from kit.actions.invite import MAX_AGE_DAYS, secret, sign
from kit.domain.access import Role, Visitor
from kit.texts import texts

NB = texts("nb")
APP = "/voila/render/preparation.ipynb"


@pytest.mark.parametrize("path", ["/", APP, f"{APP}?municipality=0301"])
def test_without_a_link_a_friendly_page_comes_and_no_kernel_starts(server: Server, path: str) -> None:
    before = server.kernels()
    with server.client() as stranger:
        answer = stranger.get(path)
    assert answer.status_code == 403
    assert NB("serve.no_link") in answer.text
    assert NB("serve.contact", contact="usht@kommune.example") in answer.text
    assert "<form" not in answer.text
    assert server.kernels() == before


def test_a_good_link_leads_to_a_clean_address_with_a_cookie_that_scripts_cannot_read(server: Server) -> None:
    with server.client() as visitor:
        answer = visitor.get(server.link(OSLO))
        assert (answer.status_code, answer.headers["location"]) == (302, "/")
        cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("kit-visitor"))
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Oslo" in visitor.get("/").text


def test_the_kernel_is_told_the_visitor_the_municipality_and_the_language_and_no_token(oslo: httpx.Client) -> None:
    html = page(oslo, lang="da", t="hemmelig", token="hemmelig")
    assert told(html, "HTTP_X_KIT_VISITOR") == "municipality:0301"
    assert told(html, "QUERY_STRING") == "municipality=0301+lang=da"
    assert told(html, "KIT_HOST") == "app"
    assert "hemmelig" not in html
    assert '<html lang="da">' in html


def test_a_changed_or_cut_link_is_refused(server: Server) -> None:
    link = server.link(OSLO)
    for broken in (link[:-1], link[:-10], link.replace("?t=", "?t=x"), link.split("?")[0], f"{link}x"):
        with server.client() as visitor:
            answer = visitor.get(broken)
            assert answer.status_code == 403, broken
            assert NB("serve.link_broken") in answer.text
            assert not [c for c in answer.headers.get_list("set-cookie") if c.startswith("kit-visitor")]
            assert visitor.get("/").status_code == 403


def test_an_expired_link_says_so_and_what_to_do(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = int(time.time()) - (MAX_AGE_DAYS + 2) * 86400
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: long_ago)
    link = server.link(OSLO)
    with server.client() as visitor:
        answer = visitor.get(link)
    assert answer.status_code == 410
    assert NB("serve.link_expired") in answer.text
    assert NB("serve.what.link_expired") in answer.text


@pytest.mark.parametrize(
    ("visitor", "network_id"),
    [(OSLO, "et-annet-nettverk"), (Visitor(Role.MUNICIPALITY, "1103"), "nett-2026")],
    ids=["another network", "a municipality that is not in the network"],
)
def test_a_link_of_somebody_else_is_refused(server: Server, visitor: Visitor, network_id: str) -> None:
    token = sign(secret(server.folder), visitor, network_id)
    with server.client() as stranger:
        answer = stranger.get(f"/join?t={token}")
        assert answer.status_code == 403
        assert NB("serve.link_broken") in answer.text
        assert stranger.get("/").status_code == 403


def test_a_forged_cookie_is_refused(server: Server, oslo: httpx.Client) -> None:
    name, value = next((k, v) for k, v in oslo.cookies.items() if k.startswith("kit-visitor"))
    for forged in ("facilitator", value[:-1] + ("0" if value[-1] != "0" else "1")):
        answer = httpx.get(server.url, cookies={name: forged})
        assert answer.status_code == 403


def test_a_withdrawn_municipality_still_reads_its_own_pages_and_is_told(server: Server) -> None:
    with server.signed_in(TRONDHEIM) as visitor:
        assert "5. mai 2026" in visitor.get("/").text


def test_the_front_page_speaks_the_language_that_was_chosen_last(oslo: httpx.Client) -> None:
    assert NB("serve.line.baseline") in oslo.get("/").text
    assert texts("en")("serve.line.baseline") in oslo.get("/?lang=en").text
    assert texts("en")("serve.line.baseline") in oslo.get("/").text
    assert oslo.get("/?lang=xx").status_code == 200


def test_a_friendly_page_never_repeats_the_address_it_refused(server: Server) -> None:
    with server.client() as stranger:
        answer = stranger.get("/join?t=hemmelig&lang=da")
    assert "hemmelig" not in answer.text
    assert texts("da")("serve.link_broken") in answer.text


def test_a_sign_in_outlives_a_restart_and_a_change_of_the_network_file_is_seen(tmp_path: Path) -> None:
    folder = make_network(tmp_path / "nett", "nett-omstart")
    first = start_server(folder, tmp_path)
    first = Server(first.url, folder, first.process, "nett-omstart")
    with first.signed_in(OSLO) as visitor:
        assert visitor.get("/").status_code == 200
        cookies = dict(visitor.cookies)
    stop_server(first)
    second = start_server(folder, tmp_path)
    try:
        assert httpx.get(second.url, cookies=cookies).status_code == 200
        (folder / "network.xlsx").write_bytes(b"half written")
        assert httpx.get(second.url, cookies=cookies).status_code == 200
        make_network(folder, "nett-nytt-navn")
        assert httpx.get(second.url, cookies=cookies).status_code == 403
    finally:
        stop_server(second)
