"""`kit invite` as it is typed.

No postponed annotations here: typer reads them, and they hold the words of the language in use.
"""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli import options
from kit.cli.frame import command_class
from kit.cli.talk import Terminal

MOST_DAYS = 800


def add_invite(app: typer.Typer, terminal: Terminal) -> None:
    """Add `kit invite`."""
    t = terminal.texts

    def flag(name: str) -> typer.models.OptionInfo:
        made: typer.models.OptionInfo = typer.Option(f"--{name}", help=t(f"invite.option.{name}"))
        return made

    @app.command("invite", help=t("invite.help"), cls=command_class(t))
    def invite(
        folder: Annotated[Path, options.folder(t)],
        municipality: Annotated[str, options.value(t, "--municipality", "invite.option.municipality", "code")] = "",
        unit: Annotated[str, options.value(t, "--unit", "invite.option.unit", "name")] = "",
        viewer: Annotated[bool, flag("viewer")] = False,
        facilitator: Annotated[bool, flag("facilitator")] = False,
        respondents: Annotated[
            int | None, options.value(t, "--respondents", "invite.option.respondents", "number", min=0, max=500)
        ] = None,
        group: Annotated[str, options.value(t, "--group", "invite.option.group", "name")] = "",
        days: Annotated[
            int | None, options.value(t, "--days", "invite.option.days", "number", min=1, max=MOST_DAYS)
        ] = None,
        until: Annotated[str, options.value(t, "--until", "invite.option.until", "day")] = "",
        renew: Annotated[bool, flag("renew")] = False,
        revoke: Annotated[bool, flag("revoke")] = False,
        base_url: Annotated[str, options.value(t, "--base-url", "invite.option.base_url", "address")] = "",
        sheet: Annotated[Path | None, options.value(t, "--sheet", "invite.option.sheet", "page")] = None,
        lang: Annotated[str, options.language(t)] = "",
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> int:
        from kit.actions.invitation import Guests
        from kit.cli.invite import Wishes, call_back, invite

        language = options.checked_language(lang)
        guests = Guests(municipality, unit, viewer, facilitator, respondents, group)
        if revoke:
            return call_back(terminal, folder, guests, as_json)
        wishes = Wishes(base_url, days, until, renew, sheet, language, as_json)
        return invite(terminal, folder, guests, wishes)
