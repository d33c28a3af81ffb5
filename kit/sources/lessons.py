"""Reading the lessons of the course: one TOML file each, edited by trainers in any text editor."""

from __future__ import annotations

import math
import random
from collections.abc import Collection
from pathlib import Path

from kit.domain.lesson import Choice, Lesson, Near, Plot, Question, Step
from kit.errors import Problem, ProblemsFound
from kit.sources.entries import Entry, finish_all, read_entry

SHOWN = ("points", "chart")
DESKS = ("own_data", "network")


def read_lesson(path: Path, kinds: Collection[str], simulators: Collection[str]) -> Lesson:
    """The lesson in a file. `kinds` of charts and `simulators` are what it may name.

    Raises
    ------
    ProblemsFound
        With everything wrong in it.
    """
    problems: list[Problem] = []
    file = read_entry(path, problems)
    lesson = _lesson(file, kinds, simulators) if file else None
    if file:
        file.note_identifiers()
        file.finish()
    if problems or lesson is None:
        raise ProblemsFound(tuple(problems))
    return lesson


def _lesson(file: Entry, kinds: Collection[str], simulators: Collection[str]) -> Lesson:
    entries = file.tables("step")
    steps = tuple(_step(entry, kinds, simulators) for entry in entries)
    finish_all(entries, [step.id for step in steps])
    return Lesson(
        id=file.id(),
        number=file.whole("number", least=1),
        title=file.label("title"),
        aim=file.label("aim"),
        needs=file.label("needs"),
        ask_at_home=file.label("at_home"),
        source=file.label("source"),
        steps=steps,
    )


def _step(entry: Entry, kinds: Collection[str], simulators: Collection[str]) -> Step:
    asked = entry.tables("question") if entry.has("question") else []
    questions = tuple(_question(one) for one in asked)
    finish_all(asked, [question.id for question in questions])
    plots = entry.tables("plot", key="kind") if entry.has("plot") else []
    drawn = tuple(_plot(one, kinds) for one in plots)
    for one in plots:
        one.finish()
    return Step(
        id=entry.id(),
        title=entry.label("title"),
        text=entry.label("text"),
        guide=entry.label("guide"),
        minutes=entry.whole("minutes", least=1),
        plots=drawn,
        simulator=entry.choice("simulator", simulators, ""),
        desk=entry.choice("desk", DESKS, ""),
        questions=questions,
    )


def _question(entry: Entry) -> Question:
    choices = entry.tables("choice") if entry.has("choice") else []
    options = [Choice(one.label("text"), one.flag("right", False), one.label("reason")) for one in choices]
    name = entry.id()
    random.Random(name).shuffle(options)  # the right one is written first in the file, and must not be it on the screen
    nears = entry.tables("near") if entry.has("near") else []
    slips = tuple(Near(one.text("value"), one.flag("right", False), one.label("reason")) for one in nears)
    for one in (*choices, *nears):
        one.finish()
    if choices and not any(option.right for option in options):
        entry.note("missing", "choice", expected="right = true")
    return Question(
        id=name,
        ask=entry.label("ask"),
        choices=tuple(options),
        answer="" if choices else entry.text("answer"),
        within=entry.number("within", 0.0),
        near=slips,
        reason=entry.label_or_none("reason") if choices else entry.label("reason"),
        hint=entry.label_or_none("hint") if choices else entry.label("hint"),
    )


def _plot(entry: Entry, kinds: Collection[str]) -> Plot:
    return Plot(
        kind=entry.choice("kind", kinds),
        title=entry.label("title"),
        unit=entry.label("unit"),
        values=_numbers(entry, "values"),
        sizes=_numbers(entry, "sizes") if entry.has("sizes") else (),
        show=entry.choice("show", SHOWN, "chart"),
        improvement=entry.choice("improvement", ("increase", "decrease"), ""),
        freeze=entry.whole("freeze", default=0),
        part=tuple(int(one) for one in _numbers(entry, "part")) if entry.has("part") else (),
        multiply=entry.number("multiply", 1.0),
        rules=entry.text("rules", "anhoej"),
    )


def _numbers(entry: Entry, name: str) -> tuple[float, ...]:
    """Numbers between commas, with "-" for one that is missing; a trainer can copy them from a column or a mail."""
    numbers = []
    for word in entry.text(name).replace("\n", ",").split(","):
        try:
            numbers.append(math.nan if word.strip() == "-" else float(word))
        except ValueError:
            if word.strip():
                entry.note("not_number", name, found=word.strip())
    return tuple(numbers)
