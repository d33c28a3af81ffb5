"""A paper as one web page that stands alone: every sheet as it comes out of the printer, nothing asked from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from kit.domain.paper import (
    Blank,
    Charts,
    Facts,
    Grid,
    Link,
    Paper,
    PaperChart,
    Picture,
    Piece,
    Points,
    Section,
    Sheet,
    Words,
)
from kit.sources.papers.look import STYLE

_PAGE = Markup(
    """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ --wide: {wide}mm; --high: {high}mm; --columns: {columns}; }}
@page {{ size: {wide}mm {high}mm; margin: {margin}; }}
html {{ font-size: {scale}pt; }}
@media screen {{ :root {{ --wide: {rem}rem; --high: 0; }} html {{ font-size: min({scale}pt, calc(100vw / {rem})); }} }}
{style}</style>
</head>
<body class="{kind}">
<main>
{sheets}
</main>
</body>
</html>
"""
)


def page(paper: Paper) -> str:
    """The paper as HTML text; the same paper gives the same text."""
    return _PAGE.format(
        language=paper.language,
        title=f"{paper.title} – {paper.sheets[0].title}" if paper.sheets else paper.title,
        wide=paper.width,
        high=paper.height,
        columns=Markup(" ".join(f"minmax(0, {share}fr)" for share in paper.columns)),
        margin=Markup("14mm 13mm" if paper.flows else "0"),
        scale=round(paper.text_size, 2),
        rem=paper.rems,
        style=Markup(STYLE),
        kind="flows" if paper.flows else "sheets",
        sheets=_joined(_sheet(sheet, len(paper.columns)) for sheet in paper.sheets),
    )


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("\n").join(parts)


def _sheet(sheet: Sheet, columns: int) -> Markup:
    lead = Markup('<p class="to">{}</p>').format(sheet.lead) if sheet.lead else Markup("")
    foot = Markup("<footer>{}</footer>").format(sheet.foot) if sheet.foot else Markup("")
    head = Markup('<header><p class="kicker">{}</p><h1>{}</h1>{}</header>').format(sheet.kicker, sheet.title, lead)
    body = _joined(_section(one, columns) for one in sheet.sections)
    return Markup('<article class="sheet">{}\n<div class="grid">\n{}\n</div>\n{}</article>').format(head, body, foot)


def _section(section: Section, columns: int) -> Markup:
    span = min(section.span, columns)
    kind = " ".join(part for part in (f"span{span}", section.tone) if part)
    title = Markup("<h2>{}</h2>").format(section.title) if section.title else Markup("")
    return Markup('<section class="{}">{}\n{}\n</section>').format(
        kind, title, _joined(_piece(piece) for piece in section.pieces)
    )


def _piece(piece: Piece) -> Markup:
    return _MADE[type(piece)](piece)


def _words(piece: Words) -> Markup:
    return Markup('<p class="{}">{}</p>').format(piece.kind, piece.text) if piece.kind else _p(piece.text)


def _points(piece: Points) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(item) for item in piece.items)
    return Markup('<ul class="{}">{}</ul>').format("ticks" if piece.ticks else "points", items)


def _facts(piece: Facts) -> Markup:
    cells = (Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(words, n) for n, words in piece.pairs)
    return Markup('<dl class="facts">{}</dl>').format(_joined(cells))


def _charts(piece: Charts) -> Markup:
    return Markup('<div class="charts of{}">{}</div>').format(piece.columns, _joined(map(_chart, piece.charts)))


def _picture(piece: Picture) -> Markup:
    frame = Markup('<div class="picture" style="width:{}%" role="img" aria-label="{}">{}</div>')
    return frame.format(round(100 * piece.share), piece.alt, Markup(piece.drawing))


def _blank(piece: Blank) -> Markup:
    return _joined(Markup('<p class="write"><span>{}</span></p>').format(label) for label in piece.labels)


def _p(text: str) -> Markup:
    return Markup("<p>{}</p>").format(text)


def _chart(chart: PaperChart) -> Markup:
    drawing = Markup('<div role="img" aria-label="{}">{}</div>').format(chart.alt, Markup(chart.drawing))
    place = Markup('<p class="place">{}</p>').format(chart.place) if chart.place else Markup("")
    remark = Markup('<p class="small">{}</p>').format(chart.remark) if chart.remark else Markup("")
    return Markup('<figure><h3>{}</h3>{}{}<figcaption><p class="finding">{}</p>{}</figcaption></figure>').format(
        chart.title, place, drawing, chart.finding, remark
    )


def _grid(grid: Grid) -> Markup:
    head = Markup("").join(_head(n, one, grid) for n, one in enumerate(grid.headings))
    body = _joined(Markup("<tr>{}</tr>").format(_row(row)) for row in grid.rows)
    caption = Markup("<caption>{}</caption>").format(grid.caption) if grid.caption else Markup("")
    return Markup('<table class="{}">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
        "tall" if grid.tall else "short", caption, head, body
    )


def _head(column: int, text: str, grid: Grid) -> Markup:
    narrow = Markup(' class="narrow"') if column in grid.narrow else Markup("")
    return Markup('<th scope="col"{}>{}</th>').format(narrow, text)


def _row(row: tuple[str, ...]) -> Markup:
    first = Markup('<th scope="row">{}</th>').format(row[0])
    return first + Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row[1:])


def _link(link: Link) -> Markup:
    return Markup(
        '<div class="link"><div class="code" role="img" aria-label="{}">{}</div><div><p>{}</p>'
        '<p class="address"><a href="{}">{}</a></p></div></div>'
    ).format(link.words, Markup(link.drawing), link.words, link.address, link.address)


_MADE: Mapping[type, Callable[[Any], Markup]] = {
    Words: _words,
    Points: _points,
    Facts: _facts,
    Charts: _charts,
    Grid: _grid,
    Picture: _picture,
    Blank: _blank,
    Link: _link,
}
