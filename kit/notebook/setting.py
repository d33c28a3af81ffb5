"""Where a notebook runs, for whom, and what to show: the only reader of what a kernel's environment says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

from kit.domain.access import FACILITATOR, Role, Visitor, visitor_from
from kit.domain.label import LANGUAGES
from kit.domain.privacy import redacted
from kit.errors import FolderError, KitError, NotAllowed
from kit.kernels.surroundings import HOST, KEPT, LINK_NUMBER, NETWORK, QUERY, VISITOR, Host

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, checked in form only. Empty texts and None mean "take the default"."""

    host: Host
    visitor: Visitor
    network: Path
    municipality: str
    language: str
    as_of: date | None
    link_number: int = 0
    kept: Path | None = None


def shown(text: str) -> str:
    """A wrong value as a message may show it: short, and without a personal number."""
    return redacted(text)[:_SHOWN]


def host_of(environ: Mapping[str, str]) -> Host:
    """The host that this kernel was started for; JupyterLab when nothing says otherwise."""
    name = environ.get(HOST, "")
    return Host(name) if name in list(Host) else Host.LAB


def language_asked(environ: Mapping[str, str], language: str) -> str:
    """The language the reader asked for, if it is one of the kit's; else an empty text."""
    wanted = _query(environ).get("lang", "") if host_of(environ) is Host.APP else language.strip()
    return wanted if wanted in LANGUAGES else ""


def asked(environ: Mapping[str, str], network: str, municipality: str, language: str, as_of: str) -> Asked:
    """Read the parameters and the environment. Raises KitError with a sentence for what cannot be understood.

    In an app nothing counts but what the server set: the folder, the verified visitor, and for a facilitator the
    municipality of the query. Every other visitor gets the municipality of its link.
    """
    host = host_of(environ)
    if host is Host.APP:
        return _asked_in_app(environ)
    if language.strip() and language.strip() not in LANGUAGES:
        raise KitError("apps.door.language", found=shown(language), expected=", ".join(LANGUAGES))
    place = network.strip() or environ.get(NETWORK, "")
    if not place:
        raise FolderError("apps.door.network")
    return Asked(host, FACILITATOR, Path(place), municipality.strip(), language.strip(), _day(as_of.strip()))


def _asked_in_app(environ: Mapping[str, str]) -> Asked:
    visitor = visitor_from(environ.get(VISITOR, ""))
    folder = environ.get(NETWORK, "")
    if visitor is None or not folder:
        raise NotAllowed("apps.door.visitor")
    wanted = _query(environ).get("municipality", "") if visitor.role is Role.FACILITATOR else visitor.municipality
    number = environ.get(LINK_NUMBER, "0")
    language = language_asked(environ, "")
    kept = Path(environ[KEPT]) if environ.get(KEPT) else None
    known = int(number) if number.isdecimal() else 0
    return Asked(Host.APP, visitor, Path(folder), wanted.strip(), language, None, known, kept)


def _query(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(environ.get(QUERY, "")).items()}


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise KitError("apps.door.as_of", found=shown(text)) from None
