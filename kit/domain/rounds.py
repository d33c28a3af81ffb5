"""Rounds of the questionnaire: who is asked together, and when the results may be seen.

Results are shown for a closed round only, and the answers of a closed round never change. Otherwise somebody who looks
before and after one colleague has answered could subtract the two and read that colleague's answers, however large the
group. So a round that is closed stays closed, no answer is taken while every round is closed, and the next round begins
on a later day than the last one ended (the store knows the day of an answer, not its time).

Where nobody has opened a round, the days make them: a round begins with the first answer and lasts `OWN_DAYS` days,
the next one begins with the first answer after that. The first answer never changes, so the end never moves. Had the
end waited for the latest answer, every late answer would have changed results that were shown already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kit.domain.entries.entry import Entry
from kit.domain.entries.leading import Round
from kit.domain.survey import Answer, Questionnaire, Results
from kit.domain.waves import Wave, wave_results

OWN_DAYS = 28  # four weeks: long enough to ask everybody, short enough to talk about while it is remembered


@dataclass(frozen=True, slots=True)
class Asked:
    """A round as it stands on a day: `last` is the last day of answering, None while it is open.

    `name` is empty for a round that nobody opened; `invited_leaders` and `invited_staff` are None where not told.
    """

    id: str
    name: str
    first: date
    last: date | None = None
    invited_leaders: int | None = None
    invited_staff: int | None = None

    @property
    def open(self) -> bool:
        """Whether answers are taken, and results are not shown yet."""
        return self.last is None


def rounds(opened: Iterable[Entry[Round]], answered: Iterable[date], as_of: date) -> tuple[Asked, ...]:
    """The rounds of a municipality that had begun on `as_of`, the oldest first.

    `opened` are its entries of the kind ``round``, `answered` the days on which anybody answered.
    """
    known = sorted((e for e in opened if e.value.opened_on <= as_of), key=lambda e: e.value.opened_on)
    until = known[0].value.opened_on - timedelta(days=1) if known else None
    days = sorted({day for day in answered if day <= as_of and (until is None or day <= until)})
    return (*_by_days(days, until, as_of), *(_told(entry, as_of) for entry in known))


def _told(entry: Entry[Round], as_of: date) -> Asked:
    one: Round = entry.value
    last = one.closed_on if one.closed_on and one.closed_on <= as_of else None
    return Asked(entry.key, one.name, one.opened_on, last, one.invited_leaders, one.invited_staff)


def _by_days(days: Sequence[date], until: date | None, as_of: date) -> list[Asked]:
    made: list[Asked] = []
    end: date | None = None
    for day in days:
        if end is None or day > end:
            end = day + timedelta(days=OWN_DAYS - 1)
            end = end if until is None else min(end, until)
            made.append(Asked(f"from-{day.isoformat()}", "", day, end if end < as_of else None))
    return made


def round_results(
    questionnaire: Questionnaire, answers: Iterable[Answer], asked: Iterable[Asked]
) -> tuple[tuple[Asked, Results], ...]:
    """The results of every closed round, the oldest first; the answers of an open one are not even looked at."""
    closed = {one.id: one for one in asked if one.last is not None}
    waves = _apart(Wave(one.id, one.first, one.last) for one in closed.values() if one.last)
    return tuple((closed[wave.id], found) for wave, found in wave_results(questionnaire, answers, waves))


def _apart(waves: Iterable[Wave]) -> list[Wave]:
    """Waves that share no day. Two people could once open a round at the same moment: a day belongs to the earlier."""
    found: list[Wave] = []
    for wave in sorted(waves, key=lambda one: (one.first, one.last)):
        first = max(wave.first, found[-1].last + timedelta(days=1)) if found else wave.first
        if first <= wave.last:
            found.append(replace(wave, first=first))
    return found


def takes_answers(opened: Sequence[Round]) -> bool:
    """Whether an answer is taken now: always where nobody has opened a round, else while one is open."""
    return not opened or any(one.closed_on is None for one in opened)


def refused_change(before: Round | None, after: Round | None, others: Sequence[Round], today: date) -> str:
    """Why a round may not be changed so: the key of a sentence, or an empty text when it may.

    `before` and `after` are what stands and what is to stand under one key (None: nothing), `others` the
    municipality's other rounds.
    """
    if after is None:
        return "leadership.round.refused.stays"
    if before is None:
        return _refused_opening(after, others, today)
    if before.opened_on != after.opened_on:
        return "leadership.round.refused.days"
    if before.closed_on is not None and before.closed_on != after.closed_on:
        return "leadership.round.refused.closed"
    if before.closed_on is None and after.closed_on not in (None, today):
        return "leadership.round.refused.days"
    return ""


def _refused_opening(new: Round, others: Sequence[Round], today: date) -> str:
    if new.opened_on != today or new.closed_on is not None:
        return "leadership.round.refused.days"
    if any(other.closed_on is None for other in others):
        return "leadership.round.refused.open"
    if any(other.closed_on is not None and other.closed_on >= today for other in others):
        return "leadership.round.refused.tomorrow"
    return ""
