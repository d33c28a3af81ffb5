"""What leaders do about the results: rounds, next actions, visits, and standard work in its rhythm."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from kit.apps import entry as typed
from kit.apps import html
from kit.apps.desk import Desk
from kit.apps.entry_words import choice_text
from kit.apps.leadership import LeadershipModel
from kit.apps.leadership_results import round_name
from kit.apps.saving import Receipt
from kit.domain.entries.entry import Entry
from kit.domain.entries.fields import specs
from kit.domain.entries.leading import NEXT_ACTION, ROUND, TASK_DONE, VISIT, NextAction, Round, Visit
from kit.domain.instruments import Instrument, Rhythm, Task
from kit.domain.leading import (
    MOST_OPEN_ACTIONS,
    Turn,
    calendar,
    late_action,
    late_visit,
    problems_of,
    tick_key,
)
from kit.errors import ValueRefused
from kit.texts import Texts

# -- rounds


class RoundDesk:
    """Opening and closing the rounds of a municipality. What may be done is checked again where it is saved."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @property
    def open(self) -> Entry[Round] | None:
        """The round that is open, or None."""
        return next((entry for entry in self.desk.of(ROUND) if entry.value.closed_on is None), None)

    def begin(self, name: str, leaders: object, staff: object, labels: tuple[str, str]) -> Receipt:
        """Open a round today. `leaders` and `staff` are what was typed: how many are invited, or nothing.

        Raises ValueRefused or FieldRefused.
        """
        values = {
            "name": name,
            "opened_on": self.desk.book.as_of,
            "invited_leaders": typed.number(leaders, labels[0]),
            "invited_staff": typed.number(staff, labels[1]),
        }
        return self.desk.save(ROUND, "", self.desk.new_key(), values)

    def close(self) -> Receipt:
        """Close the open round today, for good."""
        entry = self.open
        if entry is None:
            raise ValueRefused("leadership.round.refused.none")
        values = {spec.name: getattr(entry.value, spec.name) for spec in specs(Round)}
        return self.desk.save(ROUND, "", entry.key, {**values, "closed_on": self.desk.book.as_of})


def rounds_html(model: LeadershipModel, texts: Texts) -> Markup:
    """The rounds so far, and why results wait until a round is closed."""
    states = {True: html.Word("○", texts("leadership.round.open"), "other")}
    states[False] = html.Word("✓", texts("leadership.round.closed"), "good")
    rows = [(round_name(one, texts), states[one.open]) for one in model.rounds]
    headings = [texts("leadership.round.round"), texts("leadership.round.state")]
    return html.join(
        html.heading(2, texts("leadership.round.title")),
        html.paragraph(texts("leadership.round.why")),
        html.table(texts("leadership.round.title"), headings, rows) if rows else None,
    )


# -- next actions and visits


def action_html(entry: Entry[NextAction], desk: Desk, texts: Texts) -> Markup:
    """An action with its owner, its day, and whether it is done or late."""
    one, as_of = entry.value, desk.book.as_of
    state = html.Word("○", texts("leadership.action.open"), "mute")
    if one.done_on is not None:
        state = html.Word("✓", texts("leadership.action.done", day=one.done_on.isoformat()), "good")
    elif late_action(one, as_of):
        state = html.Word("!", texts("leadership.action.late"), "warn")
    owner = _word(desk, NEXT_ACTION, "owner", one.owner, texts)
    who = texts("leadership.action.who", owner=owner, due=one.due.isoformat())
    about = _word(desk, NEXT_ACTION, "scale", one.scale, texts) if one.scale else None
    return html.join(
        html.paragraph(one.what, "finding"),
        html.paragraph(about, "small") if about else None,
        html.paragraph(html.join(who, state, between=" ")),
    )


def _word(desk: Desk, kind: Any, field: str, value: str, texts: Texts) -> str:
    spec = next(spec for spec in specs(kind.body) if spec.name == field)
    return choice_text(desk, kind, spec, value, texts)


def actions_head(texts: Texts) -> Markup:
    """The heading of the next actions."""
    how = html.paragraph(texts("leadership.action.how", n=MOST_OPEN_ACTIONS))
    return html.join(html.heading(2, texts("leadership.action.title")), how)


def actions_html(desk: Desk, texts: Texts) -> Markup:
    """The next actions as they stand."""
    found = [action_html(entry, desk, texts) for entry in desk.of(NEXT_ACTION)]
    none = html.paragraph(texts("entries.next_action.none"))
    return html.join(actions_head(texts), html.join(*found) if found else none)


def visit_html(entry: Entry[Visit], desk: Desk, texts: Texts) -> Markup:
    """A visit with who came, what was heard, the problems that were chosen, and whether they were followed up."""
    one, who = entry.value, _word(desk, VISIT, "who", entry.value.who, texts)
    state = visit_state(one, desk.book.as_of, texts)
    return html.join(
        html.paragraph(texts("leadership.visit.by", visit=visit_name(entry, texts), who=who), "finding"),
        html.paragraph(one.heard) if one.heard else None,
        html.bullets(problems_of(one)),
        html.paragraph(state) if state else None,
    )


