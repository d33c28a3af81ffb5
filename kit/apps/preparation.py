"""The preparation of one municipality: its checklist, how ready it is, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from markupsafe import Markup

from kit.actions import accept
from kit.apps import html
from kit.apps.saving import Receipt, closed
from kit.domain.book import Book
from kit.domain.checklist import CLOSED, Band, ChecklistItem, ItemState, ItemStatus, Readiness, readiness
from kit.texts import Texts

STATUS_SYMBOL = {
    ItemStatus.NOT_STARTED: ("○", "mute"),
    ItemStatus.BEGUN: ("◔", "mute"),
    ItemStatus.NEARLY: ("◕", "mute"),
    ItemStatus.DONE: ("●", "good"),
    ItemStatus.NOT_RELEVANT: ("–", "mute"),
}
BAND_SYMBOL = {Band.RED: ("■", "warn"), Band.AMBER: ("▲", "other"), Band.GREEN: ("✔", "good")}


class SaveItem(Protocol):
    """Saves one item for the municipality of the page."""

    def __call__(self, item: str, status: ItemStatus, owner: str, note: str) -> Receipt: ...


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item with what was said about it. `late` and `blocks` are only true while the item is open."""

    item: ChecklistItem
    state: ItemState
    due: date
    blocks: bool
    late: bool


