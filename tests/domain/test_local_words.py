"""Local words are put into running text whole, form by form, and into nothing else."""

from __future__ import annotations

import pytest

from kit.domain.glossary import Glossary, Term
from kit.domain.label import Label, same
from kit.domain.local_words import LONGEST_WORD, LocalWord, Renaming, fault_of, forms_of, glossary_forms, words_of

SEMINAR = (LocalWord("læringsseminar", "netværksdag"), LocalWord("læringsseminarer", "netværksdage"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Første læringsseminar er i maj.", "Første netværksdag er i maj."),
        ("Læringsseminarer og læringsseminar", "Netværksdage og netværksdag"),
        ("læringsseminaret", "læringsseminaret"),  # a form that nobody named
        ("forlæringsseminar, læringsseminardag", "forlæringsseminar, læringsseminardag"),
        ("møde/læringsseminar (læringsseminar)", "møde/netværksdag (netværksdag)"),
        ("{læringsseminar} til {n} læringsseminarer", "{læringsseminar} til {n} netværksdage"),
        ("arket »læringsseminar«, «læringsseminar» og “læringsseminar”", None),
        ("læringsseminar.toml, data\\læringsseminar, ls-læringsseminar, a@læringsseminar", None),
        ("https://example.dk/ læringsseminar", "https://example.dk/ netværksdag"),
        ("https://example.dk/læringsseminar", None),
        ("<læringsseminar>", None),
    ],
)
def test_only_whole_words_of_running_text_are_replaced(text: str, expected: str | None) -> None:
    assert Renaming(SEMINAR)(text) == (text if expected is None else expected)


def test_the_longest_word_wins_and_two_words_may_change_places() -> None:
    words = (LocalWord("fald", "styrt"), LocalWord("fald med skade", "skadefald"), LocalWord("styrt", "fald"))
    assert Renaming(words)("Fald med  skade, fald, styrt") == "Skadefald, styrt, fald"


def test_an_abbreviation_gives_no_capital_on() -> None:
    assert Renaming((LocalWord("UTH", "hændelse"),))("UTH'er og UTH") == "hændelse'er og hændelse"


def test_without_local_words_a_text_is_as_it_was() -> None:
    assert Renaming(())("Læringsseminar") == "Læringsseminar"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("borger / beboer", ("borger", "beboer")),
        ("utilsigtet hændelse (UTH)", ("utilsigtet hændelse", "UTH")),
        ("PDSA (Plan-Do-Study-Act), prøvehandling", ("PDSA", "Plan-Do-Study-Act", "prøvehandling")),
        ("SMART(E)-mål", ("SMART(E)-mål",)),
        ("rate per 1,000 days", ("rate per 1,000 days",)),
    ],
)
def test_a_term_may_hold_several_words(written: str, words: tuple[str, ...]) -> None:
    assert words_of(Term("t", same(written)), "en") == words


@pytest.mark.parametrize(
    ("language", "word", "forms"),
    [
        ("da", "enhed", "enhed enheden enheder enhederne enhedens enhedernes"),
        ("da", "kommune", "kommune kommunen kommuner kommunerne kommunens"),
        ("da", "team", "team teamet teams teamene"),
        ("da", "seriediagram", "seriediagram seriediagrammet seriediagrammer seriediagrammerne"),
        ("nb", "samling", "samling samlingen samlinga samlinger samlingene"),
        ("nb", "bruker", "bruker brukeren brukere brukerne brukernes"),
        ("en", "municipality", "municipality municipalities municipality's"),
    ],
)
def test_the_forms_of_a_word_are_known(language: str, word: str, forms: str) -> None:
    assert set(forms.split()) <= set(forms_of(word, language))


def test_the_forms_of_a_glossary_belong_to_one_language() -> None:
    glossary = Glossary((Term("unit", Label("enhed", "enhet", "unit")),))
    assert "enheter" in glossary_forms(glossary, "nb")
    assert "enheder" not in glossary_forms(glossary, "nb")


@pytest.mark.parametrize("word", ["netværksdag", "SMART(E)-mål", "Råd & dåd", "dag nr. 1", "d'or", "å/ø", "7-dagen"])
def test_a_word_is_taken(word: str) -> None:
    assert fault_of(word) == ""


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        ("<b>dag</b>", "word_signs"),
        ("=1+1", "word_signs"),
        ("+dag", "word_signs"),
        ("-dag", "word_signs"),
        ("@dag", "word_signs"),
        ("{unit}", "word_signs"),
        ("»dag«", "word_signs"),
        ("dag\nto", "word_signs"),
        ("12", "word_signs"),
        ("x" * (LONGEST_WORD + 1), "word_too_long"),
    ],
)
def test_a_word_that_is_more_than_a_word_is_refused(word: str, fault: str) -> None:
    assert fault_of(word) == fault
