"""An app's page: one of the kit's notebooks, rendered by Voilà in a kernel of the visitor's own.

Voilà's page handler is not used: it copies the server's whole environment into the kernel, and it waits for ever when
rendering fails. Its renderer is.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from tornado.web import authenticated
from traitlets.config import Config
from voila.configuration import VoilaConfiguration
from voila.utils import get_page_config

from kit.domain.access import LESSONS, Role, Visitor, may_open
from kit.serve.address import NETWORK_APPS, Wish, municipality_of
from kit.serve.pages import Page, Refused
from kit.serve.queue_page import PLACE_COOKIE
from kit.serve.reception import Reception
from kit.serve.renderer import Renderer
from kit.serve.visit import Visit

LOADING_SECONDS = 240.0
AT_THE_DOOR = 2.0  # seconds that a browser waits before it is shown the queue
TICKET_BYTES = 12
PAGE_WORDS = (
    "skip", "home", "languages", "opening", "working", "lost", "back", "reload", "failed", "script", "another",
    "kept", "kept_back", "kept_away", "kept_open", "kept_done", "news",
)  # fmt: skip


class AppPage(Page):
    """One of the apps, for one municipality or for the whole network."""

    wish: Wish
    left = flushing = False

    def initialize(self, voila_configuration: VoilaConfiguration, config: Config, template_paths: list[str]) -> None:
        """Take what Voilà's renderer needs."""
        self.voila_configuration, self.voila_config = voila_configuration, config
        self.template_paths = template_paths

    @property
    def language(self) -> str:
        """The reader's language."""
        return self.wish.language if hasattr(self, "wish") else super().language

    @authenticated
    async def get(self, app: str) -> None:
        """Render the app; only a few pages are made at a time, so that the first visitors do not wait for the last."""
        self.remember_language()
        link = self.link
        assert link is not None
        if not may_open(link.visitor.role, app):
            raise Refused(HTTPStatus.FORBIDDEN, "serve.not_yours")
        self.wish = Wish(None, self.language) if app in NETWORK_APPS else self.find_wish()
        if self.wish.query != self.request.query:
            self.redirect(f"{self.base_url}voila/render/{app}.ipynb?{self.wish.query}")
            return
        reception: Reception = self.settings["kit_reception"]
        ticket = self.get_cookie(PLACE_COOKIE, "") or secrets.token_hex(TICKET_BYTES)
        name = f"{ticket}:{app}"
        if await reception.queue.turn(name, link.visitor, AT_THE_DOOR, lambda: self.left):
            with reception.queue.making(name):
                await self.send_page(app, Visit(reception.pool, reception.owners, link, self.wish.query))
        elif not self.left:
            self.set_cookie(PLACE_COOKIE, ticket, samesite="Strict", httponly=True, path=self.base_url)
            self.show("queue.html", app=app, number=reception.queue.number(name, link.visitor))

    def find_wish(self) -> Wish:
        """What the visitor may see of what the address asks for."""
        assert self.visitor is not None
        asked = self.asked("municipality")
        municipality = municipality_of(asked, self.visitor, self.roster)
        if municipality is None and asked:
            raise Refused(HTTPStatus.NOT_FOUND, "serve.no_municipality")
        return Wish(municipality, self.language)

    async def send_page(self, app: str, visit: Visit) -> None:
        """Send the page piece by piece. One that fails, hangs, or was closed meanwhile gives its kernel back."""
        try:
            async with asyncio.timeout(LOADING_SECONDS):
                async for html in self.pieces(app, visit):
                    if self.left:
                        await visit.end()
                        return
                    self.write(html)
                    self.flush_soon()
        except Exception:
            await visit.end()
            if not self._headers_written:
                raise
            self.log.exception("The page of %s could not be finished", app)
            self.finish("<script>window.kit_failed()</script>")

    def flush_soon(self) -> None:
        """Send what is written as soon as no more of it is ready: a page is made in hundreds of pieces."""
        if not self.flushing:
            self.flushing = True
            asyncio.get_running_loop().call_soon(self._flush_now)

    def _flush_now(self) -> None:
        self.flushing = False
        if not self._finished:
            self.flush()

    async def pieces(self, app: str, visit: Visit) -> AsyncIterator[str]:
        """The page in the order in which it becomes ready, each cell once it has run."""
        reception: Reception = self.settings["kit_reception"]
        renderer = Renderer(
            reception.compiled,
            voila_configuration=self.voila_configuration,
            traitlet_config=self.config_in_language(),
            notebook_path=f"{app}.ipynb",
            template_paths=self.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config=self.page_config(app),
        )
        await renderer.initialize()
        await reception.keep_files()
        renderer.kernel = await visit.kernel(renderer.notebook.metadata.kernelspec.name)
        async for html, _ in renderer.generate_content_generator(renderer.kernel.id):
            yield html

    def on_connection_close(self) -> None:
        """The browser went away while the page was being made."""
        self.left = True
        super().on_connection_close()

    def config_in_language(self) -> Config:
        """Voilà's configuration for a page in the reader's language."""
        exporter = {**self.voila_config.VoilaExporter, "language_code": self.wish.language}
        return Config({**self.voila_config, "VoilaExporter": exporter})

    def page_config(self, app: str) -> dict[str, Any]:
        """What Voilà's scripts and the page's template need: Voilà's own part, and under `kit` the frame around it."""
        municipality, t = self.wish.municipality, self.words
        code = {"municipality": municipality.code} if municipality else {}
        config: dict[str, Any] = get_page_config(
            base_url=self.base_url, settings=self.settings, log=self.log, voila_configuration=self.voila_configuration
        )
        link = self.link
        assert link is not None
        answering = link.visitor.role is Role.RESPONDENT
        frame = {
            "files": self.files,
            "home": not answering,
            "another": self.xsrf_token.decode() if answering and link.shared else "",
            "keep": "" if answering else keeper(link.visitor),
            "news": "" if answering or app.startswith(LESSONS) else self.news(**code),
            "wall": app == "board",
            "title": t("serve.front.course") if app.startswith(LESSONS) else t(f"apps.title.{app}"),
            "network": self.roster.network.name,
            "municipality": municipality.name if municipality and not app.startswith(LESSONS) else "",
            "languages": [(x.code, x.name, x.href, x.current) for x in self.language_links(**code)],
            "words": {name: t(f"serve.page.{name}") for name in PAGE_WORDS},
        }
        return {**config, **self.scripts(config["federated_extensions"]), "kit": frame}

    def news(self, **code: str) -> str:
        """Where the page asks whether others have saved since it was opened."""
        return f"{self.base_url}live/changes?{urlencode(code)}"

    def scripts(self, extensions: list[dict[str, str]]) -> dict[str, Any]:
        """Where Voilà's scripts find the others, and the kit's own extension beside Voilà's."""
        own = {"name": "kit", "load": "extension.js", "extension": "./page", "mimeExtension": "./charts"}
        return {
            "fullStaticUrl": f"{self.files}voila/static",
            "fullLabextensionsUrl": f"{self.files}voila/labextensions",
            "federated_extensions": [*extensions, own],
        }


def keeper(visitor: Visitor) -> str:
    """A short name for what a browser keeps of a visitor, so that nobody else is offered it."""
    return hashlib.sha256(visitor.id.encode()).hexdigest()[:16]
