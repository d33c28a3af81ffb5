"""What every page of the server shares: the visitor, the language, the frame, and plain words when it fails."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError

from kit.domain.access import Pass, Role, Visitor, visitor_from
from kit.domain.label import LANGUAGES
from kit.serve.address import language_of
from kit.serve.roster import Roster
from kit.texts import Texts, texts, texts_of

LANGUAGE_COOKIE = "kit-language"
YEAR = 365


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One language to switch to."""

    code: str
    name: str
    href: str
    current: bool


class Refused(HTTPError):
    """A page cannot be shown; `key` names the sentences that say why and what to do."""

    def __init__(self, status: HTTPStatus, key: str) -> None:
        super().__init__(int(status), key)
        self.key = key


def security_policy(host: str) -> str:
    """What a page may load: only from here. Sockets are named for browsers in which 'self' leaves them out."""
    sockets = f" ws://{host} wss://{host}" if re.fullmatch(r"[\w.\-\[\]:]+", host) else ""
    return (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; "
        f"connect-src 'self'{sockets}; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


class Page(JupyterHandler):
    """A page for people. Knows the roster, the visitor and the reader's language."""

    @property
    def roster(self) -> Roster:
        """The network as it is now."""
        roster: Roster = self.settings["kit_roster"].now()
        return roster

    @property
    def visitor(self) -> Visitor | None:
        """Who asks, or None."""
        user = getattr(self, "_jupyter_current_user", None)
        return visitor_from(user.username) if user else None

    @property
    def link(self) -> Pass | None:
        """The pass of who asks, or None."""
        link: Pass | None = self.identity_provider.pass_of(self)
        return link

    @property
    def language(self) -> str:
        """The reader's language."""
        return language_of(self.asked("lang"), self.get_cookie(LANGUAGE_COOKIE, ""), self.roster)

    def asked(self, name: str) -> str:
        """What the address asks for under a name; nothing where that is no text at all."""
        try:
            return self.get_query_argument(name, "")
        except HTTPError:
            return ""

    @property
    def words(self) -> Texts:
        """The texts in the reader's language, with the network's own words."""
        return texts_of(self.roster.network, self.language)

    @property
    def content_security_policy(self) -> str:
        """The policy of a page."""
        return security_policy(self.request.host)

    def set_default_headers(self) -> None:
        """Send no address to another site, keep no copy, show in no other site's frame.

        To itself it may: with "no-referrer" browsers call the origin of a form "null", and the server refuses it.
        """
        super().set_default_headers()
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Permissions-Policy", "camera=(), microphone=(), geolocation=()")

    def get_login_url(self) -> str:
        """There is no login form: a visitor without a link is told where links come from."""
        shown = self.identity_provider.shown_pass(self)
        called_back = shown is not None and not shown.stands(self.settings["kit_numbers"].now())
        raise Refused(HTTPStatus.FORBIDDEN, "serve.link_revoked" if called_back else "serve.no_link")

    @property
    def files(self) -> str:
        """The address under which scripts and styles may be kept for good."""
        return f"{self.base_url}files/{self.settings['kit_edition']}/"

    def remember_language(self) -> None:
        """Keep the language that the address asks for."""
        if self.asked("lang") in LANGUAGES:
            self.set_cookie(LANGUAGE_COOKIE, self.language, expires_days=YEAR, samesite="Lax", path=self.base_url)

    def frame(self) -> dict[str, Any]:
        """What the frame around a page needs."""
        visitor, roster = self.visitor, self.roster
        own = roster.municipality(visitor.municipality) if visitor else None
        return {
            "base": self.base_url,
            "files": self.files,
            "t": self.words,
            "language": self.language,
            "languages": self.language_links(),
            "network": roster.network,
            "visitor_name": self.visitor_name(visitor, own.name if own else ""),
            "signed_in": visitor is not None,
        }

    def visitor_name(self, visitor: Visitor | None, place: str) -> str:
        """Who the page is for: the municipality, with the unit or what the link is for where it is not its lead's."""
        if visitor is None or visitor.role is Role.MUNICIPALITY:
            return place
        if visitor.role is Role.UNIT:
            unit = self.roster.unit(visitor)
            return f"{place} · {unit.name}" if unit else place
        role = self.words(f"serve.role.{visitor.role}")
        return f"{place} · {role}" if place else role

    def language_links(self, **query: str) -> tuple[LanguageLink, ...]:
        """This page in each language. A page that failed leads to the front page, for its address may hold a link."""
        failed = self.get_status() >= HTTPStatus.BAD_REQUEST
        path = self.base_url if failed else self.base_url + self.own_path()
        return tuple(
            LanguageLink(
                code=code,
                name=texts(code)("serve.language"),
                href=f"{path}?{urlencode({**query, 'lang': code})}",
                current=code == self.language,
            )
            for code in LANGUAGES
        )

    def own_path(self) -> str:
        """The address asked for, within the pages."""
        path = self.request.path
        base = self.base_url if path.startswith(self.base_url) else "/"
        return path[len(base) :]

    def show(self, template: str, **values: Any) -> None:
        """Answer with a page made from one of the kit's templates."""
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        page = self.settings["voila_jinja2_env"].get_template(template)
        self.finish(page.render(**{**self.frame(), **values}))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """A refusal is no fault of the server; anything else goes to the log."""
        if not isinstance(value, Refused):
            super().log_exception(typ, value, tb)

    def _request_summary(self) -> str:
        # tornado's own line in the log holds the whole address, and with it a link's token
        return f"{self.request.method} {self.request.path}"

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what went wrong and what to do, in plain words; the details are in the server's log."""
        error = (kwargs.get("exc_info") or (None, None))[1]
        key = error.key if isinstance(error, Refused) else _default_key(status_code, self.visitor)
        contact = self.roster.network.contact
        what = f"serve.what.{key.removeprefix('serve.')}"
        self.show("message.html", key=key, what=what, contact=contact)


class Missing(Page):
    """Any address that the server does not have."""

    @allow_unauthenticated
    def get(self, *_: object) -> None:
        """Say so in plain words."""
        raise Refused(HTTPStatus.NOT_FOUND, "serve.not_found")


def _default_key(status: int, visitor: Visitor | None) -> str:
    if status == HTTPStatus.NOT_FOUND:
        return "serve.not_found"
    if status == HTTPStatus.FORBIDDEN:
        return "serve.not_yours" if visitor else "serve.no_link"
    return "serve.fault"
