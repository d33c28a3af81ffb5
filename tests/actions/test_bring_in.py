"""Files come in all together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from folder_sample import CONTENT, NOW, PROGRAMME, RATE, TODAY, content_of, rate, sores

from kit.actions.bring_in import ImportedFile, import_files
from kit.actions.enter import save_month
from kit.actions.folder import NetworkFolder
from kit.actions.load import load_book
from kit.domain.access import FACILITATOR
from kit.domain.label import LANGUAGES
from kit.errors import FolderError, ProblemsFound, StoreError
from kit.sources.measurements import write_measurements
from kit.sources.network import write_network
from kit.store import ImportReceipt, open_store
from kit.texts import texts

Workbook = Callable[..., Path]


def refusal(folder: NetworkFolder, files: list[Path] | None = None) -> list[str]:
    """The Danish sentences of a refused import, after which every file is as it was."""
    before = content_of(folder)
    with pytest.raises(ProblemsFound) as caught:
        import_files(folder.path, files, now=NOW)
    assert content_of(folder) == before, "nothing half-saved"
    for language in LANGUAGES:
        assert all(texts(language).problem(problem) for problem in caught.value.problems)
    return [texts("da").problem(problem) for problem in caught.value.problems]


def values(folder: NetworkFolder, unit: str) -> list[float]:
    return [point.numerator for point in load_book(folder.path, as_of=TODAY).series_of(unit, RATE).points]


def test_every_file_in_data_is_brought_in(folder: NetworkFolder, workbook: Workbook) -> None:
    workbook("0301", rate("0301-1", 1, 2), sores("0301-1", date(2026, 1, 3)))
    workbook("5001", rate("5001-1", 3, 4, 5))
    assert import_files(folder.path, now=NOW) == (
        ImportedFile("0301.xlsx", ImportReceipt(new=3)),
        ImportedFile("5001.xlsx", ImportReceipt(new=3)),
    )
    assert values(folder, "0301-1") == [1, 2]
    assert values(folder, "5001-1") == [3, 4, 5]


def test_the_same_files_again_change_nothing(folder: NetworkFolder, workbook: Workbook) -> None:
    workbook("0301", rate("0301-1", 1, 2))
    import_files(folder.path, now=NOW)
    (again,) = import_files(folder.path, now=NOW)
    assert again.receipt == ImportReceipt(unchanged=2, already=True)


def test_a_corrected_file_adds_its_correction_and_keeps_the_history(folder: NetworkFolder, workbook: Workbook) -> None:
    workbook("0301", rate("0301-1", 1, 2))
    import_files(folder.path, now=NOW)
    workbook("0301", rate("0301-1", 1, 7))
    (corrected,) = import_files(folder.path, now=NOW)
    assert corrected.receipt == ImportReceipt(corrected=1, unchanged=1)
    with open_store(folder.database) as store:
        assert [row.numerator for row in store.history("0301-1", RATE, date(2026, 2, 1))] == [2, 7]


def test_a_month_corrected_in_an_app_survives_the_next_import(folder: NetworkFolder, workbook: Workbook) -> None:
    workbook("0301", rate("0301-1", 1, 2))
    import_files(folder.path, now=NOW)
    save_month(folder.path, FACILITATOR, "0301-1", RATE, date(2026, 2, 1), 9, 700, now=NOW)
    workbook("0301", rate("0301-1", 1, 2, 3))
    (receipt,) = import_files(folder.path, now=NOW)
    assert receipt.receipt == ImportReceipt(new=1, unchanged=1, kept=1)
    assert values(folder, "0301-1") == [1, 9, 3]


def test_one_faulty_file_keeps_all_of_them_out(folder: NetworkFolder, workbook: Workbook) -> None:
    workbook("0301", rate("0301-1", 1, 2))
    (folder.data / "5001.xlsx").write_bytes(b"not a workbook")
    (folder.data / "9.csv").write_text("these;are;no;headings\n1;2;3;4\n", encoding="utf-8")
    sentences = refusal(folder)
    assert any(sentence.startswith("5001.xlsx") for sentence in sentences)
    assert any(sentence.startswith("9.csv") for sentence in sentences), "all files are read before the first refusal"
    assert not folder.database.exists()


def test_a_faulty_network_file_keeps_everything_out(folder: NetworkFolder, workbook: Workbook) -> None:
    workbook("0301", rate("0301-1", 1, 2))
    folder.network_file.write_bytes(b"not a workbook")
    assert refusal(folder)[0].startswith("network.xlsx")


def test_values_up_to_a_withdrawal_are_taken_in(folder: NetworkFolder, workbook: Workbook) -> None:
    workbook("4601", rate("4601-1", 1))
    import_files(folder.path, now=NOW)
    assert values(folder, "4601-1") == [1]


def test_values_after_a_withdrawal_are_refused(folder: NetworkFolder) -> None:
    path = folder.data / "4601.xlsx"
    still_in = replace(CONTENT, municipalities=tuple(replace(m, withdrawn_on=None) for m in CONTENT.municipalities))
    write_measurements(path, still_in, PROGRAMME, "4601", [rate("4601-1", 1, 2, 3)], until=date(2026, 12, 31))
    assert refusal(folder) == [
        "4601.xlsx: Bergen trådte ud af netværket 31.01.2026, men der er tal for 4601-1, pu.r.rate, fra 01.02.2026 og "
        "frem (2 i alt). Slet dem, eller ret datoen for udtrædelsen i network.xlsx."
    ]


def test_two_files_that_contradict_each_other_are_refused(folder: NetworkFolder, workbook: Workbook) -> None:
    workbook("0301", rate("0301-1", 1, 2))
    workbook("0301", rate("0301-1", 1, 5), name="0301 kopi.xlsx")
    (sentence,) = refusal(folder)
    assert "0301-1, pu.r.rate, 01.02.2026 har et andet tal her end i 0301" in sentence


def test_two_files_of_one_name_are_refused(folder: NetworkFolder, workbook: Workbook, tmp_path: Path) -> None:
    path = workbook("0301", rate("0301-1", 1))
    other = tmp_path / "0301.xlsx"
    other.write_bytes(path.read_bytes())
    assert refusal(folder, [path, other]) == [
        "0301.xlsx: Der er 2 filer med samme navn. Giv dem hver sit navn, eller indlæs én ad gangen."
    ]
    assert len(import_files(folder.path, [path, path], now=NOW)) == 1, "the same file named twice is one file"


def test_a_file_that_is_not_there_is_named(folder: NetworkFolder, tmp_path: Path) -> None:
    assert refusal(folder, [tmp_path / "gone.xlsx"])[0].startswith("gone.xlsx")


def test_a_database_that_cannot_be_used_stops_the_import(folder: NetworkFolder, workbook: Workbook) -> None:
    workbook("0301", rate("0301-1", 1))
    folder.database.write_bytes(b"no database" * 500)
    before = content_of(folder)
    with pytest.raises(StoreError, match=r"store\.not_ours"):
        import_files(folder.path, now=NOW)
    assert content_of(folder) == before
    with pytest.raises(FolderError):
        import_files(folder.path / "data", now=NOW)


def test_a_network_without_files_imports_nothing_and_that_is_fine(folder: NetworkFolder) -> None:
    assert import_files(folder.path, now=NOW) == ()


def test_a_network_file_that_names_a_new_unit_lets_its_values_in(folder: NetworkFolder, workbook: Workbook) -> None:
    path = workbook("5001", rate("5001-1", 1))
    fewer = replace(CONTENT, units=tuple(unit for unit in CONTENT.units if unit.id != "5001-1"))
    write_network(folder.network_file, fewer, PROGRAMME)
    assert any("5001-1" in sentence for sentence in refusal(folder, [path]))
    write_network(folder.network_file, CONTENT, PROGRAMME)
    assert import_files(folder.path, [path], now=NOW)[0].receipt.new == 1
