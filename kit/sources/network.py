"""network.xlsx in and out."""

from kit.sources.content import NetworkFile
from kit.sources.network_in import language_in, read_network
from kit.sources.network_out import write_network

__all__ = ["NetworkFile", "language_in", "read_network", "write_network"]
