"""Power: how often a real change is found, by how large it is."""

from __future__ import annotations

from collections.abc import Sequence

from kit.apps import html
from kit.apps.parts import Picture, Piece
from kit.apps.simulators import Chosen, Setting, Simulator
from kit.figures.teaching import lines
from kit.spc.simulate import false_signals
from kit.texts import Texts

SERIES = 800
SHIFTS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
RULES = (("anhoej", "run"), ("three_sigma", "i"))


def show(history: Sequence[Chosen], seed: int, texts: Texts) -> tuple[Piece, ...]:
    """The share of series in which the change is found, for each size of change that has been tried."""
    if not history:
        return (html.paragraph(texts("training.power.waits")),)
    points, shown = int(history[-1]["points"]), SHIFTS[: len(history) + 1]
    found = {
        texts(f"training.power.{rules}"): [
            100 * false_signals(points, SERIES, seed, shift=shift, rules=rules, kind=kind) for shift in shown
        ]
        for rules, kind in RULES
    }
    title = texts("training.power.title", points=points)
    named = [f"{name}: {texts.formats.percent(values[-1], 0)}" for name, values in found.items()]
    said = texts("training.power.said", shift=shown[-1], shares="; ".join(named))
    figure = lines(shown, found, texts, title=title, unit="", along=texts("training.power.along"))
    return Picture(figure, f"{title}. {said}"), html.paragraph(said, "finding")


SIMULATOR = Simulator("power", (Setting("points", ("12", "24", "36"), "24"),), len(SHIFTS) - 1, 7, show)
