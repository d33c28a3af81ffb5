"""The network's files as a server has read them, for the kernels it starts: reading Excel costs each of them 0.3 s.

The copy is a file in the server's own scratch folder, which only its user can reach. It says what it was read from. A
kernel that finds a file changed since then reads the files themselves, and tells what is wrong with them.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kit import __version__
from kit.actions.folder import NetworkFolder
from kit.domain.programme import Programme
from kit.errors import KitError
from kit.sources.network import NetworkFile, read_network
from kit.sources.programme import Programmes

Files = tuple[NetworkFile, Programme]
_Stamp = tuple[tuple[str, int, int], ...]


def read_files(folder: NetworkFolder) -> Files:
    """Who is in the network and what it runs on, as its files say. Raises ProblemsFound with everything wrong."""
    programmes = Programmes(folder.own_measures, folder.own_programmes)
    content = read_network(folder.network_file, programmes)
    return content, programmes[content.network.programme]


def kept_files(folder: NetworkFolder, copy: Path) -> Files | None:
    """What a server has read, where it is still so; None where a file has changed, or where there is no copy."""
    try:
        version, stamp, files = pickle.loads(copy.read_bytes())
    except (OSError, EOFError, pickle.PickleError, AttributeError, ImportError, ValueError, TypeError):
        return None
    current = version == __version__ and stamp == _stamp(folder)
    return files if current else None


class Keeper:
    """Writes the copy, and writes it again when a file has changed."""

    def __init__(self, folder: NetworkFolder, copy: Path) -> None:
        self.copy = copy
        self._folder = folder
        self._stamp: _Stamp | None = None

    @property
    def stale(self) -> bool:
        """Whether a file has changed since the copy was written."""
        return self._stamp != _stamp(self._folder)

    def keep(self) -> None:
        """Read the files and write the copy. Faulty files leave it as it is: each page then tells what is wrong."""
        stamp = _stamp(self._folder)
        with suppress(KitError, OSError):
            draft = self.copy.with_suffix(".part")
            draft.write_bytes(pickle.dumps((__version__, stamp, read_files(self._folder)), pickle.HIGHEST_PROTOCOL))
            draft.replace(self.copy)
            self._stamp = stamp


def _stamp(folder: NetworkFolder) -> _Stamp:
    """What changes when one of the network's files is written, added or taken away."""
    return tuple(_facts(sorted([folder.network_file, folder.own_measures, *folder.own_programmes.rglob("*")])))


def _facts(paths: list[Path]) -> Iterator[tuple[str, int, int]]:
    for path in paths:
        with suppress(OSError):
            facts = path.stat()
            yield str(path), facts.st_mtime_ns, facts.st_size
