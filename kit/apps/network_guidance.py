"""Guidance between the seminars, pairs of pilot and new municipalities, and visits of leaders."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from markupsafe import Markup

from kit.apps import html
from kit.apps.entry_words import entry_html
from kit.apps.network import NetworkModel, section
from kit.domain.entries.entry import Entry
from kit.domain.entries.facilitating import GUIDANCE, Guidance
from kit.domain.entries.leading import VISIT
from kit.domain.facilitation import QUIET_DAYS, Contact, contacts, pairs, without_mentor
from kit.texts import Texts

SHOWN = 40
VISIT_DAYS = 90


def guidance_html(model: NetworkModel, texts: Texts) -> Markup:
    """Who was talked with when, what is open, and how often leaders have visited their units."""
    found = contacts(model.book)
    if not found:
        return html.join(section("guidance", texts), html.paragraph(texts("network.nobody")))
    quiet, late = sum(one.quiet for one in found), sum(one.late for one in found)
    said = texts("network.guidance.sentence", quiet=quiet, all=len(found), days=QUIET_DAYS)
    steps = texts.counted("network.guidance.late", late) if late else texts("network.guidance.none_late")
    return html.join(
        section("guidance", texts),
        html.paragraph(f"{said} {steps}", "finding"),
        _table(model, found[:SHOWN], texts),
        _rest(model, found[SHOWN:], texts),
    )


def _rest(model: NetworkModel, found: tuple[Contact, ...], texts: Texts) -> Markup | None:
    if not found:
        return None
    return html.details(texts.counted("network.help.others", len(found)), _table(model, found, texts))


def _table(model: NetworkModel, found: tuple[Contact, ...], texts: Texts) -> Markup:
    visits = visits_by_municipality(model)
    rows = [
        (
            model.link(one.municipality),
            _last(one, texts),
            _steps(model, one, texts),
            str(visits.get(one.municipality.code, 0)),
        )
        for one in found
    ]
    headings = [texts(f"network.guidance.{name}") for name in ("who", "last", "steps")]
    headings.append(texts("network.guidance.visits", days=VISIT_DAYS))
    return html.table(texts("network.guidance.caption"), headings, rows)


def _last(one: Contact, texts: Texts) -> html.Cell:
    if one.on is None:
        return html.Word("○", texts("network.guidance.never"), "warn")
    day = texts.formats.short_date(one.on)
    return (
        html.join(day, html.Word("▲", texts("network.guidance.long_ago"), "other"), between=" ") if one.quiet else day
    )


def _steps(model: NetworkModel, one: Contact, texts: Texts) -> html.Cell:
    return html.bullets(step_html(model, talk, texts) for talk in one.open) if one.open else "–"


def step_html(model: NetworkModel, talk: Guidance, texts: Texts) -> Markup:
    """A next step with its owner and day; late ones are marked."""
    role = model.book.programme.roles.get(talk.owner)
    due = texts.formats.short_date(talk.due) if talk.due else ""
    about = ", ".join(filter(None, (texts.label(role) if role else "", due)))
    words = Markup("{} ({})").format(talk.step, about) if about else Markup("{}").format(talk.step)
    late = talk.due is not None and talk.due < model.book.as_of
    return html.join(words, html.Word("!", texts("apps.due.late"), "warn") if late else None, between=" ")


def visits_by_municipality(model: NetworkModel) -> dict[str, int]:
    """How many visits of leaders to board meetings and units were written down lately."""
    since, counts = model.book.as_of - timedelta(days=VISIT_DAYS), dict[str, int]()
    for entry in model.book.entries(VISIT):
        if since <= entry.value.on <= model.book.as_of:
            counts[entry.municipality] = counts.get(entry.municipality, 0) + 1
    return counts


def talk_html(model: NetworkModel, entry: Entry[Any], texts: Texts) -> Markup:
    """One talk, for the list of a municipality."""
    return entry_html(entry, model.desk(entry.municipality), GUIDANCE, texts)


def log_html(model: NetworkModel, texts: Texts) -> Markup:
    """Every talk of the network, the newest first within its municipality, to be unfolded."""
    parts: list[Markup] = []
    for municipality in model.book.municipalities:
        talks = sorted(model.book.entries(GUIDANCE, municipality.code), key=lambda one: one.value.on, reverse=True)
        if talks:
            parts.append(html.heading(3, municipality.name))
            parts += [html.item(talk_html(model, talk, texts)) for talk in talks]
    if not parts:
        return Markup("")
    return html.details(texts("network.guidance.every"), *parts)


def mentors_html(model: NetworkModel, texts: Texts) -> Markup:
    """Who helps whom, and who has nobody."""
    book = model.book
    rows: list[tuple[html.Cell, ...]] = [
        (
            model.link_of(entry.value.learner),
            model.link_of(entry.value.mentor),
            entry.value.about or "–",
            entry.value.contact or "–",
            texts.formats.short_date(entry.value.next),
        )
        for entry in pairs(book)
    ]
    headings = [texts(f"network.mentors.{name}") for name in ("learner", "mentor", "about", "contact", "next")]
    table = html.table(texts("network.mentors.caption"), headings, rows) if rows else None
    alone = without_mentor(book)
    names = html.join(*(model.link(one) for one in alone[:SHOWN]), between=", ")
    if not alone:
        lacking = html.paragraph(texts("network.mentors.all"))
    else:
        rest = f" {texts.counted('network.late.more', len(alone) - SHOWN)}" if len(alone) > SHOWN else ""
        words = texts.counted("network.mentors.alone", len(alone))
        lacking = html.paragraph(Markup("{} {}{}").format(words, names, rest))
    pilots = any(one.active and one.wave == "pilot" for one in book.municipalities)
    hint = None if pilots else html.note(texts("network.mentors.no_pilots"))
    return html.join(section("mentors", texts), table, lacking, hint)
