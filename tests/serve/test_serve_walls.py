"""Walls: one municipality never sees or stops what is another's, and no file can be fetched."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from running_server import (
    BERGEN,
    OSLO,
    STAND_INS,
    Server,
    good_bye,
    kernel_of,
    make_network,
    page,
    start_server,
    stop_server,
    told,
)
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from kit.domain.access import FACILITATOR
from kit.serve.address import APPS, NETWORK_APPS, lesson_apps
from kit.texts import texts

NB = texts("nb")


def channels(server: Server, client: httpx.Client, kernel_id: str, **headers: str) -> int:
    """The status with which a kernel's socket answers."""
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    address = f"{server.url.replace('http', 'ws', 1)}/api/kernels/{kernel_id}/channels?session_id=proeve"
    try:
        with connect(address, additional_headers={"Cookie": cookie, **headers}) as socket:
            return socket.response.status_code if socket.response else 0
    except InvalidStatus as refused:
        return refused.response.status_code


@pytest.mark.parametrize("query", [{"municipality": "4601"}, {"municipality": ""}, {"municipality": "../4601"}])
def test_a_municipality_that_asks_for_another_gets_its_own(oslo: httpx.Client, query: dict[str, str]) -> None:
    html = page(oslo, **query)
    assert told(html, "QUERY_STRING").startswith("municipality=0301")
    assert told(html, "HTTP_X_KIT_VISITOR") == "municipality:0301"


def test_a_header_from_the_browser_makes_nobody_the_facilitator(server: Server, oslo: httpx.Client) -> None:
    oslo.headers.update({"X-Kit-Visitor": "facilitator", "x_kit_visitor": "facilitator"})
    assert told(page(oslo), "HTTP_X_KIT_VISITOR") == "municipality:0301"
    assert "Bergen" not in oslo.get("/").text
    with server.client() as stranger:
        assert stranger.get("/", headers={"X-Kit-Visitor": "facilitator"}).status_code == 403


def test_the_facilitator_chooses_a_municipality_and_gets_the_first_without_choosing(facilitator: httpx.Client) -> None:
    assert told(page(facilitator, municipality="4601"), "QUERY_STRING") == "municipality=4601+lang=nb"
    html = page(facilitator)
    assert told(html, "QUERY_STRING") == "municipality=0301+lang=nb"
    assert told(html, "HTTP_X_KIT_VISITOR") == "facilitator"
    unknown = facilitator.get("/voila/render/preparation.ipynb?municipality=9999")
    assert unknown.status_code == 404
    assert NB("serve.no_municipality") in unknown.text


def test_the_facilitator_s_front_page_lists_everybody_and_marks_who_has_withdrawn(facilitator: httpx.Client) -> None:
    html = facilitator.get("/").text
    for name in ("Oslo", "Bergen", "Trondheim"):
        assert name in html
    assert html.count("/voila/render/") == 3 * len(APPS) + len(NETWORK_APPS) + len(lesson_apps())
    assert NB("serve.front.withdrawn_on", day="05.05.2026") in html


def test_only_the_facilitator_opens_the_page_about_the_whole_network(
    oslo: httpx.Client, facilitator: httpx.Client
) -> None:
    refused = oslo.get("/voila/render/network.ipynb?lang=nb")
    assert refused.status_code == 403
    assert NB("serve.not_yours") in refused.text
    assert "network.ipynb" not in oslo.get("/").text
    whole = facilitator.get("/voila/render/network.ipynb?municipality=4601&lang=nb", follow_redirects=True).text
    assert told(whole, "QUERY_STRING") == "lang=nb"


def test_a_kernel_answers_its_own_visitor_and_nobody_else(
    server: Server, oslo: httpx.Client, bergen: httpx.Client, facilitator: httpx.Client
) -> None:
    kernel = kernel_of(page(oslo))
    assert oslo.get(f"/api/kernels/{kernel}").status_code == 200
    assert channels(server, oslo, kernel) == 101
    assert channels(server, oslo, kernel, Origin="http://ond.example") == 403
    with server.client() as stranger:
        for other in (bergen, facilitator, stranger):
            assert other.get(f"/api/kernels/{kernel}").status_code == 403
            assert channels(server, other, kernel) == 403
            assert good_bye(other, kernel).status_code == 403
            xsrf = {"X-XSRFToken": other.cookies.get("_xsrf", "")}
            assert other.delete(f"/api/kernels/{kernel}", headers=xsrf).status_code == 403
    assert oslo.get(f"/api/kernels/{kernel}").status_code == 200


