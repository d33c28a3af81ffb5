"""What limits cost: narrow ones cry wolf, wide ones sleep."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kit.apps import html
from kit.apps.parts import Picture, Piece
from kit.apps.simulators import Chosen, Setting, Simulator
from kit.figures.teaching import lines
from kit.spc.simulate import outside_rates
from kit.texts import Texts

SERIES = 4000
SIGMAS = (1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0)
SHIFT = 4.0


def show(history: Sequence[Chosen], seed: int, texts: Texts) -> tuple[Piece, ...]:
    """For each width that has been tried: series that cry wolf, and bad months that are found."""
    if not history:
        return (html.paragraph(texts("training.limits.waits")),)
    points, widths = int(history[-1]["points"]), np.array(SIGMAS[: max(2, len(history) + 1)])
    wolf = 100 * outside_rates(widths, points, SERIES, seed)
    seen = 100 * outside_rates(widths, 1, SERIES, seed + 1, shift=SHIFT)
    found = {texts("training.limits.false"): wolf.tolist(), texts("training.limits.true"): seen.tolist()}
    title = texts("training.limits.title", points=points)
    said = texts(
        "training.limits.said",
        sigma=float(widths[-1]),
        wolf=texts.formats.percent(float(wolf[-1]), 0),
        seen=texts.formats.percent(float(seen[-1]), 0),
    )
    figure = lines(widths.tolist(), found, texts, title=title, unit="", along=texts("training.limits.along"))
    return Picture(figure, f"{title}. {said}"), html.paragraph(said, "finding")


SIMULATOR = Simulator("limits", (Setting("points", ("12", "24", "60"), "24"),), len(SIGMAS) - 1, 3, show)
