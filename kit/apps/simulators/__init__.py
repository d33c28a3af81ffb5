"""The simulators of the lessons: one a file, each told entirely by its seed and by what was chosen for each step.

A simulator shows its first steps, so that a class can follow; the last step is the picture for print.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from kit.apps.parts import Piece
from kit.texts import Texts

Chosen = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Setting:
    """Something to choose before the next step. Option ids are numbers, or have a text of their own.

    The texts are ``training.<simulator>.<id>`` for the label and ``training.<simulator>.<id>.<option>`` for options.
    """

    id: str
    options: tuple[str, ...]
    start: str


@dataclass(frozen=True, slots=True)
class Simulator:
    """`show` draws what has happened after the steps in `history`: what was chosen for each of them.

    `remembers`: a new choice counts from the next step on; otherwise it begins anew. `seed` is where it starts,
    so that the class sees what the guide says. `printed` is what the picture for print shows.
    """

    id: str
    settings: tuple[Setting, ...]
    steps: int
    seed: int
    show: Callable[[Sequence[Chosen], int, Texts], tuple[Piece, ...]]
    remembers: bool = False
    printed: tuple[Chosen, ...] = ()

    @property
    def start(self) -> dict[str, str]:
        """What is chosen at first."""
        return {setting.id: setting.start for setting in self.settings}

    def picture(self, texts: Texts) -> tuple[Piece, ...]:
        """The whole of it, for print and for reports."""
        return self.show(self.printed or (self.start,) * self.steps, self.seed, texts)


def simulator(name: str) -> Simulator:
    """The simulator of this name, one of `kit.actions.lessons.SIMULATORS`."""
    found: Simulator = import_module(f"kit.apps.simulators.{name}").SIMULATOR
    return found
