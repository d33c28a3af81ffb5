"""Servers to visit, and a visitor's window that notices when anything leaves the machine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from browsing import DESKTOP, Visit
from playwright.sync_api import Browser
from running_server import Server, make_network, start_server, stop_server

from kit.actions.enter import save_month
from kit.domain.access import FACILITATOR


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A window on the server named by the test module (``SERVER``); afterwards nothing may have left the machine."""
    server: Server = request.getfixturevalue(request.module.SERVER)
    context = browser.new_context(viewport=DESKTOP, locale="nb-NO")
    window = Visit(context, server)
    yield window
    if not window.closed:
        window.close()
    context.close()
    assert window.elsewhere() == []
    assert window.complaints == []


@pytest.fixture(scope="session")
def stand_ins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the stand-in notebooks of tests/serve."""
    running = start_server(make_network(tmp_path_factory.mktemp("nett")), tmp_path_factory.mktemp("home"))
    yield running
    stop_server(running)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the kit's own notebooks, and a year of one measure in Oslo."""
    folder = make_network(tmp_path_factory.mktemp("nett"))
    for month, found in enumerate((4, 3, 5, 4, 6, 3, 4, 1, 0, 1, 0, 1), start=1):
        save_month(folder, FACILITATOR, "0301-a", "pu.r.count", date(2025, month, 1), found, None)
    running = start_server(folder, tmp_path_factory.mktemp("home"), notebooks=None)
    yield running
    stop_server(running)
