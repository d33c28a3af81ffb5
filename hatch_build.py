"""Puts the notebooks, templates and datasets into the wheel; an editable install reads them where they lie."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("notebooks", "templates", "datasets")


class FilesInTheWheel(BuildHookInterface[Any]):
    """Adds the folders to a real wheel and to nothing else."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling; `version` is "standard" for a wheel and "editable" for an editable install."""
        if version == "standard":
            build_data["force_include"].update({name: f"kit/_files/{name}" for name in FOLDERS})
