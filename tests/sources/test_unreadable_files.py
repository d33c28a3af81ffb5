"""Files that cannot be read at all say why, and what to do."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import TODAY, small_network_file, small_programme
from openpyxl import Workbook
from told import told

from kit.sources.excel import MOST_UNPACKED
from kit.sources.measurements import Reading, read_measurements


def read(path: Path) -> Reading:
    return read_measurements(path, small_network_file(), small_programme(), TODAY)


def _plain_workbook(path: Path) -> None:
    Workbook().save(path)


def _swollen(path: Path) -> None:
    _plain_workbook(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("xl/media/image1.bmp", b"\0" * (MOST_UNPACKED + 1))


FILES: list[tuple[str, str, Callable[[Path], object], str]] = [
    (
        "missing",
        "a.xlsx",
        lambda path: None,
        "Filen findes ikke. Se efter, om navnet er skrevet rigtigt, og om filen ligger i mappen.",
    ),
    (
        "empty",
        "a.xlsx",
        lambda path: path.write_bytes(b""),
        "Filen er tom. Gem den igen fra Excel, eller hent et nyt regneark.",
    ),
    (
        "not excel",
        "a.xlsx",
        lambda path: path.write_text("Enhed;Tal", encoding="utf-8"),
        "Filen er ikke en Excel-projektmappe, eller den er beskadiget. Åbn den i Excel, og gem den som "
        "Excel-projektmappe (.xlsx).",
    ),
    (
        "half a file",
        "a.xlsx",
        lambda path: (_plain_workbook(path), path.write_bytes(path.read_bytes()[:-200])),
        "Filen er ikke en Excel-projektmappe, eller den er beskadiget. Åbn den i Excel, og gem den som "
        "Excel-projektmappe (.xlsx).",
    ),
    (
        "old",
        "a.xls",
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 600),
        "Filen er i det gamle Excel-format (.xls). Åbn den i Excel, og gem den som Excel-projektmappe (.xlsx).",
    ),
    (
        "old with a new name",
        "a.xlsx",
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 600),
        "Filen er i det gamle Excel-format (.xls). Åbn den i Excel, og gem den som Excel-projektmappe (.xlsx).",
    ),
    (
        "password",
        "a.xlsx",
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        "Filen er låst med en adgangskode. Fjern koden i Excel (Filer, Oplysninger, Beskyt projektmappe), og gem "
        "filen igen.",
    ),
    (
        "a small file that unpacks to a large one",
        "a.xlsx",
        _swollen,
        "Filen er for stor. Den må højst fylde 20\u00a0MB. Fjern billeder og ark, der ikke hører til.",
    ),
    (
        "other type",
        "a.docx",
        lambda path: path.write_bytes(b"x"),
        "Filer af typen .docx kan ikke læses. Gem filen som .xlsx eller .csv.",
    ),
]


@pytest.mark.parametrize(("name", "make", "expected"), [file[1:] for file in FILES], ids=[file[0] for file in FILES])
def test_a_file_that_cannot_be_read_says_why(
    name: str, make: Callable[[Path], object], expected: str, tmp_path: Path
) -> None:
    make(tmp_path / name)
    assert told(lambda: read(tmp_path / name)) == [f"{name}: {expected}"]


def test_a_file_that_is_locked_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = tmp_path / "0301 Nordvang.xlsx"
    _plain_workbook(workbook)

    def locked(path: Path) -> bytes:
        raise PermissionError(13, "in use", str(path))

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert told(lambda: read(workbook)) == [
        "0301 Nordvang.xlsx: Filen kan ikke åbnes. Luk den, hvis den er åben i Excel, og prøv igen."
    ]
