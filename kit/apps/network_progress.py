"""How far the units are, as the team and the facilitator each see it, and where the two should talk."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kit.apps import html
from kit.apps.network import NetworkModel, section
from kit.apps.parts import Picture, Piece
from kit.domain.progress import STALE_AFTER_DAYS, Rater, Rating
from kit.domain.progress_network import UnitProgress
from kit.figures.two_raters import RatedUnit, two_raters
from kit.texts import Texts

DRAWN = 30


def progress_pieces(model: NetworkModel, texts: Texts) -> tuple[Piece, ...]:
    """The sentence, the figure with both raters, and the same in numbers."""
    rated = [one for one in model.progress if one.rated]
    if not rated:
        return (html.join(section("progress", texts), html.paragraph(texts("network.progress.none"))),)
    said = sentence(model.progress, texts)
    talk = [one for one in rated if one.progress.talk]
    drawn = (rated if len(rated) <= DRAWN else talk)[:DRAWN]
    head = html.join(section("progress", texts), html.paragraph(said, "finding"))
    pieces: list[Piece] = [head]
    if drawn:
        rows = [RatedUnit(f"{one.municipality.name} · {one.unit.name}", one.progress) for one in drawn]
        pieces.append(Picture(two_raters(rows, texts), said))
    return (*pieces, html.details(texts("network.progress.numbers"), _table(model, rated, texts)))


def sentence(found: Sequence[UnitProgress], texts: Texts) -> str:
    """How many teams have rated themselves lately, and how many see it differently from the facilitator."""
    fresh = sum(not one.stale for one in found)
    talk = sum(one.progress.talk for one in found)
    first = texts("network.progress.sentence", fresh=fresh, all=len(found), days=STALE_AFTER_DAYS)
    return f"{first} {texts.counted('network.progress.talk', talk)}"


def _table(model: NetworkModel, found: Sequence[UnitProgress], texts: Texts) -> Markup:
    rows: list[tuple[html.Cell, ...]] = [
        (
            html.join(model.link(one.municipality, "improvement"), one.unit.name, between=" · "),
            _rating(one, one.progress.team, texts),
            _rating(one, one.progress.facilitator, texts),
            _gap(one, texts),
        )
        for one in found
    ]
    headings = [texts(f"network.progress.{name}") for name in ("unit", "team", "facilitator", "gap")]
    return html.table(texts("network.progress.caption"), headings, rows)


def _rating(one: UnitProgress, rating: Rating | None, texts: Texts) -> html.Cell:
    if rating is None:
        return texts("network.progress.not_rated")
    value = f"{texts.formats.number(rating.value, 1)} ({texts.formats.short_date(rating.on)})"
    if not one.progress.stale(Rater(rating.rater)):
        return value
    return html.join(value, html.Word("▲", texts("network.progress.old"), "other"), between=" ")


def _gap(one: UnitProgress, texts: Texts) -> html.Cell:
    gap = one.progress.gap
    if gap is None:
        return texts.formats.number(None)
    number = texts.formats.number(abs(gap), 1)
    if gap == 0:
        return number
    words = texts(f"network.progress.{'higher' if gap > 0 else 'lower'}", n=number)
    return html.Word("!", words, "warn") if one.progress.talk else words
