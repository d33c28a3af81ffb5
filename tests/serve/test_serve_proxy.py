"""Behind a proxy under a path: with the path taken off or not, by https or not."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import httpx
import pytest
from running_server import OSLO, Server, kernel_of, make_network, page, start_server, stop_server
from talking import open_line

from kit.errors import KitError
from kit.serve.address import app_path, base_of

APP = "/kit/voila/render/preparation.ipynb"


@pytest.fixture(scope="module")
def under_a_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that a proxy shows under /kit/."""
    folder = make_network(tmp_path_factory.mktemp("nett"))
    running = start_server(folder, tmp_path_factory.mktemp("home"), base_url="/kit/")
    yield running
    stop_server(running)


class Stripping(BaseHTTPRequestHandler):
    """Takes /kit off, as many proxies do, and says that it was asked by https."""

    behind: ClassVar[str] = ""

    def do_GET(self) -> None:
        """Ask the server and pass its answer on."""
        if not self.path.startswith("/kit/"):
            self.send_error(404)
            return
        headers = {name: self.headers[name] for name in ("Host", "Cookie") if name in self.headers}
        asked = self.behind + self.path.removeprefix("/kit")
        answer = httpx.get(asked, headers={**headers, "X-Forwarded-Proto": "https"}, timeout=120)
        self.send_response(answer.status_code)
        for name, value in answer.headers.multi_items():
            if name not in {"content-length", "content-encoding", "transfer-encoding", "connection"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def proxy(under_a_path: Server) -> Iterator[str]:
    """The address of a proxy that takes the path off."""
    handler = type("Here", (Stripping,), {"behind": under_a_path.url.removesuffix("/kit")})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def addresses(html: str) -> list[str]:
    """Every address on this server that a page names."""
    return re.findall(r"(?:href|src|action)=\"(/[^\"]*)\"", html)


def test_links_redirects_cookies_and_files_keep_the_path(under_a_path: Server) -> None:
    assert under_a_path.url.endswith("/kit")
    root = under_a_path.url.removesuffix("/kit")
    with httpx.Client(base_url=root, timeout=120) as client:
        answer = client.get(under_a_path.link(OSLO))
        assert (answer.status_code, answer.headers["location"]) == (302, "/kit/")
        assert all("Path=/kit/" in cookie for cookie in answer.headers.get_list("set-cookie"))
        front, app = client.get("/kit/").text, client.get(APP, follow_redirects=True)
        assert app.url.path == APP
        named = addresses(front) + addresses(app.text)
        assert len(named) > 10
        assert [one for one in named if not one.startswith("/kit/")] == []
        for one in {one for one in named if one.endswith((".css", ".js"))}:
            assert client.get(one).status_code == 200, one
        assert '"baseUrl": "/kit/"' in app.text


def test_the_line_to_the_kernel_and_the_good_bye_are_under_the_path(under_a_path: Server) -> None:
    root = under_a_path.url.removesuffix("/kit")
    with httpx.Client(base_url=under_a_path.url, timeout=120) as client:
        client.get(under_a_path.link(OSLO))
        kernel = kernel_of(page(client))
        with open_line(under_a_path, client, kernel) as socket:
            assert socket.response
            assert socket.response.status_code == 101
        gone = client.post(
            f"{root}/kit/voila/api/shutdown/{kernel}", data={"_xsrf": client.cookies.get("_xsrf", path="/kit/")}
        )
        assert gone.status_code == 204


def test_a_proxy_that_takes_the_path_off_and_speaks_https_gets_secure_cookies(under_a_path: Server, proxy: str) -> None:
    with httpx.Client(base_url=proxy, timeout=120) as client:
        answer = client.get(under_a_path.link(OSLO).replace(under_a_path.url, "/kit"))
        assert (answer.status_code, answer.headers["location"]) == (302, "/kit/")
        cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("kit-visitor"))
        assert "Secure" in cookie
        name, value = cookie.split(";")[0].split("=", 1)
        front = client.get("/kit/", headers={"Cookie": f"{name}={value}"})
        assert front.status_code == 200
        assert [one for one in addresses(front.text) if not one.startswith("/kit/")] == []
        assert client.get("/kit/kit/kit.css").status_code == 200
        lost = client.get("/kit/nowhere")
        assert lost.status_code == 404
        assert [one for one in addresses(lost.text) if not one.startswith("/kit/")] == []


def test_without_https_the_cookie_is_not_marked_for_it(under_a_path: Server) -> None:
    cookies = httpx.get(under_a_path.link(OSLO), timeout=120).headers.get_list("set-cookie")
    assert cookies
    assert not [one for one in cookies if "Secure" in one]


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("", "/"),
        ("/", "/"),
        ("/kit", "/kit/"),
        ("kit/", "/kit/"),
        ("https://a.example/b/c", "/b/c/"),
        ("http://a", "/"),
    ],
)
def test_a_base_is_read_from_a_path_or_a_whole_address(typed: str, base: str) -> None:
    assert base_of(typed) == base
    assert app_path("baseline", base=base).startswith(f"{base}voila/")


@pytest.mark.parametrize("typed", ["/a b/", '/"><script>', "/../", "//evil.example/x y", "/kit?x=1", "/æ/"])
def test_a_base_that_cannot_be_one_is_refused(typed: str) -> None:
    with pytest.raises(KitError) as refused:
        base_of(typed)
    assert refused.value.key == "serve.bad_base"
