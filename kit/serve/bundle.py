"""Voilà's scripts in one piece.

Voilà fetches eighty small scripts, one group after the other, and only when the page's last cell has run. On a phone
far from the server most of the time is waiting for answers. In one piece they come while the kernel works, and
compressed together they are smaller. What webpack finds there already it does not fetch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

BUNDLE = "voila-scripts.js"
# Each in a function of its own: what is said of strictness at the head of one file holds for that file alone.
FRAME = b"(function () {%s\n}).call(self);\n"


def listed(path: Path) -> tuple[str, ...]:
    """The scripts that a list names, one a line, each below ``static/`` or ``labextensions/``; # begins a remark."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def make_bundle(names: Iterable[str], places: Mapping[str, Sequence[Path]], folder: Path) -> Path:
    """Write the bundle into `folder`. `places` says where to look for a script by the first part of its name."""
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / BUNDLE
    with made.open("wb") as out:
        for name in names:
            kind, _, rest = name.partition("/")
            script = next((place / rest for place in places[kind] if (place / rest).is_file()), None)
            if script is not None:
                out.write(FRAME % script.read_bytes())
    return made
