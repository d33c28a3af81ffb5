"""A bar for long work, on standard error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kit.cli.talk import Terminal

T = TypeVar("T")


def with_bar(terminal: Terminal, key: str, work: Callable[[Callable[[int, int, str], None]], T]) -> T:
    """Do the work; it is handed what it tells how far it is, of how many, and with what. `key` says what is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=False) as bar:
        task = bar.add_task(terminal.texts(key), total=None)

        def show(done: int, total: int, label: str) -> None:
            bar.update(task, completed=done, total=total, description=label or terminal.texts(key))

        result = work(show)
        bar.update(task, description=terminal.texts(key))
        return result
