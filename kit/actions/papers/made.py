"""Every paper by its id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kit.actions.papers.board import board
from kit.actions.papers.gathering import attendance, invitation
from kit.actions.papers.leader_report import leader_report
from kit.actions.papers.monthly import monthly
from kit.actions.papers.reports import final, status
from kit.actions.papers.storyboard import poster, storyboard
from kit.domain.book import Book
from kit.domain.network import Municipality
from kit.domain.paper import Link, Paper, Size
from kit.errors import ValueRefused
from kit.texts import Texts

Maker = Callable[[Book, Municipality, Texts], Paper]
_OF_ONE: Mapping[str, Maker] = {
    "leader_report": leader_report,
    "monthly": monthly,
    "storyboard": storyboard,
    "poster": poster,
    "status": status,
    "final": final,
    "board": board,
}
GATHERINGS = ("attendance", "invitation")
PAPERS = (*_OF_ONE, *GATHERINGS)
HUNG_UP = ("storyboard", "poster", "board")  # may be printed on another sheet: they only grow


def made(
    paper: str,
    book: Book,
    municipality: Municipality,
    texts: Texts,
    *,
    size: Size | None = None,
    link: Link | None = None,
) -> Paper:
    """The paper with this id for a municipality; `size` is for what is hung up, `link` for an invitation.

    Raises ValueRefused ``papers.unknown``, ``papers.no_units`` or ``papers.one_size``.
    """
    if paper not in PAPERS:
        raise ValueRefused("papers.unknown", found=paper[:40], expected=", ".join(PAPERS))
    if size is not None and paper not in HUNG_UP:
        raise ValueRefused("papers.one_size", paper=paper, expected=", ".join(HUNG_UP))
    if paper == "invitation":
        return invitation(book, municipality, texts, link)
    if paper == "attendance":
        return attendance(book, texts, municipality)
    done = _OF_ONE[paper](book, municipality, texts)
    if not done.sheets:
        raise ValueRefused("papers.no_units", municipality=municipality.name)
    return replace(done, size=size) if size else done
