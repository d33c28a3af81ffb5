"""Leaders and staff on the leadership page, and small groups that nothing on the page gives away.

A hidden number is in none of the page's outputs when the page stays the same, byte for byte, however that number turns
out. So these tests change what is hidden, keep what is shown, and compare everything that is sent to the page.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from page_books import OWN, handed_over, programme, small_book

from kit import notebook
from kit.apps import leadership_results as app
from kit.apps.leadership import LeadershipModel
from kit.domain.gap import GapKind
from kit.domain.label import LANGUAGES
from kit.domain.opinion import rounded_percent
from kit.domain.survey import TOTAL, Answer, pool
from kit.texts import Texts, texts

ASKED = programme().leadership
TOP, PROJECT, UNIT = (group.id for group in ASKED.groups if group.version == "leader")
DATA, STAFF = (group.id for group in ASKED.groups if group.version == "staff")
AT = datetime(2026, 3, 1, tzinfo=UTC)  # over four weeks ago: the round is closed
People = Sequence[tuple[str, Mapping[str, int | None]]]


def somebody(seed: int) -> dict[str, int | None]:
    """The answers of one person, "don't know" among them."""
    dice = random.Random(seed)
    return {statement.id: dice.choice((1, 2, 3, 3, 4, 4, 5, None)) for statement in ASKED.statements}


def level(value: int) -> dict[str, int | None]:
    """The answers of one who finds everything equally good."""
    values = ASKED.values
    return {s.id: values[0] + values[-1] - value if s.reverse else value for s in ASKED.statements}


def answers(people: People) -> tuple[Answer, ...]:
    return tuple(
        Answer(f"response-{n:04}-0123456789", OWN, group, ASKED.id, ASKED.version, statement, value, AT)
        for n, (group, given) in enumerate(people)
        for statement, value in given.items()
    )


def model_of(people: People) -> LeadershipModel:
    return LeadershipModel(replace(small_book(), answers=answers(people)), OWN)


def groups(sizes: Mapping[str, int]) -> list[str]:
    return [group for group, size in sizes.items() for _ in range(size)]


def two_sides(leaders: int, staff: int) -> LeadershipModel:
    """Leaders who find everything good and staff who do not."""
    people = [(UNIT, level(4))] * leaders + [(STAFF, level(3))] * staff
    return model_of(people)


def sent(people: People, folder: Path, language: str) -> str:
    """Everything that the results send to a report's page: HTML, figure and metadata."""
    book = replace(small_book(), answers=answers(people))
    page = notebook.open("leadership", str(handed_over(folder / "book.json", book)), OWN, language)
    return json.dumps(page.results().bundles(), ensure_ascii=False)


def dealt(names: Sequence[str]) -> list[tuple[str, dict[str, int | None]]]:
    """The same people in the same order, in the groups given."""
    return [(group, somebody(seed)) for seed, group in enumerate(names)]


def test_leaders_and_staff_are_drawn_and_told_scale_by_scale(danish: Texts):
    model = two_sides(5, 8)
    made = app.scores_html(model, danish).unescape()
    for scale in ASKED.scales:
        words = "Lederne vurderer sig selv 1,0 point højere, end medarbejderne vurderer dem."
        assert f"<strong>{danish.label(scale.name)}:</strong> {words}" in made
    drawn = app.bars(model, danish)
    assert drawn is not None
    assert {trace.name for trace in drawn.figure.data} == {"track", "gap", "leaders", "staff"}
    assert drawn.sentence.startswith("Ledernes og medarbejdernes gennemsnit på hver skala")


@pytest.mark.parametrize(("leaders", "staff"), [(4, 20), (20, 4)])
def test_with_too_few_on_either_side_a_sentence_stands_in_place_of_the_gap(leaders: int, staff: int, danish: Texts):
    model = two_sides(leaders, staff)
    assert {gap.kind for gap in model.gaps} == {GapKind.HIDDEN}
    head = app.results_head(model, danish)
    assert "vises først, når mindst 5 ledere og mindst 5 medarbejdere har svaret" in head
    assert "vurderer sig selv" not in app.scores_html(model, danish)
    drawn = app.bars(model, danish)
    assert drawn is not None
    assert {trace.name for trace in drawn.figure.data} == {"track", "groups", "all"}