def test_a_page_s_good_bye_stops_its_kernel_and_a_second_one_does_no_harm(server: Server, oslo: httpx.Client) -> None:
    kernel = kernel_of(page(oslo))
    before = server.kernels()
    assert oslo.post(f"/voila/api/shutdown/{kernel}").status_code == 403  # without the token of the page
    assert good_bye(oslo, kernel).status_code == 204
    assert server.kernels() == before - 1
    assert good_bye(oslo, kernel).status_code == 204
    assert oslo.get(f"/api/kernels/{kernel}").status_code == 404
    assert channels(server, oslo, kernel) == 404


@pytest.mark.parametrize(
    "path",
    [
        "/api/kernels",
        "/api/contents",
        "/api/sessions",
        "/api/status",
        "/files/network.xlsx",
        "/login",
        "/logout",
        "/voila/tree",
        "/voila/tree/",
        "/voila/api/contents",
        "/voila/api/contents/preparation.ipynb",
        "/voila/files/preparation.ipynb",
        "/voila/files/kit.db",
        "/voila/files/network.xlsx",
        "/voila/files/secret.key",
        "/voila/files/picture.png",
        "/voila/render/private.ipynb",
        "/voila/render/preparation",
        "/voila/render/../private.ipynb",
        "/voila/render/..%2f..%2fsecret.key",
        "/voila/render/",
        "/voila/static/../../../kit.db",
        "/voila/static/..%2f..%2f..%2fvoila.json",
        "/voila/templates/kit/static/..%2f..%2fpage.html",
        "/voila/templates/kit/index.html.j2",
        "/voila/templates/..%2fkit/static/kit.js",
        "/voila/templates/kit/static/",
        "/voila/templates/kit/static/%00",
        "/voila/labextensions/..%2f..%2fvoila.json",
        "/kit/page.html",
        "/kit/..%2fpage.html",
        "/kit/..%2f..%2fconf.css",
        "/network.xlsx",
        "/secret.key",
        "/nowhere",
    ],
)
def test_no_file_and_no_list_can_be_fetched(server: Server, oslo: httpx.Client, path: str) -> None:
    with server.client() as stranger:
        assert stranger.get(path).status_code in {403, 404}
    assert oslo.get(path).status_code in {403, 404}


@pytest.mark.parametrize(
    "path",
    [
        "/kit/kit.css",
        "/kit/shell.css",
        "/kit/kit.js",
        "/voila/static/voila.js",
        "/voila/templates/kit/static/voila-style.js",
        "/voila/labextensions/@voila-dashboards/widgets-manager8/package.json",
    ],
)
def test_the_pages_own_styles_and_scripts_come_without_a_link(server: Server, path: str) -> None:
    with server.client() as stranger:
        answer = stranger.get(path)
        plain = stranger.get(path, headers={"Accept-Encoding": "identity"})
    assert answer.status_code == plain.status_code == 200
    assert "set-cookie" not in answer.headers
    assert answer.headers["content-type"] == plain.headers["content-type"]
    assert answer.content == plain.content
    assert len(answer.content) < 2000 or answer.headers["content-encoding"] == "gzip"


def test_a_kernel_inherits_no_secret_of_the_server(oslo: httpx.Client) -> None:
    names = told(page(oslo, "baseline"), "NAMES").split()
    assert {"KIT_HOST", "KIT_NETWORK", "HTTP_X_KIT_VISITOR", "PATH"} <= set(names)
    assert not {"DATABASE_PASSWORD", "VOILA_REQUEST_URL", "JUPYTER_CONFIG_DIR", "JUPYTER_TOKEN"} & set(names)


