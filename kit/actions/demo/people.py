"""Made-up preparation and leadership answers for a demo network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from kit.actions.demo.recipe import MunicipalityRecipe, Recipe
from kit.actions.demo.simulate import between, dice, whole
from kit.domain.checklist import ItemState, ItemStatus
from kit.domain.programme import Programme
from kit.domain.survey import Answer, Questionnaire, RespondentGroup, Statement, turned

HOW_MANY = {"leader": (1, 5), "staff": (6, 24)}  # respondents per group, by the wording they get
TOP_LEADERS = (1, 2)


def item_states(recipe: Recipe, programme: Programme, municipality: MunicipalityRecipe) -> Iterator[ItemState]:
    """How far one municipality is on each item: pilots are ready, the new ones are spread from weak to ready."""
    random = dice(recipe, "checklist", municipality.code)
    level = 0.97 if municipality.wave == "pilot" else between(random, 0.35, 0.98)
    for item in programme.checklist.items:
        at = random.random()
        if at < level:
            yield ItemState(item.id, ItemStatus.DONE)
        elif at < level + 0.02:
            yield ItemState(item.id, ItemStatus.NOT_RELEVANT)
        else:
            open_statuses = (ItemStatus.NEARLY, ItemStatus.BEGUN, ItemStatus.NOT_STARTED)
            yield ItemState(item.id, open_statuses[whole(random, 0, 2)])


def _value(at: float, statement: Statement, questionnaire: Questionnaire) -> int:
    lowest, highest = questionnaire.values[0], questionnaire.values[-1]
    return turned(min(highest, max(lowest, round(at))), statement, questionnaire)


def _people(recipe: Recipe, code: str, group: RespondentGroup, first_leader: bool) -> int:
    low, high = TOP_LEADERS if first_leader else HOW_MANY[group.version]
    return whole(dice(recipe, "people", code, group.id), low, high)


def answers(recipe: Recipe, questionnaire: Questionnaire, code: str, at: datetime) -> Iterator[Answer]:
    """The answers of one municipality: leaders see themselves a little brighter than their staff does."""
    centre = between(dice(recipe, "leadership", code), 2.6, 3.9)
    first = questionnaire.groups[0].id
    for group in questionnaire.groups:
        for person in range(_people(recipe, code, group, group.id == first)):
            random = dice(recipe, "answer", code, group.id, person)
            response = f"{code}-{group.id}-{whole(random, 0, 16**8 - 1):08x}"
            mood = centre + (0.45 if group.version == "leader" else 0.0) + between(random, -0.7, 0.7)
            moment = at - timedelta(days=whole(random, 1, 40), minutes=whole(random, 0, 400))
            for statement in questionnaire.statements:
                skipped = random.random() < 0.04
                value = None if skipped else _value(mood + between(random, -1.2, 1.2), statement, questionnaire)
                yield Answer(
                    response, code, group.id, questionnaire.id, questionnaire.version, statement.id, value, moment
                )
