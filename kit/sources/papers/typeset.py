"""A paper as a PDF without a browser: the same sheet, set by Typst where it is installed (the extra ``pdf``)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kit.domain.paper import Blank, Charts, Facts, Grid, Link, Paper, PaperChart, Picture, Points, Section, Sheet, Words
from kit.errors import PrintFailed
from kit.sources.safe_write import written_whole

FONTS = ("Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans", "Libertinus Serif")
_LOOK = """#set par(leading: 0.55em, spacing: 0.7em)
#show heading.where(level: 1): it => text(size: base * 2.3, weight: "bold", it.body)
#let under = (bottom: 0.5pt + rgb("#cbd5de"))
#let section(words) = text(size: base * 1.18, weight: "bold", fill: rgb("#0b5394"), words)
#show heading.where(level: 2): it => block(
  above: 0em, below: 0.6em, width: 100%, stroke: under, inset: (bottom: 0.3em), section(it.body),
)
#let quiet(body) = text(size: 0.86em, fill: rgb("#52606d"), body)
#let write(label) = block(
  width: 100%, above: 0.5em, inset: (top: 0.9em, bottom: 0.2em), stroke: (bottom: 0.5pt + rgb("#8a94a0")),
  quiet(label + sym.space.nobreak),
)
#let kicker(words) = {
  line(length: 100%, stroke: 3pt + rgb("#0b5394"))
  text(weight: "bold", fill: rgb("#0b5394"), words)
}
#let ask(body) = block(width: 100%, fill: rgb("#fff6df"), stroke: (left: 5pt + rgb("#c75300")), inset: 1em, body)
#let fact(number, words) = stack(spacing: 0.4em, text(size: 2em, weight: "bold", number), quiet(words))
"""


def can_typeset() -> bool:
    """Whether Typst is installed."""
    return find_spec("typst") is not None


def typeset(paper: Paper, path: Path) -> None:
    """Set the paper and write the PDF. Raises PrintFailed ``papers.typeset_failed``, or FolderError."""
    import typst

    try:
        made = typst.compile(source(paper).encode("utf-8"), format="pdf")
    except typst.TypstError as error:
        raise PrintFailed("papers.typeset_failed") from error
    written_whole(path, lambda draft: draft.write_bytes(made))


def source(paper: Paper) -> str:
    """The paper in Typst's own language; every text is handed over as a string, so that nothing in it is a command."""
    margin = "(x: base * 2.4, top: base * 2.2, bottom: base * 2.2)"
    fonts = ", ".join(_text(font) for font in FONTS)
    head = (
        f"#let base = {paper.text_size:.2f}pt",
        f"#set document(title: {_text(paper.title)})",
        f"#set page(width: {paper.width}mm, height: {paper.height}mm, margin: {margin})",
        f'#set text(font: ({fonts}), size: base, lang: {_text(paper.language)}, fill: rgb("#1f2933"))',
    )
    return "\n".join((*head, _LOOK)) + "\n#pagebreak()\n".join(_sheet(sheet, paper) for sheet in paper.sheets)


def _text(text: str) -> str:
    """A string of Typst. JSON writes them the same way but for its escapes of four digits."""
    quoted = json.dumps(text, ensure_ascii=False)
    return quoted.replace("\\b", "").replace("\\f", "")


def _sheet(sheet: Sheet, paper: Paper) -> str:
    title = f"#kicker({_text(sheet.kicker)})\n#heading(level: 1, {_text(sheet.title)})"
    head = f"{title}\n\n#quiet({_text(sheet.lead)})\n#v(0.6em)\n"
    columns = ", ".join(f"{share}fr" for share in paper.columns)
    if paper.flows:
        body = "\n#v(0.6em)\n".join(f"#[{_section(section)}]" for section in sheet.sections)
    else:
        cells = ",\n".join(_cell(section, len(paper.columns)) for section in sheet.sections)
        body = f"#grid(columns: ({columns}), column-gutter: 1.8em, row-gutter: 1.15em,\n{cells}\n)"
    return f"{head}{body}\n#v(1fr)\n#quiet({_text(sheet.foot)})\n"


