"""network.xlsx in and out."""

from kit.sources.content import NetworkFile
from kit.sources.network_in import read_network, voice_in
from kit.sources.network_out import write_network

__all__ = ["NetworkFile", "read_network", "voice_in", "write_network"]
