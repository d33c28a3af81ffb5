"""Before and after with the same two means, and five different stories."""

from __future__ import annotations

from collections.abc import Sequence

from kit import spc
from kit.apps import html
from kit.apps.lesson_chart import analysis_pieces
from kit.apps.parts import Picture, Piece
from kit.apps.simulators import Chosen, Setting, Simulator
from kit.figures.teaching import bars
from kit.spc.simulate import STORIES, before_after
from kit.texts import Texts

BEFORE, AFTER, MONTHS = 6.5, 5.0, 12


def show(history: Sequence[Chosen], seed: int, texts: Texts) -> tuple[Piece, ...]:
    """First the two means alone; with the second step the months behind them."""
    names = (texts("training.stories.before"), texts("training.stories.after"))
    words = [texts.formats.number(value) for value in (BEFORE, AFTER)]
    title = texts("training.stories.means")
    sentence = texts("training.stories.said", before=BEFORE, after=AFTER)
    two = Picture(bars(names, (BEFORE, AFTER), words, title, top=8.0), f"{title}. {sentence}")
    if not history:
        return two, html.paragraph(sentence)
    story = history[-1]["story"]
    values = before_after(story, seed, before=BEFORE, after=AFTER, months=MONTHS)
    chart = analysis_pieces(
        spc.analyse("run", values), texts, texts("training.stories.title"), texts("training.stories.unit"), "decrease"
    )
    return two, html.paragraph(sentence), *chart, html.note(texts(f"training.stories.told.{story}"))


SIMULATOR = Simulator("stories", (Setting("story", STORIES, "bad_start"),), 1, 5, show)
