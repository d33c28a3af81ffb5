"""What leaders do on the leadership page: rounds, actions, visits, standard work, checks, culture surveys."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from page_books import AS_OF, OWN, answers, programme, small_book

from kit.actions import accept_leading
from kit.actions.culture import read_culture
from kit.apps.desk import Desk, Values
from kit.apps.leadership import LeadershipModel
from kit.apps.leadership_checks import ChecksModel, checks_html, findings_html
from kit.apps.leadership_culture import culture_pieces
from kit.apps.leadership_results import opinion_pieces, people_html, results_head
from kit.apps.leadership_waves import waves_pieces
from kit.apps.leadership_work import WorkModel, actions_html, rounds_html, visits_html, work_html
from kit.apps.parts import Picture
from kit.apps.views.leadership import Questions, build
from kit.apps.views.leadership_culture import culture
from kit.apps.views.leadership_work import Checks, Rounds, StandardWork, actions, rounds, visits
from kit.domain.access import Role, Visitor
from kit.domain.entries.entry import Record, written
from kit.domain.entries.kinds import KINDS
from kit.domain.entries.leading import (
    CULTURE_RESULT,
    INSTRUMENT_RATING,
    NEXT_ACTION,
    ROUND,
    TASK_DONE,
    VISIT,
    Round,
)
from kit.domain.instruments import Rhythm
from kit.domain.label import LANGUAGES
from kit.domain.seen import Seen
from kit.errors import FieldRefused, ValueRefused
from kit.texts import texts

DA = texts("da")
AT = datetime(2026, 4, 10, 9, 0, tzinfo=UTC)
GROUPS = programme().leadership.groups
LEADERS, STAFF = GROUPS[2].id, GROUPS[-1].id


@dataclass
class Receipt:
    at: datetime = AT
    changed: bool = True


@dataclass
class Shelf:
    """Stands in for the store, with the checks that stand before it."""

    records: list[Record] = field(default_factory=list)

    def save(self, kind: str, municipality: str, unit: str, key: str, values: Values | None, *, seen: Seen) -> Receipt:
        made = None if values is None else KINDS[kind].body(**values)
        record = Record(kind, municipality, unit, key, None if made is None else written(made), AT, "lead")
        accept_leading.change(self.records, record, made, AS_OF)
        place = (kind, unit, key)
        self.records = [one for one in self.records if (one.kind, one.unit, one.key) != place]
        self.records += [record] if made is not None else []
        return Receipt()

    def values(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.records if one.kind == kind]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def desk(shelf: Shelf) -> Desk:
    return Desk(small_book(), OWN, shelf.save, f"municipality:{OWN}")


def round_record(one: Round, key: str) -> Record:
    return Record(ROUND.id, OWN, "", key, written(one), AT, "lead")


def asked(*given: Round, at: date = date(2026, 3, 5), sizes: dict[str, int] | None = None) -> LeadershipModel:
    moment = datetime(at.year, at.month, at.day, tzinfo=UTC)
    people = [replace(one, at=moment) for one in answers(OWN, sizes or {LEADERS: 6, STAFF: 8})]
    records = tuple(round_record(one, f"r{n}") for n, one in enumerate(given))
    return LeadershipModel(replace(small_book(), answers=tuple(people), records=records), OWN)


def numbers(model: LeadershipModel) -> str:
    return results_head(model, DA) + "".join(str(one) for one in opinion_pieces(model, DA))


MARCH = Round(name="Marts", opened_on=date(2026, 3, 1), closed_on=date(2026, 3, 31))


# -- rounds and results


def test_an_open_round_shows_no_number_and_says_what_it_waits_for() -> None:
    model = asked(Round(name="Forår", opened_on=date(2026, 3, 1)))
    assert model.closed == ()
    assert model.opinions == ()
    head = results_head(model, DA)
    assert "Forår (fra 01.03.2026) er åben" in head
    assert "<table" not in head


def test_a_closed_round_shows_its_results_and_its_name() -> None:
    head = results_head(asked(MARCH), DA)
    assert "Marts (01.03.2026 til 31.03.2026)" in head
    assert ">14</td>" in head


def test_what_is_answered_in_the_open_round_leaves_the_shown_results_alone() -> None:
    opened = Round(name="April", opened_on=date(2026, 4, 1))
    before = asked(MARCH, opened)
    more = [replace(a, response=f"new-{a.response}", at=datetime(2026, 4, 5, tzinfo=UTC)) for a in before.book.answers]
    after = LeadershipModel(replace(before.book, answers=(*before.book.answers, *more)), OWN)
    assert after.results == before.results
    assert numbers(after) == numbers(before)


def test_without_rounds_the_rule_is_told_in_words() -> None:
    model = asked(at=date(2026, 4, 1))
    assert "samles svarene i 4 uger fra det første svar" in results_head(model, DA)
    assert asked(at=date(2026, 3, 1)).shown is not None


def test_the_response_rate_is_told_where_the_invited_are_known_and_the_number_is_shown() -> None:
    told = people_html(asked(replace(MARCH, invited_leaders=6, invited_staff=40)), DA).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "6 af 6 inviterede (100 %)" in told
    assert "8 af 40 inviterede (20 %) Så få" in told
    few = people_html(asked(replace(MARCH, invited_leaders=6, invited_staff=40), sizes={LEADERS: 6, STAFF: 3}), DA)
    assert "af 40" not in few


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_closed_rounds_stand_side_by_side_with_their_numbers(language: str) -> None:
    words = texts(language)
    early = Round(name="Februar", opened_on=date(2026, 2, 1), closed_on=date(2026, 2, 20))
    one = asked(early, MARCH)
    given = (*one.book.answers, *(replace(a, at=datetime(2026, 2, 3, tzinfo=UTC)) for a in one.book.answers))
    model = LeadershipModel(replace(one.book, answers=given), OWN)
    head, drawn, table = waves_pieces(model, words)
    assert isinstance(drawn, Picture)
    made = head + table
    assert words("leadership.waves.sentence.few") in made.unescape()
    assert drawn.sentence == words("leadership.waves.sentence.few")
    assert "Februar" in made
    assert words("leadership.claim.too_few") in made.unescape()
    assert words("apps.results.score", mean=words.formats.number(4.0, 1), n=8) in made
    assert not any(isinstance(piece, Picture) for piece in waves_pieces(one, words))


def test_the_spread_of_opinion_is_drawn_for_both_sides_with_a_sentence() -> None:
    head, drawn, how = opinion_pieces(asked(MARCH), DA)
    assert isinstance(drawn, Picture)
    assert {trace.name for trace in drawn.figure.data} == {"negative", "neutral", "positive"}
    assert "positive svar" in head
    assert "samtalen" in how


def test_where_a_side_is_few_only_everybody_together_is_drawn_and_nothing_tells_the_sides() -> None:
    (_, one, _), (_, other, _) = (
        opinion_pieces(asked(MARCH, sizes=sizes), DA) for sizes in ({LEADERS: 3, STAFF: 2}, {LEADERS: 2, STAFF: 3})
    )
    assert one.figure.to_plotly_json() == other.figure.to_plotly_json()
    assert {note.text for note in one.figure.layout.annotations if note.name == "group"} == {"Alle"}
    assert opinion_pieces(asked(MARCH, sizes={LEADERS: 2, STAFF: 2}), DA) == ()


def test_the_lead_opens_a_round_and_closes_it_in_two_steps(desk: Desk, shelf: Shelf) -> None:
    form = Rounds(desk, DA)
    form.name.value, form.staff.value = "Forår", "40"
    form.open.click()
    assert "Runden er åben. Gemt kl." in form.line.widget.value
    (entry,) = desk.of(ROUND)
    assert (entry.value.opened_on, entry.value.closed_on, entry.value.invited_staff) == (AS_OF, None, 40)
    form.close.click()
    assert desk.of(ROUND)[0].value.closed_on is None
    form.wait.click()
    form.close.click()
    form.sure.click()
    assert "Runden er lukket" in form.line.widget.value
    assert desk.of(ROUND)[0].value.closed_on == AS_OF


def test_a_second_round_the_same_day_is_refused_with_a_sentence(desk: Desk) -> None:
    form = Rounds(desk, DA)
    form.name.value = "Forår"
    form.open.click()
    form.sure.click()
    form.name.value = "Igen"
    form.open.click()
    assert "tidligst åbnes i morgen" in form.line.widget.value
    assert len(desk.of(ROUND)) == 1


@pytest.mark.parametrize("typed", ["mange", "-1", "1e9", "99999999"])
def test_a_number_of_invited_that_makes_no_sense_is_refused(desk: Desk, typed: str) -> None:
    form = Rounds(desk, DA)
    form.name.value, form.leaders.value = "Forår", typed
    form.open.click()
    assert 'role="alert"' in form.line.widget.value
    assert desk.of(ROUND) == ()


# -- answering


def test_a_respondents_link_answers_its_own_response_and_holds_no_result(saved) -> None:
    visitor = Visitor(Role.RESPONDENT, OWN, group=STAFF, response="a" * 32)
    model = LeadershipModel(asked(MARCH).book, OWN, saved, visitor)
    assert (model.closed, model.rounds, model.results.people[STAFF]) == ((), (), 0)
    form = Questions(model, DA)
    assert form.group.value == STAFF
    first = next(iter(form.fields.values()))
    first.value = "4"
    group, response, values = saved.calls[0]
    assert (group, response, list(values.values())) == (STAFF, "a" * 32, [4])
    with pytest.raises(ValueRefused):
        model.choose(LEADERS)


def test_a_respondent_is_told_that_one_can_go_on_later_and_gets_no_other_person(saved) -> None:
    model = LeadershipModel(small_book(), OWN, saved, Visitor(Role.RESPONDENT, OWN, response="a" * 32))
    words = [getattr(one, "value", "") for one in build(model, DA).children]
    assert any("åbne linket igen senere" in str(word) for word in words)
    form = Questions(model, DA)
    form.group.value = STAFF
    while form.next in form.place.children[-1].children:
        form.next.click()
    assert form.again not in form.place.children[-1].children


def test_one_scale_is_shown_at_a_time_and_answers_stay_when_one_goes_back(saved) -> None:
    form = Questions(LeadershipModel(small_book(), OWN, saved), DA)
    form.group.value = STAFF
    first = next(iter(form.fields))
    form.fields[first].value = "5"
    shown = len(form.fields)
    assert shown < len(programme().leadership.statements)
    form.next.click()
    assert "Del 2 af" in form.head.value
    assert len(form.fields) > shown
    form.back.click()
    assert form.fields[first].value == "5"
    assert form.fields[first] in form.body.children
    assert len(saved.calls) == 1


@pytest.mark.parametrize("hostile", [99, -1, "x", None])
def test_a_hostile_choice_reaches_no_store(saved, hostile: object) -> None:
    form = Questions(LeadershipModel(small_book(), OWN, saved), DA)
    form.group.value = STAFF
    statement = next(iter(form.fields))
    form._answered(statement, {"new": hostile})
    assert saved.calls == []


# -- actions and visits

ACTION: Values = {"what": "Gå med på runde", "owner": "PL", "due": date(2026, 4, 1)}


def test_actions_stand_with_owner_day_and_whether_they_are_late(desk: Desk) -> None:
    desk.save(NEXT_ACTION, "", "a1", ACTION)
    desk.save(NEXT_ACTION, "", "a2", {**ACTION, "what": "<b>Lyt</b>", "done_on": date(2026, 4, 2)})
    made = actions_html(desk, DA)
    assert "over fristen" in made
    assert "gjort 02.04.2026" in made
    assert "&lt;b&gt;Lyt" in made


def test_a_fourth_open_action_is_refused_until_one_is_done(desk: Desk) -> None:
    for n in range(3):
        desk.save(NEXT_ACTION, "", f"a{n}", ACTION)
    with pytest.raises(ValueRefused, match=r"refused\.many"):
        desk.save(NEXT_ACTION, "", "a3", ACTION)
    desk.save(NEXT_ACTION, "", "a0", {**ACTION, "done_on": AS_OF})
    desk.save(NEXT_ACTION, "", "a3", ACTION)
    assert len(desk.of(NEXT_ACTION)) == 4


VISIT_MADE: Values = {"on": date(2026, 3, 2), "kind": "board", "who": "PL", "chosen": "Lift mangler"}


def test_a_visit_that_was_not_followed_up_in_time_is_told(desk: Desk) -> None:
    with pytest.raises(FieldRefused) as refusal:
        desk.save(VISIT, "u1", "v1", VISIT_MADE)
    assert refusal.value.field == "follow_up"
    desk.save(VISIT, "u1", "v1", {**VISIT_MADE, "follow_up": date(2026, 4, 1)})
    made = visits_html(desk, DA)
    assert "1 besøg venter på opfølgning" in made
    assert "Plejecenter Åsen &lt;script&gt;" in made
    desk.save(VISIT, "u1", "v1", {**VISIT_MADE, "follow_up": date(2026, 4, 1), "done_on": AS_OF})
    assert "venter på opfølgning" not in visits_html(desk, DA)


# -- standard work and checks


def test_a_task_is_ticked_for_this_turn_and_the_tick_taken_back(desk: Desk) -> None:
    model = WorkModel(desk, "u1")
    form = StandardWork(model, DA)
    task = model.turns(form.tier.value)[Rhythm.WEEK][0].task
    form.boxes[task.id].value = True
    assert "Gemt kl." in form.line.widget.value
    assert [entry.value.task for entry in desk.of(TASK_DONE, "u1")] == [task.id]
    assert model.turns(form.tier.value)[Rhythm.WEEK][0].done
    assert "gjort" in work_html(model, DA)
    form.boxes[task.id].value = False
    assert not model.turns(form.tier.value)[Rhythm.WEEK][0].done


@pytest.fixture
def checks(desk: Desk) -> Checks:
    return Checks(ChecksModel(desk), DA)


@pytest.mark.parametrize("name", ["sustaining", "system_quality", "organisation_maturity", "spread"])
def test_every_check_is_filled_in_item_by_item_and_says_what_it_shows(checks: Checks, name: str) -> None:
    checks.which.value = name
    found = checks.model.instrument(name)
    for box in checks.fields.values():
        box.value = box.options[1][1]
    assert f"{len(found.items)} af {len(found.items)} punkter" in checks.findings.value
    assert "Tal først om" in checks.findings.value
    assert DA.verbatim(found.licence) in checks.sources.value
    made = checks_html(checks.model, DA).unescape()
    assert f"version {found.version}" in made
    assert DA.verbatim(found.source) in made


def test_a_rating_that_the_instrument_does_not_know_is_refused(desk: Desk, checks: Checks) -> None:
    found = checks.model.instrument("spread")
    for item, value in ((found.items[0].id, 9.0), ("nosuch", 1.0), ("standardisation", 1.0)):
        with pytest.raises(ValueRefused):
            checks.model.rate(found, item, value)
    given = {"instrument": "sustaining", "version": "0", "item": "trust", "value": 1.0, "on": AS_OF}
    for wrong in (given, {**given, "instrument": "leadership_profile"}):
        with pytest.raises(ValueRefused):
            desk.save(INSTRUMENT_RATING, "", "k", wrong)
    assert desk.of(INSTRUMENT_RATING) == ()
    assert "0 af 7" in findings_html(found, checks.model.ratings(found), DA)


def test_an_instrument_that_is_not_there_is_refused_without_a_traceback(checks: Checks) -> None:
    with pytest.raises(ValueRefused):
        checks.model.instrument("leadership_profile")


def test_a_culture_result_of_few_people_is_refused_and_the_trend_is_told(desk: Desk) -> None:
    given = {"wave": "2024", "on": date(2024, 3, 1), "theme": "Teamarbejde", "n": 35, "percent": 64.0}
    with pytest.raises(FieldRefused, match=r"refused\.few"):
        desk.save(CULTURE_RESULT, "", "c0", {**given, "n": 4})
    desk.save(CULTURE_RESULT, "", "c1", given)
    desk.save(CULTURE_RESULT, "", "c2", {**given, "wave": "2026", "on": date(2026, 3, 1), "percent": 71.0})
    said, drawn, made = culture_pieces(desk, DA)
    assert isinstance(drawn, Picture)
    assert drawn.sentence in said.unescape()
    assert "1 temaer har flere" in drawn.sentence
    assert "7 procentpoint flere positive" in made
    assert "(35 personer)" in made


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_and_form_speaks_the_language_and_names_no_key(desk: Desk, language: str) -> None:
    words, model = texts(language), asked(MARCH)
    desk.save(NEXT_ACTION, "", "a1", ACTION)
    made = rounds_html(model, words) + actions_html(desk, words) + visits_html(desk, words)
    made += work_html(WorkModel(desk), words) + checks_html(ChecksModel(desk), words) + culture_pieces(desk, words)[0]
    assert "leadership." not in made
    assert "entries." not in made
    for widget in (
        rounds((model, desk), words),
        actions(desk, words),
        visits((desk, ""), words),
        culture((desk, read_culture), words),
    ):
        assert widget.children
