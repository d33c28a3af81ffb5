from __future__ import annotations

from dataclasses import replace

import pytest
from page_books import OTHER, OWN, answers, programme, small_book

from kit.apps import leadership as asking
from kit.apps import leadership_results as app
from kit.apps.leadership import LeadershipModel
from kit.apps.views.leadership import Questions
from kit.domain.book import Book
from kit.domain.label import LANGUAGES
from kit.errors import StoreError, ValueRefused
from kit.texts import Texts, texts

GROUPS = [group.id for group in programme().leadership.groups]
FIRST = programme().leadership.statements[0].id


@pytest.fixture
def model(book: Book, saved) -> LeadershipModel:
    return LeadershipModel(book, OWN, saved)


def with_people(sizes: dict[str, int]) -> LeadershipModel:
    return LeadershipModel(replace(small_book(), answers=answers(OWN, sizes)), OWN)


def test_an_answer_is_saved_at_once_under_a_random_id(model: LeadershipModel, saved):
    model.choose(GROUPS[0])
    model.answer(FIRST, 4)
    (group, response, values) = saved.calls[0]
    assert (group, values) == (GROUPS[0], {FIRST: 4})
    assert len(response) == 32
    assert model.progress == (1, len(programme().leadership.statements))


def test_one_person_keeps_one_id_and_the_next_gets_another(model: LeadershipModel, saved):
    model.choose(GROUPS[0])
    model.answer(FIRST, 4)
    model.answer(FIRST, None)
    model.choose(GROUPS[0])
    model.answer(FIRST, 1)
    first, second, third = (call[1] for call in saved.calls)
    assert first == second != third
    assert model.progress[0] == 1


@pytest.mark.parametrize(
    ("statement", "value"),
    [("nosuch", 4), (None, 4), (FIRST, 99), (FIRST, -1), (FIRST, "4"), (FIRST, 4.5), (FIRST, True), (["x"], 4)],
)
def test_a_hostile_answer_is_refused_and_changes_nothing(
    model: LeadershipModel, saved, statement: object, value: object
):
    model.choose(GROUPS[0])
    with pytest.raises(ValueRefused):
        model.answer(statement, value)
    assert saved.calls == []
    assert model.progress[0] == 0


@pytest.mark.parametrize("group", ["nosuch", None, 3, ["x"]])
def test_an_unknown_group_is_refused(model: LeadershipModel, group: object):
    with pytest.raises(ValueRefused):
        model.choose(group)


def test_nothing_is_answered_before_a_group_is_chosen(model: LeadershipModel, saved):
    with pytest.raises(ValueRefused):
        model.answer(FIRST, 4)
    assert saved.calls == []


def test_an_answer_that_could_not_be_saved_does_not_count(model: LeadershipModel, saved):
    model.choose(GROUPS[0])
    saved.broken()
    with pytest.raises(StoreError):
        model.answer(FIRST, 4)
    assert model.progress[0] == 0


def test_results_do_not_move_while_somebody_answers(model: LeadershipModel):
    before = model.scores
    model.choose(GROUPS[1])
    for statement in model.questionnaire.statements:
        model.answer(statement.id, 1)
    assert model.scores == before


@pytest.mark.parametrize(("n", "told"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_a_group_of_fewer_than_five_is_never_counted_out(n: int, told: int | None):
    assert with_people({GROUPS[0]: n}).people(GROUPS[0]) == told


def test_the_number_of_a_small_group_cannot_be_found_by_subtraction():
    model = with_people({GROUPS[0]: 6, GROUPS[1]: 2, GROUPS[2]: 9})
    assert (model.people(GROUPS[0]), model.people(GROUPS[1]), model.people(GROUPS[2])) == (None, None, 9)


def test_a_small_group_leaves_no_number_in_table_or_figure(danish: Texts):
    model = with_people({GROUPS[0]: 6, GROUPS[1]: 2})
    assert all(model.score(scale.id, GROUPS[1]).hidden for scale in model.questionnaire.scales)
    made = app.scores_html(model, danish)
    assert "skjult" in made
    assert "Nogle resultater er skjult, fordi færre end 5 har svaret" in made
    assert "(2 personer)" not in made
    drawn = app.bars(model, danish)
    assert drawn is None or "2 personer" not in drawn.figure.to_json()


def test_large_groups_are_shown_with_the_number_of_people(danish: Texts):
    model = with_people({GROUPS[0]: 6, GROUPS[1]: 5})
    made = app.scores_html(model, danish)
    assert "(6 personer)" in made
    assert "(11 personer)" in made
    assert "skjult" not in made
    assert app.bars(model, danish) is not None


def test_the_answers_of_others_are_not_counted(danish: Texts):
    book = replace(small_book(), answers=answers(OTHER, {GROUPS[0]: 9}))
    model = LeadershipModel(book, OWN)
    assert app.shown_groups(model) == ()
    assert "Ingen har svaret endnu." in app.results_head(model, danish)


@pytest.mark.parametrize("language", LANGUAGES)
def test_statements_results_and_sources_are_told_in_all_three_languages(model: LeadershipModel, language: str):
    words, asked = texts(language), model.questionnaire
    made = asking.statements_html(model, words).unescape()
    assert all(words.label(s.leader) in made and words.label(s.staff) in made for s in asked.statements)
    about = asking.about_html(model, words).unescape()
    assert words.label(asked.licence) in about
    assert words.label(asked.source) in about
    assert "None" not in app.results_head(model, words) + app.scores_html(model, words)


def test_the_form_asks_in_the_wording_of_the_group_and_saves_each_answer(model: LeadershipModel, danish: Texts, saved):
    form = Questions(model, danish)
    staff = next(group for group in model.questionnaire.groups if group.version == "staff")
    form.group.value = staff.id
    statement = model.questionnaire.statements[0]
    field = form.fields[statement.id]
    assert field.description == danish.label(statement.staff)
    field.value = "4"
    assert saved.calls[-1][2] == {statement.id: 4}
    asked = len(model.questionnaire.statements)
    assert f"Du har svaret på 1 af {asked}." in form.progress.widget.value
    field.value = "unknown"
    assert saved.calls[-1][2] == {statement.id: None}


def test_the_group_is_fixed_once_an_answer_is_given_until_another_person_answers(model, danish: Texts, saved):
    form = Questions(model, danish)
    form.group.value = GROUPS[0]
    form.fields[FIRST].value = "4"
    assert form.group.disabled
    form.again.click()
    assert form.group.value == ""
    assert not form.group.disabled
    assert form.place.children == ()


def test_taking_back_a_choice_saves_nothing_and_says_so(model: LeadershipModel, danish: Texts, saved):
    form = Questions(model, danish)
    form.group.value = GROUPS[0]
    form.fields[FIRST].value = "4"
    form.fields[FIRST].value = None
    assert len(saved.calls) == 1
    assert "Dit tidligere svar står stadig" in form.lines[FIRST].widget.value


def test_a_fault_while_answering_is_told_without_a_traceback(model: LeadershipModel, danish: Texts, saved):
    form = Questions(model, danish)
    form.group.value = GROUPS[0]
    saved.error = RuntimeError("boom")
    form.fields[FIRST].value = "4"
    assert 'role="alert"' in form.lines[FIRST].widget.value
    assert "boom" not in form.lines[FIRST].widget.value