def _cell(section: Section, columns: int) -> str:
    return f"grid.cell(colspan: {min(section.span, columns)}, [{_section(section)}])"


def _section(section: Section) -> str:
    pieces = "\n\n".join(_MADE[type(piece)](piece) for piece in section.pieces)
    if section.tone == "ask":
        return f'#ask[#text(weight: "bold", fill: rgb("#8f3c00"), {_text(section.title)})\n\n{pieces}]'
    return f"#heading(level: 2, {_text(section.title)})\n{pieces}"


def _words(piece: Words) -> str:
    looks = {"lead": 'size: 1.5em, weight: "bold", ', "finding": 'weight: "bold", '}
    return (
        f"#quiet({_text(piece.text)})"
        if piece.kind == "small"
        else f"#text({looks.get(piece.kind, '')}{_text(piece.text)})"
    )


def _points(piece: Points) -> str:
    mark = ", marker: [#box(width: 0.8em, height: 0.8em, stroke: 0.7pt)]" if piece.ticks else ""
    return f"#list({', '.join(_text(item) for item in piece.items)}{mark})"


def _facts(piece: Facts) -> str:
    cells = ", ".join(f"fact({_text(number)}, {_text(words)})" for number, words in piece.pairs)
    return f"#grid(columns: {max(1, len(piece.pairs))}, column-gutter: 2em, {cells})"


def _charts(piece: Charts) -> str:
    cells = ",\n".join(_chart(chart) for chart in piece.charts)
    return f"#grid(columns: ({'1fr, ' * piece.columns}), column-gutter: 1.8em, row-gutter: 1em,\n{cells})"


def _chart(chart: PaperChart) -> str:
    place = f"#quiet({_text(chart.place)})\n\n" if chart.place else ""
    said = f'#text(weight: "bold", {_text(chart.finding)})\n\n#quiet({_text(chart.remark)})'
    return f'[#text(weight: "bold", {_text(chart.title)})\n\n{place}{_drawing(chart.drawing, chart.alt)}\n\n{said}]'


def _drawing(svg: str, alt: str, width: float = 100) -> str:
    return f'#image(bytes({_text(svg)}), format: "svg", width: {width:.0f}%, alt: {_text(alt)})'


def _picture(piece: Picture) -> str:
    return _drawing(piece.drawing, piece.alt, 100 * piece.share)


def _grid(piece: Grid) -> str:
    widths = ", ".join("0.7fr" if n in piece.narrow else "1fr" for n in range(len(piece.headings)))
    head = ", ".join(f"quiet({_text(one)})" for one in piece.headings)
    rows = ", ".join(_text(cell or "\N{NO-BREAK SPACE}") for row in piece.rows for cell in row)
    inset = f"inset: (x: 0.3em, y: {'0.75em' if piece.tall else '0.4em'})"
    line = 'stroke: (bottom: 0.5pt + rgb("#b8c4d0"))'
    return f"#table(columns: ({widths}), {inset}, {line}, table.header({head}), {rows})"


def _blank(piece: Blank) -> str:
    return "\n".join(f"#write({_text(label)})" for label in piece.labels)


def _link(piece: Link) -> str:
    said = f"#text({_text(piece.words)})\n\n#link({_text(piece.address)}, quiet({_text(piece.address)}))"
    code = piece.drawing[piece.drawing.index("<svg") : piece.drawing.index("</svg>") + 6]
    return f"#grid(columns: (9em, 1fr), column-gutter: 1.6em, [{_drawing(_named(code), piece.words)}], [{said}])"


def _named(svg: str) -> str:
    """SVG within a page needs no name space; alone it does."""
    return svg if "xmlns=" in svg else svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)


_MADE: Mapping[type, Callable[[Any], str]] = {
    Words: _words,
    Points: _points,
    Facts: _facts,
    Charts: _charts,
    Grid: _grid,
    Picture: _picture,
    Blank: _blank,
    Link: _link,
}
