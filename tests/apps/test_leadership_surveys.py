"""A leader's own profile, and safety-culture surveys pasted from a spreadsheet."""

from __future__ import annotations

from datetime import date

import pytest
from page_books import OWN, small_book
from test_desk import Shelf

from kit.actions.culture import read_culture
from kit.apps.desk import Desk
from kit.apps.leadership_culture import CulturePaste, culture_pieces
from kit.apps.leadership_profile import ProfileModel, found_pieces, profile_html
from kit.apps.parts import Picture
from kit.apps.views.leadership_culture import PasteForm
from kit.apps.views.leadership_profile import ProfileForm
from kit.domain.entries.leading import CULTURE_RESULT
from kit.domain.label import LANGUAGES
from kit.errors import FieldRefused, KitError, ValueRefused
from kit.texts import texts

DA = texts("da")
WAVE, DAY = "Forår 2026", date(2026, 3, 1)
ROWS = "Tema\tPersoner\tPositive\nTeamarbejde\t35\t71,5\nLæring af fejl\t36\t58 %\nLedelse\t3\t40"


@pytest.fixture
def desk() -> Desk:
    return Desk(small_book(), OWN, Shelf().save, f"municipality:{OWN}")


def test_a_pasted_survey_is_saved_whole_and_a_small_group_is_left_out(desk: Desk) -> None:
    paste = CulturePaste(desk, "da", read_culture)
    taken = paste.read(WAVE, DAY, ROWS)
    assert [(row.theme, row.n, row.percent) for row in taken.rows] == [
        ("Teamarbejde", 35, 71.5),
        ("Læring af fejl", 36, 58),
    ]
    assert taken.left_out == 1
    assert desk.of(CULTURE_RESULT) == ()
    paste.save(taken)
    assert {entry.value.theme: entry.value.percent for entry in desk.of(CULTURE_RESULT)} == {
        "Teamarbejde": 71.5,
        "Læring af fejl": 58,
    }


def test_the_same_survey_pasted_again_is_a_correction(desk: Desk) -> None:
    paste = CulturePaste(desk, "da", read_culture)
    paste.save(paste.read(WAVE, DAY, "Teamarbejde;35;71"))
    paste.save(paste.read(WAVE, DAY, "Teamarbejde;35;73"))
    assert [entry.value.percent for entry in desk.of(CULTURE_RESULT)] == [73]


@pytest.mark.parametrize(
    ("wave", "on", "text", "key"),
    [
        (WAVE, DAY, "Teamarbejde", "paste.not_table"),
        (WAVE, DAY, "Teamarbejde;35", "leadership.culture.refused.columns"),
        (WAVE, DAY, ";35;71", "leadership.culture.refused.theme"),
        (WAVE, DAY, "Teamarbejde;mange;71", "leadership.culture.refused.people"),
        (WAVE, DAY, "Teamarbejde;35,5;71", "leadership.culture.refused.people"),
        (WAVE, DAY, "Teamarbejde;35;171", "leadership.culture.refused.percent"),
        (WAVE, DAY, "Teamarbejde;35;71\nteamarbejde;35;72", "leadership.culture.refused.twice"),
        (WAVE, DAY, "Teamarbejde;4;71", "leadership.culture.refused.few"),
        ("", DAY, "Teamarbejde;35;71", "entries.refused.required"),
        (WAVE, None, "Teamarbejde;35;71", "entries.refused.required"),
        (WAVE, DAY, "Anna 010190-1234;35;71", None),
    ],
)
def test_what_is_no_survey_is_refused_in_one_sentence_and_nothing_is_saved(
    desk: Desk, wave: str, on: date | None, text: str, key: str | None
) -> None:
    with pytest.raises((ValueRefused, FieldRefused)) as caught:
        CulturePaste(desk, "da", read_culture).read(wave, on, text)
    assert key in (None, caught.value.key)
    for language in LANGUAGES:
        assert texts(language).error(caught.value)
    assert desk.of(CULTURE_RESULT) == ()


def test_the_form_shows_before_it_saves_and_forgets_what_no_longer_fits(desk: Desk) -> None:
    form = PasteForm(desk, read_culture, DA)
    form.wave.value, form.on.value, form.text.value = WAVE, DAY, ROWS
    form.read.click()
    assert "Læring af fejl" in form.shown.value
    assert "1 tema er ikke taget med" in form.shown.value
    assert form.keep.description == "Gem 2 temaer"
    form.text.value = ROWS + "\n"
    assert form.place.children == ()
    form.keep.click()
    assert desk.of(CULTURE_RESULT) == ()
    form.read.click()
    form.keep.click()
    assert "2 temaer er gemt kl." in form.line.widget.value
    assert len(desk.of(CULTURE_RESULT)) == 2


def test_the_figure_draws_the_newest_survey_the_one_before_and_older_ones(desk: Desk) -> None:
    for year, percent in ((2024, 60.0), (2025, 55.0), (2026, 71.0)):
        values = {"wave": str(year), "on": date(year, 3, 1), "theme": "<b>Team</b>", "n": 35, "percent": percent}
        desk.save(CULTURE_RESULT, "", f"k{year}", values)
    _, drawn, _ = culture_pieces(desk, DA)
    assert isinstance(drawn, Picture)
    found = {trace.name: tuple(trace.x) for trace in drawn.figure.data}
    assert (found["newest"], found["before"], found["earlier"]) == ((71,), (55,), (60,))
    assert "<b>Team" not in str(drawn.figure.to_plotly_json())


def test_a_profile_is_drawn_when_each_part_has_enough_answers_and_nothing_is_saved() -> None:
    model = ProfileModel(small_book())
    assert model.instrument is not None
    form = ProfileForm(model, model.instrument, DA)
    assert form.fields == {}
    form.begin.click()
    assert set(form.fields) == {item.id for item in model.instrument.items}
    for item in model.instrument.items:
        good = "1" if item.reverse else "5"
        form.fields[item.id].value = good if item.scale == model.instrument.scales[0].id else "2"
    said, drawn, think = found_pieces(model, DA)
    assert isinstance(drawn, Picture)
    assert [trace.name for trace in drawn.figure.data] == ["track", "span", "earlier", "before", "newest"]
    newest = next(trace for trace in drawn.figure.data if trace.name == "newest")
    assert len(newest.x) == len(model.instrument.scales)
    assert "Højest ligger »Sådan tænker jeg« (5,0)" in said.unescape()
    assert "<li>" in think


def test_a_profile_with_few_answers_says_what_is_missing() -> None:
    model = ProfileModel(small_book())
    assert model.instrument is not None
    model.answer(model.instrument.items[0].id, 3)
    model.answer(model.instrument.items[1].id, None)
    (words,) = found_pieces(model, DA)
    assert "mindst halvdelen" in str(words)
    for item, value in (("nosuch", 3.0), (model.instrument.items[0].id, 9.0)):
        with pytest.raises(KitError):
            model.answer(item, value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_holds_the_statements_with_their_source(language: str) -> None:
    words, model = texts(language), ProfileModel(small_book())
    assert model.instrument is not None
    made = profile_html(model, words).unescape()
    assert words.verbatim(model.instrument.source) in made
    assert words.verbatim(model.instrument.items[-1].text) in made
    assert words("leadership.profile.private") in made
