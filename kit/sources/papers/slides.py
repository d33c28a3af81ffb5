"""A paper as slides: charts that PowerPoint draws and everybody can edit, each with words and an alternative text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Inches, Pt

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
from kit.sources.safe_write import written_whole

WIDE, HIGH, SIDE = Inches(13.333), Inches(7.5), Inches(0.75)
ROOM = WIDE - 2 * SIDE
TOP, FLOOR = Inches(1.65), Inches(6.85)
INK, MUTED, ACCENT, GOAL = (RGBColor.from_string(one) for one in ("1F2933", "52606D", "0B5394", "00695C"))
VALUES, ASK, ASK_INK = (RGBColor.from_string(one) for one in ("5B6B7A", "FFF6DF", "8F3C00"))
TITLE_ONLY = 5  # the layout that has a title and nothing else
MOST_ROWS = 8


def write_slides(path: Path, paper: Paper) -> None:
    """Write the paper as a presentation. Raises FolderError when it cannot be written."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    deck.core_properties.title = paper.title
    deck.core_properties.language = paper.language
    deck.core_properties.author = ""
    for sheet in paper.sheets:
        _opening(deck, sheet)
        for section in sheet.sections:
            _section(deck, section, sheet)
    written_whole(path, lambda draft: deck.save(str(draft)))


def _slide(deck: Any, title: str, foot: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    place = slide.shapes.title
    place.left, place.top, place.width, place.height = SIDE, Inches(0.5), ROOM, Inches(1.0)
    place.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    place.text_frame.word_wrap = True
    _write(place.text_frame.paragraphs[0], title, 30, ACCENT, bold=True)
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, SIDE, Inches(0.38), ROOM, Inches(0.07))
    band.fill.solid()
    band.fill.fore_color.rgb = ACCENT
    band.line.fill.background()
    _alt(band, "")
    if foot:
        _box(slide, Inches(7.0), Inches(0.35), [(foot, 11, MUTED, False)])
    return slide


def _write(paragraph: Any, text: str, size: int, colour: RGBColor, *, bold: bool = False) -> None:
    from pptx.enum.text import PP_ALIGN

    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = colour


Line = tuple[str, int, RGBColor, bool]


def _box(slide: Any, top: int, height: int, lines: Sequence[Line], left: int = SIDE, width: int = ROOM) -> Any:
    box = slide.shapes.add_textbox(left, top, width, height)
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    for number, (text, size, colour, bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size / 3)
        _write(paragraph, text, size, colour, bold=bold)
    return box


def _alt(shape: Any, text: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)


def _opening(deck: Any, sheet: Sheet) -> None:
    slide = _slide(deck, sheet.title, sheet.foot)
    title = slide.shapes.title
    title.top, title.height = Inches(2.4), Inches(1.4)
    title.text_frame.paragraphs[0].runs[0].font.size = Pt(48)
    _box(slide, Inches(1.9), Inches(0.5), [(sheet.kicker, 20, ACCENT, True)])
    _box(slide, Inches(3.9), Inches(0.9), [(sheet.lead, 20, MUTED, False)])


def _section(deck: Any, section: Section, sheet: Sheet) -> None:
    """The words of a section on one slide, and every chart and table on one of its own."""
    spoken = [piece for piece in section.pieces if not isinstance(piece, Charts | Grid)]
    if spoken:
        slide = _slide(deck, section.title, sheet.foot)
        if section.tone == "ask":
            _ground(slide)
        _spoken(slide, spoken, section.tone)
    for piece in section.pieces:
        if isinstance(piece, Charts):
            for chart in piece.charts:
                _chart_slide(deck, chart, sheet)
        elif isinstance(piece, Grid):
            _table_slides(deck, section.title, piece, sheet)


def _ground(slide: Any) -> None:
    """The ground of the ask, behind its words."""
    ground = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, SIDE, TOP, ROOM, FLOOR - TOP)
    ground.fill.solid()
    ground.fill.fore_color.rgb = ASK
    ground.line.fill.background()
    _alt(ground, "")


@dataclass(frozen=True, slots=True)
class _Room:
    """Where words may stand."""

    left: int
    width: int
    top: int


