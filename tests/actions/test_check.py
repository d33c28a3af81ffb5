"""Checking names everything at once and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from folder_sample import TODAY, content_of, rate

from kit.actions.check import check_folder
from kit.actions.folder import NetworkFolder
from kit.errors import FolderError
from kit.texts import texts

Workbook = Callable[..., Path]


def sentences(folder: NetworkFolder) -> list[str]:
    before = content_of(folder)
    found = [texts("da").problem(problem) for problem in check_folder(folder.path, today=TODAY)]
    assert content_of(folder) == before, "checking changes nothing"
    return found


def test_a_folder_in_order_has_no_problems(folder: NetworkFolder, workbook: Workbook) -> None:
    workbook("0301", rate("0301-1", 1, 2))
    (folder.data / "~$0301.xlsx").write_bytes(b"Excel's lock")
    (folder.data / "Thumbs.db").write_bytes(b"Windows")
    (folder.path / "LES-MEG.txt").write_text("hei", encoding="utf-8")
    assert sentences(folder) == []


def test_problems_of_all_files_come_at_once(folder: NetworkFolder, workbook: Workbook) -> None:
    path = workbook("0301", rate("0301-1", 1, 2))
    (folder.data / "5001.xlsx").write_bytes(b"not a workbook")
    (folder.data / "4601.xls").write_bytes(b"an old workbook")
    path.rename(folder.path / "0301.xlsx")
    folder.database.write_bytes(b"no database" * 500)
    found = sentences(folder)
    assert any(sentence.startswith("5001.xlsx") for sentence in found)
    assert (
        "data/4601.xls: Filen bliver ikke læst: Kun .xlsx og .csv kan indlæses. "
        "Gem den i et af de to formater, eller flyt den ud af mappen data."
    ) in found
    assert any(sentence.startswith("0301.xlsx: Filen ligger uden for mappen data") for sentence in found)
    assert any(sentence.startswith("kit.db: Filen kit.db er ikke en database") for sentence in found)


def test_months_in_the_future_are_judged_by_the_day_given(folder: NetworkFolder, workbook: Workbook) -> None:
    workbook("0301", rate("0301-1", 1, 2, 3, 4))
    assert len(sentences(folder)) == 1


def test_a_personal_number_in_a_file_s_name_is_not_said_again(folder: NetworkFolder) -> None:
    (folder.data / "010190-1234.docx").write_bytes(b"a letter")
    assert "1234" not in " ".join(sentences(folder))


def test_a_faulty_network_file_is_the_first_thing_to_mend(folder: NetworkFolder, workbook: Workbook) -> None:
    workbook("0301", rate("0301-1", 1, 2))
    folder.network_file.write_bytes(b"not a workbook")
    assert all(sentence.startswith("network.xlsx") for sentence in sentences(folder))


def test_a_place_that_is_no_network_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderError):
        check_folder(tmp_path)
