"""The commands of `kit`. Each imports what it needs when it runs, so that ``--help`` stays quick.

No postponed annotations here: typer reads them, and they hold the words of the language in use.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from kit import __version__
from kit.cli import options, talk
from kit.cli.frame import command_class, group_class, tell_misuse
from kit.cli.link_commands import add_invite
from kit.cli.paper_commands import add_papers
from kit.cli.programme_commands import (
    add_agenda,
    add_backup,
    add_calendar,
    add_export,
    add_forms,
    add_letters,
    add_warnings,
)
from kit.errors import KitError
from kit.kernels import block_slow_import
from kit.texts import Texts


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return the exit code; an error of the kit becomes a sentence, never a traceback."""
    block_slow_import()
    language = talk.own_language(arguments)
    terminal = talk.Terminal(language, asked=bool(talk.asked_language(arguments)))
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
        return _usage(error, terminal, arguments)
    return int(result or talk.FINE)


def _usage(error: Exception, terminal: talk.Terminal, arguments: Sequence[str]) -> int:
    """Say what was typed wrongly; anything else is a fault of ours and keeps its traceback."""
    if not hasattr(error, "ctx"):
        raise error
    tell_misuse(error, terminal.texts, arguments)
    return int(getattr(error, "exit_code", talk.USAGE))


def _version(asked: bool) -> None:
    if asked:
        talk.write(__version__)
        raise typer.Exit


