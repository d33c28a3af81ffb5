"""A network's own words stand in its sentences and labels, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import small_network_file, small_programme

from kit.domain.glossary import Glossary, Term
from kit.domain.label import Label, same
from kit.domain.local_words import LocalWord
from kit.errors import Problem, Where
from kit.sources.programme import programme_folders, read_programme
from kit.texts import texts, texts_of
from kit.texts.in_use import forms_in_use

WORDS = (
    LocalWord("læringsseminar", "netværksdag"),
    LocalWord("enheder", "afdelinger"),
    LocalWord("enheden", "afdelingen"),
    LocalWord("kommune", "by"),
)
NETWORK = replace(small_network_file().network, local_words=WORDS)
OURS = texts_of(NETWORK)


def test_a_sentence_and_a_label_say_the_local_word() -> None:
    assert OURS("apps.due.day", day="2026-03-10") == "10.03.2026, samme dag som første netværksdag"
    assert OURS.counted("apps.due", 3, day="2026-03-10").endswith("3 uger før første netværksdag")
    assert OURS.label(Label("Læringsseminar", "Samling", "Seminar")) == "Netværksdag"


def test_what_is_filled_in_stays_as_people_wrote_it() -> None:
    assert OURS("apps.due.day", day="enheder på læringsseminar").startswith("enheder på læringsseminar, samme dag")


def test_the_wording_of_an_instrument_stays() -> None:
    assert OURS.verbatim(same("Vi lærer på læringsseminar")) == "Vi lærer på læringsseminar"


@pytest.mark.parametrize("key", ["workbook.sheet.units", "workbook.heading.municipality", "workbook.key.first_seminar"])
def test_what_a_file_is_read_back_by_is_the_same_in_every_network(key: str) -> None:
    assert OURS(key) == texts("da")(key)


def test_a_problem_points_at_sheets_by_their_names() -> None:
    problem = Problem("problems.unknown_unit", Where("network.xlsx", "enheder", "B5"), {"found": "x"})
    assert OURS.problem(problem) == texts("da").problem(problem)


def test_local_words_belong_to_the_network_s_own_language() -> None:
    assert texts_of(NETWORK, "nb")("apps.due.day", day="") == texts("nb")("apps.due.day", day="")
    assert texts_of(NETWORK, "da") is OURS
    assert "netværksdag" not in texts("da")("apps.due.day", day="")


@pytest.mark.parametrize(
    ("language", "used", "unused"),
    [
        ("da", {"læringsseminaret", "læringsseminarer", "seriediagrammer", "enhederne"}, "læringsseminaren"),
        ("nb", {"samlingen", "samlinger", "seriediagram", "innsatsområder"}, "samlinga"),
        ("en", {"learning seminars", "run charts", "municipalities"}, "run charts's"),
    ],
)
def test_the_words_to_choose_from_are_those_that_the_texts_use(language: str, used: set[str], unused: str) -> None:
    forms = forms_in_use(read_programme(programme_folders()["i-sikre-haender"]), language)
    assert used <= set(forms)
    assert unused not in forms


def test_a_word_that_only_the_programme_says_can_be_chosen() -> None:
    programme = replace(small_programme(), glossary=Glossary((Term("ulcer", Label("tryksår", "trykksår", "ulcer")),)))
    assert forms_in_use(programme, "da") == ("tryksår",)
    assert forms_in_use(small_programme(), "da") == ()
