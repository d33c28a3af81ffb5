"""Made-up improvement work for a demo network: what teams, leaders and the secretariat have written down.

The texts stand in `datasets/demo/<programme>/work.toml`; who wrote what, and when, is drawn. Days count back from the
day on which the demo is made, so that its boards are never stale.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from kit import resources
from kit.actions.demo.chance import dice, whole
from kit.actions.demo.recipe import Recipe
from kit.actions.demo.stories import TESTING, UnitStory, story_of
from kit.domain.entries.boarding import BOARD_NOTE, BoardNote
from kit.domain.entries.entry import Kind, Record, written
from kit.domain.entries.facilitating import GUIDANCE, MENTOR_PAIR, SHARING, Guidance, MentorPair, Sharing
from kit.domain.entries.improvement import (
    AIM,
    BARRIER,
    CHANGE_IDEA,
    CYCLE,
    ELEMENT_USED,
    PROGRESS_FACILITATOR,
    PROGRESS_TEAM,
    STORY,
    Aim,
    Barrier,
    ChangeIdea,
    Cycle,
    ElementUsed,
    ProgressRating,
    Story,
)
from kit.domain.entries.leading import VISIT, Visit
from kit.domain.network import Municipality, Unit
from kit.domain.programme import Programme
from kit.sources.network import NetworkFile

CYCLE_DAYS = 24  # from the end of one test to the end of the next
SHARING_KEY = "sharing"
RESULT = ("done", "found", "learned", "decision")


@dataclass(frozen=True, slots=True)
class Work:
    """The texts of a programme's demo, by kind of entry, as they stand in the file."""

    work: Sequence[Mapping[str, Any]]
    barrier: Sequence[Mapping[str, Any]]
    element: Sequence[Mapping[str, Any]]
    visit: Sequence[Mapping[str, Any]]
    board: Sequence[Mapping[str, Any]]
    story: Sequence[Mapping[str, Any]]
    guidance: Sequence[Mapping[str, Any]]
    pairing: Sequence[Mapping[str, Any]]


