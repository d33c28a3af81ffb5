"""Backing up a network folder into one file, also while its pages are in use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from kit.actions.folder import NetworkFolder, find_folder
from kit.sources.safe_write import written_whole
from kit.store.copying import copy_store


def back_up(folder: Path | str, out: Path | None = None, *, now: datetime | None = None) -> Path:
    """Write a zip file with everything a network consists of, and return where it lies.

    `out` is the file, or a folder in which it gets the network folder's name and the moment; without it the file lies
    beside the network folder. Unpacked into an empty folder it is the network again, with the links that were sent.
    Reports are left out: they can be made again.

    Raises
    ------
    FolderError
        When the folder is not a network's, or the file cannot be written.
    StoreError
        When the database is damaged; no file is written then.
    """
    home = find_folder(folder)
    target = _target(home, out, now or datetime.now())
    with TemporaryDirectory() as place:
        copy = Path(place) / home.database.name
        if home.database.exists():
            copy_store(home.database, copy)
        written_whole(target, lambda draft: _pack(draft, home, copy), private=True)  # the key to every page is in it
    return target


def _target(home: NetworkFolder, out: Path | None, now: datetime) -> Path:
    name = f"{home.path.name} {now:%Y-%m-%d %H%M}.zip"
    if out is None:
        return home.path.parent / name
    return out / name if out.is_dir() else out


def _pack(draft: Path, home: NetworkFolder, database: Path) -> None:
    with ZipFile(draft, "w", ZIP_DEFLATED) as packed:
        for path in _files(home):
            packed.write(path, path.relative_to(home.path).as_posix())
        if database.exists():
            packed.write(database, home.database.name)


def _files(home: NetworkFolder) -> Iterator[Path]:
    yield from (path for path in (home.network_file, home.own_measures, home.secret) if path.is_file())
    for place in (home.data, home.own_programmes, home.path / "notebooks"):  # trainers' own notebooks too
        # Excel's lock files (~$…) vanish while they are read.
        yield from (path for path in sorted(place.rglob("*")) if path.is_file() and not path.name.startswith("~$"))
