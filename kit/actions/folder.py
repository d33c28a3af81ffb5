"""A network folder: where its files lie, and whether the place is a good one."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from kit.domain.privacy import redacted
from kit.errors import FolderError

NETWORK_FILE = "network.xlsx"
_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "sharepoint", "nextcloud")
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of the Windows interface


@dataclass(frozen=True, slots=True)
class NetworkFolder:
    """A folder that holds one network."""

    path: Path

    @property
    def network_file(self) -> Path:
        """The workbook that says who is in the network."""
        return self.path / NETWORK_FILE

    @property
    def own_measures(self) -> Path:
        """The network's own measures beside the programme's; most networks have no such file."""
        return self.path / "measures.toml"

    @property
    def own_programmes(self) -> Path:
        """The network's own programmes, one a folder; most networks run on one that travels with the kit."""
        return self.path / "programmes"

    @property
    def data(self) -> Path:
        """The folder of the measurement files."""
        return self.path / "data"

    @property
    def database(self) -> Path:
        """What was imported and entered."""
        return self.path / "kit.db"

    @property
    def secret(self) -> Path:
        """The key that signs the links."""
        return self.path / "secret.key"

    @property
    def reports(self) -> Path:
        """The folder of the reports."""
        return self.path / "reports"

    @property
    def writable(self) -> bool:
        """Whether something can be saved here."""
        database = self.database
        return os.access(self.path, os.W_OK) and (not database.exists() or os.access(database, os.W_OK))


def find_folder(path: Path | str) -> NetworkFolder:
    """The network folder at `path`, which may also be its network.xlsx.

    Raises
    ------
    FolderError
        ``actions.folder.missing``, ``actions.folder.is_file``, or ``actions.folder.not_network``.
    """
    place = Path(path).expanduser()
    if place.name == NETWORK_FILE and place.is_file():
        place = place.parent
    if not place.exists():
        raise FolderError("actions.folder.missing", folder=redacted(str(path)))
    if not place.is_dir():
        raise FolderError("actions.folder.is_file", folder=redacted(str(path)))
    folder = NetworkFolder(place.resolve())
    if not folder.network_file.is_file():
        raise FolderError("actions.folder.not_network", folder=redacted(str(path)), file=NETWORK_FILE)
    return folder


def risky_place(path: Path | str) -> str | None:
    """The catalogue key of a warning when a database at `path` could be damaged there, else None.

    ``actions.place.synced``: a folder that a cloud service copies while it is in use; ``actions.place.shared``: a
    drive on another machine, where SQLite cannot lock.
    """
    text = str(path)
    if text.startswith(("\\\\", "//")) or _is_remote_drive(PureWindowsPath(text).drive):
        return "actions.place.shared"
    parts = (part.lower() for part in PureWindowsPath(text).parts)
    return "actions.place.synced" if any(part.startswith(_SYNCED) for part in parts) else None


def _is_remote_drive(drive: str) -> bool:
    if sys.platform != "win32" or not drive:
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE)
