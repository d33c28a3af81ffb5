"""Warnings in words: what is wrong in a municipality, and the next step."""

from __future__ import annotations

from dataclasses import dataclass

from kit.domain.book import Book
from kit.domain.warnings import Alert, Urgency, warnings
from kit.texts import Texts


@dataclass(frozen=True, slots=True)
class Told:
    """One warning in words; `behind` are lines that name the units and the checklist items it is about."""

    check: str
    reason: str
    urgency: Urgency
    found: str
    step: str
    behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldMunicipality:
    """A municipality with its warnings, the most pressing first."""

    code: str
    name: str
    warnings: tuple[Told, ...]


def told(book: Book, words: Texts) -> tuple[ToldMunicipality, ...]:
    """Who needs help now, the one with most to do first, in the language of `words`."""
    return tuple(
        ToldMunicipality(
            one.municipality.code, one.municipality.name, tuple(_told(book, words, alert) for alert in one.alerts)
        )
        for one in warnings(book)
    )


def _told(book: Book, words: Texts, alert: Alert) -> Told:
    roles = [words.label(book.programme.roles[role]) for role in alert.roles if role in book.programme.roles]
    facts = {**alert.facts, "roles": ", ".join(roles)}
    key = alert.sentence
    found = words(key, **facts) if words.has(key) else words.counted(key, alert.n, **facts)
    return Told(alert.check, alert.reason, alert.urgency, found, words(alert.next_step), _behind(book, words, alert))


def _behind(book: Book, words: Texts, alert: Alert) -> tuple[str, ...]:
    units = [unit.name for name in alert.units if (unit := book.unit(name))]
    lines = [words("warnings.units", units=", ".join(units))] if units else []
    items = (item for name in alert.items if (item := book.programme.checklist.item(name)))
    return (*lines, *(words("warnings.item", id=item.id, text=words.label(item.text)) for item in items))
