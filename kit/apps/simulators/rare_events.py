"""Rare events, month by month and day by day: the same events, two pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kit import spc
from kit.apps import html
from kit.apps.lesson_chart import analysis_pieces
from kit.apps.parts import Piece
from kit.apps.simulators import Chosen, Setting, Simulator
from kit.spc.simulate import events_at_random
from kit.texts import Texts

MONTHS, A_STEP, MONTH_DAYS = 36, 3, 30


def show(history: Sequence[Chosen], seed: int, texts: Texts) -> tuple[Piece, ...]:
    """Events by month so far, the days between them, and the days since the last one."""
    if not history:
        return (html.paragraph(texts("training.rare_events.waits", n=A_STEP)),)
    chosen, months = history[-1], len(history) * A_STEP
    factor = {"none": 1.0, "half": 0.5, "quarter": 0.25}[chosen["change"]]
    days = events_at_random(float(chosen["per_year"]), MONTHS, seed, factor=factor)
    days = days[days < months * MONTH_DAYS]
    counts = np.bincount(days // MONTH_DAYS, minlength=months).astype(float)
    gaps, since = np.diff(days).astype(float), int(months * MONTH_DAYS - days[-1]) if len(days) else months * MONTH_DAYS
    said = texts(
        "training.rare_events.said",
        events=len(days),
        months=months,
        empty=int((counts == 0).sum()),
        days=since,
    )
    by_month = analysis_pieces(
        spc.analyse("run", counts), texts, texts("training.rare_events.months"), texts("training.rare_events.per_month")
    )
    if len(gaps) < 2:
        return html.paragraph(said, "finding"), *by_month
    by_day = analysis_pieces(
        spc.analyse("g", gaps),
        texts,
        texts("training.rare_events.between"),
        texts("training.rare_events.days"),
        "increase",
    )
    return html.paragraph(said, "finding"), *by_month, *by_day


SIMULATOR = Simulator(
    "rare_events",
    (Setting("per_year", ("3", "6", "12", "24"), "6"), Setting("change", ("none", "half", "quarter"), "none")),
    MONTHS // A_STEP,
    2,
    show,
)
