"""The page about the programmes' content is made from the programmes, and holds all of it with mark and source."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from kit.domain.programme import Programme
from kit.sources.programme import programme_folders, read_programme

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "content.md"
TEXT = PAGE.read_text(encoding="utf-8")
programmes = pytest.mark.parametrize(
    "programme", [read_programme(folder) for folder in programme_folders().values()], ids=lambda one: one.id
)


def section(programme: Programme) -> str:
    """What the page says of one programme."""
    return next(part for part in re.split(r"(?m)^## ", TEXT) if f"\n`{programme.id}`, version" in part)


def row(part: str, name: str) -> list[list[str]]:
    """The cells of every row that begins with this id."""
    lines = [line for line in part.splitlines() if re.match(rf"\| `?{re.escape(name)}`? \|", line)]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_the_page_is_what_the_programmes_give_today() -> None:
    spec = importlib.util.spec_from_file_location("maker", ROOT / "scripts" / "make_content_docs.py")
    assert spec
    assert spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    assert maker.content() == TEXT, "run: python scripts/make_content_docs.py"


@programmes
def test_every_item_and_measure_stands_with_both_wordings_its_mark_and_a_source(programme: Programme) -> None:
    part = section(programme)
    for one, text in (
        *((item, item.text) for item in programme.checklist.items),
        *((measure, measure.name) for measure in programme.measures),
    ):
        (cells,) = row(part, one.id)
        assert {text.en, text.text(programme.language)} <= set(cells), one.id
        assert cells[-2] == one.mark
        assert cells[-1].count(",") == one.basis.count(","), one.id
        assert cells[-1] == "own" or "](#" in cells[-1], one.id


@programmes
def test_every_statement_and_every_part_of_an_instrument_stands_there(programme: Programme) -> None:
    part = section(programme)
    words = [word for s in programme.leadership.statements for word in (s.leader, s.staff)]
    for one in programme.instruments:
        words += [item.text for item in one.items] + [task.text for task in one.tasks]
        words += [level.text for item in one.items for level in item.levels]
        words += [level.text for dimension in one.dimensions for level in dimension.levels]
        words += [label for step in one.steps for label in (step.text, *(c.text for c in step.criteria))]
        assert f"`{one.id}`, version {one.version}" in part
        assert one.source.en in part
        for item in one.items:
            assert [item.mark] in [cells[-2:-1] for cells in row(part, item.id)], item.id
    missing = [w.en for w in words if not (w.en in part and w.text(programme.language) in part)]
    assert missing == []


def test_every_link_of_the_page_leads_to_a_source_on_it() -> None:
    links = set(re.findall(r"\]\(#([^)]+)\)", TEXT))
    anchors = re.findall(r'<a id="([^"]+)">', TEXT)
    assert len(anchors) == len(set(anchors))
    assert links <= set(anchors)
    assert len(links) > 40
