"""A paper as a value: finished words, drawings and numbers, before it becomes a web page, a PDF or slides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Size(StrEnum):
    """The sheet that a paper is printed on."""

    A4 = "a4"
    A3 = "a3"
    A1 = "a1"


SHORT_SIDE = {Size.A4: 210, Size.A3: 297, Size.A1: 594}  # millimetres
LONG_SIDE = {Size.A4: 297, Size.A3: 420, Size.A1: 841}
POINTS_A_MILLIMETRE = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; `kind` is empty, or one of lead, finding, small."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list; `ticks` puts a box to tick before each."""

    items: tuple[str, ...]
    ticks: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the first column heads its row. `narrow` are the columns that get less room than the others; `tall` rows
    are written in by hand."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    narrow: tuple[int, ...] = ()
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Large numbers with what they count."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PaperChart:
    """One chart: `drawing` is SVG, `alt` says the same in words, `finding` is the sentence beside it.

    `labels`, `values` and `median` are as long as the chart has points; `values_name`, `median_name` and `goal_name`
    are what the lines are called; `number_format` is Excel's.
    """

    title: str
    place: str
    finding: str
    remark: str
    alt: str
    drawing: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    median: tuple[float | None, ...]
    goal: tuple[float | None, ...]
    values_name: str
    median_name: str
    goal_name: str
    number_format: str


@dataclass(frozen=True, slots=True)
class Charts:
    """Charts side by side, `columns` in a row."""

    charts: tuple[PaperChart, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing (SVG) with its words; `share` is the part of the width that it takes."""

    drawing: str
    alt: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Blank:
    """Room to write by hand: lines, each after its label where it has one."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An address with its QR code (SVG)."""

    address: str
    words: str
    drawing: str


Piece = Words | Points | Grid | Facts | Charts | Picture | Blank | Link


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a sheet. `span` is how many of the sheet's columns it takes; `tone` is empty, ask or quiet."""

    title: str
    pieces: tuple[Piece, ...]
    span: int = 1
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: `kicker` stands above the title, `lead` under it."""

    kicker: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: `id` names the file. `columns` may differ in width: their shares stand in order.

    A paper that is no sheet to hang up may run over several pages (`flows`). `rems` is how many letters high the sheet
    is wide: few for what is read from afar.
    """

    id: str
    title: str
    language: str
    sheets: tuple[Sheet, ...]
    size: Size = Size.A4
    landscape: bool = False
    columns: tuple[int, ...] = (1, 1)
    flows: bool = False
    rems: float = 62.0

    @property
    def text_size(self) -> float:
        """The size of the running text in points; everything else follows from it, so a larger sheet only grows."""
        return self.width * POINTS_A_MILLIMETRE / self.rems

    @property
    def width(self) -> int:
        """Millimetres."""
        return (LONG_SIDE if self.landscape else SHORT_SIDE)[self.size]

    @property
    def height(self) -> int:
        """Millimetres."""
        return (SHORT_SIDE if self.landscape else LONG_SIDE)[self.size]


def shortened(text: str, most: int) -> str:
    """`text` in one line of at most `most` characters, cut between words; what was cut off is an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[most // 2 :] else cut}…".replace(",…", "…")
