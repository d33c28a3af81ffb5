"""Where the files that travel with the kit lie: in the repository, or inside the installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
FOLDERS = ("notebooks", "templates", "datasets")
# a municipality's notebooks, in the order of use
PAGES = ("preparation", "baseline", "run_chart", "leadership", "improvement", "board")
# the facilitator's notebooks about the whole network, opened without a municipality
NETWORK_PAGES = ("network", "seminar")
ALL_PAGES = (*NETWORK_PAGES, *PAGES)
# where JupyterLab opens: cards for the others, and no report
START_PAGE = "start"


def folder(name: str) -> Path:
    """Return the folder `name` (one of `FOLDERS`): beside the package in a checkout, `kit/_files/` in a wheel.

    Raises
    ------
    FileNotFoundError
        If neither place has it, which means the installation is damaged.
    """
    if name not in FOLDERS:
        raise ValueError(f"{name!r} is not one of {', '.join(FOLDERS)}")
    for candidate in (_PACKAGE / "_files" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the folder {name!r} of the kit is missing beside {_PACKAGE}")


def notebooks() -> Path:
    """The folder of the parameterised notebooks."""
    return folder("notebooks")


def lesson_names() -> tuple[str, ...]:
    """The names of the course's notebooks in order, such as ``03_run_chart``."""
    return tuple(sorted(path.stem for path in (notebooks() / "training").glob("*.ipynb")))


def training() -> Path:
    """The folder with one lesson a file."""
    return folder("templates") / "training"


def programmes() -> Path:
    """The folder with one programme a sub-folder."""
    return folder("templates") / "programmes"


def templates(name: str) -> Path:
    """A folder inside `templates/`."""
    return folder("templates") / name


def datasets(name: str) -> Path:
    """A folder inside `datasets/`."""
    return folder("datasets") / name
