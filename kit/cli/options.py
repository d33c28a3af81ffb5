"""The arguments and options that commands share, and the placeholders that their help shows."""

from __future__ import annotations

from typing import Any

import typer

from kit.cli.talk import Misused
from kit.domain.label import LANGUAGES
from kit.domain.privacy import redacted
from kit.texts import Texts

LARGEST_PORT = 65535
EXPECTED = 4  # people at once, where nobody says how many
MOST_EXPECTED = 300
MOST_JOBS = 64


def place(t: Texts, name: str) -> str:
    """What stands for a value in the help, such as FOLDER."""
    return t(f"cli.place.{name}")


def folder(t: Texts) -> Any:
    """The network folder, which nearly every command needs."""
    return typer.Argument(help=t("cli.folder"), metavar=place(t, "folder"), show_default=False)


def value(t: Texts, name: str, text: str, shown: str, **more: Any) -> Any:
    """An option with a value: `text` is the key of its help, `shown` the placeholder."""
    return typer.Option(name, help=t(text), metavar=place(t, shown), **more)


def port(t: Texts) -> Any:
    """The port of a server."""
    return value(t, "--port", "cli.serve.port", "number", min=0, max=LARGEST_PORT)


def expected(t: Texts) -> Any:
    """How many people a server makes pages ready for."""
    return value(t, "--expected", "cli.serve.expected", "number", min=0, max=MOST_EXPECTED)


def jobs(t: Texts) -> Any:
    """How many reports are made at a time."""
    return value(t, "--jobs", "cli.run.jobs", "number", min=1, max=MOST_JOBS)


def as_json(t: Texts) -> Any:
    """For machines."""
    return typer.Option("--json", help=t("cli.json"))


def language(t: Texts) -> Any:
    """The language of what is said, and of what `kit new` and `kit run` write."""
    return typer.Option("--lang", help=t("cli.lang"), metavar="|".join(LANGUAGES), show_default=False)


def checked_language(typed: str) -> str:
    """The language typed, when it is one of ours or none. Raises Misused with the ones there are."""
    if typed and typed not in LANGUAGES:
        found, expected = redacted(typed)[:20], ", ".join(LANGUAGES)
        raise Misused("cli.misuse.choice", name="--lang", found=found, expected=expected)
    return typed
