"""A lesson of the course: steps with words, a chart, a simulator, and exercises that mark themselves with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kit.domain.label import Label

NEARLY = 1e-9
ROUNDED = 0.05  # people round the slips they make: 6.7 for a mean of 6.692


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose; several of a question may be right. `reason` says why it is, or is not."""

    text: Label
    right: bool
    reason: Label


@dataclass(frozen=True, slots=True)
class Near:
    """Another number that people answer, by itself or as the name of a fact: right in its way, or a known slip."""

    value: str
    right: bool
    reason: Label


@dataclass(frozen=True, slots=True)
class Question:
    """An exercise: choose among `choices`, or give a number.

    `answer` is a number, or the name of a fact of the step's chart (``median``), so that it follows the data.
    `reason` says why it is right, `hint` what to look at again; both may name facts in {braces}.
    """

    id: str
    ask: Label
    choices: tuple[Choice, ...] = ()
    answer: str = ""
    within: float = 0.0
    near: tuple[Near, ...] = ()
    reason: Label | None = None
    hint: Label | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """The data of a step's chart. `kind` is one of `kit.spc.KINDS`; `sizes` are denominators where it needs them.

    `show` is what is drawn: ``points`` alone (the class finds the line), or the ``chart`` with its lines and finding.
    `improvement` is increase, decrease or empty for not said.
    """

    kind: str
    title: Label
    unit: Label
    values: tuple[float, ...]
    sizes: tuple[float, ...] = ()
    show: str = "chart"
    improvement: str = ""
    freeze: int = 0
    part: tuple[int, ...] = ()
    multiply: float = 1.0
    rules: str = "anhoej"


@dataclass(frozen=True, slots=True)
class Step:
    """One cell of the lesson. `guide` is for the trainer alone: what to say and do, and what usually happens."""

    id: str
    title: Label
    text: Label
    guide: Label
    minutes: int
    plots: tuple[Plot, ...] = ()
    simulator: str = ""
    desk: str = ""  # a place for the participants' own data: own_data or network
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """`number` is its place in the course, `needs` what the trainer brings."""

    id: str
    number: int
    title: Label
    aim: Label
    needs: Label
    ask_at_home: Label
    source: Label
    steps: tuple[Step, ...]

    @property
    def name(self) -> str:
        """The name of its files: ``03_run_chart``."""
        return f"{self.number:02}_{self.id}"

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(step.minutes for step in self.steps)

    @property
    def questions(self) -> Iterator[Question]:
        """Every exercise, in order."""
        return (question for step in self.steps for question in step.questions)

    def step(self, step_id: str) -> Step | None:
        """The step with this id, or None."""
        return next((step for step in self.steps if step.id == step_id), None)


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer after marking. `reason` is None where the lesson has no words for it."""

    right: bool
    reason: Label | None


def mark(question: Question, answer: float, facts: Mapping[str, float]) -> Marked:
    """Mark a number, or for a question with choices the position (from 0) of the one that was chosen."""
    if question.choices:
        chosen = question.choices[int(answer)]
        return Marked(chosen.right, chosen.reason)
    if abs(answer - worth(question.answer, facts)) <= question.within + NEARLY:
        return Marked(True, question.reason)
    for near in question.near:
        if abs(answer - worth(near.value, facts)) <= ROUNDED:
            return Marked(near.right, near.reason)
    return Marked(False, question.hint)


def worth(value: str, facts: Mapping[str, float]) -> float:
    """A number written out, or the fact of that name. Raises KeyError for a fact that is not there."""
    try:
        return float(value)
    except ValueError:
        return facts[value]


@dataclass(frozen=True, slots=True)
class Score:
    """How a group has done, without anybody's name: exercises, answered, and right at the first try."""

    questions: int
    tried: int
    solved: int
    at_once: int


class Tally:
    """Keeps the group's answers in memory: only whether the first try and any try at an exercise were right."""

    def __init__(self, questions: int) -> None:
        self._questions = questions
        self._first: dict[str, bool] = {}
        self._solved: set[str] = set()

    def add(self, question: str, right: bool) -> None:
        """One more answer to an exercise."""
        self._first.setdefault(question, right)
        if right:
            self._solved.add(question)

    def clear(self) -> None:
        """Begin again with another group."""
        self._first.clear()
        self._solved.clear()

    @property
    def score(self) -> Score:
        """The score so far."""
        return Score(self._questions, len(self._first), len(self._solved), sum(self._first.values()))
