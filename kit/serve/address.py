"""What an address may ask for: one of the apps, a municipality the visitor may read, a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from kit.domain.access import LESSONS, Role, Visitor
from kit.domain.label import LANGUAGES
from kit.domain.network import Municipality
from kit.domain.privacy import redacted
from kit.errors import KitError
from kit.resources import NETWORK_PAGES, PAGES, lesson_names
from kit.serve.roster import Roster

APPS = PAGES
NETWORK_APPS = NETWORK_PAGES  # of the whole network: their addresses name no municipality
_BASE = re.compile(r"/(?:\w[\w.~-]*/)*", re.ASCII)


def lesson_apps() -> tuple[str, ...]:
    """The lessons of the course, as their addresses name them."""
    return tuple(f"{LESSONS}{name}" for name in lesson_names())


@dataclass(frozen=True, slots=True)
class Wish:
    """What a visitor asks to see. `municipality` is None for the whole network, and where the network has none."""

    municipality: Municipality | None
    language: str

    @property
    def query(self) -> str:
        """The query that says exactly this and nothing else."""
        code = {"municipality": self.municipality.code} if self.municipality else {}
        return urlencode({**code, "lang": self.language})


def base_of(address: str) -> str:
    """The path under which the pages lie, such as ``/`` or ``/kit/``, from what was typed: a path or a whole address.

    Raises KitError ``serve.bad_base``.
    """
    path = urlsplit(address).path if "://" in address else address
    base = f"/{path.strip('/')}/".replace("//", "/")
    if not _BASE.fullmatch(base):
        raise KitError("serve.bad_base", found=redacted(address)[:60])
    return base


def app_path(app: str, municipality: str = "", language: str = "", base: str = "/") -> str:
    """The address of an app on this server."""
    query = urlencode({k: v for k, v in (("municipality", municipality), ("lang", language)) if v})
    return f"{base}voila/render/{app}.ipynb" + (f"?{query}" if query else "")


def language_of(asked: str, remembered: str, roster: Roster) -> str:
    """The language asked for, else the one chosen before, else the network's."""
    return next((lang for lang in (asked, remembered) if lang in LANGUAGES), roster.network.language)


def municipality_of(asked: str, visitor: Visitor, roster: Roster) -> Municipality | None:
    """The municipality to show: a visitor's own whatever it asks for; a facilitator's choice, or the first.

    Gives None when a facilitator asks for a code that the network does not have.
    """
    if visitor.role is not Role.FACILITATOR:
        return roster.municipality(visitor.municipality)
    if asked:
        return roster.municipality(asked)
    active = [m for m in roster.municipalities if m.active] or list(roster.municipalities)
    return active[0] if active else None
