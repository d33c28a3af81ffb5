"""Small denominators: places that are all equally good, and percentages that say otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kit import spc
from kit.apps import html
from kit.apps.parts import Picture, Piece
from kit.apps.simulators import Chosen, Simulator
from kit.figures.funnel_plot import funnel_caption, funnel_plot
from kit.spc.simulate import small_numbers
from kit.texts import Texts

SHARE = 0.1
SIZES = np.array([6, 8, 10, 12, 16, 20, 30, 40, 60, 90, 120, 200])


def show(history: Sequence[Chosen], seed: int, texts: Texts) -> tuple[Piece, ...]:
    """One measuring day: the percentage of each place over its number of residents, with the limits of chance."""
    if not history:
        return (html.paragraph(texts("training.small_numbers.waits")),)
    found = small_numbers(SHARE, SIZES, seed + len(history))
    names = [chr(ord("A") + place) for place in range(len(SIZES))]
    funnel = spc.funnel("p", found.astype(float), SIZES.astype(float), x=names, multiply=100)
    said = {"title": texts("training.small_numbers.title", day=len(history)), "unit": ""}
    told = funnel_caption(funnel, texts, **said)
    small, large = 100 * found[:6] / SIZES[:6], 100 * found[6:] / SIZES[6:]
    sentence = texts(
        "training.small_numbers.said",
        small=_range(small, texts),
        large=_range(large, texts),
        whole=texts.formats.percent(100 * SHARE),
    )
    return Picture(funnel_plot(funnel, texts, **said), told.finding), html.paragraph(sentence, "finding")


def _range(shares: np.ndarray, texts: Texts) -> str:
    return f"{texts.formats.percent(float(shares.min()))}–{texts.formats.percent(float(shares.max()))}"


SIMULATOR = Simulator("small_numbers", (), 6, 20, show)
