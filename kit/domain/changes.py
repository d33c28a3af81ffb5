"""What a municipality has said anew in the last days: one change for each thing, from what stood before to now."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kit.domain.checklist import ItemStatus
from kit.domain.limits import EARLIEST

DAYS = 7
ITEM = "item"  # the kind of a change to a checklist item; the others are kinds of entries


@dataclass(frozen=True, slots=True)
class Change:
    """`before` and `now` are what `item_said` made of an item, or an entry's content; None where nothing stood.

    `key` is the item's id or the entry's key; `at` (UTC) and `by` (a visitor's id) tell of the last save.
    """

    kind: str
    municipality: str
    unit: str
    key: str
    before: str | None
    now: str | None
    at: datetime
    by: str

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What it is a change of."""
        return self.kind, self.municipality, self.unit, self.key


def item_said(status: str, owner: str, note: str) -> str:
    """What was said about an item, as one text."""
    return json.dumps([status, owner, note], ensure_ascii=False)


def item_state(said: str | None) -> tuple[str, str, str]:
    """Status, owner and note that `item_said` wrote; those of an item nobody has touched where nothing stood."""
    if said is None:
        return str(ItemStatus.NOT_STARTED), "", ""
    status, owner, note = json.loads(said)
    return str(status), str(owner), str(note)


def since(day: date) -> datetime:
    """The moment from which on a change is of the last week of `day`, in the computer's own zone."""
    return datetime.combine(max(day, EARLIEST) - timedelta(days=DAYS), datetime.min.time()).astimezone()


def with_change(changes: Iterable[Change], new: Change) -> tuple[Change, ...]:
    """The changes with a newer one, the newest last. Of the same thing it keeps what stood before the first."""
    rest, first = [], new
    for one in changes:
        if one.place == new.place:
            first = replace(new, before=one.before)
        else:
            rest.append(one)
    return (*rest, first)


def real(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes after which something else stands than before, the newest first."""
    told = [change for change in changes if _says(change, change.before) != _says(change, change.now)]
    return tuple(sorted(told, key=lambda change: change.at, reverse=True))


def _says(change: Change, said: str | None) -> object:
    return item_state(said) if change.kind == ITEM else said
