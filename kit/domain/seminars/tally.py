"""What the room has answered: counts, ranks and approved texts. Small numbers of opinions stay hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from kit.domain.entries.entry import Entry
from kit.domain.entries.seminar import MOST_SHOWN, SeminarAnswer, SeminarResult
from kit.domain.opinion import rounded_parts
from kit.domain.seminars.plan import SCALE, Activity, Item

Answers = Sequence[Entry[SeminarAnswer]]
NEAR = 0.1  # a guess within a tenth of the median was right
NEAR_UNITS = 0.5  # and so is one that would be rounded to it
GUESSES = ("under", "near", "over")
WRITTEN = (Activity.TEXT, Activity.DEFINITION)
OPINIONS = (Activity.SINGLE, Activity.SEVERAL, Activity.SCALE, Activity.RANK, Activity.EVALUATION)


@dataclass(frozen=True, slots=True)
class Tally:
    """`n` who answered (people, or teams); the count of each option, in the item's order; the texts approved.

    When ranked, a count is an option's points: with m options the first place gives m, the last 1. `hidden`: too few
    have answered for anything but `n` to be shown.
    """

    n: int
    counts: Mapping[str, int]
    words: tuple[str, ...] = ()
    hidden: bool = False

    def share(self, option: str) -> float:
        """The part of those who answered that chose an option, or of the most points a rank could give, 0 to 1."""
        return self.counts.get(option, 0) / self.n if self.n else 0.0


def answers_to(answers: Iterable[Entry[SeminarAnswer]], seminar: str, item: str) -> Answers:
    """The answers to an item; those of a phone that has moved to another table count once, the newest."""
    found: dict[str, Entry[SeminarAnswer]] = {}
    for one in answers:
        if one.value.seminar == seminar and one.value.item == item:
            found[one.key] = one
    return tuple(found.values())


def tally(
    item: Item,
    answers: Answers,
    approved: Collection[str] = (),
    medians: Mapping[str, float] | None = None,
    minimum: int = 5,
) -> Tally:
    """What was answered to an item. `approved` are keys of texts that may be shown; `medians` by unit id, for
    guesses."""
    n = len(answers)
    if item.activity in OPINIONS and n < minimum:
        return Tally(n, {}, (), hidden=n > 0)
    if item.activity in WRITTEN:
        words = [one.value.text for one in answers if one.key in approved and one.value.text]
        return Tally(n, {}, tuple(words[-MOST_SHOWN:]))
    return Tally(n, _counts(item, answers, medians or {}))


def _counts(item: Item, answers: Answers, medians: Mapping[str, float]) -> Mapping[str, int]:
    if item.activity is Activity.RANK:
        return _points(item, answers)
    if item.activity is Activity.PREDICT:
        judged = Counter(guess(one.value.number, medians.get(one.unit)) for one in answers)
        return {name: judged[name] for name in GUESSES}
    counted = Counter(option for one in answers for option in one.value.chosen)
    if item.activity is Activity.EVALUATION:
        return dict(sorted(counted.items()))
    return {option: counted[option] for option in options_of(item)}


def options_of(item: Item) -> tuple[str, ...]:
    """The ids of what can be chosen."""
    return SCALE if item.activity is Activity.SCALE else tuple(item.options)


def _points(item: Item, answers: Answers) -> Mapping[str, int]:
    points = Counter[str]()
    for one in answers:
        for place, option in enumerate(one.value.chosen):
            points[option] += len(item.options) - place
    return {option: points[option] for option in sorted(item.options, key=lambda one: -points[one])}


def guess(number: float | None, actual: float | None) -> str:
    """How a guess stands to the median: "under", "near" or "over"; nothing where either is missing."""
    if number is None or actual is None:
        return ""
    if abs(number - actual) <= max(NEAR * abs(actual), NEAR_UNITS):
        return "near"
    return "under" if number < actual else "over"


def spread(counts: Mapping[str, int]) -> tuple[int, int, int] | None:
    """Percent of a 1-to-5 scale's answers that are low (1, 2), in between (3) and high (4, 5), rounded as every share
    of few people is; None without answers."""
    low, middle, high = (sum(counts.get(v, 0) for v in values) for values in (SCALE[:2], SCALE[2:3], SCALE[3:]))
    n = low + middle + high
    if not n:
        return None
    first, second, third = rounded_parts((low, middle, high), n)
    return first, second, third


def middle_of(counts: Mapping[str, int]) -> float | None:
    """The median of a 1-to-5 scale's answers."""
    values = [int(value) for value in SCALE for _ in range(counts.get(value, 0))]
    return float(median(values)) if values else None


def statements(counts: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """The counts of an evaluation by statement, then value."""
    found: dict[str, dict[str, int]] = {}
    for name, n in counts.items():
        statement, _, value = name.partition(":")
        found.setdefault(statement, {})[value] = n
    return found


def as_result(seminar: str, made: Tally) -> SeminarResult:
    """A tally as the record of what the room was shown."""
    return SeminarResult(
        seminar=seminar,
        n=made.n,
        counts=tuple(f"{option}={n}" for option, n in made.counts.items()),
        words=made.words,
    )


def from_result(result: SeminarResult, minimum: int) -> Tally:
    """The tally that `as_result` recorded."""
    pairs = (one.rpartition("=") for one in result.counts)
    counts = {option: int(n) for option, _, n in pairs if n.isdecimal()}
    return Tally(result.n, counts, result.words, hidden=not counts and not result.words and 0 < result.n < minimum)


def may_show_own(own: int, everyone: int, minimum: int) -> bool:
    """Whether a municipality may see its own answers beside the room's: neither they nor the rest may be few."""
    rest = everyone - own
    return own >= minimum and (rest <= 0 or rest >= minimum)
