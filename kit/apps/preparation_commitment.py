"""What the leaders promise: one page to sign, by name in the app or with a pen on paper."""

from __future__ import annotations

from markupsafe import Markup

from kit.apps import html
from kit.domain.book import Book
from kit.domain.entries.team import COMMITMENT, Commitment
from kit.texts import Texts

PROMISES = ("time", "board", "barriers", "figures", "deputies")
EMPTY_LINES = 2  # for leaders who sign on paper only


def heading_html(texts: Texts) -> Markup:
    """The section's title and what it is for."""
    title = html.heading(2, texts("apps_preparation.commitment.title"))
    return html.join(title, html.paragraph(texts("apps_preparation.commitment.how")))


def sheet_html(book: Book, code: str, texts: Texts) -> Markup:
    """The page to sign. It begins a sheet of its own when it is printed."""
    municipality = book.municipality(code)
    name = municipality.name if municipality else code
    network = book.network
    day = texts.formats.day(network.first_seminar)
    opening = texts("apps_preparation.commitment.opening", municipality=name, network=network.name, day=day)
    promises = [texts(f"apps_preparation.commitment.promise.{promise}") for promise in PROMISES]
    parts = (
        html.heading(3, texts("apps_preparation.commitment.sheet", municipality=name)),
        html.paragraph(opening),
        html.bullets(promises),
        _signed(book, code, texts),
        html.paragraph(texts("apps_preparation.commitment.basis"), "small"),
    )
    return Markup('<div class="kit-sheet">{}</div>').format(html.join(*parts))


def _signed(book: Book, code: str, texts: Texts) -> Markup:
    keys = ("leader", "hours", "visits", "promise", "signature")
    headings = [texts(f"apps_preparation.commitment.{key}") for key in keys]
    made = [entry.value for entry in book.entries(COMMITMENT, code, "")]
    rows = [_row(book, one, texts) for one in made]
    table = html.table(texts("apps_preparation.commitment.caption"), headings, rows) if rows else None
    return html.join(table, _on_paper(texts))


def _on_paper(texts: Texts) -> Markup:
    """Lines for leaders who write and sign on paper; a phone leaves them out."""
    line = Markup('<div><span class="kit-line"></span><span class="kit-small">{}</span></div>')
    one = line.format(texts("apps_preparation.commitment.write")) + line.format(
        texts("apps_preparation.commitment.here")
    )
    return Markup('<div class="kit-paper">{}</div>').format(Markup("").join([one] * EMPTY_LINES))


def _row(book: Book, one: Commitment, texts: Texts) -> tuple[html.Cell, ...]:
    role = book.programme.roles.get(one.role)
    who = html.join(one.name, texts.label(role) if role else one.role, between=Markup("<br>"))
    numbers = (texts.formats.number(one.hours), texts.formats.number(one.visits))
    if one.signed_on is None:
        return who, *numbers, one.promise, _line_to_sign(texts)
    day = texts.formats.day(one.signed_on)
    signed = html.Word("✔", texts("apps_preparation.commitment.signed", day=day), "good")
    return who, *numbers, one.promise, signed


def _line_to_sign(texts: Texts) -> Markup:
    return Markup('<span class="kit-line"></span><span class="kit-small">{}</span>').format(
        texts("apps_preparation.commitment.here")
    )
