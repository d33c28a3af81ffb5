"""The scripts that all pages of a run share, under names that change with their content."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from markupsafe import Markup

from kit import resources
from kit.batch.files import make_folder, write_whole
from kit.batch.fingerprint import digest

FOLDER = "assets"


def _contents() -> dict[str, bytes]:
    plotly = (resources.templates("style") / "plotly-basic.min.js").read_bytes()
    charts = (resources.templates("reports") / "kit" / "charts.js").read_bytes()
    return {"plotly": plotly, "charts": charts}


@dataclass(frozen=True, slots=True)
class Contained:
    """The scripts as they stand inside a page that is one file, and what its policy lets run: these and no others."""

    scripts: tuple[Markup, ...]
    policy: str


@cache
def contained() -> Contained:
    """The shared scripts for pages that can be mailed. Raises ValueError when a script would end its element early."""
    scripts = [content.decode("utf-8") for content in _contents().values()]
    if any("</script" in script.lower() for script in scripts):
        raise ValueError("a shared script holds the end of a script element")
    hashes = (b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii") for script in scripts)
    return Contained(tuple(Markup(script) for script in scripts), " ".join(f"'sha256-{one}'" for one in hashes))


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
