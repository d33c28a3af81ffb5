"""Making a new network folder, and the measurement workbooks that a network still lacks."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

from kit.actions.folder import NetworkFolder, find_folder
from kit.actions.structure import read_structure
from kit.domain.measure import MeasureKind
from kit.domain.network import MeasureInUse, Municipality, Network, Seminar, Unit
from kit.domain.privacy import redacted
from kit.domain.programme import Programme
from kit.errors import FolderError, KitError, ValueRefused
from kit.sources.measurements import EXAMPLE_CODE, write_measurements
from kit.sources.network import NetworkFile, write_network
from kit.sources.programme import is_programme, programme_folders, read_programme
from kit.texts import texts

EXAMPLE_KINDS = ("nursing_home", "home_care")
WEEKS_AHEAD = 16  # the longest of the preparation, so that no deadline has passed when a network is new
BASELINE = 12
FIRST_AREAS = 3
_NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_TUESDAY = 1


def create_network(
    folder: Path | str,
    programme_id: str,
    language: str = "",
    *,
    name: str | None = None,
    first_seminar: date | None = None,
    today: date | None = None,
) -> NetworkFolder:
    """Write a network folder to start from, in `language` (the programme's own when empty).

    `programme_id` is the id of a programme that travels with the kit, or the path of a folder with a programme of your
    own, which is copied into the network folder so that the two stay together.

    It holds network.xlsx with one example municipality to write over, the programme's seminars and a first choice of
    measures, an empty measurement workbook, and a text that says what to do next. `kit check` finds nothing wrong.

    Raises
    ------
    FolderError
        When the folder holds something already, is a file, or cannot be written. Nothing is left behind.
    ValueRefused
        ``problems.unknown_programme``.
    ProblemsFound
        With everything wrong in a programme of your own. Nothing is left behind.
    """
    source = _programme_folder(programme_id)
    programme = read_programme(source)
    place = empty_folder(folder)
    seminar = first_seminar or _first_seminar(today or date.today())
    content = _content(programme, language or programme.language, name, seminar)
    try:
        if programme_id not in programme_folders():
            _copy_programme(source, place)
        write_network(place.network_file, content, programme)
        write_read_me(place, content.network.language)
        _write_missing(place, content, programme)
    except KitError:
        _clear(place)
        raise
    return place


def refresh_workbooks(folder: Path | str) -> tuple[Path, ...]:
    """Write the measurement workbook of every active municipality that has no file in ``data/``; none is overwritten.

    Raises FolderError, and ProblemsFound when network.xlsx cannot be read.
    """
    place = find_folder(folder)
    return _write_missing(place, *read_structure(place))


def empty_folder(folder: Path | str) -> NetworkFolder:
    """Make `folder`, or take it when it is empty.

    Raises FolderError ``problems.folder_not_empty``, ``problems.folder_is_file`` or ``problems.folder_unwritable``.
    """
    path = Path(folder).expanduser()
    shown = redacted(str(folder))
    try:
        if path.is_file():
            raise FolderError("problems.folder_is_file", folder=shown)
        if path.is_dir() and any(path.iterdir()):
            raise FolderError("problems.folder_not_empty", folder=shown)
        place = NetworkFolder(path.resolve())
        place.data.mkdir(parents=True)
    except OSError as error:
        raise FolderError("problems.folder_unwritable", folder=shown) from error
    return place


def write_read_me(place: NetworkFolder, language: str) -> Path:
    """Write the text that says what to do next; lines end the Windows way, and Notepad sees that it is UTF-8."""
    words = texts(language)
    path = place.path / words("workbook.read_me.file")
    try:
        path.write_text(words("workbook.read_me.text"), encoding="utf-8-sig", newline="\r\n")
    except OSError as error:
        raise FolderError("problems.cannot_write", file=path.name, folder=redacted(str(place.path))) from error
    return path


def workbook_name(municipality: Municipality) -> str:
    """The name of a municipality's workbook, fit for Windows."""
    name = _NOT_IN_A_NAME.sub(" ", municipality.name)
    return f"{municipality.code} {' '.join(name.split())[:60]}".rstrip(" .") + ".xlsx"


def _programme_folder(programme_id: str) -> Path:
    """The folder of a programme of the kit, or of one's own given by its path."""
    folders = programme_folders()
    if programme_id in folders:
        return folders[programme_id]
    own = Path(programme_id)
    if is_programme(own):
        return own.resolve()
    found, expected = redacted(programme_id)[:60], ", ".join(sorted(folders))
    raise ValueRefused("problems.unknown_programme", found=found, expected=expected)


def _copy_programme(source: Path, place: NetworkFolder) -> None:
    """Copy a programme into the network folder, which may itself lie inside `source`."""
    files = [path for path in source.rglob("*") if path.is_file() and not path.is_relative_to(place.path)]
    try:
        for path in files:
            target = place.own_programmes / source.name / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    except OSError as error:
        raise FolderError("problems.folder_unwritable", folder=redacted(str(place.own_programmes))) from error


def _first_seminar(today: date) -> date:
    """A Tuesday far enough ahead to prepare."""
    day = today + timedelta(weeks=WEEKS_AHEAD)
    return day + timedelta(days=(_TUESDAY - day.weekday()) % 7)


def _content(programme: Programme, language: str, name: str | None, first_seminar: date) -> NetworkFile:
    words = texts(language)
    title = name or words("workbook.example.network", programme=programme.name.text(language))
    network_id = f"{programme.id}-{first_seminar.year}"
    municipality = Municipality(EXAMPLE_CODE, words("workbook.example.municipality"))
    kinds = [kind for kind in EXAMPLE_KINDS if kind in programme.unit_kinds] or list(programme.unit_kinds)[:2]
    units = tuple(
        Unit(f"{EXAMPLE_CODE}-{n}", EXAMPLE_CODE, words("workbook.example.unit", n=n), kind)
        for n, kind in enumerate(kinds, start=1)
    )
    seminars = tuple(
        Seminar(one.id, one.kind, one.name.text(language), first_seminar + timedelta(weeks=one.week))
        for one in programme.seminars
    )
    network = Network(network_id, title, programme.id, language, first_seminar)
    return NetworkFile(network, (municipality,), units, (), seminars, tuple(_first_measures(programme)))


def _first_measures(programme: Programme) -> list[MeasureInUse]:
    """One outcome and one process of each of the first areas, by month or event, rather one that a source confirms."""
    lines = []
    for area in programme.areas[:FIRST_AREAS]:
        fit = [m for m in programme.measures if m.area == area.id and m.frequency in ("month", "event")]
        for kind in (MeasureKind.OUTCOME, MeasureKind.PROCESS):
            mine = sorted((m for m in fit if m.kind is kind), key=lambda m: m.mark != "C")
            lines += [MeasureInUse(m.id, baseline=0 if m.from_events else BASELINE) for m in mine[:1]]
    return lines


def _write_missing(place: NetworkFolder, content: NetworkFile, programme: Programme) -> tuple[Path, ...]:
    written = []
    try:
        place.data.mkdir(exist_ok=True)
        there = [path.name for path in place.data.iterdir()]
    except OSError as error:
        raise FolderError("problems.folder_unwritable", folder=redacted(str(place.data))) from error
    for municipality in content.municipalities:
        begins = re.compile(rf"{re.escape(municipality.code)}(?![\w-])", re.IGNORECASE)
        if municipality.active and not any(begins.match(name.replace("_", " ")) for name in there):
            path = place.data / workbook_name(municipality)
            write_measurements(path, content, programme, municipality.code)
            written.append(path)
    return tuple(written)


def _clear(place: NetworkFolder) -> None:
    """Take away what a failed start has written into the empty folder."""
    for path in (*place.data.glob("*"), *place.path.glob("*")):
        if path.is_file():
            path.unlink(missing_ok=True)
    place.data.rmdir()
    shutil.rmtree(place.own_programmes, ignore_errors=True)
