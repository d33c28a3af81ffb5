"""The funnel experiment: four ways to answer every error, and what they make of the errors."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kit.apps import html
from kit.apps.parts import Picture, Piece
from kit.apps.simulators import Chosen, Setting, Simulator
from kit.figures.teaching import target_plot
from kit.spc.simulate import drop_marbles
from kit.texts import Texts

DROPS, A_STEP = 50, 2
LEAST_REACH = 4.0


def show(history: Sequence[Chosen], seed: int, texts: Texts) -> tuple[Piece, ...]:
    """The marbles so far, and how far from the target they lie compared with leaving the funnel alone."""
    if not history:
        return (html.paragraph(texts("training.funnel.waits")),)
    rule, drops = int(history[-1]["rule"]), len(history) * A_STEP
    made, alone = drop_marbles(rule, DROPS, seed), drop_marbles(1, DROPS, seed)
    far, near = (float(one.distance[:drops].mean()) for one in (made, alone))
    reach = max(LEAST_REACH, 1.15 * float(abs(made.marble[:drops]).max()))
    funnel = made.funnel[drops].tolist() if drops < DROPS else None
    sentence = texts(
        "training.funnel.said",
        n=drops,
        rule=texts(f"training.funnel.rule.{rule}"),
        far=round(far, 1),
        near=round(near, 1),
    )
    title = texts("training.funnel.title", reach=math.ceil(reach))
    figure = target_plot(made.marble[:drops].tolist(), funnel, reach, title)
    return Picture(figure, f"{title}. {sentence}"), html.paragraph(sentence, "finding")


SIMULATOR = Simulator("funnel", (Setting("rule", ("1", "2", "3", "4"), "1"),), DROPS // A_STEP, 11, show)
