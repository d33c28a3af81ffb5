"""How opinions spread: the share of answers that agree, are in between and disagree, on every scale that may be shown.

The shares come from the same people as the scale's mean and are made only where that mean is shown. They are rounded
before anybody sees them: with few people a share to the percent gives the number of answers back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kit.domain.survey import Answer, Questionnaire, Results, answers_to, best_from, cells, scored_values

COARSE_UNDER = 20  # people; with fewer, one answer more moves a share by several percent
COARSE_STEP, FINE_STEP = 5, 1


@dataclass(frozen=True, slots=True)
class Opinion:
    """A scale in a cell: percent of the answers that are negative, neutral and positive (100 together), turned so that
    higher is better, and the number of people."""

    scale: str
    group: str
    n: int
    negative: int
    neutral: int
    positive: int


def step_for(n: int) -> int:
    """The steps in which percentages of so many people's answers are told."""
    return COARSE_STEP if n < COARSE_UNDER else FINE_STEP


def rounded_percent(share: float, n: int) -> int:
    """A share (0 to 1) of the answers of `n` people as a percentage in the steps that are told."""
    step = step_for(n)
    return int(share * 100 / step + 0.5) * step


def rounded_parts(counts: tuple[int, ...], n: int) -> tuple[int, ...]:
    """Percentages of the parts of a whole in the steps that are told, 100 together (largest remainders first)."""
    step, whole = step_for(n), sum(counts)
    if not whole:
        raise ValueError("the parts hold nothing; expected at least one answer")
    exact = [count * 100 / step / whole for count in counts]
    made = [int(value) for value in exact]
    left = 100 // step - sum(made)
    for place in sorted(range(len(counts)), key=lambda i: made[i] - exact[i])[:left]:
        made[place] += 1
    return tuple(value * step for value in made)


def opinions(questionnaire: Questionnaire, answers: Iterable[Answer], found: Results) -> tuple[Opinion, ...]:
    """The spread of opinion in every cell and on every scale whose mean `found` shows; nothing of what it hides."""
    mine, groups = answers_to(questionnaire, answers), cells(questionnaire)
    best = best_from(questionnaire)
    worst = questionnaire.values[0] + questionnaire.values[-1] - best
    made = []
    for score in found.scores:
        if score.hidden or not score.n:
            continue
        values = scored_values(questionnaire, [a for a in mine if a.group in groups[score.group]], score.scale)
        low, high = sum(value <= worst for value in values), sum(value >= best for value in values)
        parts = rounded_parts((low, len(values) - low - high, high), score.n)
        made.append(Opinion(score.scale, score.group, score.n, *parts))
    return tuple(made)
