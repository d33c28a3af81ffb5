"""A leader's own profile: statements answered for oneself alone. Nothing is saved and nobody else sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from kit.apps import html
from kit.apps.leadership_checks import sources_html
from kit.apps.parts import Picture, Piece
from kit.domain.book import Book
from kit.domain.instruments import Instrument, ScaleProfile, profile, values_of, weakest_items
from kit.errors import ValueRefused
from kit.figures.rows import Row, RowScale, rows_figure
from kit.texts import Texts

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

PROFILE = "leadership_profile"  # the instrument's id in every programme that has it


class ProfileModel:
    """The answers of one leader, kept while the page is open and nowhere else."""

    def __init__(self, book: Book) -> None:
        self.instrument: Instrument | None = book.programme.instrument(PROFILE)
        self.answers: dict[str, float | None] = {}

    def answer(self, item_id: str, value: float | None) -> None:
        """Keep an answer; None is "don't know". Raises ValueRefused for what the instrument does not have."""
        item = self.instrument.item(item_id) if self.instrument else None
        if self.instrument is None or item is None:
            raise ValueRefused("apps.refused.choice")
        if value is not None and value not in values_of(self.instrument, item):
            raise ValueRefused("apps.refused.choice")
        self.answers[item_id] = value

    @property
    def scales(self) -> tuple[ScaleProfile, ...]:
        """The profile over the three dimensions."""
        return profile(self.instrument, self.answers) if self.instrument else ()


def profile_html(model: ProfileModel, texts: Texts) -> Markup:
    """The statements to read or print, part by part."""
    found = model.instrument
    if found is None:
        return Markup("")
    body: list[Markup] = []
    for scale in found.scales:
        words = [texts.verbatim(item.text) for item in found.items if item.scale == scale.id]
        body += [html.heading(4, texts.verbatim(scale.name)), html.bullets(words)]
    shown = html.details(texts("leadership.profile.statements"), *body, sources_html(found, texts))
    return html.join(profile_head(found, texts), shown)


def profile_head(instrument: Instrument, texts: Texts) -> Markup:
    """The heading, what the profile is for, and that it stays with the reader."""
    return html.join(
        html.heading(2, texts.verbatim(instrument.title)),
        html.paragraph(texts.verbatim(instrument.intro)),
        html.paragraph(texts("leadership.profile.private")),
    )


def found_pieces(model: ProfileModel, texts: Texts) -> tuple[Piece, ...]:
    """The profile as a sentence and a figure, and what to think about first; what is missing until there is one."""
    found, known = model.instrument, [one for one in model.scales if one.mean is not None]
    if found is None or len(known) < len(found.scales):
        return (html.paragraph(texts("leadership.profile.more"), "small"),)
    said = profile_sentence(model, texts)
    weakest = [item for one in weakest_items(found, model.answers) if (item := found.item(one))]
    think = html.heading(4, texts("leadership.profile.think")) if weakest else None
    words = html.join(think, html.bullets(texts.verbatim(item.text) for item in weakest))
    return html.paragraph(said, "finding"), Picture(_figure(model, found, texts), said), words


def profile_sentence(model: ProfileModel, texts: Texts) -> str:
    """Where the answers lie highest and lowest."""
    means = [(one.mean or 0.0, _name(model, one.scale, texts)) for one in model.scales]
    (low, lowest), (high, highest) = min(means), max(means)
    number = texts.formats.number
    if high == low:
        return texts("leadership.profile.even", mean=number(low, 1))
    values = {"high": number(high, 1), "low": number(low, 1)}
    return texts("leadership.profile.sentence", highest=highest, lowest=lowest, **values)


def _name(model: ProfileModel, scale: str, texts: Texts) -> str:
    scales = model.instrument.scales if model.instrument else ()
    return next((texts.verbatim(one.name) for one in scales if one.id == scale), scale)


def _figure(model: ProfileModel, found: Instrument, texts: Texts) -> Figure:
    values = values_of(found, found.items[0])
    scale = RowScale(values[0], values[-1], values, tuple(texts.formats.number(value, 0) for value in values))
    rows = [
        Row(_name(model, one.scale, texts), one.mean, texts.formats.number(one.mean, 1), span=(one.low, one.high))
        for one in model.scales
        if one.mean is not None and one.low is not None and one.high is not None
    ]
    return rows_figure(rows, scale, texts("leadership.profile.legend"))
