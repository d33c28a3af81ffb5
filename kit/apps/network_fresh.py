"""How fresh the data of the network are: by measure as a figure, and whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from kit.apps import html
from kit.apps.network import NetworkModel, section
from kit.apps.parts import Picture, Piece
from kit.domain.freshness import Age, Followed
from kit.figures.stacked import Share, StackedRow, stacked_bars
from kit.texts import Texts

LOOK = {
    Age.FRESH: ("✔", "improving"),
    Age.LATE: ("▲", "signal_neutral"),
    Age.HALF_YEAR: ("!", "worsening"),
    Age.NEVER: ("○", "common"),
}
SHOWN = 20


def count(found: Sequence[Followed], age: Age) -> int:
    """How many series are of this age."""
    return sum(one.state is age for one in found)


def freshness_pieces(model: NetworkModel, texts: Texts) -> tuple[Piece, ...]:
    """The sentence, the figure by measure, and the municipalities with old data."""
    found = model.followed
    if not found:
        return (html.join(section("fresh", texts), html.paragraph(texts("network.fresh.nothing"))),)
    counts = {str(age): count(found, age) for age in Age}
    said = texts("network.fresh.sentence", all=len(found), **counts)
    rows = []
    for measure in model.book.programme.measures:
        mine = [one for one in found if one.measure.id == measure.id]
        if mine and not measure.is_own:
            rows.append(StackedRow(texts.label(measure.name), tuple(count(mine, age) for age in Age)))
    own = [one for one in found if one.measure.is_own]
    if own:
        rows.append(StackedRow(texts("network.own"), tuple(count(own, age) for age in Age)))
    shares = [Share(LOOK[age][0], texts(f"network.fresh.{age}"), LOOK[age][1]) for age in Age]
    head = html.join(section("fresh", texts), html.paragraph(said, "finding"))
    return head, Picture(stacked_bars(rows, shares), said), asked_html(model, texts)


def asked_html(model: NetworkModel, texts: Texts) -> Markup:
    """Whom to ask for data: the municipality with the oldest first."""
    rows = []
    for code, group in groupby(model.followed, key=lambda one: one.municipality.code):
        mine = list(group)
        old = [one for one in mine if one.state is not Age.FRESH]
        if old:
            rows.append((code, mine, old))
    if not rows:
        return html.paragraph(texts("network.fresh.all"))
    rows.sort(key=lambda row: -max(_oldest(one) for one in row[2]))
    table = _table(model, rows[:SHOWN], texts)
    if len(rows) <= SHOWN:
        return table
    rest = rows[SHOWN:]
    return html.join(table, html.details(texts.counted("network.help.others", len(rest)), _table(model, rest, texts)))


def _oldest(one: Followed) -> int:
    """Never measured is older than anything."""
    return 10**6 if one.age is None else one.age


def _table(model: NetworkModel, rows: Sequence[tuple[str, list[Followed], list[Followed]]], texts: Texts) -> Markup:
    cells: list[tuple[html.Cell, ...]] = []
    for code, mine, old in rows:
        told = html.bullets(_series(one, texts) for one in sorted(old, key=_oldest, reverse=True))
        which = html.details(texts("network.fresh.which"), told)
        worst = max(old, key=_oldest)
        cells.append(
            (
                model.link_of(code, "baseline"),
                texts("network.glance.of", n=len(old), all=len(mine)),
                _age(worst, texts),
                which,
            )
        )
    headings = [texts(f"network.fresh.{name}") for name in ("who", "old", "age", "series")]
    return html.table(texts("network.fresh.caption"), headings, cells)


def _age(one: Followed, texts: Texts) -> str:
    return texts("network.fresh.never") if one.age is None else texts.counted("network.fresh.days", one.age)


def _series(one: Followed, texts: Texts) -> str:
    return f"{one.unit.name} · {texts.label(one.measure.name)}: {_age(one, texts)}"
