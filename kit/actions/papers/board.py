"""The board sheet: an A3 sheet on its side for the wall, a unit each, with room to write until the next one."""

from __future__ import annotations

from kit.actions.chart import charts_of
from kit.actions.papers import words
from kit.actions.papers.monthly import charts_piece
from kit.domain.board import last_visit, next_visit, on_board, running
from kit.domain.book import Book
from kit.domain.entries.boarding import BOARD_NOTE
from kit.domain.entries.improvement import CYCLE
from kit.domain.entries.leading import VISIT
from kit.domain.entries.plan import COLLECTION_PLAN
from kit.domain.network import Municipality, Unit
from kit.domain.paper import Blank, Facts, Paper, Picture, Piece, Points, Section, Sheet, Size, Words, shortened
from kit.domain.safety_cross import cross
from kit.figures.chart import Chart
from kit.figures.paper_cross import paper_cross
from kit.texts import Texts


def board(book: Book, municipality: Municipality, texts: Texts) -> Paper:
    """A sheet for every unit of the municipality."""
    sheets = tuple(_sheet(book, municipality, unit, texts) for unit in book.units_of(municipality.code))
    title = texts("papers.name.board")
    return Paper("board", title, texts.language, sheets, Size.A3, landscape=True, columns=(1, 1, 1), rems=92.0)


def _sheet(book: Book, municipality: Municipality, unit: Unit, texts: Texts) -> Sheet:
    events = [chart for chart in charts_of(book, unit) if chart.measure.from_events]
    sections = (
        Section(texts("papers.board.days"), _days(book, unit, events, texts)),
        Section(texts("papers.monthly.measured"), charts_piece(book, unit, texts, 2, 2), span=2),
        Section(texts("papers.board.tests"), (_tests(book, unit, texts), Blank(("",) * 4))),
        Section(texts("papers.board.agreed"), (*_agreed(book, unit, texts), Blank(("",) * 4))),
        Section(
            texts("papers.board.leader"), (_leader(book, unit, texts), *_barriers(book, unit, texts), Blank(("",) * 3))
        ),
    )
    lead = f"{municipality.name} · {book.network.name}"
    return Sheet(words.kicker("board", book, texts), unit.name, lead, sections, words.foot(book, texts))


def _days(book: Book, unit: Unit, events: list[Chart], texts: Texts) -> tuple[Piece, ...]:
    """Days since the last event, large, and this month's cross."""
    if not events:
        return (Words(texts("papers.board.no_events")), Blank(("", "")))
    facts = Facts(tuple((_since(chart, texts), texts.label(chart.measure.name)) for chart in events[:2]))
    first = events[0]
    series = book.series_of(unit.id, first.measure.id)
    plans = [e.value for e in book.entries(COLLECTION_PLAN, unit.municipality, unit.id)]
    since = next((one.since for one in plans if one.measure == first.measure.id and one.since), None)
    month = cross(series.events, book.as_of, book.as_of, since)
    said = texts.counted(
        "papers.board.cross",
        month.events,
        month=texts.formats.month(month.month),
        measure=texts.label(first.measure.name),
    )
    return facts, Picture(paper_cross(month), said, 0.66), Words(said, "small")


def _since(chart: Chart, texts: Texts) -> str:
    days = chart.open_interval_days
    return texts.formats.number(None if days is None else float(days), 0)


def _tests(book: Book, unit: Unit, texts: Texts) -> Piece:
    found = running(book.entries(CYCLE, unit.municipality, unit.id), book.as_of)
    lines = tuple(shortened(f"{one.value.title}. {one.value.prediction}", words.LINE) for one in found[:3])
    return Points(lines) if lines else Words(texts("papers.test.none"))


def _agreed(book: Book, unit: Unit, texts: Texts) -> tuple[Piece, ...]:
    notes = on_board(book.entries(BOARD_NOTE, unit.municipality, unit.id), book.as_of)
    lines = []
    for entry in notes[:4]:
        one = entry.value
        who = words.role_name(book, one.owner, texts) if one.owner else ""
        day = texts.formats.short_date(one.by) if one.by else ""
        lines.append(", ".join(part for part in (shortened(one.what, 90), who, day) if part))
    return (Points(tuple(lines), ticks=True),) if lines else ()


def _leader(book: Book, unit: Unit, texts: Texts) -> Words:
    visits = (*book.entries(VISIT, unit.municipality, unit.id), *book.entries(VISIT, unit.municipality, ""))
    last, ahead = last_visit(visits, book.as_of), next_visit(visits, book.as_of)
    said = [
        texts("papers.board.last", day=last.value.on.isoformat()) if last else texts("papers.board.never"),
        texts("papers.board.next", day=ahead.isoformat()) if ahead else texts("papers.board.no_next"),
    ]
    return Words(" ".join(said))


def _barriers(book: Book, unit: Unit, texts: Texts) -> tuple[Piece, ...]:
    lines = words.barrier_lines(book, unit.municipality, texts, unit.id)
    return (Points(lines[:2]),) if lines else (Blank(("",)),)
