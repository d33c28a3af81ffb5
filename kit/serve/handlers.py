"""The server's own addresses: the way in, the front page, and what a page says to its kernel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus

from jupyter_core.utils import ensure_async
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import APIHandler
from tornado.web import HTTPError, authenticated
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from kit.actions.invite import admitted, read_link
from kit.actions.lessons import course_outline
from kit.domain.access import LESSONS, QUESTIONNAIRE, ROOM, Role, visitor_from
from kit.domain.network import Municipality
from kit.errors import LinkBroken, LinkExpired, LinkRevoked
from kit.serve.address import APPS, NETWORK_APPS, app_path
from kit.serve.pages import Page, Refused
from kit.serve.paper_pages import READERS, papers_path


class Join(Page):
    """A signed link: verified, turned into a cookie, and gone from the address."""

    @allow_unauthenticated
    def get(self) -> None:
        """Let the holder in, or say why not."""
        roster, key = self.roster, self.settings["kit_key"]
        try:
            link = read_link(
                key, self.asked("t"), network_id=roster.network.id, numbers=self.settings["kit_numbers"].now()
            )
        except LinkRevoked:
            raise Refused(HTTPStatus.GONE, "serve.link_revoked") from None
        except LinkExpired:
            raise Refused(HTTPStatus.GONE, "serve.link_expired") from None
        except LinkBroken:
            raise Refused(HTTPStatus.FORBIDDEN, "serve.link_broken") from None
        if not roster.knows(link.visitor):
            raise Refused(HTTPStatus.FORBIDDEN, "serve.link_broken")
        self.remember_language()
        self.identity_provider.sign_in(self, admitted(key, link, self.link))
        self.redirect(self.base_url)


class Another(Page):
    """The next person on a device that came in by a link for the whole room."""

    @authenticated
    async def post(self) -> None:
        """Begin a new response, which belongs to the same group. The kernels of the one before end: its page says
        good-bye too late, as somebody else."""
        link, manager = self.link, self.settings["kernel_manager"]
        if link is None or not link.shared:
            raise Refused(HTTPStatus.FORBIDDEN, "serve.not_yours")
        for kernel in self.settings["kit_owners"].of(link.visitor, manager):
            await ensure_async(manager.shutdown_kernel(kernel, now=True))
        room = replace(link, visitor=replace(link.visitor, response=ROOM))
        self.identity_provider.sign_in(self, admitted(self.settings["kit_key"], room))
        self.redirect(self.base_url)


@dataclass(frozen=True, slots=True)
class Row:
    """A municipality on the facilitator's front page, with the address of each app and of its papers."""

    municipality: Municipality
    links: tuple[tuple[str, str], ...]
    papers: str


class Front(Page):
    """The front page: a municipality's apps, or the facilitator's table of all. A respondent has the questionnaire."""

    @authenticated
    def get(self) -> None:
        """Show what the visitor may open."""
        self.remember_language()
        visitor, roster, base = self.visitor, self.roster, self.base_url
        assert visitor is not None
        if visitor.role is Role.RESPONDENT:
            self.redirect(app_path(QUESTIONNAIRE, language=self.asked("lang"), base=base))
            return
        if visitor.role is not Role.FACILITATOR:
            own, unit = roster.municipality(visitor.municipality), roster.unit(visitor)
            cards = [(app, f"serve.line.{app}", app_path(app, base=base)) for app in APPS]
            lead = f"serve.front.{visitor.role}"
            papers = papers_path(base=base) if visitor.role in READERS else ""
            self.show("front_municipality.html", municipality=own, unit=unit, lead=lead, links=cards, papers=papers)
            return
        rows = [
            Row(m, tuple((app, app_path(app, m.code, base=base)) for app in APPS), papers_path(m.code, base))
            for m in roster.municipalities
        ]
        whole = [(app, f"serve.line.{app}", app_path(app, base=base)) for app in NETWORK_APPS]
        course = [(one, app_path(f"{LESSONS}{one.name}", base=base)) for one in course_outline()]
        self.show("front_facilitator.html", rows=rows, apps=APPS, links=whole, course=course)


class KernelSocket(VoilaKernelWebsocketHandler):
    """The line between a page and its kernel."""

    def get_compression_options(self) -> dict[str, int]:
        """What is said on it is compressed: the widgets of a page are a quarter of a million characters, much alike."""
        return {"mem_level": 6}

    def write_error(self, status_code: int, **_: object) -> None:
        """No page is shown to a script."""
        self.finish(f"{status_code}")


class GoodBye(APIHandler):
    """A closed page says good-bye, and its kernel stops."""

    @authenticated
    async def post(self, kernel_id: str) -> None:
        """Stop a kernel of the visitor's own; one that has stopped already is fine."""
        manager = self.settings["kernel_manager"]
        if kernel_id in manager:
            if not self.settings["kit_owners"].owns(visitor_from(self.current_user.username), kernel_id):
                raise HTTPError(HTTPStatus.FORBIDDEN)
            await ensure_async(manager.shutdown_kernel(kernel_id, now=True))
        self.set_status(HTTPStatus.NO_CONTENT)
        self.finish()
