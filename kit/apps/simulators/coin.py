"""The PDSA game: make a coin spin longer. Predict, try, study, decide; every cycle stays on the chart."""

from __future__ import annotations

from collections.abc import Sequence

from kit import spc
from kit.apps import html
from kit.apps.lesson_chart import analysis_pieces
from kit.apps.parts import Piece
from kit.apps.simulators import Chosen, Setting, Simulator
from kit.spc.simulate import COIN, GRIP, SURFACE, coin_spins
from kit.texts import Texts

SPINS = 3
CYCLES = 10
PARTS = ("surface", "grip", "coin")
CLOSE = 1.5  # seconds within which a prediction was good


def show(history: Sequence[Chosen], seed: int, texts: Texts) -> tuple[Piece, ...]:
    """Every cycle with its change, prediction and result, and all spins as a run chart."""
    if not history:
        return (html.paragraph(texts("training.coin.waits", n=SPINS)),)
    spins = [
        coin_spins(one["surface"], one["grip"], one["coin"], SPINS, seed * 1000 + cycle)
        for cycle, one in enumerate(history)
    ]
    rows = [_row(cycle, history, float(times.mean()), texts) for cycle, times in enumerate(spins)]
    heads = [texts(f"training.coin.{name}") for name in ("cycle", "changed", "prediction", "result", "study")]
    table = html.table(texts("training.coin.table"), heads, rows)
    values = [float(time) for times in spins for time in times]
    chart = analysis_pieces(
        spc.analyse("run", values), texts, texts("training.coin.title"), texts("training.coin.unit"), "increase"
    )
    return table, *chart


def _row(cycle: int, history: Sequence[Chosen], mean: float, texts: Texts) -> tuple[str, ...]:
    now, before = history[cycle], history[cycle - 1] if cycle else None
    changed = [name for name in PARTS if before and now[name] != before[name]]
    words = ", ".join(texts(f"training.coin.{name}.{now[name]}") for name in changed or PARTS)
    key = "first" if before is None else "many" if len(changed) > 1 else "one" if changed else "same"
    guess = float(now["guess"])
    study = "close" if abs(mean - guess) <= CLOSE else "longer" if mean > guess else "shorter"
    return (
        str(cycle + 1),
        texts(f"training.coin.what.{key}", words=words),
        texts("training.coin.seconds", n=guess),
        texts("training.coin.seconds", n=round(mean, 1)),
        texts(f"training.coin.study.{study}"),
    )


def _cycle(surface: str, grip: str, coin: str, guess: str) -> dict[str, str]:
    return {"surface": surface, "grip": grip, "coin": coin, "guess": guess}


SIMULATOR = Simulator(
    "coin",
    (
        Setting("surface", tuple(SURFACE), "table"),
        Setting("grip", tuple(GRIP), "two_hands"),
        Setting("coin", tuple(COIN), "small"),
        Setting("guess", ("2", "4", "6", "8", "10", "12"), "4"),
    ),
    CYCLES,
    6,
    show,
    remembers=True,
    printed=(
        _cycle("table", "two_hands", "small", "4"),
        _cycle("table", "two_hands", "small", "4"),
        _cycle("cloth", "two_hands", "small", "6"),
        _cycle("book", "two_hands", "small", "4"),
        _cycle("book", "flick", "small", "8"),
        _cycle("book", "flick", "large", "10"),
    ),
)