def read_work(programme: str) -> Work:
    """The texts for `programme`; raises FileNotFoundError when it has no demo."""
    path = resources.datasets("demo") / programme / "work.toml"
    return Work(**tomllib.loads(path.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes entries at one place; `day` counts back from the demo's."""

    municipality: str
    unit: str
    now: datetime

    def day(self, ago: int) -> date:
        return self.now.date() - timedelta(days=ago)

    def write(self, kind: Kind, key: str, value: Any, ago: int, by: str = "demo") -> Record:
        moment = min(self.now, datetime.combine(self.day(ago), time(13, 0), tzinfo=UTC))
        return Record(kind.id, self.municipality, self.unit, key, written(value), moment, by)


def improvement_work(recipe: Recipe, programme: Programme, content: NetworkFile, now: datetime) -> Iterator[Record]:
    """Everything that was written down in the network, municipality by municipality, oldest first under each key."""
    texts = read_work(recipe.programme)
    pilots = [one for one in content.municipalities if one.active and one.wave == "pilot"]
    new = [one for one in content.municipalities if one.active and one.wave != "pilot"]
    for number, one in enumerate(content.municipalities):
        yield from _of_municipality(recipe, texts, one, number, now)
        for place, unit in enumerate(content.units_of(one.code)):
            yield from _of_unit(recipe, programme, texts, one, unit, number + place, now)
    yield from _pairs(texts, pilots, new, now)


def _of_municipality(recipe: Recipe, texts: Work, one: Municipality, number: int, now: datetime) -> Iterator[Record]:
    """What leaders and the secretariat wrote; those without anchoring among leaders have written nothing."""
    pen, random = _Pen(one.code, "", now), dice(recipe, "leaders", one.code)
    if not one.active:
        return
    row = next(each for each in recipe.municipalities if each.code == one.code)
    if one.wave == "pilot":
        shared = tuple(dict.fromkeys(each["measure"] for each in texts.work if each["measure"] != "fall.p.post"))
        yield pen.write(SHARING, SHARING_KEY, Sharing(measures=shared, stories=True), 200)
    if number % 3 != 2:
        talk = texts.guidance[number % len(texts.guidance)]
        ago = whole(random, 8, 70)
        step = Guidance(on=pen.day(ago), owner="PL", due=pen.day(ago - 21), **talk)
        yield pen.write(GUIDANCE, "talk-1", step, ago)
    if "leaders" in row.lacks:
        return
    for place, element in enumerate(texts.element):
        if random.random() < 0.7:
            ago = whole(random, 1, 24)
            used = ElementUsed(on=pen.day(ago), who="SPONSOR" if place else "UL", **element)
            yield pen.write(ELEMENT_USED, f"element-{place + 1}", used, ago)


def _of_unit(
    recipe: Recipe, programme: Programme, texts: Work, one: Municipality, unit: Unit, turn: int, now: datetime
) -> Iterator[Record]:
    story = story_of(recipe, unit)
    if not one.active or story.kind == "silent":
        return
    pen = _Pen(one.code, unit.id, now)
    followed = {row.id for row in recipe.measures if not row.kinds or unit.kind in row.kinds}
    mine = [work for work in texts.work if work["measure"] in followed]
    yield from _tests(recipe, pen, mine[turn % len(mine)], story, turn)
    yield from _ratings(recipe, programme, pen, story)
    yield from _around(recipe, texts, pen, one, story, turn)


def _tests(recipe: Recipe, pen: _Pen, work: Mapping[str, Any], story: UnitStory, turn: int) -> Iterator[Record]:
    """The aim, the ideas and a chain of cycles: first what was planned and predicted, later what was found."""
    measure, testing = work["measure"], story.kind in TESTING
    aim = Aim(what=work["aim"], whom=work["whom"], measure=measure, goal=work["goal"], by=pen.day(-150))
    yield pen.write(AIM, "aim", aim, 190)
    if not testing:
        first = work["cycle"][0]
        bare = {name: text for name, text in first.items() if name not in ("prediction", "predicted", *RESULT)}
        done = Cycle(measure=measure, started_on=pen.day(60), done=first["done"], ended_on=pen.day(50), **bare)
        yield pen.write(CYCLE, "cycle-1", done, 50)
        return
    for place, idea in enumerate(work["idea"], start=1):
        yield pen.write(CHANGE_IDEA, f"idea-{place}", ChangeIdea(measure=measure, place=place, **idea), 170)
    cycles = work["cycle"]
    running = dice(recipe, "running", pen.unit).random() < 0.5
    for place, one in enumerate(cycles, start=1):
        ended = 10 + turn % 9 + CYCLE_DAYS * (len(cycles) - place)
        began = ended + CYCLE_DAYS - 3
        ahead = {name: text for name, text in one.items() if name not in RESULT}
        follows = f"cycle-{place - 1}" if place > 1 else ""
        planned = Cycle(measure=measure, follows=follows, who="TL", started_on=pen.day(began), **ahead)
        yield pen.write(CYCLE, f"cycle-{place}", planned, began)
        if place < len(cycles) or not running:
            whole_cycle = Cycle(
                measure=measure,
                follows=follows,
                who="TL",
                started_on=pen.day(began),
                ended_on=pen.day(ended),
                **one,
            )
            yield pen.write(CYCLE, f"cycle-{place}", whole_cycle, ended)


def _ratings(recipe: Recipe, programme: Programme, pen: _Pen, story: UnitStory) -> Iterator[Record]:
    """The team's and the secretariat's ratings of progress, every other month; who stopped reporting stopped too."""
    scale, random = programme.instrument("progress"), dice(recipe, "progress", pen.unit)
    if scale is None:
        return
    steps, last = list(scale.steps), 95 if story.kind == "dropout" else whole(random, 3, 25)
    top = {"improver": 6, "dropout": 5}.get(story.kind, 2) + whole(random, 0, 1)
    for back in range(3):
        ago, at = last + 60 * back, max(1, top - 2 * back)
        for kind, lower in ((PROGRESS_TEAM, 0), (PROGRESS_FACILITATOR, whole(random, 0, 2) // 2)):
            step = steps[max(0, at - lower)]
            met = tuple(criterion.id for criterion in step.criteria)
            value = ProgressRating(on=pen.day(ago), step=f"{step.value:.1f}", met=met)
            yield pen.write(kind, f"rating-{3 - back}", value, ago)


def _around(recipe: Recipe, texts: Work, pen: _Pen, one: Municipality, story: UnitStory, turn: int) -> Iterator[Record]:
    """Barriers, visits, what was agreed at the board, and stories."""
    random = dice(recipe, "around", pen.unit)
    raised = texts.barrier[turn % len(texts.barrier)]
    if random.random() < 0.6:
        yield from _barrier(pen, raised, turn)
    for place, visit in enumerate(texts.visit if story.kind in TESTING else texts.visit[:1], start=1):
        ago = whole(random, 4, 28) + 30 * (place - 1)
        seen = Visit(on=pen.day(ago), who="UL", follow_up=pen.day(ago - 14), **visit)
        yield pen.write(VISIT, f"visit-{place}", seen, ago)
    for place, note in enumerate(texts.board, start=1):
        ago = 4 + 7 * (len(texts.board) - place)
        done = pen.day(ago - 5) if place < len(texts.board) else None
        agreed = BoardNote(owner="TL", by=pen.day(ago - 7), done_on=done, **note)
        yield pen.write(BOARD_NOTE, f"agreed-{place}", agreed, max(0, ago - 5) if done else ago)
    if story.kind in TESTING and turn % 4 == 0:
        told = texts.story[turn // 4 % len(texts.story)]
        share = one.wave == "pilot"
        yield pen.write(STORY, "story-1", Story(on=pen.day(30), share=share, **told), 30)


def _barrier(pen: _Pen, text: Mapping[str, Any], turn: int) -> Iterator[Record]:
    """In turn: solved, answered, waiting, and (of every ninth) waiting for too long."""
    ago = 9 if turn % 3 == 2 and turn % 9 != 8 else 46
    raised = Barrier(what=text["what"], raised_on=pen.day(ago), raised_with="UL")
    yield pen.write(BARRIER, "barrier-1", raised, ago)
    if turn % 3 == 2:
        return
    solved = pen.day(12) if turn % 3 == 0 else None
    answered = Barrier(
        what=text["what"],
        raised_on=pen.day(ago),
        raised_with="UL",
        answer=text["answer"],
        answered_on=pen.day(37),
        solved_on=solved,
    )
    yield pen.write(BARRIER, "barrier-1", answered, 12 if solved else 37)


def _pairs(texts: Work, pilots: Sequence[Municipality], new: Sequence[Municipality], now: datetime) -> Iterator[Record]:
    """A pilot that helps each of the first new municipalities."""
    pen = _Pen("", "", now)
    for number, (mentor, learner) in enumerate(zip(pilots, new, strict=False)):
        about = texts.pairing[number % len(texts.pairing)]["about"]
        pair = MentorPair(mentor=mentor.code, learner=learner.code, about=about, next=pen.day(-21 - number))
        yield pen.write(MENTOR_PAIR, f"pair-{number + 1}", pair, 100)
