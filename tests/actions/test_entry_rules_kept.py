"""The rules that need an entry's history hold in the folder itself, whoever sends what."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from folder_sample import CONTENT, NOW, PROGRAMME, TODAY

from kit.actions.enter import save_entry
from kit.actions.folder import NetworkFolder
from kit.actions.load import load_book
from kit.actions.structure import structure_book
from kit.domain.access import FACILITATOR, Role, Visitor
from kit.domain.entries.improvement import BARRIER, CYCLE, PROGRESS_FACILITATOR
from kit.errors import FieldRefused, NotAllowed
from kit.texts import texts

LEAD, TEAM = Visitor(Role.MUNICIPALITY, "0301"), Visitor(Role.UNIT, "0301", unit="0301-1")
BOOK = structure_book(CONTENT, PROGRAMME, TODAY)
PLAN: Mapping[str, object] = {"title": "Hudtjek", "prediction": "8 af 10", "predicted": 80}
RESULT: Mapping[str, object] = {"done": "Vi så 9", "found": 90}
OPEN: Mapping[str, object] = {"what": "Ingen tid", "raised_on": TODAY}
ANSWER: Mapping[str, object] = {"answer": "Ti minutter hver dag", "answered_on": TODAY}


def save(folder: NetworkFolder, who: Visitor, kind: str, values: Mapping[str, object] | None) -> None:
    save_entry(folder.path, who, kind, "0301", "0301-1", "k1", values, now=NOW, book=BOOK)


def refused(folder: NetworkFolder, who: Visitor, kind: str, values: Mapping[str, object]) -> FieldRefused:
    before = load_book(folder.path, as_of=TODAY).records
    with pytest.raises(FieldRefused) as caught:
        save(folder, who, kind, values)
    assert load_book(folder.path, as_of=TODAY).records == before
    return caught.value


def test_a_prediction_that_was_saved_first_takes_its_result(folder: NetworkFolder) -> None:
    save(folder, TEAM, "cycle", PLAN)
    save(folder, TEAM, "cycle", {**PLAN, **RESULT})
    (entry,) = load_book(folder.path, as_of=TODAY).entries(CYCLE)
    assert (entry.value.predicted, entry.value.found) == (80.0, 90.0)


@pytest.mark.parametrize("who", [TEAM, LEAD, FACILITATOR], ids=lambda who: who.role)
def test_a_prediction_with_or_after_its_result_is_refused(folder: NetworkFolder, who: Visitor) -> None:
    assert refused(folder, who, "cycle", {**PLAN, **RESULT}).field == "prediction"
    save(folder, who, "cycle", {"title": "Hudtjek", **RESULT})
    found = refused(folder, who, "cycle", {**PLAN, **RESULT})
    assert texts("da").error(found).startswith("En forudsigelse skal være gemt før resultatet.")


def test_a_deleted_cycle_can_be_brought_back_whole(folder: NetworkFolder) -> None:
    whole = {**PLAN, **RESULT}
    save(folder, TEAM, "cycle", PLAN)
    save(folder, TEAM, "cycle", whole)
    save(folder, TEAM, "cycle", None)
    save(folder, TEAM, "cycle", whole)
    assert load_book(folder.path, as_of=TODAY).entries(CYCLE)[0].value.predicted == 80.0


def test_only_a_lead_answers_and_the_team_keeps_writing(folder: NetworkFolder) -> None:
    save(folder, TEAM, "barrier", OPEN)
    assert refused(folder, TEAM, "barrier", {**OPEN, **ANSWER}).field == "answer"
    save(folder, LEAD, "barrier", {**OPEN, **ANSWER})
    assert refused(folder, TEAM, "barrier", OPEN).field == "answer"
    save(folder, TEAM, "barrier", {**OPEN, **ANSWER, "solved_on": TODAY})
    (entry,) = load_book(folder.path, as_of=TODAY).entries(BARRIER)
    assert (entry.value.answer, entry.value.solved_on) == ("Ti minutter hver dag", TODAY)


def test_the_facilitator_s_rating_is_the_facilitator_s(folder: NetworkFolder) -> None:
    rating = {"on": TODAY, "step": "2.5"}
    for who in (TEAM, LEAD):
        with pytest.raises(NotAllowed):
            save(folder, who, "progress_facilitator", rating)
    save(folder, FACILITATOR, "progress_facilitator", rating)
    assert load_book(folder.path, as_of=TODAY).entries(PROGRESS_FACILITATOR)[0].value.step == "2.5"
    assert refused(folder, FACILITATOR, "progress_facilitator", {"on": TODAY, "step": "2.25"}).field == "step"


@pytest.mark.parametrize("link", ["<b>", 5, "x" * 81, "æ", "../x"])
def test_a_link_holds_a_key_and_nothing_else(folder: NetworkFolder, link: object) -> None:
    assert refused(folder, TEAM, "cycle", {"title": "x", "follows": link}).field == "follows"
