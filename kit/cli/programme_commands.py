"""The commands that speak of the programme itself: its calendar, who needs help, its letters and forms.

No postponed annotations here: typer reads them, and they hold the words of the language in use.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from kit.cli.talk import Terminal
from kit.texts import Texts


def _folder(t: Texts) -> Any:
    return typer.Argument(help=t("cli.folder"), metavar="FOLDER", show_default=False)


def add_calendar(app: typer.Typer, terminal: Terminal) -> None:
    """Add `kit calendar`."""
    t = terminal.texts

    @app.command("calendar", help=t("calendar.help"))
    def calendar(
        folder: Annotated[Path, _folder(t)],
        out: Annotated[Path | None, typer.Option("--out", help=t("calendar.out"), metavar="FILE.ics")] = None,
        municipality: Annotated[str, typer.Option("--municipality", help=t("calendar.municipality"))] = "",
    ) -> int:
        from kit.cli.calendar import show_calendar

        return show_calendar(terminal, folder, out, municipality)


def add_warnings(app: typer.Typer, terminal: Terminal) -> None:
    """Add `kit warnings`."""
    t = terminal.texts

    @app.command("warnings", help=t("warnings.help"))
    def warnings(
        folder: Annotated[Path, _folder(t)],
        as_json: Annotated[bool, typer.Option("--json", help=t("cli.json"))] = False,
    ) -> int:
        from kit.cli.warnings import show_warnings

        return show_warnings(terminal, folder, as_json)


def add_letters(app: typer.Typer, terminal: Terminal) -> None:
    """Add `kit letters`."""
    t = terminal.texts

    @app.command("letters", help=t("letters.help"))
    def letters(
        folder: Annotated[Path, _folder(t)],
        municipality: Annotated[str, typer.Option("--municipality", help=t("letters.municipality"))] = "",
    ) -> int:
        from kit.cli.letters import make_letters

        return make_letters(terminal, folder, municipality)


def add_forms(app: typer.Typer, terminal: Terminal) -> None:
    """Add `kit forms`."""
    t = terminal.texts

    @app.command("forms", help=t("forms.help"))
    def forms(folder: Annotated[Path, _folder(t)]) -> int:
        from kit.cli.forms import make_forms

        return make_forms(terminal, folder)
