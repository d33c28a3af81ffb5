"""The scripts that all pages of a run share, under names that change with their content."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kit import resources
from kit.batch.files import make_folder, write_whole
from kit.batch.fingerprint import digest

FOLDER = "assets"


def _contents() -> dict[str, bytes]:
    plotly = (resources.templates("style") / "plotly-basic.min.js").read_bytes()
    charts = (resources.templates("reports") / "kit" / "charts.js").read_bytes()
    return {"plotly": plotly, "charts": charts}


def put_assets(run_folder: Path, now: datetime) -> dict[str, str]:
    """Write the shared scripts below `run_folder` where they are missing, and return their file names by what they are.

    Names hold the start of the content's digest, so a browser that keeps a copy never keeps an old one.
    """
    names = {}
    for what, content in _contents().items():
        names[what] = f"{what}-{digest(content)[:10]}.js"
        path = make_folder(run_folder / FOLDER) / names[what]
        if not path.exists() or path.stat().st_size != len(content):
            write_whole(path, content, now)
    return names
