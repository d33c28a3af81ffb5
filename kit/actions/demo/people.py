"""Made-up preparation and leadership answers for a demo network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random

from kit.actions.demo.chance import between, dice, whole
from kit.actions.demo.recipe import MunicipalityRecipe, Recipe
from kit.domain.checklist import ChecklistItem, ItemState, ItemStatus
from kit.domain.entries.entry import Record, written
from kit.domain.entries.leading import ROUND, Round
from kit.domain.label import Label
from kit.domain.network import Network
from kit.domain.programme import Programme
from kit.domain.survey import Answer, Questionnaire, RespondentGroup, Statement, turned


@dataclass(frozen=True, slots=True)
class Standing:
    """How a municipality of some preparation stands: critical items still open, share of the other items still open,
    the level of its leadership answers, and how much brighter leaders see themselves."""

    critical_open: int
    others_open: float
    level: tuple[float, float]
    brighter: float


STANDINGS = {
    "well": Standing(0, 0.04, (3.4, 4.0), 0.30),
    "fairly": Standing(0, 0.15, (2.9, 3.6), 0.45),
    "badly": Standing(5, 0.70, (2.5, 3.1), 0.60),
}
UNANCHORED = Standing(0, 0.0, (2.2, 2.7), 0.90)  # the answers where nobody in top management stands behind the work
HOW_MANY = {"many": {"leader": (1, 5), "staff": (6, 24)}, "few": {"leader": (1, 2), "staff": (2, 4)}}
TOP_LEADERS = (1, 2)
ROUND_NAMES = Label("Første runde", "Første runde", "First round")
OPEN_STATUSES = (ItemStatus.NEARLY, ItemStatus.BEGUN, ItemStatus.BEGUN, ItemStatus.NOT_STARTED)


def _open_items(recipe: Recipe, programme: Programme, row: MunicipalityRecipe) -> set[str]:
    """The items a municipality has not finished: those behind what it lacks, and more the worse it is prepared."""
    random, standing, watch = dice(recipe, "checklist", row.code), STANDINGS[row.prepared], programme.watch.items
    lacked = {item for check in row.lacks for item in watch.get(check, ())}
    watched = {item for items in watch.values() for item in items}
    free = [item for item in programme.checklist.items if item.id not in watched]
    critical = [item.id for item in free if item.critical]
    late = {critical.pop(whole(random, 0, len(critical) - 1)) for _ in range(standing.critical_open)}
    return lacked | late | {item.id for item in free if not item.critical and random.random() < standing.others_open}


def item_states(
    recipe: Recipe, programme: Programme, row: MunicipalityRecipe, network: Network, now: datetime
) -> Iterator[ItemState]:
    """How far one municipality is on each item, and since when; an item nobody has touched has no state."""
    still_open, random = _open_items(recipe, programme, row), dice(recipe, "states", row.code)
    for item in programme.checklist.items:
        status = OPEN_STATUSES[whole(random, 0, 3)] if item.id in still_open else ItemStatus.DONE
        if not item.critical and status is ItemStatus.DONE and random.random() < 0.02:
            status = ItemStatus.NOT_RELEVANT
        moment = _changed(random, item, status, row, network, now)
        if status is not ItemStatus.NOT_STARTED:
            yield ItemState(item.id, status, changed_at=moment)


def _changed(
    random: Random, item: ChecklistItem, status: ItemStatus, row: MunicipalityRecipe, network: Network, now: datetime
) -> datetime:
    """Finished around the due day; what is open was touched lately, but not where leaders have let go."""
    days, hours = whole(random, -21, 14), whole(random, 0, 8)
    if status not in OPEN_STATUSES:
        around = datetime.combine(item.due(network.first_seminar), time(8), tzinfo=UTC)
        return min(around + timedelta(days=days, hours=hours), now - timedelta(days=1))
    return now - timedelta(days=whole(random, 60, 100) if "leaders" in row.lacks else whole(random, 5, 25))


def _value(at: float, statement: Statement, questionnaire: Questionnaire) -> int:
    lowest, highest = questionnaire.values[0], questionnaire.values[-1]
    return turned(min(highest, max(lowest, round(at))), statement, questionnaire)


def _people(recipe: Recipe, row: MunicipalityRecipe, group: RespondentGroup, top: bool) -> int:
    if row.answers not in HOW_MANY:
        return 0
    low, high = TOP_LEADERS if top else HOW_MANY[row.answers][group.version]
    return whole(dice(recipe, "people", row.code, group.id), low, high)


def answers(recipe: Recipe, questionnaire: Questionnaire, row: MunicipalityRecipe, at: datetime) -> Iterator[Answer]:
    """The answers of one municipality: leaders see themselves a little brighter than their staff does."""
    standing = UNANCHORED if "leaders" in row.lacks else STANDINGS[row.prepared]
    centre, first = between(dice(recipe, "leadership", row.code), *standing.level), questionnaire.groups[0].id
    for group in questionnaire.groups:
        for person in range(_people(recipe, row, group, group.id == first)):
            random = dice(recipe, "answer", row.code, group.id, person)
            response = f"{row.code}-{group.id}-{whole(random, 0, 16**8 - 1):08x}"
            brighter = standing.brighter if group.version == "leader" else 0.0
            mood = centre + brighter + between(random, -0.7, 0.7)
            moment = at - timedelta(days=whole(random, 1, 40), minutes=whole(random, 0, 400))
            yield from _filled_in(questionnaire, random, mood, (response, row.code, group.id), moment)


def first_round(code: str, language: str, given: Sequence[Answer], at: datetime) -> Record:
    """The closed round in which a municipality's answers were given: without one, the newest would still be waited
    for, and the demo would show a part of them."""
    name = ROUND_NAMES.text(language)
    days = [answer.at.date() for answer in given]
    body = Round(name=name, opened_on=min(days), closed_on=max(days))
    return Record(ROUND.id, code, "", "first", written(body), at, "demo")


def _filled_in(
    questionnaire: Questionnaire, random: Random, mood: float, who: tuple[str, str, str], at: datetime
) -> Iterator[Answer]:
    for statement in questionnaire.statements:
        skipped = random.random() < 0.04
        value = None if skipped else _value(mood + between(random, -1.2, 1.2), statement, questionnaire)
        yield Answer(*who, questionnaire.id, questionnaire.version, statement.id, value, at)
