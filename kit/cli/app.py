"""The commands of `kit`. Each imports what it needs when it runs, so that ``--help`` stays quick.

No postponed annotations here: typer reads them, and they hold the words of the language in use.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from kit import __version__
from kit.cli import talk
from kit.cli.programme_commands import add_calendar, add_forms, add_letters, add_warnings
from kit.domain.label import LANGUAGES
from kit.errors import KitError
from kit.kernels import block_slow_import
from kit.texts import Texts


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return the exit code; an error of the kit becomes a sentence, never a traceback."""
    block_slow_import()
    language = talk.own_language(arguments)
    terminal = talk.Terminal(language)
    try:
        result = typer.main.get_command(build(terminal))(list(arguments), prog_name="kit", standalone_mode=False)
    except KitError as error:
        return terminal.refuse(error)
    except typer.Exit as stop:
        return stop.exit_code
    except (typer.Abort, KeyboardInterrupt):
        terminal.note("cli.stopped")
        return talk.FINDINGS
    except PermissionError as error:
        terminal.note("cli.no_permission", path=str(error.filename or ""))
        return talk.FINDINGS
    except Exception as error:
        return _usage(error)
    return int(result or talk.FINE)


def _usage(error: Exception) -> int:
    """Show a usage error the way typer would; anything else is a fault of ours and keeps its traceback."""
    show = getattr(error, "show", None)
    if show is None:
        raise error
    show()
    return int(getattr(error, "exit_code", talk.USAGE))


def _version(asked: bool) -> None:
    if asked:
        talk.write(__version__)
        raise typer.Exit


