"""Questionnaires, scale scores, and the protection of small groups.

Answers are stored raw; reverse statements are turned when scoring (min + max - x). A person's scale score needs at
least half of the scale's statements answered (the half rule); "don't know" is kept out of every mean and its share is
told apart. Results are kept in cells: every group, all groups with the same wording together (`pool`), and everybody
(`TOTAL`). Small numbers are removed before anything is drawn, over all these cells at once (`kit.domain.disclosure`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import stdev

from kit.domain.agreement import SpreadWord, r_wg_j, spread
from kit.domain.disclosure import LOWEST_MINIMUM, hidden_cells
from kit.domain.label import Label

TOTAL = "all"


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

    @property
    def minimum(self) -> int:
        """The smallest group that is shown: `minimum_group`, but never under `LOWEST_MINIMUM`."""
        return max(self.minimum_group, LOWEST_MINIMUM)


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
    """A scale in a cell: a group, the `pool` of a version, or `TOTAL`. Everything is None where the cell is hidden.

    `n` people with a score and the `mean` and `deviation` (n - 1) of their scores on the raw scale; `positive` the
    share of their answers in the best options; `unknown` the share of "don't know" among all answers given;
    `agreement` r_wg(j); `spread` how far apart the middle half is.
    """

    scale: str
    group: str
    n: int | None
    mean: float | None
    positive: float | None
    unknown: float | None = None
    deviation: float | None = None
    agreement: float | None = None
    spread: SpreadWord | None = None

    @property
    def hidden(self) -> bool:
        """Whether the numbers were removed to protect a small group."""
        return self.n is None


@dataclass(frozen=True, slots=True)
class Results:
    """What may be shown of a questionnaire: scores by scale and cell, and the people by cell (None where hidden)."""

    scores: tuple[ScaleScore, ...]
    people: Mapping[str, int | None]

    def score(self, scale: str, cell: str) -> ScaleScore | None:
        """The score of a cell on a scale."""
        return next((s for s in self.scores if (s.scale, s.group) == (scale, cell)), None)


def pool(version: str) -> str:
    """The cell of all groups that get this version's wording."""
    return f"version:{version}"


def cells(questionnaire: Questionnaire) -> dict[str, frozenset[str]]:
    """The groups of every cell: everybody, each version, each group."""
    groups = questionnaire.groups
    made = {TOTAL: frozenset(group.id for group in groups)}
    for version in dict.fromkeys(group.version for group in groups):
        made[pool(version)] = frozenset(group.id for group in groups if group.version == version)
    return made | {group.id: frozenset({group.id}) for group in groups}


def turned(value: int, statement: Statement, questionnaire: Questionnaire) -> int:
    """`value` so that higher is always better."""
    values = questionnaire.values
    return values[0] + values[-1] - value if statement.reverse else value


def best_from(questionnaire: Questionnaire) -> int:
    """The lowest value that counts as positive: the two best of four or more options, else only the best."""
    values = questionnaire.values
    return values[-2] if len(values) > 3 else values[-1]


def hidden_groups(sizes: Mapping[str, int], minimum: int) -> frozenset[str]:
    """Which groups to hide, `TOTAL` included, given the number of people in each group (without the total).

    Groups with 0 people show nothing and hide nothing. The total is kept rather than a group, and a large group rather
    than a small one. `minimum` is never taken lower than `LOWEST_MINIMUM`.
    """
    single = {group: frozenset({group}) for group in sizes}
    return hidden_cells(_by_worth({TOTAL: frozenset(sizes)} | single, sizes), sizes, minimum)


def _by_worth(sums: Mapping[str, Collection[str]], sizes: Mapping[str, int]) -> dict[str, Collection[str]]:
    """Sums over several groups first and in the order given, then single groups, the largest first."""
    several = {name: groups for name, groups in sums.items() if name not in groups}
    single = sorted(sums.keys() - several.keys(), key=lambda name: (-sizes.get(name, 0), name))
    return several | {name: sums[name] for name in single}


Sheet = dict[str, dict[str, int | None]]  # by response, by statement: the turned value, None for "don't know"


def sheets(questionnaire: Questionnaire, answers: Iterable[Answer], scale: str) -> Sheet:
    """The answers to the statements of a scale, turned so that higher is better."""
    statements = {s.id: s for s in questionnaire.statements if s.scale == scale}
    made: Sheet = {}
    for a in answers:
        if a.statement in statements:
            value = None if a.value is None else turned(a.value, statements[a.statement], questionnaire)
            made.setdefault(a.response, {})[a.statement] = value
    return made


def _known(sheet: Mapping[str, int | None]) -> list[int]:
    return [value for value in sheet.values() if value is not None]


def _scored(questionnaire: Questionnaire, made: Sheet, scale: str) -> Sheet:
    """Those who answered at least half of the scale's statements."""
    asked = sum(s.scale == scale for s in questionnaire.statements)
    return {who: sheet for who, sheet in made.items() if asked and 2 * len(_known(sheet)) >= asked}


def scored_values(questionnaire: Questionnaire, answers: Iterable[Answer], scale: str) -> list[int]:
    """Every turned value of a scale from those who have a score on it; "don't know" is left out."""
    people = _scored(questionnaire, sheets(questionnaire, answers, scale), scale)
    return [value for sheet in people.values() for value in _known(sheet)]