def _spoken(slide: Any, pieces: Sequence[Piece], tone: str) -> None:
    inset = Inches(0.4) if tone == "ask" else 0
    room = _Room(SIDE + inset, ROOM - 2 * inset, TOP + inset // 2)
    facts = next((piece for piece in pieces if isinstance(piece, Facts)), None)
    if facts:
        _numbers(slide, facts, room)
        room = _Room(room.left, room.width, room.top + Inches(1.7))
    lines = [line for piece in pieces for line in _lines(piece, ASK_INK if tone == "ask" else INK)]
    if lines:
        _box(slide, room.top, FLOOR - room.top, lines, room.left, room.width)
    link = next((piece for piece in pieces if isinstance(piece, Link)), None)
    if link:
        _code(slide, link)


def _lines(piece: Piece, strong: RGBColor) -> Iterator[Line]:
    if isinstance(piece, Words):
        size = {"lead": 30, "small": 16}.get(piece.kind, 20)
        yield piece.text, size, strong if piece.kind == "lead" else INK, piece.kind in ("lead", "finding")
    elif isinstance(piece, Points):
        yield from ((f"{'☐' if piece.ticks else '•'} {item}", 20, INK, False) for item in piece.items)
    elif isinstance(piece, Blank):
        yield from ((f"{label} ".lstrip() + "_" * 50, 18, MUTED, False) for label in piece.labels)
    elif isinstance(piece, Picture):
        yield piece.alt, 20, INK, False
    elif isinstance(piece, Link):
        yield from ((piece.words, 20, INK, False), (piece.address, 14, ACCENT, False))


def _numbers(slide: Any, facts: Facts, room: _Room) -> None:
    share = room.width // max(1, len(facts.pairs))
    for number, (value, words) in enumerate(facts.pairs):
        lines = [(value, 44, INK, True), (words, 16, MUTED, False)]
        _box(slide, room.top, Inches(1.5), lines, room.left + number * share, share - Inches(0.2))


def _code(slide: Any, link: Link) -> None:
    content = io.BytesIO()
    segno.make(link.address, error="m", micro=False).save(content, kind="png", scale=8, border=4)
    content.seek(0)
    _alt(slide.shapes.add_picture(content, SIDE, Inches(4.2), height=Inches(2.4)), link.words)


def _table_slides(deck: Any, title: str, grid: Grid, sheet: Sheet) -> None:
    for start in range(0, max(1, len(grid.rows)), MOST_ROWS):
        rows = grid.rows[start : start + MOST_ROWS]
        slide = _slide(deck, title, sheet.foot)
        frame = slide.shapes.add_table(
            len(rows) + 1, len(grid.headings), SIDE, TOP, ROOM, Inches(0.5) * (len(rows) + 1)
        )
        _alt(frame, title)
        for number, row in enumerate((grid.headings, *rows)):
            for column, text in enumerate(row):
                cell = frame.table.cell(number, column)
                cell.fill.background()
                cell.margin_left = Emu(0)
                head = number == 0 or column == 0
                _write(cell.text_frame.paragraphs[0], text, 15, MUTED if number == 0 else INK, bold=head)


def _chart_slide(deck: Any, chart: PaperChart, sheet: Sheet) -> None:
    slide = _slide(deck, chart.title, sheet.foot)
    if chart.place:
        _box(slide, Inches(1.35), Inches(0.4), [(chart.place, 16, MUTED, False)])
    high = Inches(3.75)
    if any(value is not None for value in chart.values):
        kind = XL_CHART_TYPE.LINE_MARKERS
        frame = slide.shapes.add_chart(kind, SIDE, TOP + Inches(0.1), ROOM, high, _numbers_of(chart))
        _alt(frame, chart.alt)
        _dress(frame.chart, chart)
    said = [(chart.finding, 20, INK, True), (chart.remark, 14, MUTED, False)]
    _box(slide, TOP + high + Inches(0.15), FLOOR - TOP - high, [line for line in said if line[0]])
    slide.notes_slide.notes_text_frame.text = chart.alt


def _numbers_of(chart: PaperChart) -> Any:
    """The chart's numbers, as the workbook behind it holds them; what was not measured stays empty."""
    data = CategoryChartData(number_format=chart.number_format)
    data.categories = chart.labels
    data.add_series(chart.values_name, chart.values)
    if any(value is not None for value in chart.median):
        data.add_series(chart.median_name, chart.median)
    if any(value is not None for value in chart.goal):
        data.add_series(chart.goal_name, chart.goal)
    return data


def _dress(drawn: Any, chart: PaperChart) -> None:
    """The kit's look: the values with dots, the median dashed, the goal dotted, and what they are called below."""
    drawn.font.size, drawn.font.color.rgb = Pt(14), MUTED
    drawn.has_title = False
    drawn.has_legend = True
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    axis = drawn.value_axis
    axis.minimum_scale = 0
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("E4E7EB")
    axis.format.line.fill.background()
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = chart.number_format, False
    looks = {chart.median_name: (INK, MSO_LINE.DASH), chart.goal_name: (GOAL, MSO_LINE.ROUND_DOT)}
    for series in drawn.plots[0].series:
        colour, dash = looks.get(series.name, (VALUES, None))
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = colour, Pt(2)
        series.marker.style = XL_MARKER_STYLE.CIRCLE if dash is None else XL_MARKER_STYLE.NONE
        if dash is None:
            series.marker.size = 7
            series.marker.format.fill.solid()
            series.marker.format.fill.fore_color.rgb = colour
            series.marker.format.line.color.rgb = colour
        else:
            series.format.line.dash_style = dash