def build(terminal: talk.Terminal) -> typer.Typer:
    """The command line in the terminal's language."""
    t = terminal.texts
    app = typer.Typer(
        help=t("cli.help"),
        epilog=t("cli.example"),
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def start(
        version: Annotated[bool, typer.Option("--version", help=t("cli.version"), callback=_version)] = False,
    ) -> None:
        del version

    reading = (_add_check, add_warnings, add_calendar, add_letters, add_forms, _add_run, _add_spc)
    for add in (_add_new, _add_import, *reading, _add_serve, _add_lab, _add_demo, _add_doctor):
        add(app, terminal)
    return app


def _folder(t: Texts) -> Any:
    return typer.Argument(help=t("cli.folder"), metavar="FOLDER", show_default=False)


def _language(t: Texts) -> Any:
    return typer.Option("--lang", help=t("cli.lang"), metavar="|".join(LANGUAGES))


def _json(t: Texts) -> Any:
    return typer.Option("--json", help=t("cli.json"))


def checked_language(language: str) -> str:
    """`language` when it is one of ours, else a usage error that lists them."""
    if language and language not in LANGUAGES:
        raise typer.BadParameter(f"{language!r}: {', '.join(LANGUAGES)}", param_hint="--lang")
    return language


def _command(app: typer.Typer, name: str, t: Texts) -> Callable[[Any], Any]:
    return app.command(name, help=t(f"cli.{name}.help"))


def _add_new(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    @_command(app, "new", t)
    def new(
        folder: Annotated[Path, _folder(t)],
        programme: Annotated[str, typer.Option("--programme", help=t("cli.programme"))],
        lang: Annotated[str, _language(t)] = "",
    ) -> int:
        from kit.cli.commands import new

        return new(terminal, folder, programme, checked_language(lang))


def _add_check(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    @_command(app, "check", t)
    def check(
        folder: Annotated[Path, _folder(t)],
        as_json: Annotated[bool, _json(t)] = False,
    ) -> int:
        from kit.cli.commands import check

        return check(terminal, folder, as_json)


def _add_import(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    @_command(app, "import", t)
    def bring_in(
        folder: Annotated[Path, _folder(t)],
        files: Annotated[list[Path] | None, typer.Argument(help=t("cli.import.files"), metavar="[FILE]…")] = None,
        as_json: Annotated[bool, _json(t)] = False,
    ) -> int:
        from kit.cli.commands import bring_in

        return bring_in(terminal, folder, files or [], as_json)


def _add_run(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    @_command(app, "run", t)
    def run_reports(
        folder: Annotated[Path, _folder(t)],
        only: Annotated[list[str] | None, typer.Option("--municipality", help=t("cli.run.municipality"))] = None,
        notebook: Annotated[list[str] | None, typer.Option("--notebook", help=t("cli.run.notebook"))] = None,
        lang: Annotated[list[str] | None, _language(t)] = None,
        jobs: Annotated[int, typer.Option("--jobs", min=1, max=64, help=t("cli.run.jobs"))] = 2,
        force: Annotated[bool, typer.Option("--force", help=t("cli.run.force"))] = False,
        as_of: Annotated[str, typer.Option("--as-of", help=t("cli.run.as_of"), metavar="YYYY-MM-DD")] = "",
        as_json: Annotated[bool, _json(t)] = False,
    ) -> int:
        from kit.cli.reports import RunChoice, run_reports

        languages = tuple(checked_language(one) for one in lang or ())
        choice = RunChoice(tuple(only or ()), tuple(notebook or ()), languages, jobs, force, as_of)
        return run_reports(terminal, folder, choice, as_json)


def _add_serve(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    @_command(app, "serve", t)
    def serve(
        folder: Annotated[Path, _folder(t)],
        port: Annotated[int, typer.Option("--port", min=0, max=65535, help=t("cli.serve.port"))] = 8866,
        ip: Annotated[str, typer.Option("--ip", help=t("cli.serve.ip"))] = "127.0.0.1",
        browser: Annotated[bool, typer.Option("--open", help=t("cli.serve.open"))] = False,
    ) -> int:
        from kit.cli.live import serve

        return serve(terminal, folder, port, ip, browser)


def _add_lab(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    @_command(app, "lab", t)
    def lab(
        folder: Annotated[Path, _folder(t)],
        port: Annotated[int, typer.Option("--port", min=0, max=65535, help=t("cli.serve.port"))] = 8888,
        no_browser: Annotated[bool, typer.Option("--no-browser", help=t("cli.lab.no_browser"))] = False,
    ) -> int:
        from kit.cli.live import lab

        return lab(terminal, folder, port, browser=not no_browser)


def _add_spc(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    def option(name: str, metavar: str = "") -> Any:
        key = name.removeprefix("--")
        return typer.Option(name, help=t(f"cli.spc.{key}"), metavar=metavar or None, show_default=False)

    @_command(app, "spc", t)
    def spc(
        file: Annotated[Path, typer.Argument(help=t("cli.spc.file"), metavar="FILE", show_default=False)],
        kind: Annotated[str, option("--kind", "KIND")] = "run",
        y: Annotated[str, option("--y", "COL")] = "",
        n: Annotated[str, option("--n", "COL")] = "",
        x: Annotated[str, option("--x", "COL")] = "",
        group: Annotated[str, option("--group", "COL")] = "",
        note: Annotated[str, option("--note", "COL")] = "",
        freeze: Annotated[int | None, option("--freeze", "N")] = None,
        part: Annotated[list[str] | None, option("--part", "N,N|COL")] = None,
        exclude: Annotated[list[str] | None, option("--exclude", "N,N")] = None,
        target: Annotated[str, option("--target", "V")] = "",
        multiply: Annotated[str, option("--multiply", "M")] = "",
        cl: Annotated[str, option("--cl", "V")] = "",
        rules: Annotated[str, option("--rules", "NAME")] = "anhoej",
        better: Annotated[str, option("--better", "up|down")] = "",
        title: Annotated[str, option("--title", "TEXT")] = "",
        lang: Annotated[str, _language(t)] = "",
        out: Annotated[Path | None, option("--out", "FILE.html")] = None,
        as_json: Annotated[bool, _json(t)] = False,
    ) -> int:
        from kit.cli.spc import Choice, analyse_file
        from kit.cli.spc_columns import Wanted

        checked_language(lang)
        places = {"part": ",".join(part or ()), "exclude": ",".join(exclude or ())}
        numbers = {"target": target, "multiply": multiply, "cl": cl, "freeze": freeze}
        wanted = Wanted(x, y, n, group, note)
        words = {"rules": rules, "better": better, "title": title}
        return analyse_file(
            terminal, file, Choice(kind, wanted, **places, **numbers, **words, out=out, as_json=as_json)
        )


def _add_demo(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    @_command(app, "demo", t)
    def demo(
        folder: Annotated[Path, typer.Argument(help=t("cli.demo.folder"), metavar="[FOLDER]")] = Path("demo-network"),
        programme: Annotated[str, typer.Option("--programme", help=t("cli.programme"))] = "i-sikre-haender",
        serve: Annotated[bool, typer.Option("--serve/--no-serve", help=t("cli.demo.serve"))] = True,
        port: Annotated[int, typer.Option("--port", min=0, max=65535, help=t("cli.serve.port"))] = 8866,
        jobs: Annotated[int, typer.Option("--jobs", min=1, max=64, help=t("cli.run.jobs"))] = 2,
    ) -> int:
        from kit.cli.demo import demo

        return demo(terminal, folder, programme, serve=serve, port=port, jobs=jobs)


def _add_doctor(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    @_command(app, "doctor", t)
    def doctor(
        folder: Annotated[Path, typer.Argument(help=t("cli.doctor.folder"), metavar="[FOLDER]")] = Path(),
        as_json: Annotated[bool, _json(t)] = False,
    ) -> int:
        from kit.cli.doctor import doctor

        return doctor(terminal, folder, as_json)
