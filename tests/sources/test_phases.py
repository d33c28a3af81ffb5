"""phases.toml is edited by hand: every mistake in it is named with its place, and it may be left out altogether."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kit.domain.phases import Span
from kit.errors import ProblemsFound
from kit.sources.programme import programme_folders, read_programme

PROGRAMMES = ("i-sikre-haender", "i-trygge-hender")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(programme_folders()["i-sikre-haender"], tmp_path / "i-sikre-haender"))


def faults(folder: Path, old: str, new: str) -> list[tuple[str, str, str]]:
    path = folder / "phases.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProblemsFound) as raised:
        read_programme(folder)
    return [(one.key, one.where.file, one.where.cell) for one in raised.value.problems]


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_programme_has_the_twelve_phases_in_order_of_time(name: str) -> None:
    phases = read_programme(programme_folders()[name]).phases
    order = ["info", "apply", "prep", "prepsem", "base", "ls", "ap", "guide", "lead", "report", "final", "spread"]
    assert [phase.id for phase in phases] == order
    assert all(phase.actors for phase in phases)
    assert {phase.span for phase in phases} == set(Span)


def test_the_norwegian_gatherings_last_two_one_and_one_day() -> None:
    programme = read_programme(programme_folders()["i-trygge-hender"])
    gathering = next(phase for phase in programme.phases if phase.id == "ls")
    learning = [one.id for one in programme.seminars if one.kind == "learning"]
    assert [gathering.days.get(one, 1) for one in learning] == [2, 1, 1]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('span = "between"', 'span = "now and then"', ("programme.not_choice", "phase.ap.span")),
        ("week = -18", 'week = "18"', ("programme.not_whole", "phase.prep.from.week")),
        ('until = { week = 0, seminar = "ls1" }', "", ("programme.missing", "phase.prep.until")),
        ('seminar = "ls1"', 'seminar = "ls9"', ("programme.not_choice", "phase.prep.until.seminar")),
        ("until = { week = -20 }", "until = { week = -31 }", ("phases.backwards", "phase.apply.until")),
        (
            'until = { week = 52, seminar = "final" }',
            "until = { week = 52 }",
            ("phases.backwards", "phase.spread.until"),
        ),
        ("day = 20", "day = 29", ("programme.not_choice", "phase.guide.day")),
        ('actors = ["NET", "TOP"]', 'actors = ["BOSS"]', ("programme.not_choice", "phase.info.actors")),
        ('gathering = "information"', 'gathering = "party"', ("programme.not_choice", "phase.info.gathering")),
        ("actors = [", "actor = [", ("programme.unknown_key", "phase.info.actor")),
        ('basis = "I9"', 'basis = "X99"', ("instruments.unknown_source", "phase.apply.basis")),
        ('id = "apply"', 'id = "info"', ("programme.duplicate", "phase.info.id")),
        ('time = ["P19"]', 'time = ["P99"]', ("programme.not_choice", "watch.items.time")),
        ('time = ["P19"]', 'tiem = ["P19"]', ("programme.unknown_key", "watch.items.tiem")),
        ('sponsor = ["SPONSOR"', 'sponsor = ["BOSS"', ("programme.not_choice", "watch.roles.sponsor")),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(copied: Path, old: str, new: str, fault: tuple[str, str]) -> None:
    key, cell = fault
    assert (key, "i-sikre-haender/phases.toml", cell) in faults(copied, old, new)


def test_a_programme_without_phases_is_read_as_before(copied: Path) -> None:
    (copied / "phases.toml").unlink()
    programme = read_programme(copied)
    assert (programme.phases, dict(programme.watch.items)) == ((), {})
