"""Who is on each team, from the network file and from the app, and whether it is put together well."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kit.apps import html
from kit.domain.book import Book
from kit.domain.team import TeamMember, empty_roles, everybody, lead_faults, team_faults, team_of
from kit.texts import Texts


def place_name(book: Book, unit: str, texts: Texts) -> str:
    """A unit's name, or the words for the municipal level."""
    found = book.unit(unit)
    return found.name if found else texts("apps_preparation.team.municipal")


def faults(book: Book, code: str, unit: str) -> tuple[str, ...]:
    """What is wrong with the team of a unit, or at the municipal level."""
    roles = book.programme.watch.roles
    if unit:
        return tuple(team_faults(team_of(book, code, unit), roles))
    return tuple(lead_faults(everybody(book, code), roles))


def check_html(book: Book, code: str, unit: str, texts: Texts) -> Markup:
    """The composition of a team in words: what is wrong, or that nothing is."""
    found = faults(book, code, unit)
    if not found:
        return html.paragraph(html.Word("✔", texts("apps_preparation.team.fine"), "good"))
    needed = empty_roles(team_of(book, code, unit), book.programme.watch.roles)
    roles = ", ".join(_role(book, role, texts) for role in needed)
    lines = [
        html.join(html.Word("!", texts("apps_preparation.team.look"), "warn"), sentence, between=" ")
        for sentence in (texts(f"apps_preparation.team.{fault}", roles=roles) for fault in found)
    ]
    return html.bullets(lines)


def members_html(book: Book, members: Sequence[TeamMember], caption: str, texts: Texts) -> Markup:
    """A team as a table; what a network file cannot tell stays empty."""
    names = ("name", "role", "profession", "hours", "deputy")
    headings = [texts(f"entries.member.{name}") for name in names] + [texts("apps_preparation.team.from")]
    rows = [
        (
            member.name,
            _role(book, member.role, texts),
            member.profession or "–",
            texts.formats.number(member.hours),
            texts("entries.yes") if member.deputy else "–",
            texts("apps_preparation.team.app" if member.entered else "apps_preparation.team.file"),
        )
        for member in members
    ]
    return html.table(caption, headings, rows)


def team_html(book: Book, code: str, texts: Texts) -> Markup:
    """Every team of a municipality: who is on it, and the check."""
    parts = [heading_html(texts)]
    for unit in ("", *(one.id for one in book.units_of(code))):
        name, members = place_name(book, unit, texts), team_of(book, code, unit)
        parts.append(html.heading(3, name))
        if members:
            parts.append(members_html(book, members, texts("apps_preparation.team.caption", place=name), texts))
        parts.append(check_html(book, code, unit, texts))
    return html.join(*parts)


def heading_html(texts: Texts) -> Markup:
    """The section's title and what it is for."""
    title = html.heading(2, texts("apps_preparation.team.title"))
    return html.join(title, html.paragraph(texts("apps_preparation.team.how")))


def from_file_html(book: Book, code: str, unit: str, texts: Texts) -> Markup:
    """Those of a team that stand in the network file: they are changed there."""
    people = [member for member in team_of(book, code, unit) if not member.entered]
    if not people:
        return Markup("")
    lines = [f"{member.name}, {_role(book, member.role, texts)}" for member in people]
    return html.join(html.paragraph(texts("apps_preparation.team.in_file")), html.bullets(lines))


def _role(book: Book, role: str, texts: Texts) -> str:
    return texts.label(book.programme.roles[role]) if role in book.programme.roles else role
