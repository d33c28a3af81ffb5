"""Instruments that a management group answers together: one rating an item, and what the ratings say."""

from __future__ import annotations

from markupsafe import Markup

from kit.apps import html
from kit.apps.desk import Desk
from kit.apps.saving import Receipt
from kit.domain.entries.leading import INSTRUMENT_RATING
from kit.domain.instruments import (
    Instrument,
    InstrumentItem,
    InstrumentKind,
    Level,
    Ratings,
    grid,
    level_at,
    profile,
    weakest_items,
)
from kit.domain.leading import rated_together, rating_key, ratings_of
from kit.errors import ValueRefused
from kit.texts import Texts


class ChecksModel:
    """The instruments a management group rates together, and the ratings that stand."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """The instruments, in the programme's order."""
        return rated_together(self.desk.book.programme.instruments)

    def instrument(self, instrument_id: object) -> Instrument:
        """The instrument with this id. Raises ValueRefused for any other."""
        found = next((one for one in self.instruments if one.id == instrument_id), None)
        if found is None:
            raise ValueRefused("apps.refused.choice")
        return found

    def ratings(self, instrument: Instrument) -> Ratings:
        """The ratings by item."""
        return ratings_of(instrument, self.desk.of(INSTRUMENT_RATING))

    def rate(self, instrument: Instrument, item: str, value: float | None) -> Receipt:
        """Save the rating of an item; None says that it is not known."""
        values = {"instrument": instrument.id, "version": instrument.version, "item": item, "value": value}
        key = rating_key(instrument, item)
        return self.desk.save(INSTRUMENT_RATING, "", key, {**values, "on": self.desk.book.as_of})


def levels_of(instrument: Instrument, item: InstrumentItem) -> tuple[Level, ...]:
    """The levels that an item is rated on: its own, or those of its column."""
    column = instrument.column(item.column)
    if item.levels or column is None:
        return item.levels
    return next(dimension.levels for dimension in instrument.dimensions if dimension.id == column.dimension)


def item_name(instrument: Instrument, item: InstrumentItem, texts: Texts) -> str:
    """What an item is called: in a grid by its row and column."""
    column = instrument.column(item.column)
    if column is None:
        return texts.verbatim(item.text)
    row = next(scale for scale in instrument.scales if scale.id == item.scale)
    return f"{texts.verbatim(row.name)}, {texts.verbatim(column.name)}"


def checks_head(texts: Texts) -> Markup:
    """The heading of the instruments."""
    how = html.paragraph(texts("leadership.check.how"))
    return html.join(html.heading(2, texts("leadership.check.title")), how)


def checks_html(model: ChecksModel, texts: Texts) -> Markup:
    """Every instrument with what its ratings say; one that nobody has rated is only named."""
    if not model.instruments:
        return Markup("")
    parts = [
        html.details(texts.verbatim(one.title), findings_html(one, model.ratings(one), texts), sources_html(one, texts))
        for one in model.instruments
    ]
    return html.join(checks_head(texts), *parts)


def findings_html(instrument: Instrument, ratings: Ratings, texts: Texts) -> Markup:
    """The profile or the grid, and the items to talk about first."""
    known = [item for item, value in ratings.items() if value is not None]
    told = html.paragraph(texts("leadership.check.rated", n=len(known), of=len(instrument.items)))
    if not known:
        return told
    table = _grid_table if instrument.kind is InstrumentKind.GRID else _profile_table
    return html.join(told, table(instrument, ratings, texts), _weakest(instrument, ratings, texts))


def _profile_table(instrument: Instrument, ratings: Ratings, texts: Texts) -> Markup:
    names = {scale.id: texts.verbatim(scale.name) for scale in instrument.scales}
    rows = [
        (
            names[one.scale],
            texts.formats.number(one.mean, 1),
            texts.formats.number(one.low),
            texts("leadership.check.of", n=one.rated, of=one.asked),
        )
        for one in profile(instrument, ratings)
    ]
    return html.table(texts("leadership.check.profile"), _headings(texts), rows)


def _grid_table(instrument: Instrument, ratings: Ratings, texts: Texts) -> Markup:
    rows_of = {scale.id: texts.verbatim(scale.name) for scale in instrument.scales}
    dimensions = {one.id: one for one in instrument.dimensions}
    rows = []
    for cell in grid(instrument, ratings):
        dimension = dimensions[cell.dimension]
        level = None if cell.weakest is None else level_at(dimension.levels, cell.weakest)
        weakest = texts.verbatim(level.name) if level else texts.formats.number(None)
        name = f"{rows_of[cell.row]}, {texts.verbatim(dimension.name)}"
        rated = texts("leadership.check.of", n=cell.rated, of=cell.asked)
        rows.append((name, texts.formats.number(cell.mean, 1), weakest, rated))
    return html.table(texts("leadership.check.grid"), _headings(texts), rows)


def _headings(texts: Texts) -> list[str]:
    return [texts(f"leadership.check.column.{name}") for name in ("area", "mean", "lowest", "rated")]


def _weakest(instrument: Instrument, ratings: Ratings, texts: Texts) -> Markup:
    found = [instrument.item(item) for item in weakest_items(instrument, ratings)]
    lines = []
    for item in found:
        value = ratings[item.id] if item else None
        level = level_at(levels_of(instrument, item), value) if item and value is not None else None
        if item and level:
            lines.append(f"{item_name(instrument, item, texts)}: {texts.verbatim(level.name)}")
    if not lines:
        return html.paragraph(texts("leadership.check.top"))
    return html.join(html.heading(4, texts("leadership.check.weakest")), html.bullets(lines))


def sources_html(instrument: Instrument, texts: Texts) -> Markup:
    """The version, the licence and the source that every reader sees."""
    name = texts.verbatim(instrument.title)
    return html.join(
        html.paragraph(texts("apps.about.version", name=name, version=instrument.version), "small"),
        html.paragraph(texts.verbatim(instrument.licence), "small"),
        html.paragraph(texts.verbatim(instrument.source), "small"),
    )
