"""The phases of the run as dates for this network, and whether the collection of data is ready."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable

from markupsafe import Markup

from kit.actions.calendar_words import line_of
from kit.apps import html
from kit.apps.preparation_readiness import days_text
from kit.domain.book import Book
from kit.domain.calendar import CalendarEntry, EntryKind, calendar
from kit.domain.data_ready import Gap, data_readiness
from kit.domain.network import Unit
from kit.texts import Texts


def calendar_html(book: Book, code: str, texts: Texts, file: bytes) -> Markup:
    """Phases and gatherings in order of time; what comes every month is told once. `file` is the calendar to save."""
    rows = [_row(book, entry, texts) for entry in _told_once(book)]
    if not rows:
        return Markup("")
    headings = [texts(f"apps_preparation.calendar.{name}") for name in ("what", "when", "status", "task")]
    title = html.heading(2, texts("apps_preparation.calendar.title"))
    link = Markup('<p><a download="{}.ics" href="data:text/calendar;charset=utf-8;base64,{}">{}</a></p>').format(
        f"{book.network.id}-{code}", b64encode(file).decode(), texts("apps_preparation.calendar.save")
    )
    return html.join(title, link, html.table(texts("apps_preparation.calendar.caption"), headings, rows))


def _told_once(book: Book) -> list[CalendarEntry]:
    """The entries, of those that come every month only the next one, or the last when none is left."""
    found, monthly = [], set()
    entries = calendar(book)
    for entry in entries:
        if entry.kind is not EntryKind.MONTHLY:
            found.append(entry)
        elif entry.phase not in monthly:
            same = [one for one in entries if one.kind is EntryKind.MONTHLY and one.phase == entry.phase]
            ahead = [one for one in same if one.first >= book.as_of]
            found.append(ahead[0] if ahead else same[-1])
            monthly.add(entry.phase)
    return sorted(found, key=lambda entry: (entry.first, entry.last))


def _row(book: Book, entry: CalendarEntry, texts: Texts) -> tuple[html.Cell, ...]:
    line = line_of(book, texts, entry)
    days = days_text(entry.first, entry.last, texts)
    ahead = entry.kind is EntryKind.MONTHLY and entry.last >= book.as_of
    when = texts("apps_preparation.calendar.monthly", day=days) if ahead else days
    about = Markup("<br>").join(part for part in (*line.text.split("\n"), line.who) if part)
    return line.title, when, _status(book, entry, texts), Markup('<span class="kit-small">{}</span>').format(about)


def _status(book: Book, entry: CalendarEntry, texts: Texts) -> html.Word:
    if entry.last < book.as_of:
        return html.Word("✔", texts("apps_preparation.calendar.over"), "mute")
    if entry.first <= book.as_of:
        return html.Word("●", texts("apps_preparation.calendar.now"), "good")
    return html.Word("→", texts("apps_preparation.calendar.coming"), "mute")


def data_html(book: Book, code: str, texts: Texts) -> Markup:
    """Which measures in use lack a plan for their data, and what is missing in it."""
    found = data_readiness(book, code)
    title = html.heading(2, texts("apps_preparation.data.title"))
    if not found.in_use:
        return html.join(title, html.paragraph(texts("apps_preparation.data.none_in_use")))
    settled = texts("apps_preparation.data.settled", n=found.in_use - len(found.gaps), all=found.in_use)
    how = html.paragraph(texts("apps_preparation.data.how"), "small")
    if not found.gaps:
        return html.join(title, html.paragraph(html.Word("✔", settled, "good")), how)
    headings = [texts(f"apps_preparation.data.{name}") for name in ("unit", "measure", "missing")]
    rows = [
        (
            unit.name,
            ", ".join(texts.label(gap.measure.name) for gap in gaps),
            ", ".join(texts(f"apps_preparation.data.lack.{one}") for one in missing),
        )
        for (unit, missing), gaps in _alike(found.gaps).items()
    ]
    return html.join(
        title, html.paragraph(settled), html.table(texts("apps_preparation.data.caption"), headings, rows), how
    )


def _alike(gaps: Iterable[Gap]) -> dict[tuple[Unit, tuple[str, ...]], list[Gap]]:
    """The gaps of a unit that miss the same, together."""
    found: dict[tuple[Unit, tuple[str, ...]], list[Gap]] = {}
    for gap in gaps:
        found.setdefault((gap.unit, gap.missing), []).append(gap)
    return found
