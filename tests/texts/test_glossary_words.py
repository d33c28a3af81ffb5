"""The interface speaks the glossary: its key words are the field's, in all three languages at once."""

from __future__ import annotations

import re

import pytest

from kit.domain.label import LANGUAGES
from kit.domain.local_words import forms_of, words_of
from kit.sources.programme import programme_folders, read_programme
from kit.texts.catalogue import catalogue

GLOSSARY = read_programme(programme_folders()["i-sikre-haender"]).glossary
SHORTENED = "cli.spc.help"  # "serie- eller kontroldiagram"
OTHER_PEOPLES_WORDS = "workbook.alias."  # what a file may say instead is understood
# Terms that mean one thing: where one language names it, the two others name it too.
TOGETHER = (
    *("patient_safety", "learning_network", "preparation_seminar", "information_day", "project_leader", "sponsor"),
    *("data_responsible", "self_assessment", "baseline", "denominator", "control_chart", "median", "midline"),
    *("run_chart", "random_variation", "crossing", "longest_run", "days_between", "category", "sample", "storyboard"),
    *("signal_found", "not_relevant"),
)
# Where the interface names a thing by itself, it is by the glossary's word.
NAMED = {
    "apps.title.run_chart": "run_chart",
    "apps.measures.title": "measure",
    "figures.label.median": "median",
    "workbook.word.seminar.learning": "learning_session",
    "workbook.key.first_seminar": "learning_session",
    "apps.due.day": "learning_session",
    "workbook.word.seminar.guidance": "guidance",
    "workbook.sheet.units": "unit",
    "workbook.heading.unit": "unit",
    "workbook.sheet.municipalities": "municipality",
    "workbook.heading.municipality": "municipality",
    "workbook.heading.numerator": "numerator",
    "workbook.heading.denominator": "denominator",
    "workbook.heading.baseline": "baseline",
    "workbook.heading.note": "annotation",
}
# Words that others use for a thing the glossary names otherwise, or that belong to another language of the kit.
NOT_OURS = {
    "da": r"løbediagram|kørediagram|kontrolkort|middellinje|centerlinje|udgangsmåling|aktivitetsperiode"
    r"|klient|patient(?!sikker)|sygehjem|brukere?\b|enhet",
    "nb": r"løpediagram|kjørediagram|kontrollkort|middellinje|senterlinje|baseline|aksjonsperiode|læringsseminar"
    r"|klient|fokusområde|borger|enhed|førebygg|leiing|sjukeheim",
    "en": r"learning session|center line|mean line|action phase|improvement advisor",
}


def pattern(term_id: str, language: str) -> re.Pattern[str]:
    """Any form of any word of a term."""
    term = GLOSSARY.term(term_id)
    assert term is not None, term_id
    forms = {form for word in words_of(term, language) for form in forms_of(word, language)}
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)", re.IGNORECASE)


def sentences(language: str) -> dict[str, str]:
    """Every text by key, without its fields."""
    rows = {key: re.sub(r"\{\w+\}", "", label.text(language)) for key, label in catalogue().items()}
    return {key: text for key, text in rows.items() if not key.startswith(OTHER_PEOPLES_WORDS)}


@pytest.mark.parametrize("term", TOGETHER)
def test_a_term_is_said_in_all_three_languages_or_in_none(term: str) -> None:
    said = {
        language: {key for key, text in sentences(language).items() if pattern(term, language).search(text)}
        for language in LANGUAGES
    }
    assert said["da"], "no text says it: the term has no place in this test"
    assert said["da"] | {SHORTENED} == said["nb"] | {SHORTENED} == said["en"] | {SHORTENED}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_interface_names_bears_the_glossary_s_name(language: str) -> None:
    texts = sentences(language)
    assert {key: texts[key] for key, term in NAMED.items() if not pattern(term, language).search(texts[key])} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_uses_another_word_for_what_the_glossary_names(language: str) -> None:
    other = re.compile(rf"\b(?:{NOT_OURS[language]})", re.IGNORECASE)
    assert {key: text for key, text in sentences(language).items() if other.search(text)} == {}
