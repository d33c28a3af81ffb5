"""Many measurements at once: shown with every fault, then saved all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from folder_sample import CONTENT, DAYS, NOW, PERCENT, PROGRAMME, RATE, content_of, rate, sores

from kit.actions import enter, previewing
from kit.actions.folder import NetworkFolder
from kit.actions.structure import structure_book
from kit.domain.access import FACILITATOR, Role, Visitor
from kit.domain.compared import Compared, Preview
from kit.errors import ChangedMeanwhile, NotAllowed, ValueRefused
from kit.sources.measurements import write_measurements
from kit.sources.pasted import split
from kit.store import open_store

LEAD = Visitor(Role.MUNICIPALITY, "0301")
TEAM = Visitor(Role.UNIT, "0301", unit="0301-1")
BOOK = structure_book(CONTENT, PROGRAMME, NOW.date())
MEANS = ("period", f"{RATE}/numerator", f"{RATE}/denominator")
TEXT = "måned;tæller;nævner\n2026-01;3;700\n2026-02;0;650,5"


def paste(folder: NetworkFolder, text: str = TEXT, means=MEANS, unit: str = "0301-1", measure: str = RATE, who=TEAM):
    table = split(text)
    return previewing.preview_pasted(folder.path, who, unit, measure, table, means, now=NOW, book=BOOK)


def test_a_paste_is_shown_then_saved_and_the_same_again_changes_nothing(folder: NetworkFolder) -> None:
    preview = paste(folder)
    assert preview.ready
    assert [(one.day, one.verdict, one.after) for one in preview.changes] == [
        ("2026-01-01", "new", (3, 700, "")),
        ("2026-02-01", "new", (0, 650.5, "")),
    ]
    assert previewing.save_preview(folder.path, TEAM, preview, now=NOW, book=BOOK).changed
    again = paste(folder, TEXT.replace(";0;", ";1;"))
    assert [one.verdict for one in again.changes] == ["unchanged", "corrected"]
    assert again.changes[1].before == (0, 650.5, "")
    assert not paste(folder).ready


def test_with_one_fault_nothing_is_saved(folder: NetworkFolder) -> None:
    preview = paste(folder, f"{TEXT}\n2026-03;-1;700")
    assert [(one.where.cell, one.key) for one in preview.problems] == [("B4", "problems.negative")]
    assert preview.changes == ()
    with pytest.raises(ValueRefused):
        previewing.save_preview(folder.path, TEAM, preview, now=NOW, book=BOOK)


def test_what_somebody_changed_meanwhile_stops_all_of_it(folder: NetworkFolder) -> None:
    preview = paste(folder)
    enter.save_month(folder.path, LEAD, "0301-1", RATE, date(2026, 2, 1), 9, 700, now=NOW, book=BOOK)
    with pytest.raises(ChangedMeanwhile):
        previewing.save_preview(folder.path, TEAM, preview, now=NOW, book=BOOK)
    with open_store(folder.database) as store:
        assert [point.numerator for point in store.series()["0301-1", RATE].points] == [9]


@pytest.mark.parametrize(
    ("means", "key"),
    [
        (("period", f"{RATE}/numerator", ""), "paste.half"),
        (("", f"{RATE}/numerator", f"{RATE}/denominator"), "paste.no_period"),
        (("period", "", ""), "paste.no_numbers"),
        (("period", f"{RATE}/numerator", f"{RATE}/numerator"), "paste.twice"),
        (("period", "med.p.admin/numerator", ""), "apps.refused.choice"),
        (("period", f"{RATE}/numerator"), "apps.refused.choice"),
        (("period", "<script>", ""), "apps.refused.choice"),
    ],
)
def test_columns_that_make_no_measurement_are_refused(folder: NetworkFolder, means, key: str) -> None:
    with pytest.raises(ValueRefused) as told:
        paste(folder, means=means)
    assert told.value.key == key


@pytest.mark.parametrize("unit", ["0301-2", "5001-1"])
def test_a_team_pastes_into_its_own_unit_alone(folder: NetworkFolder, unit: str) -> None:
    with pytest.raises(NotAllowed):
        paste(folder, unit=unit)
    forged = Preview((Compared(unit, RATE, "2026-01-01", None, (1, 700, "")),))
    with pytest.raises(NotAllowed):
        previewing.save_preview(folder.path, TEAM, forged, now=NOW, book=BOOK)


@pytest.mark.parametrize(
    ("measure", "day", "after"),
    [
        (PERCENT, "2026-01-01", (21, 20, "")),
        (PERCENT, "2026-01-01", (1, 20, "010190-1234")),
        (PERCENT, "2027-01-01", (1, 20, "")),
        ("med.p.admin", "2026-01-01", (1, 20, "")),
        (DAYS, "2026-01-01", (1.5, None, "")),
    ],
)
def test_what_is_saved_is_checked_again(folder: NetworkFolder, measure: str, day: str, after) -> None:
    forged = Preview((Compared("0301-1", measure, day, None, after),))
    with pytest.raises(ValueRefused):
        previewing.save_preview(folder.path, TEAM, forged, now=NOW, book=BOOK)
    assert not folder.database.exists()


def upload(folder: NetworkFolder, path: Path, who: Visitor = LEAD, name: str = ""):
    content = path.read_bytes()
    return previewing.preview_workbook(folder.path, who, "0301", name or path.name, content, now=NOW, book=BOOK)


def test_a_workbook_is_shown_then_saved(folder: NetworkFolder, workbook: Callable[..., Path]) -> None:
    path = workbook("0301", rate("0301-1", 3, 4), sores("0301-1", date(2026, 2, 3)))
    preview = upload(folder, path)
    assert (preview.count("new"), preview.problems) == (3, ())
    previewing.save_preview(folder.path, LEAD, preview, now=NOW, book=BOOK)
    assert upload(folder, path).count("unchanged") == 3


def test_another_municipality_s_workbook_is_refused(folder: NetworkFolder, workbook: Callable[..., Path]) -> None:
    preview = upload(folder, workbook("5001", rate("5001-1", 3, 4)))
    assert "paste.foreign_file" in [one.key for one in preview.problems]
    assert preview.changes == ()
    assert "Trondheim" not in str(preview)
    with pytest.raises(NotAllowed):
        upload(folder, workbook("0301", rate("0301-1", 3)), TEAM)


@pytest.mark.parametrize("name", ["../../kit.db", "c:\\x\\0301.xlsx", "", "a" * 500, "x.exe", "<b>.xlsx", ".."])
def test_a_hostile_file_is_told_of_and_touches_nothing(folder: NetworkFolder, name: str) -> None:
    before = content_of(folder)
    preview = previewing.preview_workbook(folder.path, LEAD, "0301", name, b"PK\x03\x04 no zip", now=NOW, book=BOOK)
    assert preview.problems
    assert content_of(folder) == before


@pytest.mark.parametrize("content", [None, "text", b"x" * 3_000_001])
def test_what_is_no_file_or_too_large_is_refused(folder: NetworkFolder, content: object) -> None:
    with pytest.raises(ValueRefused):
        previewing.preview_workbook(folder.path, LEAD, "0301", "a.xlsx", content, now=NOW, book=BOOK)


def test_a_fresh_workbook_holds_what_is_stored_and_loses_nothing_when_it_comes_back(folder: NetworkFolder) -> None:
    previewing.save_preview(folder.path, TEAM, paste(folder), now=NOW, book=BOOK)
    name, content = previewing.workbook(folder.path, LEAD, "0301", book=BOOK)
    assert name == "0301 Oslo.xlsx"
    preview = previewing.preview_workbook(folder.path, LEAD, "0301", name, content, now=NOW, book=BOOK)
    assert (preview.count("unchanged"), preview.count("new"), preview.problems) == (2, 0, ())
    assert len(content) < 500_000
    with pytest.raises(NotAllowed):
        previewing.workbook(folder.path, Visitor(Role.MUNICIPALITY, "5001"), "0301", book=BOOK)


def test_a_workbook_can_be_made_before_anything_is_stored(folder: NetworkFolder, tmp_path: Path) -> None:
    name, content = previewing.workbook(folder.path, FACILITATOR, "0301", book=BOOK)
    path = tmp_path / "same.xlsx"
    write_measurements(path, CONTENT, PROGRAMME, "0301")
    assert abs(len(content) - path.stat().st_size) < 200
    assert name.endswith(".xlsx")
