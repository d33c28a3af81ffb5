"""A seminar as it was held: its agenda as it was changed, where the room is, who came, what was answered and shown.

What participants write is kept with their municipality and unit, so that it stays with the team. Their answers are
written by `kit.actions.seminar` and by no form, hence the writers below.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kit.domain.entries.entry import Kind, Level, Writers
from kit.domain.entries.fields import choice, choices, day, line, whole, yes
from kit.domain.entries.fields import number as a_number
from kit.domain.entries.fields import text as a_text

ACTIVITIES = (
    *("none", "single", "several", "scale", "rank", "text"),
    *("chart", "predict", "definition", "apply", "pdsa", "plan", "commitment", "evaluation"),
)
MOST_SHOWN = 60
MOST_MINUTES = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class SeminarPlanChoice:
    """Which template a seminar runs on, and when it begins, such as ``09:30``; under the seminar's id."""

    template: str = choice()
    starts: str = line(most=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeminarItem:
    """An item of a seminar's agenda: one of the template under its id, changed, or one of the facilitator's own.

    `place` is its place in the order; `text` stands on phones, `guide` is for the facilitator; `options` one a line.
    """

    seminar: str = line(required=True, most=40)
    place: int | None = whole(1, 99)
    minutes: int | None = whole(0, MOST_MINUTES)
    title: str = line(most=120)
    text: str = a_text(most=1000)
    guide: str = a_text()
    activity: str = choice(*ACTIVITIES)
    ask: str = a_text(most=300)
    options: str = a_text(most=1000)
    dropped: bool = yes()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeminarRoom:
    """Where the room is; under the seminar's id. `since` and `held` are moments in UTC as ISO text: the item runs from
    `since`, and its clock stands still from `held` on. `extra` minutes were added to the item. `released` are the items
    whose results have been shown."""

    item: str = line(most=40)
    since: str = line(most=40)
    held: str = line(most=40)
    extra: int | None = whole(0, MOST_MINUTES)
    open: bool = yes()
    shown: bool = yes()
    released: tuple[str, ...] = choices(most=99)
    ended: bool = yes()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeminarResult:
    """What the room was shown for an item: `n` people or teams, ``option:count`` in `counts`, the approved `words`."""

    seminar: str = line(required=True, most=40)
    n: int = whole(0, 100_000, required=True)
    counts: tuple[str, ...] = choices(most=99)
    words: tuple[str, ...] = choices(most=MOST_SHOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeminarModeration:
    """Whether a text that a participant wrote may be shown; under the key of the answer."""

    seminar: str = line(required=True, most=40)
    shown: bool = yes()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeminarAnswer:
    """What one participant, or one team, answered to an item. `chosen` are option ids, in order where they are ranked;
    of an evaluation ``statement:value``. `who` is a random key that names nobody."""

    seminar: str = line(required=True, most=40)
    item: str = line(required=True, most=40)
    who: str = line(most=64)
    chosen: tuple[str, ...] = choices(most=40)
    number: float | None = a_number()
    text: str = a_text(most=600)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """A participant who came, with a phone."""

    seminar: str = line(required=True, most=40)
    on: date = day(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceCount:
    """How many came from a municipality, counted by the facilitator; under the seminar's id."""

    people: int = whole(0, 1000, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentCard:
    """What a team or a municipality promised at a seminar to do."""

    what: str = line(required=True)
    owner: str = choice()
    by: date | None = day(future=True)
    seminar: str = line(most=40)
    done_on: date | None = day()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan:
    """What a team does until the next seminar: what first, how it is tested and measured, when it meets, and what it
    asks of its leader."""

    first: str = a_text(required=True, most=500)
    test: str = a_text(most=500)
    data: str = a_text(most=500)
    meets: str = line()
    ask: str = a_text(most=500)
    by: date | None = day(future=True)
    seminar: str = line(most=40)


SEMINAR_PLAN = Kind("seminar_plan", SeminarPlanChoice, Level.NETWORK, Writers.FACILITATOR)
SEMINAR_ITEM = Kind("seminar_item", SeminarItem, Level.NETWORK, Writers.FACILITATOR)
SEMINAR_ROOM = Kind("seminar_room", SeminarRoom, Level.NETWORK, Writers.FACILITATOR)
SEMINAR_RESULT = Kind("seminar_result", SeminarResult, Level.NETWORK, Writers.FACILITATOR)
SEMINAR_MODERATION = Kind("seminar_moderation", SeminarModeration, Level.NETWORK, Writers.FACILITATOR)
SEMINAR_ANSWER = Kind("seminar_answer", SeminarAnswer, Level.EITHER, Writers.FACILITATOR)
ATTENDANCE = Kind("attendance", Attendance, Level.EITHER, Writers.FACILITATOR)
ATTENDANCE_COUNT = Kind("attendance_count", AttendanceCount, Level.MUNICIPALITY, Writers.FACILITATOR)
COMMITMENT_CARD = Kind("commitment_card", CommitmentCard, Level.EITHER, Writers.TEAM)
ACTION_PLAN = Kind("action_plan", ActionPlan, Level.EITHER, Writers.TEAM)
KINDS = (
    *(SEMINAR_PLAN, SEMINAR_ITEM, SEMINAR_ROOM, SEMINAR_RESULT, SEMINAR_MODERATION),
    *(SEMINAR_ANSWER, ATTENDANCE, ATTENDANCE_COUNT, COMMITMENT_CARD, ACTION_PLAN),
)
