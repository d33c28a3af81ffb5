"""The commands that only read a network: its calendar, who needs help, its letters and forms, its backup.

No postponed annotations here: typer reads them, and they hold the words of the language in use.
"""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli import options
from kit.cli.frame import command_class
from kit.cli.talk import Terminal


def add_calendar(app: typer.Typer, terminal: Terminal) -> None:
    """Add `kit calendar`."""
    t = terminal.texts

    @app.command("calendar", help=t("calendar.help"), cls=command_class(t))
    def calendar(
        folder: Annotated[Path, options.folder(t)],
        out: Annotated[Path | None, options.value(t, "--out", "calendar.out", "calendar")] = None,
        municipality: Annotated[str, options.value(t, "--municipality", "calendar.municipality", "code")] = "",
        lang: Annotated[str, options.language(t)] = "",
    ) -> int:
        from kit.cli.calendar import show_calendar

        return show_calendar(terminal, folder, out, municipality, options.checked_language(lang))


def add_warnings(app: typer.Typer, terminal: Terminal) -> None:
    """Add `kit warnings`."""
    t = terminal.texts

    @app.command("warnings", help=t("warnings.help"), cls=command_class(t))
    def warnings(
        folder: Annotated[Path, options.folder(t)],
        as_json: Annotated[bool, options.as_json(t)] = False,
        lang: Annotated[str, options.language(t)] = "",
    ) -> int:
        from kit.cli.warnings import show_warnings

        options.checked_language(lang)
        return show_warnings(terminal, folder, as_json)


def add_letters(app: typer.Typer, terminal: Terminal) -> None:
    """Add `kit letters`."""
    t = terminal.texts

    @app.command("letters", help=t("letters.help"), cls=command_class(t))
    def letters(
        folder: Annotated[Path, options.folder(t)],
        municipality: Annotated[str, options.value(t, "--municipality", "letters.municipality", "code")] = "",
        lang: Annotated[str, options.language(t)] = "",
    ) -> int:
        from kit.cli.letters import make_letters

        return make_letters(terminal, folder, municipality, options.checked_language(lang))


def add_forms(app: typer.Typer, terminal: Terminal) -> None:
    """Add `kit forms`."""
    t = terminal.texts

    @app.command("forms", help=t("forms.help"), cls=command_class(t))
    def forms(folder: Annotated[Path, options.folder(t)], lang: Annotated[str, options.language(t)] = "") -> int:
        from kit.cli.forms import make_forms

        return make_forms(terminal, folder, options.checked_language(lang))


def add_agenda(app: typer.Typer, terminal: Terminal) -> None:
    """Add `kit agenda`."""
    t = terminal.texts

    @app.command("agenda", help=t("agenda.help"), cls=command_class(t))
    def agenda(
        folder: Annotated[Path, options.folder(t)],
        file: Annotated[
            Path | None, typer.Argument(help=t("agenda.file"), metavar=f"[{options.place(t, 'file')}]")
        ] = None,
        out: Annotated[Path | None, options.value(t, "--out", "agenda.out", "file")] = None,
        lang: Annotated[str, options.language(t)] = "",
    ) -> int:
        from kit.cli.agenda import agenda

        options.checked_language(lang)
        return agenda(terminal, folder, file, out)


def add_export(app: typer.Typer, terminal: Terminal) -> None:
    """Add `kit export`."""
    t = terminal.texts

    @app.command("export", help=t("export.help"), cls=command_class(t))
    def export(
        folder: Annotated[Path, options.folder(t)],
        out: Annotated[Path | None, options.value(t, "--out", "export.out", "folder")] = None,
        municipality: Annotated[str, options.value(t, "--municipality", "export.municipality", "code")] = "",
        to_share: Annotated[bool, typer.Option("--to-share", help=t("export.to_share"))] = False,
        lang: Annotated[str, options.language(t)] = "",
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> int:
        from kit.cli.export import ExportChoice, write_export

        choice = ExportChoice(out, municipality, to_share, options.checked_language(lang))
        return write_export(terminal, folder, choice, as_json)


def add_backup(app: typer.Typer, terminal: Terminal) -> None:
    """Add `kit backup`."""
    t = terminal.texts

    @app.command("backup", help=t("backup.help"), cls=command_class(t))
    def backup(
        folder: Annotated[Path, options.folder(t)],
        out: Annotated[Path | None, options.value(t, "--out", "backup.out", "archive")] = None,
        lang: Annotated[str, options.language(t)] = "",
    ) -> int:
        from kit.cli.backup import make_backup

        options.checked_language(lang)
        return make_backup(terminal, folder, out)
