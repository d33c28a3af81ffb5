"""Small pieces of HTML, always escaped: every text from outside is plain text."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from kit import resources
from kit.kernels.surroundings import Host

Text = str | Markup


@dataclass(frozen=True, slots=True)
class Word:
    """A judgement as a symbol and a word; `tone` (good, warn, mute, other) only colours what both already say."""

    symbol: str
    text: str
    tone: str = "mute"

    def __html__(self) -> Markup:
        pattern = '<span class="kit-word kit-word-{}"><span aria-hidden="true">{}</span> {}</span>'
        return Markup(pattern).format(self.tone, self.symbol, self.text)


Cell = str | Markup | Word


def join(*pieces: Cell | None, between: str | Markup = "\n") -> Markup:
    """The pieces one after the other; None is left out."""
    return Markup(between).join(escape(piece) for piece in pieces if piece is not None)


def style(host: Host) -> Markup:
    """The kit's look, for JupyterLab; the templates of reports and apps bring it themselves."""
    if host is not Host.LAB:
        return Markup("")
    css = (resources.templates("style") / "kit.css").read_text(encoding="utf-8")
    return Markup("<style>{}</style>").format(Markup(css))


def heading(level: int, text: Text) -> Markup:
    """A heading of the given level."""
    return Markup("<h{0}>{1}</h{0}>").format(level, text)


def paragraph(text: Cell, kind: str = "") -> Markup:
    """A paragraph; `kind` is one of lead, small, finding."""
    opening = Markup('<p class="kit-{}">').format(kind) if kind else Markup("<p>")
    return opening + escape(text) + Markup("</p>")


def bullets(items: Iterable[Text]) -> Markup:
    """A list; nothing when there are no items."""
    rows = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup("<ul>{}</ul>").format(rows) if rows else Markup("")


def numbered(items: Iterable[Text]) -> Markup:
    """A list in order, numbered from 1; nothing when there are no items."""
    rows = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup("<ol>{}</ol>").format(rows) if rows else Markup("")


def note(*texts: Text, warn: bool = False) -> Markup:
    """A message that stands out from the text around it."""
    body = Markup("").join(paragraph(text) for text in texts)
    return Markup('<div class="kit-note{}">{}</div>').format(" kit-note-warn" if warn else "", body)


def file_link(words: Text, name: str, kind: str, content: bytes) -> Markup:
    """A link that holds a file: the browser keeps it under `name`, and nothing is asked of any server."""
    held = b64encode(content).decode("ascii")
    return Markup('<p><a href="data:{};base64,{}" download="{}">{}</a></p>').format(kind, held, name, words)


def card(*pieces: Text) -> Markup:
    """A box round the thing that matters most."""
    return Markup('<div class="kit-card">{}</div>').format(join(*pieces))


def item(*pieces: Text) -> Markup:
    """A quiet box round one of several."""
    return Markup('<div class="kit-item">{}</div>').format(join(*pieces))


def details(summary: Text, *body: Text) -> Markup:
    """Something to unfold. It works by keyboard and without scripts."""
    return Markup("<details><summary>{}</summary>{}</details>").format(summary, join(*body))


def definitions(pairs: Iterable[tuple[str, Text]]) -> Markup:
    """Terms with their explanations; a pair without explanation is left out."""
    rows = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(term, text) for term, text in pairs if text)
    return Markup("<dl>{}</dl>").format(rows)


def bar(share: float) -> Markup:
    """A bar for a share from 0 to 1. It only repeats a number that stands beside it, so readers of text skip it."""
    width = f"{100 * min(1.0, max(0.0, share)):.0f}"
    return Markup('<span class="kit-bar" aria-hidden="true"><span style="width:{}%"></span></span>').format(width)


def _cell(index: int, cell: Cell, headings: Sequence[str], numbers: Collection[int]) -> Markup:
    css = ' class="kit-num"' if index in numbers else ""
    if index == 0:
        return Markup(f'<th scope="row" role="rowheader"{css}>{{}}</th>').format(cell)
    return Markup(f'<td role="cell" data-label="{{}}"{css}>{{}}</td>').format(headings[index], cell)


def measure_line(headings: Sequence[str], cells: Sequence[Cell]) -> Markup:
    """One line of an overview as terms and values, the first as its name; the first two headings are not shown."""
    hidden = Markup('<span class="kit-hidden">{}: </span>')
    name = Markup('<p class="kit-measure-name">{}</p>').format(cells[0])
    pairs = Markup("").join(
        Markup("<p>{}{}</p>").format(hidden.format(heading), cell)
        for heading, cell in zip(headings[1:], cells[1:], strict=True)
    )
    return Markup('<div class="kit-measure-line">{}{}</div>').format(name, pairs)


def table(
    caption: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], numbers: Collection[int] = ()
) -> Markup:
    """A table with a caption; the first column heads its row, `numbers` are the columns aligned to the right.

    On a phone every row becomes a block with its headings inside; the roles keep it a table for readers of the screen.
    """
    head = Markup("").join(
        Markup(f'<th scope="col" role="columnheader"{" class=kit-num" if i in numbers else ""}>{{}}</th>').format(text)
        for i, text in enumerate(headings)
    )
    body = Markup("").join(
        Markup('<tr role="row">{}</tr>').format(
            Markup("").join(_cell(i, cell, headings, numbers) for i, cell in enumerate(row))
        )
        for row in rows
    )
    return Markup(
        '<table class="kit-stack" role="table"><caption>{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody></table>'
    ).format(caption, head, body)
