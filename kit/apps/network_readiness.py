"""Who is ready: how many by theme as a figure, municipality by theme as a heat map with its words, and what is late."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
from markupsafe import Markup

from kit.apps import html
from kit.apps.network import NetworkModel, section
from kit.apps.parts import Picture, Piece
from kit.apps.preparation_readiness import BAND_SYMBOL, band_word
from kit.domain.checklist import Band
from kit.domain.portfolio import Standing, ThemeState, counted, counted_by_theme
from kit.figures.stacked import Share, StackedRow, stacked_bars
from kit.texts import Texts

COLOUR = {Band.GREEN: "improving", Band.AMBER: "signal_neutral", Band.RED: "worsening"}
ORDER = (Band.RED, Band.AMBER, Band.GREEN)
NAMED = 8  # municipalities named in one cell before the rest is a number


def readiness_pieces(model: NetworkModel, texts: Texts) -> tuple[Piece, ...]:
    """The figure with its sentence, the heat map, and in a large network the names by band."""
    if not model.standings:
        return (html.join(section("readiness", texts), html.paragraph(texts("network.nobody"))),)
    said = sentence(model, texts)
    pieces: list[Piece] = [
        html.join(section("readiness", texts), html.paragraph(said, "finding")),
        Picture(figure(model, texts), said),
    ]
    if model.large:
        pieces.append(names_html(model, texts))
        folded = html.details(texts("network.readiness.all"), heat_html(model, model.standings, texts))
        return (*pieces, folded)
    return (*pieces, heat_html(model, model.standings, texts))


def figure(model: NetworkModel, texts: Texts) -> go.Figure:
    """How many municipalities are in each band, theme by theme, in the order of the checklist."""
    table = counted_by_theme(model.standings)
    rows = [
        StackedRow(texts.label(theme.name), tuple(table[theme.id][band] for band in ORDER))
        for theme in model.book.programme.checklist.themes
    ]
    shares = [Share(BAND_SYMBOL[band][0], texts(f"apps.band.{band}"), COLOUR[band]) for band in ORDER]
    return stacked_bars(rows, shares)


def sentence(model: NetworkModel, texts: Texts) -> str:
    """How many are ready, and the theme that most lack."""
    bands, all_ = counted(model.standings), len(model.standings)
    whole = texts(
        "network.readiness.sentence", all=all_, ready=bands[Band.GREEN], partly=bands[Band.AMBER], not_=bands[Band.RED]
    )
    table = counted_by_theme(model.standings)
    names = {theme.id: texts.label(theme.name) for theme in model.book.programme.checklist.themes}
    worst = max(table, key=lambda theme: table[theme][Band.RED])
    if not table[worst][Band.RED]:
        return whole
    return f"{whole} {texts('network.readiness.worst', theme=names[worst], n=table[worst][Band.RED], all=all_)}"


def names_html(model: NetworkModel, texts: Texts) -> Markup:
    """Every municipality's name under its band, by the alphabet: hundreds fit on a page."""
    parts = []
    for band in ORDER:
        mine = [one.municipality for one in model.standings if one.readiness.band is band]
        title = html.join(band_word(band, texts), texts("network.readiness.of", n=len(mine)), between=" ")
        mine.sort(key=lambda one: one.name)
        names = Markup("").join(Markup("<li>{}</li>").format(model.link(one)) for one in mine)
        listed = Markup('<ul class="kit-names">{}</ul>').format(names)
        parts.append(html.join(html.heading(3, title), listed if mine else None))
    return html.join(*parts)


def heat_html(model: NetworkModel, found: Sequence[Standing], texts: Texts) -> Markup:
    """Municipalities by themes: shade, number and sign say the same."""
    themes = model.book.programme.checklist.themes
    heads = [Markup("{}").format(texts.label(theme.name)) for theme in themes]
    head = Markup("").join(
        Markup('<th scope="col" role="columnheader"><span>{}</span></th>').format(word)
        for word in (texts("network.readiness.municipality"), texts("network.readiness.late"), *heads)
    )
    body = Markup("").join(_row(model, one, heads, texts) for one in found)
    table = Markup(
        '<table class="kit-heat" role="table"><caption>{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody></table>'
    ).format(texts("network.readiness.heat"), head, body)
    return html.join(table, html.paragraph(legend(texts), "small"))


def legend(texts: Texts) -> Markup:
    """What the shades and signs mean."""
    words = html.join(*(band_word(band, texts) for band in ORDER), between=Markup(" &nbsp; "))
    return html.join(words, texts("network.readiness.legend"), between=" · ")


def _row(model: NetworkModel, one: Standing, heads: Sequence[Markup], texts: Texts) -> Markup:
    name = Markup('<th scope="row" role="rowheader">{}</th>').format(model.link(one.municipality))
    late = Markup('<td role="cell" class="kit-heat-late" data-label="{}">{}</td>').format(
        texts("network.readiness.late"), html.Word("!", str(len(one.late)), "warn") if one.late else "0"
    )
    cells = (_cell(state, head, texts) for state, head in zip(one.themes, heads, strict=True))
    return Markup('<tr role="row">{}</tr>').format(html.join(name, late, *cells, between=""))


def _cell(state: ThemeState, head: Markup, texts: Texts) -> Markup:
    if state.band is None:
        empty = '<td role="cell" data-label="{}"><span aria-label="{}">–</span></td>'
        return Markup(empty).format(head, texts("network.readiness.irrelevant"))
    score, symbol = texts.formats.number(100 * (state.score or 0), 0), BAND_SYMBOL[state.band][0]
    late = Markup(' <b title="{0}"><span aria-hidden="true">!</span><span class="kit-hidden">{0}</span></b>').format(
        texts.counted("network.readiness.cell_late", state.late)
    )
    pattern = (
        '<td role="cell" class="kit-heat-{}" data-label="{}"><span aria-hidden="true">{}</span> {}'
        '<span class="kit-hidden"> {}</span>{}</td>'
    )
    word = texts(f"apps.band.{state.band}")
    return Markup(pattern).format(state.band, head, symbol, score, word, late if state.late else "")


def late_html(model: NetworkModel, texts: Texts) -> Markup:
    """The critical items that are late, those that most municipalities lack first."""
    if not model.late:
        return html.join(section("late", texts), html.paragraph(texts("network.late.none")))
    all_ = len(model.standings)
    rows: list[tuple[html.Cell, ...]] = []
    for row in model.late:
        item = Markup('{} <span class="kit-plain">{}</span>').format(row.item.id, texts.label(row.item.text))
        named = html.join(*(model.link(one) for one in row.open_in[:NAMED]), between=", ")
        rest = len(row.open_in) - NAMED
        who = html.join(named, texts.counted("network.late.more", rest), between=" ") if rest > 0 else named
        count = texts("network.glance.of", n=len(row.open_in), all=all_)
        rows.append((item, texts.formats.short_date(row.due), count, who))
    headings = [texts(f"network.late.{name}") for name in ("item", "due", "count", "who")]
    return html.join(section("late", texts), html.table(texts("network.late.caption"), headings, rows))
