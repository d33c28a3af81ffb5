"""Which language and which words a network speaks, also when its file has faults."""

from __future__ import annotations

from kit.actions.folder import NetworkFolder
from kit.sources.network import voice_in
from kit.texts import Texts, texts


def voice_of(folder: NetworkFolder) -> Texts | None:
    """The texts of the network, with its own words as far as they can be read; None when nothing can."""
    language, words = voice_in(folder.network_file)
    return texts(language, words) if language else None
