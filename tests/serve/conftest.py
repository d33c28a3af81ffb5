"""One server for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from running_server import BERGEN, OSLO, Server, make_network, start_server, stop_server

from kit.domain.access import FACILITATOR


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose surroundings hold a secret, a false visitor and hostile settings."""
    home = tmp_path_factory.mktemp("home")
    settings = '{"VoilaConfiguration": {"show_tracebacks": true, "file_allowlist": [".*"], "template": "lab"}}'
    (home / "voila.json").write_text(settings, encoding="utf-8")
    folder = make_network(tmp_path_factory.mktemp("nett"))
    running = start_server(
        folder,
        home,
        JUPYTER_CONFIG_DIR=str(home),
        DATABASE_PASSWORD="hemmelig",
        HTTP_X_KIT_VISITOR="facilitator",
        QUERY_STRING="municipality=4601",
    )
    yield running
    stop_server(running)


@pytest.fixture
def oslo(server: Server) -> Iterator[httpx.Client]:
    """Oslo's browser."""
    with server.signed_in(OSLO) as client:
        yield client


@pytest.fixture
def bergen(server: Server) -> Iterator[httpx.Client]:
    """Bergen's browser."""
    with server.signed_in(BERGEN) as client:
        yield client


@pytest.fixture
def facilitator(server: Server) -> Iterator[httpx.Client]:
    """The facilitator's browser."""
    with server.signed_in(FACILITATOR) as client:
        yield client
