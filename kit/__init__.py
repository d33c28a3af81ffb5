"""Learning-Network Kit. Import what you need from its parts; this file stays empty but for the version."""

__version__ = "0.2.0"