class PreparationModel:
    """The checklist of one municipality. Everything that comes in is checked here, and again where it is saved."""

    def __init__(self, book: Book, code: str, save: SaveItem | None = None) -> None:
        self.book, self.code = book, code
        self._save = save
        self._states = dict(book.checklist.get(code, {}))
        self._watchers: list[Callable[[], None]] = []

    @property
    def can_save(self) -> bool:
        """Whether the page may save."""
        return self._save is not None

    @property
    def readiness(self) -> Readiness:
        """How ready the municipality is now."""
        book = self.book
        return readiness(book.programme.checklist, self._states, book.network.first_seminar, book.as_of)

    def row(self, item: ChecklistItem) -> ItemRow:
        """One item as it stands."""
        state = self._states.get(item.id) or ItemState(item.id)
        due = item.due(self.book.network.first_seminar)
        is_open = state.status not in CLOSED
        return ItemRow(item, state, due, is_open and item.critical, is_open and due < self.book.as_of)

    def rows(self, theme: str = "") -> tuple[ItemRow, ...]:
        """The items of a theme, or all of them, in the order of the list."""
        items = self.book.programme.checklist.items
        return tuple(self.row(item) for item in items if theme in ("", item.theme))

    def blockers(self) -> tuple[ItemRow, ...]:
        """Open critical items: while there is one, the municipality is not ready. The first due comes first."""
        return tuple(sorted((row for row in self.rows() if row.blocks), key=lambda row: row.due))

    def late(self) -> tuple[ItemRow, ...]:
        """Other open items past their due day, the oldest first."""
        return tuple(sorted((row for row in self.rows() if row.late and not row.blocks), key=lambda row: row.due))

    def owner(self, row: ItemRow) -> str:
        """The role that has the item now."""
        return row.state.owner or row.item.owners[0]

    def _row_of(self, item_id: str) -> ItemRow:
        return next(row for row in self.rows() if row.item.id == item_id)

    def save_item(self, item_id: object, status: object, owner: object, note: object) -> Receipt:
        """Check one item and save it. Raises ValueRefused, or whatever the save raises; then nothing has changed."""
        said = accept.item_state(self.book, item_id, status, owner, note)
        row = self._row_of(said.item)
        if not row.state.owner and said.owner == row.item.owners[0]:
            said = replace(said, owner="")
        if self._save is None:
            raise closed()
        receipt = self._save(said.item, said.status, said.owner, said.note)
        self._states[said.item] = replace(said, changed_at=receipt.at)
        for watcher in self._watchers:
            watcher()
        return receipt

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` after every save."""
        self._watchers.append(watcher)


def status_word(status: ItemStatus, texts: Texts) -> html.Word:
    """A status as a symbol and a word."""
    symbol, tone = STATUS_SYMBOL[status]
    return html.Word(symbol, texts(f"apps.status.{status}"), tone)


def band_word(band: Band, texts: Texts) -> html.Word:
    """A readiness band as a symbol and a word."""
    symbol, tone = BAND_SYMBOL[band]
    return html.Word(symbol, texts(f"apps.band.{band}"), tone)


def owners(model: PreparationModel, row: ItemRow, texts: Texts) -> str:
    """Who has the item: the role that was chosen, else the roles the list proposes."""
    roles = model.book.programme.roles
    ids = (row.state.owner,) if row.state.owner else row.item.owners
    return ", ".join(texts.label(roles[role]) if role in roles else role for role in ids)


def due_text(row: ItemRow, texts: Texts) -> str:
    """The due day and how many weeks before the first learning seminar it is."""
    weeks = row.item.due_week
    form = "day" if weeks == 0 else "one" if weeks == 1 else "other"
    return texts(f"apps.due.{form}", day=texts.formats.short_date(row.due), n=float(weeks))


def due_cell(row: ItemRow, texts: Texts) -> html.Cell:
    """The due day for a table, with a word when it has passed and the item is open."""
    day = texts.formats.short_date(row.due)
    return html.join(day, html.Word("!", texts("apps.due.late"), "warn"), between=Markup("<br>")) if row.late else day


def item_text(row: ItemRow, texts: Texts) -> Markup:
    """The item's sentence with its id, a tag when it is critical, what shows it is in place, and its evidence mark."""
    critical = Markup(' <span class="kit-mark">{}</span>').format(texts("apps.critical")) if row.item.critical else ""
    evidence = texts("apps.evidence", text=texts.label(row.item.evidence))
    sentence = Markup('{} <span class="kit-plain">{}</span>{}').format(
        row.item.id, texts.label(row.item.text), critical
    )
    small = Markup('<br><span class="kit-small">{}</span>')
    return html.join(sentence, small.format(evidence), small.format(texts(f"apps.mark.{row.item.mark}")))


def summary(model: PreparationModel, texts: Texts) -> Markup:
    """The score, the band in a word, and one sentence on what it means."""
    now = model.readiness
    score = texts.formats.percent(None if now.score is None else 100 * now.score)
    top = Markup('<p><span class="kit-number">{}</span>{}</p>').format(score, band_word(now.band, texts))
    done = texts("apps.readiness.done", done=now.done, relevant=now.relevant)
    blocking = texts.counted("apps.readiness.blocking", len(now.blockers)) if now.blockers else ""
    late = texts.counted("apps.readiness.late", len(now.overdue)) if now.overdue else ""
    return html.card(top, html.paragraph(" ".join(text for text in (done, blocking, late) if text)))


def themes(model: PreparationModel, texts: Texts) -> Markup:
    """How far each theme is."""
    rows: list[tuple[html.Cell, ...]] = []
    names = {theme.id: theme.name for theme in model.book.programme.checklist.themes}
    for theme in model.readiness.themes:
        share = html.bar(theme.score) if theme.score is not None else None
        percent = texts.formats.percent(None if theme.score is None else 100 * theme.score)
        done = texts("apps.readiness.of", done=theme.done, relevant=theme.relevant)
        rows.append((texts.label(names[theme.theme]), html.join(percent, share), done))
    headings = [texts(f"apps.readiness.{name}") for name in ("theme", "score", "items")]
    return html.table(texts("apps.readiness.themes"), headings, rows)


def readiness_html(model: PreparationModel, texts: Texts) -> Markup:
    """The readiness of the municipality, whole and by theme, with how it is counted."""
    title = html.heading(2, texts("apps.readiness.title"))
    how = html.paragraph(texts("apps.readiness.how"), "small")
    return html.join(title, summary(model, texts), themes(model, texts), how)


def _open_items(model: PreparationModel, rows: tuple[ItemRow, ...], caption: str, texts: Texts) -> Markup:
    headings = [texts(f"apps.items.{name}") for name in ("item", "status", "owner", "due")]
    cells = [
        (
            Markup('{} <span class="kit-plain">{}</span>').format(row.item.id, texts.label(row.item.text)),
            status_word(row.state.status, texts),
            owners(model, row, texts),
            due_cell(row, texts),
        )
        for row in rows
    ]
    return html.table(caption, headings, cells)


def blockers_html(model: PreparationModel, texts: Texts) -> Markup:
    """What keeps the municipality from being ready, and what else is late."""
    blockers, late = model.blockers(), model.late()
    parts = [html.heading(2, texts("apps.blockers.title"))]
    if blockers:
        parts.append(_open_items(model, blockers, texts("apps.blockers.caption"), texts))
    else:
        parts.append(html.paragraph(texts("apps.blockers.none")))
    if late:
        parts.append(_open_items(model, late, texts("apps.blockers.late"), texts))
    return html.join(*parts)


def checklist_html(model: PreparationModel, texts: Texts) -> Markup:
    """The whole list with what was said about every item."""
    headings = [texts(f"apps.items.{name}") for name in ("item", "status", "owner", "due", "note")]
    parts = [html.heading(2, texts("apps.checklist.title")), html.paragraph(texts("apps.checklist.due"), "small")]
    for theme in model.book.programme.checklist.themes:
        rows = [
            (
                item_text(row, texts),
                status_word(row.state.status, texts),
                owners(model, row, texts),
                due_cell(row, texts),
                row.state.note,
            )
            for row in model.rows(theme.id)
        ]
        parts.append(html.table(texts.label(theme.name), headings, rows))
    return html.join(*parts)