def visit_state(one: Visit, as_of: date, texts: Texts) -> html.Cell:
    """Whether a visit was followed up, is late, or when it will be; empty where nothing was promised."""
    if one.done_on:
        return html.Word("✓", texts("leadership.visit.done", day=one.done_on.isoformat()), "good")
    if late_visit(one, as_of):
        return html.Word("!", texts("leadership.visit.late"), "warn")
    return texts("leadership.visit.due", day=one.follow_up.isoformat()) if one.follow_up else ""


def visit_name(entry: Entry[Visit], texts: Texts) -> str:
    """A visit in two words: its kind and its day."""
    kind = texts(f"entries.visit.kind.{entry.value.kind}")
    return f"{kind} {texts.formats.short_date(entry.value.on)}"


def visits_head(desk: Desk, texts: Texts) -> Markup:
    """The heading of the visits, and how many are waiting for their follow-up."""
    waiting = [e for e in desk.book.entries(VISIT, desk.code) if late_visit(e.value, desk.book.as_of)]
    return html.join(
        html.heading(2, texts("leadership.visit.title")),
        html.paragraph(texts("leadership.visit.how")),
        html.note(texts.counted("leadership.visit.waiting", len(waiting)), warn=True) if waiting else None,
    )


def visits_html(desk: Desk, texts: Texts) -> Markup:
    """Every visit in the municipality and its units, the newest first."""
    found = sorted(desk.book.entries(VISIT, desk.code), key=lambda entry: entry.value.on, reverse=True)
    headings = [texts(f"leadership.visit.column.{name}") for name in ("when", "where", "chosen", "state")]
    rows = [_visit_row(entry, desk, texts) for entry in found]
    table = html.table(texts("leadership.visit.title"), headings, rows)
    return html.join(visits_head(desk, texts), table if rows else html.paragraph(texts("entries.visit.none")))


def _visit_row(entry: Entry[Visit], desk: Desk, texts: Texts) -> tuple[Any, ...]:
    one, unit = entry.value, desk.book.unit(entry.unit)
    state = visit_state(one, desk.book.as_of, texts)
    chosen = html.bullets(problems_of(one)) or texts.formats.number(None)
    return visit_name(entry, texts), unit.name if unit else texts("leadership.visit.municipality"), chosen, state


# -- standard work


class WorkModel:
    """The standard work of the tiers: what is due in this turn, and what is ticked off."""

    def __init__(self, desk: Desk, unit: str = "") -> None:
        self.desk, self.unit = desk, unit

    @property
    def instrument(self) -> Instrument | None:
        """The instrument whose tasks are shown; None in a programme without standard work."""
        return next((one for one in self.desk.book.programme.instruments if one.tasks), None)

    @property
    def as_of(self) -> date:
        """The day whose turns are shown."""
        return self.desk.book.as_of

    def turns(self, tier: str) -> Mapping[Rhythm, tuple[Turn, ...]]:
        """The tasks of a tier by rhythm; nothing for a tier that is not there."""
        found = self.instrument
        return calendar(found, tier, self.desk.of(TASK_DONE, self.unit), self.as_of) if found else {}

    def tick(self, task: Task, done: object) -> Receipt:
        """Tick a task off for this turn, or take the tick back."""
        key = tick_key(task, self.as_of)
        if done is True:
            return self.desk.save(TASK_DONE, self.unit, key, {"task": task.id, "on": self.as_of})
        return self.desk.take_back(TASK_DONE, self.unit, key)


def work_head(texts: Texts) -> Markup:
    """The heading of the standard work."""
    how = html.paragraph(texts("leadership.work.how"))
    return html.join(html.heading(2, texts("leadership.work.title")), how)


def work_html(model: WorkModel, texts: Texts) -> Markup:
    """The calendar of every tier: each task, how often, and whether it is done in this turn."""
    found = model.instrument
    if found is None:
        return Markup("")
    headings = [texts("leadership.work.task"), texts("leadership.work.rhythm"), texts("leadership.work.now")]
    tables = []
    for tier in found.tiers:
        rows = [
            (texts.label(turn.task.text), texts(f"leadership.rhythm.{rhythm}"), done_word(turn, texts))
            for rhythm, turns in model.turns(tier.id).items()
            for turn in turns
        ]
        tables.append(html.details(texts.label(tier.name), html.table(texts.label(tier.name), headings, rows)))
    return html.join(work_head(texts), *tables)


def done_word(turn: Turn, texts: Texts) -> html.Word:
    """Whether a task is done in its turn."""
    if turn.done:
        return html.Word("✓", texts("leadership.work.done"), "good")
    return html.Word("○", texts("leadership.work.open"), "mute")
