"""Deming's red beads: six willing workers, one box, and a ranking that means nothing."""

from __future__ import annotations

from collections.abc import Sequence

from kit import spc
from kit.apps import html
from kit.apps.lesson_chart import analysis_pieces
from kit.apps.parts import Piece
from kit.apps.simulators import Chosen, Simulator
from kit.spc.simulate import PADDLE, red_beads
from kit.texts import Texts

WORKERS, ROUNDS = 6, 5
ENOUGH = 2  # rounds before a chart says anything


def show(history: Sequence[Chosen], seed: int, texts: Texts) -> tuple[Piece, ...]:
    """The rounds so far as a table, then who is praised and who is warned, then the chart of all draws."""
    drawn = red_beads(seed, WORKERS, ROUNDS)[: len(history)]
    if not len(drawn):
        return (html.paragraph(texts("training.red_beads.waits", n=PADDLE)),)
    rows = [
        (texts("training.red_beads.worker", n=worker + 1), *(str(count) for count in drawn[:, worker]))
        for worker in range(WORKERS)
    ]
    heads = [texts("training.red_beads.who"), *(texts("training.red_beads.round", n=n + 1) for n in range(len(drawn)))]
    table = html.table(texts("training.red_beads.table"), heads, rows, range(1, len(heads)))
    latest = drawn[-1].tolist()
    best, worst = latest.index(min(latest)), latest.index(max(latest))
    said = texts(
        "training.red_beads.said",
        best=best + 1,
        low=latest[best],
        worst=worst + 1,
        high=latest[worst],
        expected=PADDLE / 5,
    )
    if len(drawn) < ENOUGH:
        return table, html.paragraph(said)
    values = drawn.reshape(-1).astype(float)
    analysis = spc.analyse("p", values, [float(PADDLE)] * len(values), multiply=100)
    title, unit = texts("training.red_beads.title"), texts("training.red_beads.unit")
    return table, html.paragraph(said), *analysis_pieces(analysis, texts, title, unit)


SIMULATOR = Simulator("red_beads", (), ROUNDS, 4, show)