def build(terminal: talk.Terminal) -> typer.Typer:
    """The command line in the terminal's language."""
    t = terminal.texts
    app = typer.Typer(
        cls=group_class(t),
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

    reading = (_add_check, add_warnings, add_calendar, add_letters, add_forms, add_papers, _add_run, _add_spc)
    showing = (add_invite, _add_serve, _add_lab, _add_demo)
    for add in (_add_new, _add_import, *reading, *showing, add_agenda, add_export, add_backup, _add_doctor):
        add(app, terminal)
    return app


def _command(app: typer.Typer, name: str, t: Texts) -> Callable[[Any], Any]:
    return app.command(name, help=t(f"cli.{name}.help"), cls=command_class(t))


def _add_new(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    @_command(app, "new", t)
    def new(
        folder: Annotated[Path, options.folder(t)],
        programme: Annotated[str, options.value(t, "--programme", "cli.programme", "programme")],
        lang: Annotated[str, options.language(t)] = "",
    ) -> int:
        from kit.cli.commands import new

        return new(terminal, folder, programme, options.checked_language(lang))


def _add_check(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    @_command(app, "check", t)
    def check(
        folder: Annotated[Path, options.folder(t)],
        lang: Annotated[str, options.language(t)] = "",
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> int:
        from kit.cli.commands import check

        options.checked_language(lang)
        return check(terminal, folder, as_json)


def _add_import(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    @_command(app, "import", t)
    def bring_in(
        folder: Annotated[Path, options.folder(t)],
        files: Annotated[
            list[Path] | None, typer.Argument(help=t("cli.import.files"), metavar=f"[{options.place(t, 'file')}]…")
        ] = None,
        lang: Annotated[str, options.language(t)] = "",
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> int:
        from kit.cli.commands import bring_in

        options.checked_language(lang)
        return bring_in(terminal, folder, files or [], as_json)


def _add_run(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    @_command(app, "run", t)
    def run_reports(
        folder: Annotated[Path, options.folder(t)],
        only: Annotated[list[str] | None, options.value(t, "--municipality", "cli.run.municipality", "code")] = None,
        notebook: Annotated[list[str] | None, options.value(t, "--notebook", "cli.run.notebook", "name")] = None,
        lang: Annotated[list[str] | None, options.language(t)] = None,
        jobs: Annotated[int, options.jobs(t)] = 2,
        force: Annotated[bool, typer.Option("--force", help=t("cli.run.force"))] = False,
        as_of: Annotated[str, options.value(t, "--as-of", "cli.run.as_of", "day")] = "",
        contained: Annotated[bool, typer.Option("--self-contained", help=t("cli.run.contained"))] = False,
        cluster: Annotated[str, options.value(t, "--cluster", "cli.run.cluster", "address")] = "",
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> int:
        if not cluster:
            from kit.kernels import fork

            fork.prepare(fork.REPORTS)  # its imports go on beside those of this process
        from kit.cli.reports import RunChoice, run_reports

        languages = tuple(options.checked_language(one) for one in lang or ())
        choice = RunChoice(tuple(only or ()), tuple(notebook or ()), languages, jobs, force, as_of, contained, cluster)
        return run_reports(terminal, folder, choice, as_json)


def _add_serve(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    @_command(app, "serve", t)
    def serve(
        folder: Annotated[Path, options.folder(t)],
        port: Annotated[int, options.port(t)] = 8866,
        ip: Annotated[str, options.value(t, "--ip", "cli.serve.ip", "address")] = "127.0.0.1",
        browser: Annotated[bool, typer.Option("--open", help=t("cli.serve.open"))] = False,
        base_url: Annotated[str, options.value(t, "--base-url", "serve.base_url", "address")] = "",
        expected: Annotated[int, options.expected(t)] = options.EXPECTED,
        lang: Annotated[str, options.language(t)] = "",
    ) -> int:
        from kit.cli.live import Door, serve

        options.checked_language(lang)
        return serve(terminal, folder, Door(port, ip, browser, base_url, expected))


def _add_lab(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    @_command(app, "lab", t)
    def lab(
        folder: Annotated[Path, options.folder(t)],
        port: Annotated[int, options.port(t)] = 8888,
        no_browser: Annotated[bool, typer.Option("--no-browser", help=t("cli.lab.no_browser"))] = False,
        lang: Annotated[str, options.language(t)] = "",
    ) -> int:
        from kit.cli.live import lab

        options.checked_language(lang)
        return lab(terminal, folder, port, browser=not no_browser)


def _add_spc(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    def option(name: str, place: str) -> Any:
        return options.value(t, name, f"cli.spc.{name.removeprefix('--')}", place, show_default=False)

    @_command(app, "spc", t)
    def spc(
        file: Annotated[
            Path, typer.Argument(help=t("cli.spc.file"), metavar=options.place(t, "file"), show_default=False)
        ],
        kind: Annotated[str, option("--kind", "kind")] = "run",
        y: Annotated[str, option("--y", "column")] = "",
        n: Annotated[str, option("--n", "column")] = "",
        x: Annotated[str, option("--x", "column")] = "",
        group: Annotated[str, option("--group", "column")] = "",
        note: Annotated[str, option("--note", "column")] = "",
        freeze: Annotated[int | None, option("--freeze", "number")] = None,
        part: Annotated[list[str] | None, option("--part", "numbers_or_column")] = None,
        exclude: Annotated[list[str] | None, option("--exclude", "numbers")] = None,
        target: Annotated[str, option("--target", "number")] = "",
        multiply: Annotated[str, option("--multiply", "number")] = "",
        cl: Annotated[str, option("--cl", "number")] = "",
        rules: Annotated[str, option("--rules", "name")] = "anhoej",
        better: Annotated[str, option("--better", "better")] = "",
        title: Annotated[str, option("--title", "text")] = "",
        lang: Annotated[str, options.language(t)] = "",
        out: Annotated[Path | None, option("--out", "page")] = None,
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> int:
        from kit.cli.spc import Choice, analyse_file
        from kit.cli.spc_columns import Wanted

        options.checked_language(lang)
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
        folder: Annotated[
            Path, typer.Argument(help=t("cli.demo.folder"), metavar=f"[{options.place(t, 'folder')}]")
        ] = Path("demo-network"),
        programme: Annotated[str, options.value(t, "--programme", "cli.programme", "programme")] = "i-sikre-haender",
        serve: Annotated[bool, typer.Option("--serve/--no-serve", help=t("cli.demo.serve"))] = True,
        port: Annotated[int, options.port(t)] = 8866,
        jobs: Annotated[int, options.jobs(t)] = 2,
        lang: Annotated[str, options.language(t)] = "",
    ) -> int:
        from kit.cli.demo import demo

        options.checked_language(lang)
        return demo(terminal, folder, programme, serve=serve, port=port, jobs=jobs)


def _add_doctor(app: typer.Typer, terminal: talk.Terminal) -> None:
    t = terminal.texts

    @_command(app, "doctor", t)
    def doctor(
        folder: Annotated[
            Path, typer.Argument(help=t("cli.doctor.folder"), metavar=f"[{options.place(t, 'folder')}]")
        ] = Path(),
        lang: Annotated[str, options.language(t)] = "",
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> int:
        from kit.cli.doctor import doctor

        options.checked_language(lang)
        return doctor(terminal, folder, as_json)
