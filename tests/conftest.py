"""What every test may use: this folder on the path (for `builders`), and one browser that is already on the machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from kit.sources.papers.browser import find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NO_BROWSER = "No Chromium, Chrome or Edge was found, so the pages were not opened in a browser."
ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no browser."""
    if find_browser() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once that the browser tests were left out."""
    if find_browser() is None:
        terminalreporter.write_line(NO_BROWSER)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, one for all tests of a run. It can resolve no name, so a page that calls out fails at once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        yield running
        running.close()
