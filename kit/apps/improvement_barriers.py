"""A unit's barriers as a log: how long each has stood, to whom it went, and what the leader answered."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kit.apps import html
from kit.apps.entry_words import value_text
from kit.apps.improvement import ImprovementModel
from kit.domain.barriers import LATE_AFTER_DAYS, State, usual_days, waiting
from kit.domain.entries.entry import Entry
from kit.domain.entries.fields import specs
from kit.domain.entries.improvement import BARRIER
from kit.texts import Texts

SYMBOLS = {
    State.WAITING: ("○", "mute"),
    State.LATE: ("!", "warn"),
    State.ANSWERED: ("◕", "other"),
    State.SOLVED: ("●", "good"),
}


def _said(model: ImprovementModel, entry: Entry[Any], name: str, texts: Texts) -> str:
    spec = next(one for one in specs(BARRIER.body) if one.name == name)
    return value_text(getattr(entry.value, name), model.desk, BARRIER, spec, texts)


def _pair(model: ImprovementModel, entry: Entry[Any], names: tuple[str, str], texts: Texts) -> str:
    return ", ".join(filter(None, (_said(model, entry, name, texts) for name in names)))


def state_words(model: ImprovementModel, entry: Entry[Any], texts: Texts) -> Markup:
    """Where a barrier stands, and the days behind it."""
    now = waiting(entry.value, model.as_of)
    symbol, tone = SYMBOLS[now.state]
    word = html.Word(symbol, texts(f"improvement.barrier.{now.state}"), tone)
    days = texts.counted("improvement.barrier.open", now.days_open)
    answer = "" if now.days_to_answer is None else texts.counted("improvement.barrier.took", now.days_to_answer)
    return html.join(word, *filter(None, (days, answer)), between=Markup("<br>"))


def barrier_html(model: ImprovementModel, entry: Entry[Any], texts: Texts) -> Markup:
    """One barrier with its answer, for the list in which it is edited."""
    pairs = [
        (texts("improvement.barrier.raised"), _pair(model, entry, ("raised_on", "raised_with"), texts)),
        (texts("improvement.barrier.escalated"), _pair(model, entry, ("escalated_on", "escalated_to"), texts)),
        (texts("entries.barrier.answer"), _pair(model, entry, ("answer", "answered_on"), texts)),
    ]
    head = html.paragraph(Markup("<strong>{}</strong>").format(entry.value.what))
    return html.join(head, html.paragraph(state_words(model, entry, texts)), html.definitions(pairs))


def summary_html(model: ImprovementModel, unit: str, texts: Texts) -> Markup:
    """How many wait too long, and how long an answer usually takes."""
    entries = model.desk.of(BARRIER, unit)
    late = sum(waiting(entry.value, model.as_of).state is State.LATE for entry in entries)
    usual = usual_days([entry.value for entry in entries], model.as_of)
    limit = texts.counted("improvement.barrier.late_count", late, days=float(LATE_AFTER_DAYS)) if late else ""
    told = texts("improvement.barrier.usual", days=usual) if usual is not None else ""
    return html.join(html.note(limit, warn=True) if limit else None, html.paragraph(told) if told else None)


def barriers_html(model: ImprovementModel, unit: str, texts: Texts) -> Markup:
    """The log of a unit."""
    entries = model.desk.of(BARRIER, unit)
    if not entries:
        return html.paragraph(texts("entries.barrier.none"))
    rows = [
        (
            entry.value.what,
            _pair(model, entry, ("raised_on", "raised_with"), texts),
            _pair(model, entry, ("escalated_on", "escalated_to"), texts) or "–",
            _pair(model, entry, ("answer", "answered_on"), texts) or "–",
            state_words(model, entry, texts),
        )
        for entry in entries
    ]
    names = ("what", "raised", "escalated", "answer", "state")
    headings = [texts(f"improvement.barrier.column.{name}") for name in names]
    return html.join(summary_html(model, unit, texts), html.table(texts("improvement.barrier.log"), headings, rows))
