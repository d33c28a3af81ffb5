"""What a gathering needs on paper: an invitation with link and QR code, and a list to sign."""

from __future__ import annotations

from kit.actions.papers import words
from kit.domain.book import Book
from kit.domain.network import Municipality, Seminar
from kit.domain.paper import Blank, Grid, Link, Paper, Piece, Points, Section, Sheet, Words
from kit.domain.team import team_of
from kit.texts import Texts

EMPTY_ROWS = 6
_KINDS = ("information", "preparation", "learning", "final")  # those that have an invitation of their own


def next_seminar(book: Book) -> Seminar | None:
    """The next gathering of the network; where all are over, the last one."""
    ahead = [one for one in book.seminars if one.on >= book.as_of]
    return min(ahead, key=lambda one: one.on) if ahead else max(book.seminars, key=lambda one: one.on, default=None)


def invitation(book: Book, municipality: Municipality, texts: Texts, link: Link | None = None) -> Paper:
    """An A4 page to the leaders of a municipality: when, for whom, what to bring, and how to answer."""
    seminar = next_seminar(book)
    kind = seminar.kind if seminar and seminar.kind in _KINDS else "learning"
    when = texts.formats.day(seminar.on) if seminar else texts.formats.day(None)
    sections = (
        Section(texts("papers.invitation.when"), (Words(when, "lead"), Blank((texts("papers.invitation.place"),)))),
        Section(texts("papers.invitation.who"), (Words(texts(f"papers.invitation.for.{kind}")),)),
        Section(texts("papers.invitation.why"), (Words(texts(f"papers.invitation.why.{kind}")),), span=2),
        Section(texts("papers.invitation.bring"), (Points(_bring(kind, texts), ticks=True),), span=2),
        Section(texts("papers.invitation.link"), _linked(link, texts), span=2),
        Section(
            texts("papers.invitation.answer"),
            (Blank((texts("papers.invitation.coming"), texts("papers.invitation.needs"))),),
            2,
        ),
    )
    name = seminar.name if seminar else book.network.name
    lead = f"{municipality.name} · {book.network.name}"
    sheet = Sheet(texts("papers.name.invitation"), name, lead, sections, words.foot(book, texts))
    return Paper("invitation", texts("papers.name.invitation"), texts.language, (sheet,), rems=50.0)


def _bring(kind: str, texts: Texts) -> tuple[str, ...]:
    return tuple(texts(f"papers.invitation.bring.{kind}").split("\n"))


def _linked(link: Link | None, texts: Texts) -> tuple[Piece, ...]:
    return (link,) if link else (Words(texts("papers.invitation.no_link")),)


def attendance(book: Book, texts: Texts, municipality: Municipality | None = None) -> Paper:
    """A list to sign, by municipality, with empty rows for those whom nobody had written down."""
    seminar = next_seminar(book)
    places = (municipality,) if municipality else tuple(one for one in book.municipalities if one.active)
    headings = tuple(texts(f"papers.attendance.{name}") for name in ("name", "role", "unit", "signed"))
    sections = tuple(
        Section(place.name, (Grid("", headings, _rows(book, place, texts), narrow=(1, 2), tall=True),), span=2)
        for place in places
    )
    title = seminar.name if seminar else book.network.name
    lead = f"{texts.formats.day(seminar.on)} · {book.network.name}" if seminar else book.network.name
    sheet = Sheet(texts("papers.name.attendance"), title, lead, sections, texts("papers.attendance.foot"))
    return Paper("attendance", texts("papers.name.attendance"), texts.language, (sheet,), flows=True)


def _rows(book: Book, place: Municipality, texts: Texts) -> tuple[tuple[str, ...], ...]:
    places = {"": "", **{unit.id: unit.name for unit in book.units_of(place.code)}}
    known = tuple(
        (member.name, words.role_name(book, member.role, texts), name, "")
        for unit, name in places.items()
        for member in team_of(book, place.code, unit)
    )
    return (*known, *((("",) * 4,) * EMPTY_ROWS))
