"""What leaders enter, through to the store: rounds stay closed for whoever asks, and few actions are open."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from kit.actions import accept_leading
from kit.actions.demo import create_demo
from kit.actions.enter import save_answers, save_entry
from kit.actions.load import load_book
from kit.apps.leadership import LeadershipModel
from kit.domain.access import FACILITATOR, Role, Visitor
from kit.domain.entries.leading import NEXT_ACTION, ROUND
from kit.errors import ValueRefused
from kit.sources.programme import programme_folders, read_programme
from kit.store import open_store

DAY = date(2026, 6, 15)
NOW = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
LEAD = Visitor(Role.MUNICIPALITY, "0301")
PROGRAMME = read_programme(programme_folders()["i-sikre-haender"])
ASKED = PROGRAMME.leadership
STATEMENT, GROUP = ASKED.statements[0].id, ASKED.groups[0].id
OPENED = {"name": "Forår", "opened_on": DAY}
CLOSED = {**OPENED, "closed_on": DAY}


def save_round(path, values, key: str = "r1", now: datetime = NOW, visitor: Visitor = LEAD):
    return save_entry(path, visitor, "round", "0301", "", key, values, now=now)


def answer(path, value: int = 3, now: datetime = NOW, response: str = "a" * 32):
    return save_answers(path, FACILITATOR, "0301", GROUP, response, {STATEMENT: value}, now=now)


def test_answers_are_refused_while_every_round_is_closed_and_nothing_is_stored(folder) -> None:
    assert answer(folder.path).changed
    save_round(folder.path, OPENED)
    assert answer(folder.path, 4).changed
    save_round(folder.path, CLOSED)
    with pytest.raises(ValueRefused) as refusal:
        answer(folder.path, 5)
    assert refusal.value.key == "leadership.round.refused.answer"
    with open_store(folder.database) as store:
        assert [one.value for one in store.answers("0301")] == [3, 4]


def test_answers_are_taken_again_in_the_next_round_and_elsewhere_all_the_time(folder) -> None:
    save_round(folder.path, OPENED)
    save_round(folder.path, CLOSED)
    later = NOW + timedelta(days=1)
    save_round(folder.path, {"name": "Efterår", "opened_on": DAY + timedelta(days=1)}, "r2", later)
    assert answer(folder.path, 5, later).changed
    other = save_answers(folder.path, FACILITATOR, "5001", GROUP, "b" * 32, {STATEMENT: 2}, now=NOW)
    assert other.changed


@pytest.mark.parametrize("visitor", [LEAD, FACILITATOR])
@pytest.mark.parametrize(
    ("values", "why"), [(OPENED, "closed"), (None, "stays"), ({**CLOSED, "opened_on": date(2026, 6, 1)}, "days")]
)
def test_nobody_opens_a_closed_round_again_or_takes_it_back(folder, visitor: Visitor, values, why: str) -> None:
    save_round(folder.path, OPENED)
    save_round(folder.path, CLOSED)
    with pytest.raises(ValueRefused) as refusal:
        save_round(folder.path, values, visitor=visitor)
    assert refusal.value.key == f"leadership.round.refused.{why}"
    (entry,) = load_book(folder.path, as_of=DAY).entries(ROUND)
    assert entry.value.closed_on == DAY


def test_the_check_asks_the_store_and_not_the_page_that_was_opened_before(folder) -> None:
    stale = load_book(folder.path, as_of=DAY)
    save_round(folder.path, OPENED)
    save_round(folder.path, CLOSED)
    with pytest.raises(ValueRefused) as refusal:
        save_answers(folder.path, LEAD, "0301", GROUP, "c" * 32, {STATEMENT: 3}, now=NOW, book=stale)
    assert refusal.value.key == "leadership.round.refused.answer"
    with pytest.raises(ValueRefused) as refusal:
        save_entry(folder.path, LEAD, "round", "0301", "", "r2", OPENED, now=NOW, book=stale)
    assert refusal.value.key == "leadership.round.refused.tomorrow"


def test_a_fourth_open_action_is_refused(folder) -> None:
    owner = next(iter(PROGRAMME.roles))
    values = {"what": "Gå med på runde", "owner": owner, "due": DAY}
    for n in range(3):
        save_entry(folder.path, LEAD, "next_action", "0301", "", f"a{n}", values, now=NOW)
    with pytest.raises(ValueRefused) as refusal:
        save_entry(folder.path, LEAD, "next_action", "0301", "", "a3", values, now=NOW)
    assert refusal.value.key == "leadership.action.refused.many"
    assert len(load_book(folder.path, as_of=DAY).entries(NEXT_ACTION)) == 3


def test_the_demo_network_shows_the_results_of_a_closed_round(tmp_path) -> None:
    path = create_demo(tmp_path / "demo", programme="i-trygge-hender", today=DAY).path
    book = load_book(path, as_of=DAY)
    models = [LeadershipModel(book, one.code) for one in book.municipalities]
    answered = {answer.municipality for answer in book.answers}
    assert {model.code for model in models if model.shown} == answered
    for model in models:
        if model.shown:
            whole = {a.response for a in book.answers if a.municipality == model.code}
            assert model.people("all") in (len(whole), None)


def test_of_two_who_open_a_round_at_the_same_moment_one_is_told(folder, monkeypatch) -> None:
    looked = accept_leading.change

    def slowly(*given) -> None:
        looked(*given)
        time.sleep(0.3)  # long enough for the other to look, too, if nothing kept it from it

    monkeypatch.setattr(accept_leading, "change", slowly)
    with ThreadPoolExecutor(2) as both:
        asked = [both.submit(save_round, folder.path, OPENED, key) for key in ("r1", "r2")]
    refused = [one.exception() for one in asked if one.exception()]
    assert [getattr(fault, "key", fault) for fault in refused] == ["leadership.round.refused.open"]
    with open_store(folder.database) as store:
        assert len(store.entries("0301", (ROUND.id,))) == 1
