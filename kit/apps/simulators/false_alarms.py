"""How often rules cry wolf on chance alone: many made-up series in which nothing happens."""

from __future__ import annotations

from collections.abc import Sequence

from kit.apps import html
from kit.apps.parts import Picture, Piece
from kit.apps.simulators import Chosen, Setting, Simulator
from kit.figures.teaching import bars
from kit.spc.simulate import false_signals
from kit.texts import Texts

A_STEP = 500
RULES = (("anhoej", "run"), ("three_sigma", "i"), ("western_electric", "i"), ("ihi", "run"))


def show(history: Sequence[Chosen], seed: int, texts: Texts) -> tuple[Piece, ...]:
    """The share of series with a signal, by rule set, among all the series so far."""
    if not history:
        return (html.paragraph(texts("training.false_alarms.waits", n=A_STEP)),)
    points, series = int(history[-1]["points"]), len(history) * A_STEP
    shares = [100 * false_signals(points, series, seed, rules=rules, kind=kind) for rules, kind in RULES]
    names = [texts(f"training.false_alarms.{rules}") for rules, _ in RULES]
    words = [texts.formats.percent(share, 0) for share in shares]
    title = texts("training.false_alarms.title", n=series, points=points)
    told = texts("training.false_alarms.said", share=words[0], most=words[-1])
    listed = "; ".join(f"{name}: {word}" for name, word in zip(names, words, strict=True))
    figure = bars(names, shares, words, title, top=100.0)
    return Picture(figure, f"{title}. {listed}"), html.paragraph(told, "finding")


POINTS = Setting("points", ("12", "24", "36", "60"), "24")
SIMULATOR = Simulator("false_alarms", (POINTS,), 4, 24, show)
