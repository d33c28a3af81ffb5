"""`kit papers` and `kit export` as they are typed.

No postponed annotations here: typer reads them, and they hold the words of the language in use.
"""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli import options
from kit.cli.frame import command_class
from kit.cli.talk import Terminal


def add_papers(app: typer.Typer, terminal: Terminal) -> None:
    """Add `kit papers`."""
    t = terminal.texts

    @app.command("papers", help=t("papers.help"), cls=command_class(t))
    def papers(
        folder: Annotated[Path, options.folder(t)],
        paper: Annotated[list[str] | None, options.value(t, "--paper", "papers.option.paper", "name")] = None,
        form: Annotated[list[str] | None, options.value(t, "--format", "papers.option.format", "name")] = None,
        municipality: Annotated[str, options.value(t, "--municipality", "papers.option.municipality", "code")] = "",
        size: Annotated[str, options.value(t, "--size", "papers.option.size", "name")] = "",
        base_url: Annotated[str, options.value(t, "--base-url", "papers.option.base_url", "address")] = "",
        lang: Annotated[str, options.language(t)] = "",
    ) -> int:
        from kit.actions.papers.write import Wishes
        from kit.cli.papers import make_papers

        language = options.checked_language(lang)
        usual = Wishes()
        chosen = tuple(one.replace("-", "_") for one in paper or usual.papers)
        wishes = Wishes(chosen, tuple(form or usual.formats), municipality, size, language, base_url)
        return make_papers(terminal, folder, wishes)
