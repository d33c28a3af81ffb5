"""Every error the kit raises on purpose.

KitError
├── ProblemsFound      input was read and has faults: all of them, each with its place
├── NotAllowed         this visitor may not read or write this
├── LinkError          a sign-in link cannot be used
│   ├── LinkBroken     not ours, changed, or cut off when it was copied
│   ├── LinkExpired    ours, but too old
│   └── LinkRevoked    ours, but called back: its holder has got a newer one, or none
├── StoreError         the database cannot be used (broken, newer than the kit, busy, unwritable)
├── FolderError        the network folder is missing, unwritable or not empty
├── ValueRefused       a single entry is not acceptable (an app shows the sentence beside the field)
│   └── FieldRefused   the same, of one named field
├── ChangedMeanwhile   somebody else has saved something different here since the page showed it
├── PrintFailed        a program on this computer made no file of a paper
└── RunFailed          a notebook failed for a municipality

An error carries a catalogue key and the facts; `kit.texts` turns them into a sentence in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a fault: any part may be empty. `cell` is an address such as ``C7``."""

    file: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in the input: `key` names the sentence in the catalogue, `values` its facts."""

    key: str
    where: Where = field(default_factory=Where)
    values: Mapping[str, Value] = field(default_factory=dict)


class KitError(Exception):
    """An error whose text is made at the edge, from `key` and `values`."""

    def __init__(self, key: str, /, **values: Value) -> None:
        super().__init__(key)
        self.key = key
        self.values: Mapping[str, Value] = values

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.key} ({facts})" if facts else self.key


class ProblemsFound(KitError):
    """Input was read to the end and has faults; nothing of it was kept."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("problems.found", n=len(problems))
        self.problems = problems


class NotAllowed(KitError):
    """The visitor may not read or write what was asked for."""


class LinkError(KitError):
    """A sign-in link cannot be used."""


class LinkBroken(LinkError):
    """The link is not one of ours, was changed, or was cut off."""


class LinkExpired(LinkError):
    """The link is ours but too old."""


class LinkRevoked(LinkError):
    """The link is ours but was called back."""


class StoreError(KitError):
    """The database cannot be used."""


class FolderError(KitError):
    """The network folder is missing, unwritable, or not empty."""


class ValueRefused(KitError):
    """One entry is not acceptable."""


class FieldRefused(ValueRefused):
    """One field of an entry is not acceptable; `field` is its name in the entry's class."""

    def __init__(self, key: str, field: str, /, **values: Value) -> None:
        super().__init__(key, **values)
        self.field = field


class ChangedMeanwhile(KitError):
    """Somebody else has saved something different since the page showed what stood; nothing was saved.

    `said` is what stands now, as the store says it (see `kit.domain.seen.Seen`); `by` a visitor's id; `at` in UTC.
    """

    def __init__(self, said: tuple[object, ...] | str | None, by: str, at: datetime) -> None:
        super().__init__("entries.changed_meanwhile")
        self.said, self.by, self.at = said, by, at


class PrintFailed(KitError):
    """A program that makes a file of a paper failed."""


class RunFailed(KitError):
    """A notebook failed for a municipality."""
