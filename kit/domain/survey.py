"""Questionnaires, scale scores, and the protection of small groups.

Answers are stored raw; reverse statements are turned when scoring (min + max - x). A person's scale score needs at
least half of the scale's statements answered (the half rule); "don't know" is kept out of every mean. Small numbers
are removed before anything is drawn: a group under the minimum is hidden, and if what is shown would give it back by
subtraction, the next smallest group or the total is hidden with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kit.domain.label import Label

TOTAL = "all"
LOWEST_MINIMUM = 3


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale: several statements about one thing."""

    id: str
    name: Label
    meaning: Label


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, worded for leaders (about oneself) and for staff (about the leaders)."""

    id: str
    scale: str
    leader: Label
    staff: Label
    reverse: bool = False

    def wording(self, version: str) -> Label:
        """The wording for `version`, "leader" or "staff"."""
        return self.leader if version == "leader" else self.staff


@dataclass(frozen=True, slots=True)
class Option:
    """One answer option; `value` None is "don't know / not relevant"."""

    value: int | None
    label: Label


@dataclass(frozen=True, slots=True)
class RespondentGroup:
    """Who answers; `version` says which wording they get, "leader" or "staff"."""

    id: str
    name: Label
    version: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A questionnaire with its version, and the licence and source lines that every reader sees."""

    id: str
    version: str
    title: Label
    intro: Label
    licence: Label
    source: Label
    minimum_group: int
    options: tuple[Option, ...]
    groups: tuple[RespondentGroup, ...]
    scales: tuple[Scale, ...]
    statements: tuple[Statement, ...]

    def statement(self, statement_id: str) -> Statement | None:
        """The statement with this id, or None."""
        return next((s for s in self.statements if s.id == statement_id), None)

    @property
    def values(self) -> tuple[int, ...]:
        """The scored values in rising order."""
        return tuple(sorted(o.value for o in self.options if o.value is not None))


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `response` is a random id of one anonymous filled-in questionnaire; `value` None is "don't know"."""

    response: str
    municipality: str
    group: str
    questionnaire: str
    version: str
    statement: str
    value: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """A scale in a group. `n` people with a score; `mean` on the raw scale; `positive` the share of answers in the two
    best options. Everything is None where the group is hidden."""

    scale: str
    group: str
    n: int | None
    mean: float | None
    positive: float | None

    @property
    def hidden(self) -> bool:
        """Whether the numbers were removed to protect a small group."""
        return self.n is None


def turned(value: int, statement: Statement, questionnaire: Questionnaire) -> int:
    """`value` so that higher is always better."""
    values = questionnaire.values
    return values[0] + values[-1] - value if statement.reverse else value


def hidden_groups(sizes: Mapping[str, int], minimum: int) -> frozenset[str]:
    """Which groups to hide, `TOTAL` included, given the number of people in each group (without the total).

    Groups with 0 people show nothing and hide nothing. A group with 1 to `minimum` - 1 people is hidden. The total
    minus the shown groups equals the hidden people together, so the hidden ones must be at least `minimum` people in
    at least two groups, or the total goes too. `minimum` is never taken lower than `LOWEST_MINIMUM`.
    """
    minimum = max(minimum, LOWEST_MINIMUM)
    people = {group: n for group, n in sizes.items() if n > 0}
    hidden = {group for group, n in people.items() if n < minimum}
    if sum(people.values()) < minimum:
        return frozenset(people) | {TOTAL}
    if not hidden:
        return frozenset()
    for group in sorted(people.keys() - hidden, key=lambda g: (people[g], g)):
        if len(hidden) > 1 and sum(people[g] for g in hidden) >= minimum:
            break
        hidden.add(group)
    safe = len(hidden) > 1 and sum(people[g] for g in hidden) >= minimum
    return frozenset(hidden) if safe else frozenset(hidden | {TOTAL})


def _person_scores(answers: Sequence[Answer], scale: str, questionnaire: Questionnaire) -> dict[str, list[int]]:
    """Turned values on `scale` by response, only for those who answered at least half of its statements."""
    statements = {s.id: s for s in questionnaire.statements if s.scale == scale}
    by_response: dict[str, list[int]] = {}
    for answer in answers:
        if answer.statement in statements and answer.value is not None:
            value = turned(answer.value, statements[answer.statement], questionnaire)
            by_response.setdefault(answer.response, []).append(value)
    return {who: values for who, values in by_response.items() if 2 * len(values) >= len(statements)}


def _score(answers: Sequence[Answer], scale: str, group: str, questionnaire: Questionnaire) -> ScaleScore:
    people = _person_scores(answers, scale, questionnaire)
    if not people:
        return ScaleScore(scale, group, 0, None, None)
    means = [sum(values) / len(values) for values in people.values()]
    every = [value for values in people.values() for value in values]
    best = questionnaire.values[-2]
    positive = sum(value >= best for value in every) / len(every)
    return ScaleScore(scale, group, len(people), sum(means) / len(means), positive)


def latest(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """The newest answer to each statement in each response; `answers` come in the order they were given."""
    newest = {(a.response, a.statement): a for a in answers}
    return tuple(newest.values())


def scale_scores(questionnaire: Questionnaire, answers: Iterable[Answer]) -> tuple[ScaleScore, ...]:
    """Scores per scale for every group and for all together, with small groups already removed.

    Who is hidden is decided by scale, from the people who have a score on it: the same people must not be counted in
    on one scale and out on another.
    """
    mine = [a for a in latest(answers) if a.questionnaire == questionnaire.id and a.version == questionnaire.version]
    scores = []
    for scale in questionnaire.scales:
        by_group = [
            _score([a for a in mine if a.group == group.id], scale.id, group.id, questionnaire)
            for group in questionnaire.groups
        ]
        hidden = hidden_groups({s.group: s.n or 0 for s in by_group}, questionnaire.minimum_group)
        rows = [*by_group, _score(mine, scale.id, TOTAL, questionnaire)]
        scores += [ScaleScore(s.scale, s.group, None, None, None) if s.group in hidden else s for s in rows]
    return tuple(scores)
