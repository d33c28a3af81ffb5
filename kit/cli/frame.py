"""The frame of the help pages, and what was typed wrongly, in the reader's language: typer has both in English only.

Only what typer hands to every command class is used, so that it works with the versions before and after 0.29.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from typer.core import TyperCommand, TyperGroup

from kit.cli.talk import own_words, write
from kit.domain.privacy import redacted
from kit.texts import Texts

_OWN_HELP = {
    "help": "cli.frame.help",
    "install_completion": "cli.frame.install_completion",
    "show_completion": "cli.frame.show_completion",
}
_IN_BRACKETS = re.compile(r"\(([^()]*)\)\W*$")
_SHOWN = 60


def command_class(texts: Texts) -> type[TyperCommand]:
    """The class of the commands, with the words of one language."""
    return type("Command", (_Framed, TyperCommand), {"texts": texts})


def group_class(texts: Texts) -> type[TyperGroup]:
    """The class of `kit` itself, with the words of one language."""
    return type("Group", (_Framed, TyperGroup), {"texts": texts})


class _Framed:
    """Writes the usage line and the lists of a help page."""

    texts: Texts

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """The line that shows how the command is typed."""
        words = [self.texts("cli.frame.options_place")]
        words += [_name(param) for param in self.get_params(ctx) if param.param_type_name == "argument"]
        words += [self.texts("cli.frame.command_place")] if isinstance(self, TyperGroup) else []
        formatter.write_usage(ctx.command_path, " ".join(words), prefix=f"{self.texts('cli.frame.usage')}: ")

    def format_options(self: Any, ctx: Any, formatter: Any) -> None:
        """The arguments and options, then the commands of `kit` itself."""
        shown = [param for param in self.get_params(ctx) if not getattr(param, "hidden", False)]
        for kind in ("argument", "option"):
            rows = [_row(param, self.texts) for param in shown if param.param_type_name == kind]
            if rows:
                with formatter.section(self.texts(f"cli.frame.{kind}s")):
                    formatter.write_dl(rows)
        if isinstance(self, TyperGroup):
            _list_commands(self, formatter, self.texts)


def _list_commands(group: TyperGroup, formatter: Any, texts: Texts) -> None:
    width = formatter.width - 6 - max(len(name) for name in group.commands)
    rows = [(name, command.get_short_help_str(width)) for name, command in group.commands.items()]
    with formatter.section(texts("cli.frame.commands")):
        formatter.write_dl(rows)


def _name(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar or param.name)
    return " / ".join(", ".join(names) for names in (param.opts, param.secondary_opts) if names)


def _row(param: Any, texts: Texts) -> tuple[str, str]:
    """The name of a parameter as it is typed, and its help with what is taken when it is left out."""
    metavar = param.metavar if param.param_type_name == "option" and not getattr(param, "is_flag", False) else ""
    extra = texts("cli.frame.required") if param.required and not _optional(param) else ""
    default = param.default if getattr(param, "show_default", False) else None
    if isinstance(default, (str, int, Path)) and not isinstance(default, bool) and str(default):
        extra = texts("cli.frame.default", value=str(default))
    return f"{_name(param)} {metavar or ''}".rstrip(), " ".join(filter(None, (_help(param, texts), extra)))


def _optional(param: Any) -> bool:
    return param.param_type_name == "argument"  # an argument that can be left out stands in brackets


def _help(param: Any, texts: Texts) -> str:
    return texts(_OWN_HELP[param.name]) if param.name in _OWN_HELP else str(param.help or "")


def tell_misuse(error: Any, texts: Texts, arguments: Sequence[str]) -> None:
    """Say what was typed wrongly and where help is, on standard error. `error` is a usage error of typer."""
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return
    if error.ctx is not None:
        write(error.ctx.get_usage(), error=True)
        write(texts("cli.frame.try", command=error.ctx.command_path), error=True)
    write(_misuse(error, texts, arguments), error=True)


def _misuse(error: Any, texts: Texts, arguments: Sequence[str]) -> str:
    param, kind = getattr(error, "param", None), type(error).__name__
    if kind == "NoSuchOption":
        near = ", ".join(sorted(error.possibilities or ()))
        return _with_near(texts("cli.misuse.no_option", found=_shown(error.option_name)), near, texts)
    if kind == "BadOptionUsage":
        return texts("cli.misuse.option", name=error.option_name)
    if param is not None:
        key = "cli.misuse.missing" if kind == "MissingParameter" else "cli.misuse.value"
        return texts(key, name=_name(param), help=_help(param, texts))
    commands = getattr(getattr(error.ctx, "command", None), "commands", None)
    if commands:
        typed = next(iter(own_words(arguments)), "")
        near = ", ".join(get_close_matches(typed, commands))
        return _with_near(texts("cli.misuse.no_command", found=_shown(typed)), near, texts)
    extra = _IN_BRACKETS.search(error.message)
    return texts("cli.misuse.extra", found=_shown(extra.group(1) if extra else ""))


def _with_near(sentence: str, near: str, texts: Texts) -> str:
    return f"{sentence} {texts('cli.misuse.near', near=near)}" if near else sentence


def _shown(text: str) -> str:
    return redacted(text)[:_SHOWN]