def test_positive_answers_dont_know_and_spread_stand_in_the_table(danish: Texts):
    unsure = {**level(4), ASKED.statements[0].id: None}
    model = model_of([(STAFF, level(2))] * 3 + [(STAFF, unsure)] * 3 + [(UNIT, level(4))] * 6)
    made = app.scores_html(model, danish).replace("\N{NO-BREAK SPACE}", " ")
    n = sum(statement.scale == ASKED.statements[0].scale for statement in ASKED.statements)
    positive, unknown = (rounded_percent(x, 6) for x in (3 * (n - 1) / (3 * n + 3 * (n - 1)), 3 / (6 * n)))
    assert f"3,0 (6 personer)<br>{positive} % positive" in made
    assert f"{unknown} % ved ikke" in made
    assert "Svarene spreder sig meget" in made
    assert "Svarene ligger tæt" in made
    assert "Positive svar er: Enig, Helt enig." in made


def test_the_people_table_counts_leaders_staff_and_all(danish: Texts):
    made = app.people_html(two_sides(5, 8), danish)
    for name, n in (("Ledere i alt", 5), ("Medarbejdere i alt", 8), ("Alle", 13)):
        assert f">{name}</th>" in made
        assert f">{n}</td>" in made.split(f">{name}</th>")[1].split("</tr>")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_results_is_missing_in_any_language(language: str):
    words = texts(language)
    for model in (two_sides(6, 9), two_sides(3, 9), two_sides(0, 9), two_sides(6, 0)):
        made = app.results_head(model, words) + app.scores_html(model, words)
        assert "leadership." not in made
        assert "None" not in made


# Two ways to fill the same groups, in which everything that may be shown is the same. The first line of each case says
# what may be shown; all else may differ and must leave no trace.
CASES = {
    "all only: three leaders and twenty of the staff, or two and twenty-one": (
        {UNIT: 3, STAFF: 20},
        {UNIT: 2, STAFF: 21},
    ),
    "all only: the same numbers, other people": (
        {UNIT: 3, STAFF: 20},
        {STAFF: 20, UNIT: 3},
    ),
    "leaders, staff, all and staff group: one chief or two": (
        {TOP: 1, PROJECT: 2, UNIT: 3, STAFF: 9},
        {TOP: 2, PROJECT: 3, UNIT: 1, STAFF: 9},
    ),
    "leaders, staff and all: small data group among the staff": (
        {UNIT: 6, DATA: 2, STAFF: 9},
        {UNIT: 6, DATA: 4, STAFF: 7},
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_what_is_hidden_leaves_no_trace_in_what_is_sent_to_the_page(case, language: str, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("KIT_HOST", "report")
    one, other = (dealt(groups(sizes)) for sizes in CASES[case])
    assert one != other
    assert sent(one, tmp_path, language) == sent(other, tmp_path, language)


def test_what_is_shown_does_change_what_is_sent_to_the_page(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("KIT_HOST", "report")
    one, other = (dealt(groups(sizes)) for sizes in ({UNIT: 6, STAFF: 9}, {UNIT: 7, STAFF: 8}))
    assert sent(one, tmp_path, "da") != sent(other, tmp_path, "da")


def test_no_shown_number_of_people_gives_a_hidden_one_back_by_subtraction():
    model = model_of(dealt(groups({TOP: 1, PROJECT: 1, UNIT: 4, DATA: 3, STAFF: 12})))
    shown = {cell: n for cell, n in model.results.people.items() if n is not None}
    assert shown == {TOTAL: 21, pool("leader"): 6, pool("staff"): 15}
