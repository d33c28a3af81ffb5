"""What the models share about saving: they check with `kit.actions.accept`, then call the function handed in."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from kit.errors import KitError, ValueRefused
from kit.texts import Texts


class Receipt(Protocol):
    """What a save gives back: when it was on disk, and whether anything was different from before."""

    @property
    def at(self) -> datetime: ...

    @property
    def changed(self) -> bool: ...


def clock(receipt: Receipt, texts: Texts) -> str:
    """The time of a save in the reader's own zone."""
    return texts.formats.time(receipt.at.astimezone())


def receipt_sentence(receipt: Receipt, texts: Texts) -> str:
    """What the status line says after a save."""
    if not receipt.changed:
        return texts("apps.saved.unchanged")
    return texts("apps.saved.at", time=clock(receipt, texts))


def error_sentence(error: Exception, texts: Texts) -> str:
    """What the reader is told about an error: the kit's own in its words, anything else in one calm sentence."""
    try:
        return texts.error(error) if isinstance(error, KitError) else texts("apps.unexpected")
    except (KeyError, IndexError):  # a fact that the sentence needs is missing: still no traceback for the reader
        return texts("apps.unexpected")


def closed() -> ValueRefused:
    """The refusal of a page on which nothing can be saved."""
    return ValueRefused("apps.refused.closed")