def test_a_fault_in_a_cell_shows_a_sentence_and_no_detail(oslo: httpx.Client) -> None:
    html = page(oslo, "leadership", lang="en")
    assert texts("en")("serve.page.failed") in html
    for detail in ("ZeroDivisionError", "secret detail", "Traceback", "--show_tracebacks"):
        assert detail not in html


def test_pages_carry_headers_that_keep_everything_here(oslo: httpx.Client) -> None:
    for path in ("/", "/voila/render/baseline.ipynb?municipality=0301&lang=nb", "/nowhere"):
        headers = oslo.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "http:" not in policy.replace("ws://", "")
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"
        assert "no-store" in headers["cache-control"]


def test_a_page_names_nothing_outside_this_server(oslo: httpx.Client) -> None:
    html = page(oslo)
    for elsewhere in ("jsdelivr", "cdnjs", "unpkg", "googleapis", "mermaid"):
        assert elsewhere not in html


def test_settings_from_the_user_s_home_change_nothing(server: Server, facilitator: httpx.Client) -> None:
    assert 'class="kit-top"' in page(facilitator)
    assert facilitator.get("/voila/files/private.ipynb").status_code == 404


def test_an_address_that_is_no_text_is_read_as_if_it_asked_for_nothing(server: Server, oslo: httpx.Client) -> None:
    assert oslo.get("/?lang=%ff").status_code == 200
    assert oslo.get("/nowhere?lang=%ff").status_code == 404
    html = oslo.get("/voila/render/preparation.ipynb?municipality=%ff&lang=%ff", follow_redirects=True).text
    assert told(html, "QUERY_STRING") == "municipality=0301+lang=nb"
    with server.client() as stranger:
        refused = stranger.get("/join?t=%ff")
    assert refused.status_code == 403
    assert NB("serve.link_broken") in refused.text


@pytest.mark.parametrize("path", ["/kit/kit.css", "/voila/static/voila.js", "/voila/api/themes/x.css"])
def test_a_script_s_mistake_is_answered_with_a_number(oslo: httpx.Client, path: str) -> None:
    answer = oslo.post(path)
    assert answer.status_code in {403, 405}
    assert answer.text == str(answer.status_code)


def test_two_visitors_have_two_kernels(oslo: httpx.Client, server: Server) -> None:
    with server.signed_in(BERGEN) as bergen, server.signed_in(FACILITATOR) as facilitator:
        kernels = {kernel_of(page(client)) for client in (oslo, bergen, facilitator)}
    assert len(kernels) == 3


def test_a_kernel_that_dies_and_a_notebook_that_cannot_be_read_end_in_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    shutil.copyfile(STAND_INS / "dying_kernel.ipynb", broken / "preparation.ipynb")
    (broken / "baseline.ipynb").write_text("this is no notebook", encoding="utf-8")
    running = start_server(make_network(tmp_path / "nett"), tmp_path, notebooks=broken)
    try:
        with running.signed_in(OSLO) as oslo:
            assert NB("serve.page.failed") in page(oslo, "preparation")
            before = running.kernels()
            unreadable = oslo.get("/voila/render/baseline.ipynb", follow_redirects=True)
            assert unreadable.status_code == 400
            assert NB("serve.fault") in unreadable.text
            assert "this is no notebook" not in unreadable.text
            missing = oslo.get("/voila/render/run_chart.ipynb", follow_redirects=True)
            assert missing.status_code == 404
            assert running.kernels() == before
    finally:
        stop_server(running)


def test_twelve_people_who_come_at_once_all_get_their_own_page(server: Server) -> None:
    before = server.kernels()
    with server.signed_in(OSLO) as oslo, ThreadPoolExecutor(12) as room:
        pages = list(room.map(lambda _: page(oslo), range(12)))
        kernels = {kernel_of(html) for html in pages}
        assert len(kernels) == 12
        assert all(told(html, "HTTP_X_KIT_VISITOR") == "municipality:0301" for html in pages)
        for kernel in kernels:
            assert good_bye(oslo, kernel).status_code == 204
    assert server.kernels() == before
