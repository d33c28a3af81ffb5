"""A driver diagram goes from an aim to changes that can be tested, and every measure it names is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kit.errors import ProblemsFound
from kit.sources.programme import programme_folders, read_programme

PROGRAMMES = ("i-sikre-haender", "i-trygge-hender")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(programme_folders()["i-sikre-haender"], tmp_path / "i-sikre-haender"))


@pytest.mark.parametrize("name", PROGRAMMES)
def test_every_focus_area_has_a_diagram_with_drivers_ideas_and_measures_at_every_end(name: str) -> None:
    programme = read_programme(programme_folders()[name])
    assert [one.area for one in programme.drivers] == [area.id for area in programme.areas]
    for diagram in programme.drivers:
        assert len(diagram.primary) >= 3
        ends = [secondary for primary in diagram.primary for secondary in primary.secondary]
        assert len(ends) >= 6
        assert all(end.ideas and end.measures for end in ends)


@pytest.mark.parametrize("name", PROGRAMMES)
def test_an_aim_marked_as_confirmed_names_its_source(name: str) -> None:
    diagrams = read_programme(programme_folders()[name]).drivers
    assert {diagram.mark for diagram in diagrams} == {"C", "P"}
    assert all(diagram.basis for diagram in diagrams if diagram.mark == "C")


def test_the_danish_programme_s_goals_are_only_proposals_in_the_norwegian_one() -> None:
    diagrams = read_programme(programme_folders()["i-trygge-hender"]).drivers
    assert [one.area for one in diagrams if one.mark == "C"] == ["lead"]


@pytest.mark.parametrize(
    ("old", "new", "key", "place"),
    [
        ('measures = ["pu.p.risk"]', 'measures = ["pu.p.rsik"]', "programme.not_choice", "assess.measures"),
        ('area = "med"', 'area = "pu"', "programme.duplicate", "diagram.pu.area"),
        ('area = "med"', 'area = "xx"', "programme.not_choice", "diagram.xx.area"),
        ('id = "relieve"', 'id = "spot"', "programme.duplicate", "diagram.pu.primary.spot.id"),
        ('basis = "D10"', 'basis = "D99"', "instruments.unknown_source", "diagram.fall.basis"),
        ("[[diagram.primary.secondary.idea]]", "[[diagram.primary.secondary.aide]]", "programme.unknown_key", "aide"),
    ],
)
def test_a_mistake_is_named_with_its_key(copied: Path, old: str, new: str, key: str, place: str) -> None:
    path = copied / "drivers.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProblemsFound) as raised:
        read_programme(copied)
    found = [(one.key, one.where.cell) for one in raised.value.problems]
    assert any(one == key and cell.endswith(place) for one, cell in found), found


def test_a_programme_without_diagrams_is_read_as_before(copied: Path) -> None:
    (copied / "drivers.toml").unlink()
    assert read_programme(copied).drivers == ()


@pytest.mark.parametrize("name", PROGRAMMES)
def test_every_focus_area_has_the_headings_of_its_bundle_and_a_confirmed_one_names_its_source(name: str) -> None:
    for diagram in read_programme(programme_folders()[name]).drivers:
        assert 3 <= len(diagram.bundle) <= 6
        assert all(heading.basis for heading in diagram.bundle if heading.mark == "C")
    infections = next(one for one in read_programme(programme_folders()[name]).drivers if one.area == "inf")
    assert [heading.text.da for heading in infections.bundle] == [
        *("Blærekateter", "Mund- og tandhygiejne", "Håndhygiejne"),  # the three parts of the Danish bundle (D12)
    ]


def test_a_bundle_heading_with_a_source_nobody_knows_is_told_where_it_stands(copied: Path) -> None:
    path = copied / "drivers.toml"
    text = path.read_text(encoding="utf-8")
    heading = 'text.en = "Bladder catheter"\nbasis = '
    path.write_text(text.replace(f'{heading}"D12"', f'{heading}"D99"'), encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        read_programme(copied)
    (problem,) = caught.value.problems
    assert problem.where.cell == "diagram.inf.bundle.1.basis"
    assert problem.values["found"] == "D99"
