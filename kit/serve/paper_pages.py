"""The papers of a municipality, made when somebody asks for one: to look at and print, as PDF, and as PowerPoint."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlencode

from tornado.web import authenticated

from kit.actions.papers import PAPERS
from kit.actions.papers.write import formats_here, one_paper
from kit.domain.access import Role, Visitor
from kit.domain.network import Municipality
from kit.errors import KitError, ValueRefused
from kit.serve.pages import Page, Refused

MEDIA = {
    "html": "text/html; charset=UTF-8",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
READERS = (Role.FACILITATOR, Role.MUNICIPALITY, Role.VIEWER)
_at_a_time = asyncio.Semaphore(1)  # a PDF starts a browser, and the pages of the others come first


def papers_path(municipality: str = "", base: str = "/") -> str:
    """The address of the list of papers; a facilitator's says of whom."""
    return f"{base}papers" + (f"?{urlencode({'municipality': municipality})}" if municipality else "")


class PaperPage(Page):
    """What the list and the papers share: whose they are."""

    @property
    def whose(self) -> Municipality:
        """The municipality: the visitor's own, or the one a facilitator asks for. Raises Refused."""
        visitor = self.visitor
        assert visitor is not None
        if visitor.role not in READERS:
            raise Refused(HTTPStatus.FORBIDDEN, "serve.not_yours")
        code = self.asked("municipality") if visitor.role is Role.FACILITATOR else visitor.municipality
        found = self.roster.municipality(code)
        if found is None:
            raise Refused(HTTPStatus.NOT_FOUND, "serve.not_found")
        return found

    def query(self, visitor: Visitor, municipality: Municipality) -> dict[str, str]:
        """What an address must say beside its path."""
        return {"municipality": municipality.code} if visitor.role is Role.FACILITATOR else {}


class Papers(PaperPage):
    """The list: every paper with a line about it, and a link for each format."""

    @authenticated
    def get(self) -> None:
        """Show it."""
        self.remember_language()
        visitor, whose = self.visitor, self.whose
        assert visitor is not None
        asked = urlencode({**self.query(visitor, whose), "lang": self.language})
        listed = [one for one in PAPERS if one != "invitation"]
        rows = [(one, f"serve.papers.{one}", self._links(one, formats_here(), asked)) for one in listed]
        languages = self.language_links(**self.query(visitor, whose))
        self.show("papers.html", municipality=whose, rows=rows, languages=languages)

    def _links(self, name: str, formats: Sequence[str], asked: str) -> list[tuple[str, str, str]]:
        here = f"{self.base_url}papers/{name}"
        return [(form, f"serve.papers.form.{form}", f"{here}.{form}?{asked}") for form in formats]


class PaperFile(PaperPage):
    """One paper in one format."""

    @authenticated
    async def get(self, name: str, form: str) -> None:
        """Make it anew and send it."""
        whose = self.whose
        if name not in PAPERS or form not in formats_here():
            raise Refused(HTTPStatus.NOT_FOUND, "serve.not_found")
        folder, language = self.settings["kit_folder"], self.language
        try:
            async with _at_a_time:
                content = await asyncio.to_thread(one_paper, folder, name, form, whose.code, language)
        except ValueRefused as error:
            raise Refused(HTTPStatus.NOT_FOUND, "serve.no_paper") from error
        except KitError as error:
            self.log.exception("The paper %s could not be made", name)
            raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, "serve.fault") from error
        self.set_header("Content-Type", MEDIA[form])
        if form != "html":
            self.set_header("Content-Disposition", f'attachment; filename="{whose.code}-{name}.{form}"')
        self.finish(content)


ADDRESSES = [(r"/papers", Papers), (r"/papers/([a-z_]+)\.(html|pdf|pptx)", PaperFile)]
