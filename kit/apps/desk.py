"""The entries of a municipality as a page works on them: every save says what it saw; the last one can be undone."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from kit.actions import accept_entry
from kit.apps.saving import Receipt, closed
from kit.domain.book import Book
from kit.domain.entries.chart import DECISIONS
from kit.domain.entries.entry import Entry, Kind, Record, read, written
from kit.domain.entries.fields import specs
from kit.domain.seen import Seen
from kit.errors import ChangedMeanwhile, ValueRefused

KEY_BYTES = 8
Values = Mapping[str, object]
_DECISIONS = frozenset(kind.id for kind in DECISIONS)


class SaveEntry(Protocol):
    """Saves an entry; None for `values` takes it back."""

    def __call__(
        self, kind: str, municipality: str, unit: str, key: str, values: Values | None, *, seen: Seen
    ) -> Receipt: ...


@dataclass(frozen=True, slots=True)
class Change:
    """What the last save did: enough to undo it."""

    kind: Kind
    unit: str
    key: str
    before: str | None


class Desk:
    """All entries of a page. What comes in is checked where it is saved; what a browser sends is never trusted.

    `book` always holds what was saved last. When somebody else has changed an entry meanwhile, the desk takes over
    what they wrote and raises ChangedMeanwhile: saving again writes over it knowingly.
    """

    def __init__(self, book: Book, code: str, save: SaveEntry | None = None, by: str = "") -> None:
        self.book, self.code, self.by = book, code, by
        self._save = save
        self._last: Change | None = None
        self._watchers: list[Callable[[], None]] = []

    @property
    def can_save(self) -> bool:
        """Whether the page may save."""
        return self._save is not None

    @property
    def can_undo(self) -> bool:
        """Whether there is a save of this page to undo."""
        return self._last is not None

    def of(self, kind: Kind, unit: str = "") -> tuple[Entry[Any], ...]:
        """The entries of a kind in a unit, or of the municipality itself; the oldest first."""
        return self.book.entries(kind, "" if kind.level == "network" else self.code, unit)

    def one(self, kind: Kind, unit: str, key: str) -> Entry[Any] | None:
        """The entry with this key, or None."""
        return next((entry for entry in self.of(kind, unit) if entry.key == key), None)

    def new_key(self) -> str:
        """A key for an entry that is not there yet."""
        return secrets.token_hex(KEY_BYTES)

    def save(self, kind: Kind, unit: str, key: str, values: Values) -> Receipt:
        """Check and save an entry. Raises FieldRefused, ChangedMeanwhile, or whatever the save raises."""
        made = accept_entry.body(self.book, kind, self.code, unit, values, self.book.as_of)
        return self._write(kind, unit, key, made)

    def take_back(self, kind: Kind, unit: str, key: str) -> Receipt:
        """Take an entry back; the history keeps it."""
        if self._content(kind, unit, key) is None:
            raise ValueRefused("apps.refused.nothing")
        return self._write(kind, unit, key, None)

    def undo(self) -> Receipt:
        """Undo the last save of this page, unless somebody has changed the entry since."""
        last = self._last
        if last is None:
            raise ValueRefused("entries.undo.nothing")
        before = None if last.before is None else read(last.kind, last.before)
        receipt = self._write(last.kind, last.unit, last.key, before)
        self._last = None
        return receipt

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` after every save, and after every notice of another's."""
        self._watchers.append(watcher)

    def _content(self, kind: Kind, unit: str, key: str) -> str | None:
        place = (kind.id, self.code, unit, key)
        found = next((r for r in self.book.records if (r.kind, r.municipality, r.unit, r.key) == place), None)
        return found.content if found else None

    def _write(self, kind: Kind, unit: str, key: str, made: Any) -> Receipt:
        if self._save is None:
            raise closed()
        before = self._content(kind, unit, key)
        values = None if made is None else {spec.name: getattr(made, spec.name) for spec in specs(kind.body)}
        try:
            receipt = self._save(kind.id, self.code, unit, key, values, seen=Seen(before))
        except ChangedMeanwhile as news:
            said = news.said if isinstance(news.said, str) else None
            self._keep(Record(kind.id, self.code, unit, key, said, news.at, news.by))
            raise
        content = None if made is None else written(made)
        self._last = Change(kind, unit, key, before) if receipt.changed else self._last
        self._keep(Record(kind.id, self.code, unit, key, content, receipt.at, self.by))
        return receipt

    def _keep(self, record: Record) -> None:
        place = (record.kind, record.municipality, record.unit, record.key)
        records, new = [], True
        for old in self.book.records:
            same = (old.kind, old.municipality, old.unit, old.key) == place
            records.append(record if same else old)
            new = new and not same
        self.book = replace(self.book, records=(*records, record) if new else tuple(records))
        self._remember(record)
        for watcher in self._watchers:
            watcher()

    def _remember(self, record: Record) -> None:
        """Keep every word about a chart; a save that changed nothing says nothing new."""
        if record.kind not in _DECISIONS:
            return
        place = (record.kind, record.unit, record.key)
        last = next((r for r in reversed(self.book.decided) if (r.kind, r.unit, r.key) == place), None)
        if last is None or last.content != record.content:
            self.book = replace(self.book, decided=(*self.book.decided, record))
