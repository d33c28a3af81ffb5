"""Phases, driver diagrams and letters: their three languages are not mixed up, and every basis is a known source."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from test_content import DANISH, ENGLISH, NAMES, NORWEGIAN, PROGRAMMES

from kit import resources
from kit.domain.label import LANGUAGES


def labels(value: Any) -> Iterator[dict[str, str]]:
    """Every text in three languages, however deep it lies."""
    if isinstance(value, dict):
        if set(LANGUAGES) <= set(value):
            yield {language: NAMES.sub("", value[language]) for language in LANGUAGES}
        else:
            for inner in value.values():
                yield from labels(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from labels(inner)


def files(programme: str) -> Iterator[tuple[str, dict[str, Any]]]:
    folder = resources.programmes() / programme
    for path in (folder / "phases.toml", folder / "drivers.toml", *sorted((folder / "letters").glob("*.toml"))):
        yield path.name, tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_no_text_holds_words_of_another_language(programme: str) -> None:
    strangers = [
        (name, language, found.group())
        for name, content in files(programme)
        for label in labels(content)
        for language, others in (("da", (NORWEGIAN, ENGLISH)), ("nb", (DANISH, ENGLISH)), ("en", (DANISH, NORWEGIAN)))
        for other in others
        if (found := other.search(label[language]))
    ]
    assert strangers == []


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_file_has_texts_and_all_are_whole(programme: str) -> None:
    for name, content in files(programme):
        found = list(labels(content))
        assert found, name
        assert all(label[language].strip() for label in found for language in LANGUAGES), name


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_what_a_source_confirms_names_the_source(programme: str) -> None:
    folder = resources.programmes() / programme
    known = {row["id"] for row in tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))["source"]}
    for name, content in files(programme):
        for row in (*content.get("phase", ()), *content.get("diagram", ()), *([content] if "text" in content else [])):
            basis = {code.strip() for code in row.get("basis", "").split(",") if code.strip()}
            assert basis <= known, (name, basis - known)
            assert row["mark"] == "P" or basis, (name, row.get("id"))
