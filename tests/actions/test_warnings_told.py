"""Every warning has a sentence and a next step in every language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import FIRST_SEMINAR, small_book, small_programme

from kit.actions.warnings import told
from kit.domain import warnings as module
from kit.domain.label import LANGUAGES
from kit.domain.phases import Watch
from kit.domain.warnings import CHECKS
from kit.texts import texts
from kit.texts.catalogue import catalogue

SOURCE = Path(module.__file__).read_text(encoding="utf-8")
ITEM_CHECKS = ("team", "leaders", "time", "role", "method", "one_person", "doctors")
BOOK = replace(
    small_book(as_of=date(2026, 12, 1)),
    programme=replace(
        small_programme(), watch=Watch({one: ("P01", "P02") for one in ITEM_CHECKS}, {"needed": ("PL", "UL")})
    ),
)


def reasons() -> set[tuple[str, str]]:
    """Every pair of check and reason that the source can make."""
    pairs = set(re.findall(r'Alert\("(\w+)", code, "(\w+)"', SOURCE))
    pairs |= {("team", reason) for reason in re.findall(r'yield "(\w+)"', SOURCE)}
    return pairs | {(check, "items") for check in re.findall(r'_of_items\(book, code, "(\w+)"\)', SOURCE)}


def test_every_reason_a_check_can_give_has_a_sentence_and_every_check_a_next_step() -> None:
    keys = set(catalogue())
    for check, reason in reasons():
        key = f"warnings.{check}.{reason}"
        assert key in keys or {f"{key}.one", f"{key}.other"} <= keys, key
    assert {check for check, _ in reasons()} == {check.__name__ for check in CHECKS}
    assert {f"warnings.{check.__name__}.next" for check in CHECKS} <= keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_warning_says_what_is_wrong_what_is_behind_it_and_what_to_do(language: str) -> None:
    said = told(BOOK, texts(language))
    assert [one.code for one in said] == ["0301", "0302"]
    for warning in said[0].warnings:
        assert warning.found.endswith(".")
        assert warning.step.endswith((".", "?"))
        assert "{" not in warning.found + warning.step + "".join(warning.behind)
    assert any("P01" in line for warning in said[0].warnings for line in warning.behind)


def test_the_three_languages_say_different_things() -> None:
    said = {language: [w.found for one in told(BOOK, texts(language)) for w in one.warnings] for language in LANGUAGES}
    assert len({tuple(found) for found in said.values()}) == 3


def test_nothing_is_said_of_those_who_lack_nothing() -> None:
    early = replace(small_book(as_of=FIRST_SEMINAR.replace(year=2025)), series={}, people=())
    assert told(early, texts("da")) == ()
