"""The command line: thin wiring from words typed to the verbs in `actions`, `batch` and `serve`."""

from __future__ import annotations

from kit.cli.app import run

__all__ = ["run"]
