"""Rules that need what was said before, or who says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kit.domain.entries.improvement import AIM, BARRIER, CYCLE, Aim, Barrier, Cycle
from kit.domain.entry_rules import Fault, fault

OPEN = Barrier(what="Ingen tid", raised_on=date(2026, 3, 1))
ANSWERED = replace(OPEN, answer="Ti minutter", answered_on=date(2026, 3, 6))
LEADER_ONLY = Fault("improvement.refused.leader_answers", "answer")


def test_only_a_leader_gives_changes_or_removes_the_answer() -> None:
    assert fault(BARRIER, ANSWERED, [OPEN], may_lead=True) is None
    assert fault(BARRIER, ANSWERED, [OPEN], may_lead=False) == LEADER_ONLY
    assert fault(BARRIER, ANSWERED, [], may_lead=False) == LEADER_ONLY
    assert fault(BARRIER, replace(ANSWERED, answer="Nej"), [ANSWERED], may_lead=False) == LEADER_ONLY
    assert fault(BARRIER, OPEN, [OPEN, ANSWERED], may_lead=False) == LEADER_ONLY


def test_a_team_may_write_all_the_rest_and_bring_back_what_it_deleted() -> None:
    assert fault(BARRIER, OPEN, [], may_lead=False) is None
    assert fault(BARRIER, replace(ANSWERED, what="Stadig ingen tid"), [OPEN, ANSWERED], may_lead=False) is None
    assert fault(BARRIER, replace(ANSWERED, solved_on=date(2026, 3, 9)), [ANSWERED], may_lead=False) is None
    assert fault(BARRIER, replace(OPEN, what="Andet"), [ANSWERED, OPEN], may_lead=False) is None


def test_an_answer_has_a_day_and_a_day_an_answer() -> None:
    key = "improvement.refused.half_answer"
    assert fault(BARRIER, replace(OPEN, answer="Ja"), [OPEN], may_lead=True) == Fault(key, "answered_on")
    assert fault(BARRIER, replace(OPEN, answered_on=date(2026, 3, 6)), [OPEN], may_lead=True) == Fault(key, "answer")


def test_an_answer_before_the_question_is_refused() -> None:
    early = replace(ANSWERED, answered_on=date(2026, 2, 1))
    assert fault(BARRIER, early, [OPEN], may_lead=True) == Fault("improvement.refused.before_raised", "answered_on")


def test_a_prediction_after_the_result_is_refused_whoever_writes_it() -> None:
    late = Cycle(title="x", prediction="Det går godt", done="Det gik godt")
    for may_lead in (True, False):
        assert fault(CYCLE, late, [], may_lead) == Fault("improvement.refused.hindsight", "prediction")


def test_a_cycle_does_not_end_before_it_begins() -> None:
    turned = Cycle(title="x", started_on=date(2026, 3, 2), ended_on=date(2026, 3, 1))
    assert fault(CYCLE, turned, [], False) == Fault("improvement.refused.ends_first", "ended_on")
    assert fault(CYCLE, replace(turned, ended_on=date(2026, 3, 2)), [], False) is None


def test_a_kind_without_rules_is_free() -> None:
    assert fault(AIM, Aim(what="x"), [], False) is None
