"""A visitor's window in a headless browser that is already on the machine."""

from __future__ import annotations

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request
from running_server import Server

from kit.domain.access import Visitor

DESKTOP, PHONE = {"width": 1200, "height": 900}, {"width": 360, "height": 740}
ZOOMED = {"width": 640, "height": 400}  # what is left of 1280 x 800 at 200 %


UNFINISHED = "Loading widget|model not found"


class Visit:
    """A visitor's browser window, with everything it asked for and complained about."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.context, self.server = context, server
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.closed = False
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page: Page = context.new_page()

    def join(self, visitor: Visitor) -> Page:
        """Use the visitor's link."""
        self.page.goto(self.server.link(visitor))
        return self.page

    def open(self, app: str, **query: str) -> Page:
        """Open an app and wait until its parts are there."""
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        self.page.goto(f"{self.server.url}/voila/render/{app}.ipynb?{asked}")
        self.ready()
        return self.page

    def ready(self) -> None:
        """Wait until the page stands with all of its widgets: none that is still to come, none that was given up."""
        self.page.wait_for_selector("#loading", state="detached", timeout=90_000)
        self.page.wait_for_selector("#kit-main .jp-LabShell", timeout=30_000)
        self.page.wait_for_function(
            f"!/{UNFINISHED}/.test(document.getElementById('kit-main').innerText)", timeout=60_000
        )

    def close(self) -> None:
        """Close the window as a person does, so that the page can say good-bye."""
        self.page.close(run_before_unload=True)
        self.closed = True

    def elsewhere(self) -> list[str]:
        """Every request that was meant for another machine."""
        split = [urlsplit(url) for url in self.requests]
        own = {"data", "blob", "about"}
        return [url.geturl() for url in split if url.scheme not in own and url.hostname != "127.0.0.1"]

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)


def violations(page: Page) -> list[str]:
    """What axe finds on the page."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def fits(page: Page) -> bool:
    """Whether nobody has to scroll sideways."""
    wide, there = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return bool(wide <= there)