def _score(questionnaire: Questionnaire, answers: Sequence[Answer], scale: str, cell: str) -> ScaleScore:
    made = sheets(questionnaire, answers, scale)
    given = [value for sheet in made.values() for value in sheet.values()]
    unknown = given.count(None) / len(given) if given else None
    people = list(_scored(questionnaire, made, scale).values())
    if not people:
        return ScaleScore(scale, cell, 0, None, None, unknown)
    means = [sum(_known(sheet)) / len(_known(sheet)) for sheet in people]
    every = [value for sheet in people for value in _known(sheet)]
    values = questionnaire.values
    by_statement = [[sheet[s.id] for sheet in people if s.id in sheet] for s in questionnaire.statements]
    spreading = spread(means)
    return ScaleScore(
        scale,
        cell,
        len(people),
        sum(means) / len(means),
        sum(value >= best_from(questionnaire) for value in every) / len(every),
        unknown,
        stdev(means) if len(means) > 1 else None,
        r_wg_j([[value for value in given if value is not None] for given in by_statement], len(values)),
        spreading.word(values[-1] - values[0]) if spreading else None,
    )


def latest(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """The newest answer to each statement in each response; `answers` come in the order they were given."""
    newest = {(a.response, a.statement): a for a in answers}
    return tuple(newest.values())


def answers_to(questionnaire: Questionnaire, answers: Iterable[Answer], *, every: bool = False) -> tuple[Answer, ...]:
    """The newest answers to this version of the questionnaire, from the groups it knows; with `every` also those that
    were corrected later, which count in an earlier round."""
    groups = {group.id for group in questionnaire.groups}
    own = (questionnaire.id, questionnaire.version)
    found = answers if every else latest(answers)
    return tuple(a for a in found if (a.questionnaire, a.version) == own and a.group in groups)


def results(questionnaire: Questionnaire, answers: Iterable[Answer]) -> Results:
    """Everything that may be shown of the answers.

    First it is settled which cells may be shown at all, from the people who have answered anything. On each scale only
    these may be shown, and again only if both those who gave an answer there and those who have a score are enough. So
    nothing that is hidden in one table can be put together from another.
    """
    mine = answers_to(questionnaire, answers)
    sums, minimum = cells(questionnaire), questionnaire.minimum
    sizes = {group.id: len({a.response for a in mine if a.group == group.id}) for group in questionnaire.groups}
    hidden = hidden_cells(_by_worth(sums, sizes), sizes, minimum)
    people = {cell: None if cell in hidden else sum(sizes[group] for group in sums[cell]) for cell in sums}
    shown = {cell: groups for cell, groups in sums.items() if cell not in hidden}
    scores = [s for scale in questionnaire.scales for s in _scale_scores(questionnaire, mine, scale.id, sums, shown)]
    return Results(tuple(scores), people)


def _scale_scores(
    questionnaire: Questionnaire,
    answers: Sequence[Answer],
    scale: str,
    sums: Mapping[str, Collection[str]],
    shown: Mapping[str, Collection[str]],
) -> list[ScaleScore]:
    asked = {statement.id for statement in questionnaire.statements if statement.scale == scale}
    by_cell = {
        cell: _score(questionnaire, [a for a in answers if a.group in groups], scale, cell)
        for cell, groups in sums.items()
    }
    groups = [group.id for group in questionnaire.groups]
    scored = {group: by_cell[group].n or 0 for group in groups}
    gave = {group: len({a.response for a in answers if a.group == group and a.statement in asked}) for group in groups}
    safe = dict(shown)
    for sizes in (gave, scored):  # the share of "don't know" is over all who gave an answer here, the mean over fewer
        hidden = hidden_cells(_by_worth(safe, sizes), sizes, questionnaire.minimum)
        safe = {cell: sums[cell] for cell in safe if cell not in hidden}
    return [score if cell in safe else ScaleScore(scale, cell, None, None, None) for cell, score in by_cell.items()]


def scale_scores(questionnaire: Questionnaire, answers: Iterable[Answer]) -> tuple[ScaleScore, ...]:
    """The scores of `results` for every group and for all together, the total last."""
    order = [*(group.id for group in questionnaire.groups), TOTAL]
    made = [score for score in results(questionnaire, answers).scores if score.group in order]
    scales = [scale.id for scale in questionnaire.scales]
    return tuple(sorted(made, key=lambda s: (scales.index(s.scale), order.index(s.group))))


def complete_rows(questionnaire: Questionnaire, answers: Iterable[Answer], scale: str, cell: str) -> list[list[int]]:
    """The turned values of everybody in a cell who answered every statement of a scale, one row a person: what
    `kit.domain.reliability` needs. Empty where the cell is hidden on that scale."""
    given = list(answers)
    score = results(questionnaire, given).score(scale, cell)
    if score is None or score.hidden:
        return []
    groups, asked = cells(questionnaire)[cell], [s.id for s in questionnaire.statements if s.scale == scale]
    mine = [answer for answer in answers_to(questionnaire, given) if answer.group in groups]
    rows = [[sheet.get(statement) for statement in asked] for sheet in sheets(questionnaire, mine, scale).values()]
    known = [[value for value in row if value is not None] for row in rows]
    return [row for row in known if len(row) == len(asked)]
