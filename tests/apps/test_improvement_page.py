"""The improvement page: what a team reads about its aim, drivers, cycles, barriers and progress."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from improvement_book import FIRST, WORK, records, working_book
from page_books import OTHER, OWN, PERCENT, SCRIPT, empty_book, handed_over, small_book

from kit import notebook
from kit.apps.desk import Desk
from kit.apps.improvement import ImprovementModel, short, steps_html
from kit.apps.improvement_aim import aims_html
from kit.apps.improvement_barriers import barriers_html
from kit.apps.improvement_cycles import comparison, cycles_html, size
from kit.apps.improvement_drivers import drivers_html, package
from kit.apps.improvement_progress import gap_sentence, progress_html
from kit.apps.improvement_stories import elements_html, stories_html
from kit.domain.access import FACILITATOR, Role, Visitor
from kit.domain.book import Book
from kit.domain.entries.improvement import CYCLE, PROGRESS_TEAM, Cycle, ProgressRating
from kit.domain.label import LANGUAGES
from kit.domain.progress import Progress, Rater, Rating
from kit.errors import ValueRefused
from kit.texts import Texts, texts

TEAM = Visitor(Role.UNIT, OWN, "u1")
PARTS = ("next_steps", "aims", "drivers", "cycles", "barriers", "progress", "stories", "elements", "about")


@pytest.fixture(autouse=True)
def _as_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIT_HOST", "report")


def model_of(book: Book | None = None, visitor: Visitor = TEAM, *, blind: bool = True) -> ImprovementModel:
    return ImprovementModel(Desk(book or working_book(), OWN), visitor, blind)


def plain(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_shows_everything_as_plain_text_in_every_language(tmp_path: Any, language: str) -> None:
    page = notebook.open("improvement", str(handed_over(tmp_path / "b.json", working_book())), OWN, language)
    made = "".join(getattr(page, part)().html for part in PARTS)
    for words in (
        "95 %",
        "Natten er med",
        "Vurdering i modtagelsen",
        "Ingen tid",
        "Skemaet virker",
        "Gik med på runden",
    ):
        assert words in made
    assert SCRIPT not in made
    assert "&lt;script&gt;" in made
    assert ">None<" not in made
    assert "improvement." not in made


def test_the_report_never_tells_a_facilitator_s_rating_before_the_team_has_rated(tmp_path: Any) -> None:
    page = notebook.open("improvement", str(handed_over(tmp_path / "b.json", working_book())), OWN, "da")
    made = plain(page.progress().html)
    assert "1,5" in made
    assert "4,5" not in made
    assert "Vejlederen har givet en vurdering." in made


def test_a_municipality_without_units_is_told_so(tmp_path: Any) -> None:
    page = notebook.open("improvement", str(handed_over(tmp_path / "b.json", empty_book())), OWN, "da")
    assert "ingen enheder" in page.next_steps().html
    assert page.cycles().html == ""


def test_the_steps_of_a_new_unit_say_what_waits_for_what(danish: Texts) -> None:
    found = plain(steps_html(model_of(small_book()), "u1", danish))
    assert found.index("Skriv et mål") < found.index("Dette må vente")
    assert "Den første afprøvning venter på målet" in found


def test_the_steps_name_the_cycle_and_the_barrier_they_are_about(danish: Texts) -> None:
    found = plain(steps_html(model_of(), "u1", danish))
    assert "Skriv, hvad der skete: »Skemaet i mappen«." in found
    assert "Ingen tid til tavlemøde" in found
    assert "Madrasser mangler" not in found


def test_an_aim_says_in_words_what_it_lacks(danish: Texts) -> None:
    found = plain(aims_html(model_of(), "u1", danish))
    assert "Målet er fuldstændigt" in found
    assert found.count("Målet mangler noget") == 1
    for question in ("Hvor godt?", "For hvem?", "Hvornår?", "Kan det måles?"):
        assert question in found.split("Målet mangler noget")[1]


def test_the_diagram_shows_the_programme_s_and_the_team_s_own_in_one(danish: Texts) -> None:
    found = drivers_html(model_of(), "u1", danish)
    assert "<s>Teamet lærer</s>" in found
    assert "streget ud" in found
    assert "Huden ses efter hver dag" in plain(found)
    assert "Natten er med" in found
    assert '<section class="kit-drivers" aria-label="Driverdiagram: Tryksår">' in found
    assert "95 % af nye beboere" in plain(found), "the unit's own aim stands over its diagram"
    assert "Vises af:" in found


def test_the_change_package_is_in_order_with_what_to_avoid(danish: Texts) -> None:
    cards = [(driver, idea.id) for driver, idea in package(model_of(), "u1")]
    assert cards == [("pu:spot:assess", "pu:spot:assess:1"), ("own", "i2")]
    found = plain(drivers_html(model_of(), "u1", danish))
    assert "1. Vurdér ved modtagelsen ◔ prøves af" in found
    assert "Undgå Ikke om natten" in found


def test_a_unit_without_measures_has_no_diagram_and_is_told_why(danish: Texts) -> None:
    bare = replace(small_book(), in_use=())
    assert "ingen indikator" in drivers_html(model_of(bare), "u1", danish)


def test_a_chain_is_told_letter_by_letter_with_its_coach(danish: Texts) -> None:
    found = plain(cycles_html(model_of(), "u1", danish))
    assert "2 cirkler i kæde" in found
    assert found.index("Plan Hvilket tal") < found.index("Udfør (Do)") < found.index("Undersøg (Study)")
    assert "Bedre end forudsagt: 90 % mod 80 %." in found
    assert "4 af 4 kendetegn er på plads." in found
    assert "Vurdér ved modtagelsen" in found, "the idea that is tested is named, not its key"


def test_the_coach_says_what_to_add_next(danish: Texts) -> None:
    alone = replace(small_book(), records=records({CYCLE: {"c": Cycle(title="Ny rutine", scale="unit")}}))
    found = plain(cycles_html(model_of(alone), "u1", danish))
    assert "0 af 4 kendetegn er på plads." in found
    assert "Prøv næste idé med én borger på én dag" in found


def test_without_a_measure_a_number_is_only_higher_or_lower(danish: Texts) -> None:
    cycle = replace(FIRST, measure="")
    assert comparison(cycle, None, danish) == "Højere end forudsagt: 90 mod 80."
    assert comparison(replace(cycle, found=10.0), None, danish) == "Lavere end forudsagt: 10 mod 80."
    assert comparison(replace(cycle, found=80.0), None, danish) == "Som forudsagt: 80 mod 80."


def test_the_size_of_a_test_says_what_and_how_many(danish: Texts) -> None:
    model = model_of()
    assert size(model, replace(FIRST, scale="few", how_many=5), danish) == "Nogle få borgere, 5"
    assert size(model, replace(FIRST, scale="day"), danish) == "En vagt eller en dag"
    assert size(model, replace(FIRST, scale="", how_many=5), danish) == "5"
    assert size(model, replace(FIRST, scale=""), danish) == ""


def test_the_log_tells_days_open_days_to_answer_and_who_waits_too_long(danish: Texts) -> None:
    found = plain(barriers_html(model_of(), "u1", danish))
    assert "1 barriere har ventet på lederens svar i mere end 14 dage." in found
    assert "venter for længe på svar 40 dage" in found
    assert "svar efter 7 dage" in found
    assert "Et svar kommer som regel efter 7 dage (median)." in found
    assert "5. marts 2026" in found


def test_a_team_sees_the_facilitator_s_rating_of_the_months_it_has_rated_itself(danish: Texts) -> None:
    found = plain(progress_html(model_of(), "u1", danish))
    assert "Teamet vurderer 1,0 højere end vejlederen." in found
    assert "4,5" not in found
    assert "Vejlederen har givet en vurdering. Den vises" in found
    april = replace(working_book(), records=(*working_book().records, *_rating(date(2026, 4, 5), "3.0")))
    after = plain(progress_html(model_of(april), "u1", danish))
    assert "4,5" in after
    assert "Den vises" not in after


def test_a_facilitator_sees_both(danish: Texts) -> None:
    model = model_of(visitor=FACILITATOR, blind=False)
    assert "4,5" in progress_html(model, "u1", danish)
    assert not model.kept_back("u1")


def _rating(on: date, step: str) -> tuple[Any, ...]:
    return records({PROGRESS_TEAM: {"t2": ProgressRating(on=on, step=step)}})


def test_a_rating_says_how_far_its_evidence_carries(danish: Texts) -> None:
    found = plain(progress_html(model_of(), "u1", danish))
    assert "Dokumentationen rækker til trin 1,0. Trin 1,5 kræver også:" in found


def test_a_step_nobody_has_evidence_for_is_told(danish: Texts) -> None:
    bare = replace(small_book(), records=_rating(date(2026, 1, 1), "3.0"))
    found = plain(progress_html(model_of(bare), "u1", danish))
    assert "Dokumentationen rækker endnu ikke til det første trin." in found
    assert "mere end 60 dage gammel" in found


@pytest.mark.parametrize(
    ("team", "facilitator", "told"),
    [
        (2.0, 2.0, "Team og vejleder er enige."),
        (2.0, 2.5, "Vejlederen vurderer 0,5 højere end teamet."),
        (3.0, 2.0, "Teamet vurderer 1,0 højere end vejlederen. Det er værd at tale om, hvad I hver især ser."),
    ],
)
def test_the_gap_of_the_two_is_told_in_a_sentence(danish: Texts, team: float, facilitator: float, told: str) -> None:
    day = date(2026, 4, 1)
    now = Progress(Rating(Rater.TEAM, team, day), Rating(Rater.FACILITATOR, facilitator, day), day, 60)
    assert gap_sentence(now, danish) == told
    assert gap_sentence(replace(now, team=None), danish) == ""


def test_stories_and_the_elements_of_this_month_are_told(danish: Texts) -> None:
    assert "Hvorfor: Det ligger fremme" in plain(stories_html(model_of(), "u1", danish))
    found = plain(elements_html(model_of(), danish))
    assert "Gik med på runden" in found
    assert "Sidste måned" not in found
    assert "Ikke brugt i denne måned:" in found


def test_points_are_counted_from_a_day_on() -> None:
    model = model_of()
    assert model.points_since("u1", PERCENT, date(2026, 1, 1)) == 3
    assert model.points_since("u1", "pu.r.days_between", date(2025, 9, 1)) == 2
    assert model.points_since("u1", "nosuch", date(2025, 9, 1)) == 0


def test_who_may_write_what_follows_from_the_link() -> None:
    desk = Desk(working_book(), OWN, save=lambda *a, **k: None)  # type: ignore[arg-type,return-value]
    lead, viewer = Visitor(Role.MUNICIPALITY, OWN), Visitor(Role.VIEWER, OWN)
    found = {one.role: ImprovementModel(desk, one) for one in (TEAM, lead, viewer, FACILITATOR)}
    assert [model.may_write("u1") for model in found.values()] == [True, True, False, True]
    assert [model.may_write("u2") for model in found.values()] == [False, True, False, True]
    assert [model.may_lead for model in found.values()] == [False, True, False, True]
    assert not model_of().may_write("u1"), "where nothing can be saved nobody may write"


def test_a_team_s_page_opens_on_its_own_unit_and_turns_to_no_other_municipality() -> None:
    model = model_of(visitor=Visitor(Role.UNIT, OWN, "u2"))
    assert model.unit == "u2"
    for wrong in ("o1", "", None, 5, ["u1"]):
        with pytest.raises(ValueRefused):
            model.choose(wrong)
    model.choose("u1")
    assert model.unit == "u1"
    assert ImprovementModel(Desk(working_book(), OTHER)).unit == "o1"


def test_a_long_text_is_cut_for_a_button() -> None:
    assert short("a" * 80, 10) == "a" * 9 + "…"
    assert short("  to\nlinjer ") == "to linjer"


def test_the_sample_has_every_kind_of_a_unit() -> None:
    assert len(WORK) == 8
    assert texts("da").has("improvement.section.next")
