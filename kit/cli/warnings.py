"""`kit warnings`: who needs help now, and the next step."""

from __future__ import annotations

from pathlib import Path

from kit.actions.folder import find_folder
from kit.actions.language import voice_of
from kit.actions.load import load_book
from kit.actions.warnings import Told, ToldMunicipality, told
from kit.cli.talk import FINDINGS, FINE, Terminal, write, write_json
from kit.errors import KitError


def show_warnings(terminal: Terminal, folder: Path, as_json: bool) -> int:
    """List every municipality with a warning, the one with most to do first."""
    spoken = terminal.speaks(voice_of(find_folder(folder)))
    try:
        found = told(load_book(folder), spoken.texts)
    except KitError as error:
        return spoken.refuse(error)
    if as_json:
        write_json({"municipalities": [_row(one) for one in found]})
    elif found:
        _listed(spoken, found)
    else:
        spoken.say("warnings.none")
    return FINDINGS if found else FINE


def _listed(spoken: Terminal, found: tuple[ToldMunicipality, ...]) -> None:
    write(spoken.texts.counted("warnings.count", len(found)))
    for one in found:
        write(f"\n{one.name} ({one.code})")
        for warning in one.warnings:
            write(f"  {spoken.texts(f'warnings.urgency.{warning.urgency}')}: {warning.found}")
            for line in warning.behind:
                write(f"    {line}")
            write(f"    {spoken.texts('warnings.next', step=warning.step)}")


def _row(one: ToldMunicipality) -> dict[str, object]:
    return {"code": one.code, "name": one.name, "warnings": [_fields(warning) for warning in one.warnings]}


def _fields(warning: Told) -> dict[str, object]:
    return {
        "check": warning.check,
        "reason": warning.reason,
        "urgency": str(warning.urgency),
        "found": warning.found,
        "next_step": warning.step,
        "behind": list(warning.behind),
    }
