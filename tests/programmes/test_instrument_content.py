"""The instruments that travel with the kit: complete, consistent, in three languages, and honest about their origin."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from test_content import DANISH, ENGLISH, NORWEGIAN

from kit import resources
from kit.domain import progress
from kit.domain.instruments import Instrument, InstrumentKind, Rhythm, as_questionnaire, step_reached
from kit.domain.label import LANGUAGES, Label
from kit.domain.programme import Programme
from kit.sources.programme import programme_folders, read_programme

PROGRAMMES = ("i-sikre-haender", "i-trygge-hender")
READ = {name: read_programme(programme_folders()[name]) for name in PROGRAMMES}
KINDS = {
    "change_readiness": InstrumentKind.AGREEMENT,
    "leadership_profile": InstrumentKind.AGREEMENT,
    "organisation_maturity": InstrumentKind.MATURITY,
    "progress": InstrumentKind.STEPS,
    "seminar_evaluation": InstrumentKind.AGREEMENT,
    "spread": InstrumentKind.MATURITY,
    "sustaining": InstrumentKind.MATURITY,
    "system_quality": InstrumentKind.GRID,
}
DRIVERS = {
    "control": ["standardisation", "accountability", "visual", "problem_solving", "escalation"],
    "improvement": ["integration", "prioritisation", "assimilation", "implementation"],
    "culture": ["policy", "feedback", "transparency", "trust"],
}
ANYWHERE = re.compile(
    "High-Impact Leadership|Sustaining Improvement|Whole System Quality|Improvement Capability Self-Assessment"
)

programmes = pytest.mark.parametrize("programme", READ.values(), ids=READ)
instruments = pytest.mark.parametrize(
    "instrument", [one for programme in READ.values() for one in programme.instruments], ids=lambda one: one.id
)


def files() -> Iterator[tuple[str, str]]:
    for programme in PROGRAMMES:
        for path in sorted((resources.programmes() / programme / "instruments").glob("*.toml")):
            yield f"{programme}/{path.name}", path.read_text(encoding="utf-8")


def labels(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(value, dict) and set(value) & set(LANGUAGES):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from labels(inner, f"{path}.{value.get('id', '')}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from labels(inner, path)


every_label = [(name + path, label) for name, text in files() for path, label in labels(tomllib.loads(text))]


@programmes
def test_every_programme_has_the_eight_instruments(programme: Programme) -> None:
    assert {one.id: one.kind for one in programme.instruments} == KINDS


@instruments
def test_an_instrument_says_that_it_is_not_validated_and_under_which_licence_it_may_be_used(
    instrument: Instrument,
) -> None:
    assert not instrument.validated
    for language, word in (("da", "valideret"), ("nb", "validert"), ("en", "validated")):
        assert word in instrument.source.text(language)
        assert "MIT" in instrument.licence.text(language)
    if "IHI" in instrument.source.en:
        assert "not approved by IHI" in instrument.source.en


@instruments
def test_whoever_answers_alone_is_protected_and_told_so(instrument: Instrument) -> None:
    alone = instrument.kind is InstrumentKind.AGREEMENT
    assert instrument.minimum_group == (5 if alone else 0)
    if alone and instrument.id != "leadership_profile":
        assert "færre end fem" in instrument.intro.da
        assert "færre enn fem" in instrument.intro.nb
        assert "fewer than five" in instrument.intro.en


@programmes
def test_a_confirmed_mark_names_a_source(programme: Programme) -> None:
    for one in programme.instruments:
        rows = [one, *one.items, *one.tasks]
        assert all(row.mark == "P" or row.basis.split(", ")[0] != "P" for row in rows), one.id
        assert all(row.basis for row in rows), one.id


@programmes
def test_the_sustaining_check_has_13_drivers_with_four_levels_and_each_has_a_task_in_the_calendar(
    programme: Programme,
) -> None:
    check = programme.instrument("sustaining")
    assert check is not None
    assert {s.id: [i.id for i in check.items if i.scale == s.id] for s in check.scales} == DRIVERS
    assert all([level.value for level in item.levels] == [0, 1, 2, 3] for item in check.items)
    assert {task.supports for task in check.tasks} == {item.id for item in check.items}
    by_tier = {tier.id: [task.rhythm for task in check.tasks if task.tier == tier.id] for tier in check.tiers}
    assert list(by_tier) == ["unit", "middle", "top"]
    order = list(Rhythm)
    for rhythms in by_tier.values():
        assert [order.index(rhythm) for rhythm in rhythms] == sorted(order.index(rhythm) for rhythm in rhythms)
    assert Rhythm.DAY in by_tier["unit"]
    assert set(by_tier["top"]) == {Rhythm.MONTH, Rhythm.QUARTER}


@programmes
def test_the_grid_rates_planning_improvement_and_control_at_every_level_and_as_a_whole(programme: Programme) -> None:
    grid = programme.instrument("system_quality")
    assert grid is not None
    assert [row.id for row in grid.scales] == ["planning", "improvement", "control"]
    assert [(column.id, column.dimension) for column in grid.columns] == [
        ("team", "penetration"),
        ("middle", "penetration"),
        ("top", "penetration"),
        ("whole", "cohesion"),
    ]
    assert all([level.value for level in one.levels] == [0, 1, 2, 3] for one in grid.dimensions)


@programmes
def test_the_maturity_check_has_six_areas_with_five_described_levels(programme: Programme) -> None:
    check = programme.instrument("organisation_maturity")
    assert check is not None
    assert [item.id for item in check.items] == ["leadership", "results", "resources", "people", "data", "knowledge"]
    for item in check.items:
        assert [level.value for level in item.levels] == [1, 2, 3, 4, 5]
        assert len({level.text for level in item.levels}) == 5


@programmes
def test_the_ladder_has_every_step_that_a_rating_can_have(programme: Programme) -> None:
    ladder = programme.instrument("progress")
    assert ladder is not None
    values = [step.value for step in ladder.steps]
    assert values == [half / 2 for half in range(1, 11)]
    assert all(progress.on_scale(value) for value in values)
    assert all(step.criteria for step in ladder.steps)
    everything = {criterion.id for step in ladder.steps for criterion in step.criteria}
    assert step_reached(ladder, everything).value == progress.HIGHEST
    assert step_reached(ladder, everything - {"p40a"}).value == 3.5


@programmes
def test_statements_can_be_asked_as_a_questionnaire_with_reverse_ones_among_them(programme: Programme) -> None:
    for one in programme.instruments:
        if one.kind is InstrumentKind.AGREEMENT:
            survey = as_questionnaire(one, programme.leadership.groups)
            assert survey.values == (1, 2, 3, 4, 5)
            assert any(statement.reverse for statement in survey.statements)
            assert all(sum(s.scale == scale.id for s in survey.statements) >= 2 for scale in survey.scales)


def test_no_words_of_a_protected_questionnaire_are_used() -> None:
    phrases = (
        "whatever it takes",
        "keep the momentum",
        "people who work here",
        "manage the politics",
        "just beginning",
    )
    english = " ".join(label["en"] for _, label in every_label).lower()
    assert [phrase for phrase in phrases if phrase in english] == []


def test_every_text_is_whole_and_a_long_one_differs_between_the_languages() -> None:
    assert len(every_label) > 500
    for path, label in every_label:
        assert set(label) == set(LANGUAGES), path
        assert all(len(text.strip()) > 2 and not re.search(r"^\s|\s$|\s\s|[{}]", text) for text in label.values()), path
        long = [text for text in label.values() if len(text) > 25]
        assert len(long) == len(set(long)), path


def test_danish_norwegian_and_english_are_not_mixed_up() -> None:
    for path, label in every_label:
        danish, norwegian, english = (ANYWHERE.sub("", label[language]) for language in LANGUAGES)
        assert not NORWEGIAN.search(danish), f"{path}: {danish}"
        assert not DANISH.search(norwegian), f"{path}: {norwegian}"
        assert not ENGLISH.search(danish + " " + norwegian), path
        assert not DANISH.search(english), f"{path}: {english}"
        assert not NORWEGIAN.search(english), f"{path}: {english}"


@instruments
def test_what_people_read_as_a_sentence_ends_with_a_full_stop(instrument: Instrument) -> None:
    sentences: list[Label] = [instrument.intro, instrument.licence, instrument.source]
    sentences += [item.text for item in instrument.items] + [task.text for task in instrument.tasks]
    sentences += [level.text for item in instrument.items for level in item.levels]
    sentences += [part for step in instrument.steps for part in (step.text, *(c.text for c in step.criteria))]
    assert all(label.text(language)[-1] in ".?" for label in sentences for language in LANGUAGES)


def test_the_two_programmes_share_every_id_and_speak_of_their_own_people() -> None:
    danish, norwegian = READ.values()
    for one, other in zip(danish.instruments, norwegian.instruments, strict=True):
        assert [item.id for item in one.items] == [item.id for item in other.items]
        assert [task.id for task in one.tasks] == [task.id for task in other.tasks]
        assert one.version == other.version
    norwegian_english = " ".join(label["en"] for path, label in every_label if path.startswith("i-trygge-hender"))
    danish_english = " ".join(label["en"] for path, label in every_label if path.startswith("i-sikre-haender"))
    assert not re.search(r"\bcitizens?\b", norwegian_english, re.IGNORECASE)
    assert "service user" not in danish_english


@pytest.mark.parametrize(("name", "text"), list(files()), ids=lambda value: value if len(value) < 80 else "")
def test_a_person_can_edit_the_files_by_hand(name: str, text: str) -> None:
    lines = text.splitlines()
    assert any(line.startswith("# How to edit") for line in lines[:5]), name
    for number, line in enumerate(lines, 1):
        one_key = re.fullmatch(r'(#.*|\[.*\]|[a-z_.]+ = ("([^"\\]|\\.)*"|\[[^\[\]]*\]|-?[\d.]+|true|false))?', line)
        assert one_key, f"{name}:{number}: {line}"
