"""Which language a network speaks, also when its file has faults."""

from __future__ import annotations

from kit.actions.folder import NetworkFolder
from kit.sources.network import language_in


def language_of(folder: NetworkFolder) -> str:
    """The language network.xlsx says, as far as it can be read at all; empty when it cannot."""
    return language_in(folder.network_file)
