"""The preparation of one municipality: its checklist as a page works on it, with everything entered beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from kit.actions import accept
from kit.apps.desk import Desk
from kit.apps.saving import Receipt, closed
from kit.domain.book import Book
from kit.domain.changes import ITEM, Change, item_said, with_change
from kit.domain.checklist import CLOSED, ChecklistItem, ItemState, ItemStatus, Readiness
from kit.domain.seen import Seen
from kit.errors import ChangedMeanwhile, ValueRefused

Place = tuple[str, str, str, str]


class SaveItem(Protocol):
    """Saves one item for the municipality of the page."""

    def __call__(self, item: str, status: ItemStatus, owner: str, note: str, *, seen: Seen) -> Receipt: ...


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item with what was said about it. `late` and `blocks` are only true while the item is open."""

    item: ChecklistItem
    state: ItemState
    due: date
    blocks: bool
    late: bool

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.state.status not in CLOSED


class PreparationModel:
    """The preparation of one municipality. Everything that comes in is checked here, and again where it is saved.

    `book` always holds what was saved last, of the checklist and of the entries of the `desk`. `places` are the units
    whose team the visitor may write down; an empty text stands for the municipality itself.
    """

    def __init__(
        self,
        book: Book,
        code: str,
        save: SaveItem | None = None,
        desk: Desk | None = None,
        places: Collection[str] = (),
    ) -> None:
        self.code, self.places = code, frozenset(places)
        self.desk = desk or Desk(book, code)
        self._save = save
        self._states = dict(book.checklist.get(code, {}))
        self._lately = book.lately
        self._known = self._contents()
        self._last: ItemState | None = None
        self._watchers: list[Callable[[], None]] = []
        self.desk.watch(self._entered)

    @property
    def book(self) -> Book:
        """Everything as it stands now."""
        found = self.desk.book
        return replace(found, checklist={**found.checklist, self.code: dict(self._states)}, lately=self._lately)

    @property
    def can_save(self) -> bool:
        """Whether the page may save items."""
        return self._save is not None

    @property
    def readiness(self) -> Readiness:
        """How ready the municipality is now."""
        return self.book.readiness(self.code)

    @property
    def undoable(self) -> str:
        """The item whose last save can be undone; empty when there is none."""
        return self._last.item if self._last else ""

    def row(self, item: ChecklistItem) -> ItemRow:
        """One item as it stands."""
        state = self._states.get(item.id) or ItemState(item.id)
        due = item.due(self.desk.book.network.first_seminar)
        is_open = state.status not in CLOSED
        return ItemRow(item, state, due, is_open and item.critical, is_open and due < self.desk.book.as_of)

    def rows(self, theme: str = "") -> tuple[ItemRow, ...]:
        """The items of a theme, or all of them, in the order of the list."""
        items = self.desk.book.programme.checklist.items
        return tuple(self.row(item) for item in items if theme in ("", item.theme))

    def blockers(self) -> tuple[ItemRow, ...]:
        """Open critical items: while there is one, the municipality is not ready. The first due comes first."""
        return tuple(sorted((row for row in self.rows() if row.blocks), key=lambda row: row.due))

    def late(self) -> tuple[ItemRow, ...]:
        """Other open items past their due day, the oldest first."""
        return tuple(sorted((row for row in self.rows() if row.late and not row.blocks), key=lambda row: row.due))

    def next_step(self) -> ItemRow | None:
        """The one thing to do next: overdue and critical, else overdue, else due first; None when all is done."""
        rows = [row for row in self.rows() if row.open]
        return min(rows, key=_pressing, default=None)

    def owner(self, row: ItemRow) -> str:
        """The role that has the item now."""
        return row.state.owner or row.item.owners[0]

    def row_of(self, item_id: str) -> ItemRow:
        """The item with this id as it stands."""
        return next(row for row in self.rows() if row.item.id == item_id)

    def save_item(self, item_id: object, status: object, owner: object, note: object) -> Receipt:
        """Check one item and save it. Raises ValueRefused, or whatever the save raises; then nothing has changed.

        When somebody else has changed the item meanwhile, the model takes over what they said and raises
        ChangedMeanwhile: saving again writes over it knowingly.
        """
        said = accept.item_state(self.desk.book, item_id, status, owner, note)
        row = self.row_of(said.item)
        if not row.state.owner and said.owner == row.item.owners[0]:
            said = replace(said, owner="")
        return self._write(said)

    def undo(self) -> Receipt:
        """Undo the last save of an item, unless somebody has changed it since."""
        last = self._last
        if last is None:
            raise ValueRefused("entries.undo.nothing")
        receipt = self._write(last)
        self._last = None
        return receipt

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` after every save of an item or an entry."""
        self._watchers.append(watcher)

    def _write(self, said: ItemState) -> Receipt:
        if self._save is None:
            raise closed()
        before = self._states.get(said.item)
        seen = Seen(None if before is None else _said(before))
        try:
            receipt = self._save(said.item, said.status, said.owner, said.note, seen=seen)
        except ChangedMeanwhile as news:
            self._take_over(said.item, news)
            raise
        if receipt.changed:
            self._last = before or ItemState(said.item)
        self._keep(replace(said, changed_at=receipt.at), self.desk.by)
        return receipt

    def _take_over(self, item: str, news: ChangedMeanwhile) -> None:
        status, owner, note = news.said if isinstance(news.said, tuple) else (ItemStatus.NOT_STARTED, "", "")
        self._last = None
        self._keep(ItemState(item, ItemStatus(str(status)), str(owner), str(note), news.at), news.by)

    def _keep(self, state: ItemState, by: str) -> None:
        before = self._states.get(state.item)
        self._states[state.item] = state
        if state.changed_at is not None:
            was = None if before is None else item_said(*_said(before))
            self._note(Change(ITEM, self.code, "", state.item, was, item_said(*_said(state)), state.changed_at, by))
        self._tell()

    def _entered(self) -> None:
        """An entry was saved: note what stood there before."""
        for record in self.desk.book.records:
            place = (record.kind, record.municipality, record.unit, record.key)
            before = self._known.get(place)
            if record.content != before:
                self._note(Change(*place, before, record.content, record.at, record.by))
        self._known = self._contents()
        self._tell()

    def _contents(self) -> dict[Place, str | None]:
        records = self.desk.book.records
        return {(one.kind, one.municipality, one.unit, one.key): one.content for one in records}

    def _note(self, change: Change) -> None:
        self._lately = with_change(self._lately, change)

    def _tell(self) -> None:
        for watcher in self._watchers:
            watcher()


def _said(state: ItemState) -> tuple[str, str, str]:
    return str(state.status), state.owner, state.note


def _pressing(row: ItemRow) -> tuple[bool, bool, date, bool]:
    critical = row.item.critical
    return not (row.late and critical), not row.late, row.due, not critical
