"""What an address may ask for: one of the apps, a municipality the visitor may read, a language."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from kit.domain.access import Role, Visitor, may_read
from kit.domain.label import LANGUAGES
from kit.domain.network import Municipality
from kit.resources import PAGES
from kit.serve.roster import Roster

APPS = PAGES


@dataclass(frozen=True, slots=True)
class Wish:
    """What a visitor asks to see. `municipality` is None only where the network has none."""

    municipality: Municipality | None
    language: str

    @property
    def query(self) -> str:
        """The query that says exactly this and nothing else."""
        code = {"municipality": self.municipality.code} if self.municipality else {}
        return urlencode({**code, "lang": self.language})


def app_path(app: str, municipality: str = "", language: str = "") -> str:
    """The address of an app on this server."""
    query = urlencode({k: v for k, v in (("municipality", municipality), ("lang", language)) if v})
    return f"/voila/render/{app}.ipynb" + (f"?{query}" if query else "")


def language_of(asked: str, remembered: str, roster: Roster) -> str:
    """The language asked for, else the one chosen before, else the network's."""
    return next((lang for lang in (asked, remembered) if lang in LANGUAGES), roster.network.language)


def municipality_of(asked: str, visitor: Visitor, roster: Roster) -> Municipality | None:
    """The municipality to show: a municipality's own whatever it asks for; a facilitator's choice, or the first.

    Gives None when a facilitator asks for a code that the network does not have.
    """
    if visitor.role is Role.MUNICIPALITY:
        return roster.municipality(visitor.municipality)
    if asked:
        return next((m for m in roster.municipalities if m.code == asked and may_read(visitor, asked)), None)
    active = [m for m in roster.municipalities if m.active] or list(roster.municipalities)
    return active[0] if active else None
