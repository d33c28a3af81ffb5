"""The status report and the final report of a municipality, with every measure, on as many A4 pages as they need."""

from __future__ import annotations

from kit.actions.chart import charts_of
from kit.actions.papers import words
from kit.actions.papers.leader_report import ask_section, seen
from kit.actions.papers.monthly import learned_piece, tests_piece
from kit.domain.book import Book
from kit.domain.entries.improvement import CYCLE, ELEMENT_USED, STORY
from kit.domain.entries.leading import VISIT
from kit.domain.network import Municipality, Unit
from kit.domain.paper import Blank, Charts, Facts, Grid, Paper, Piece, Points, Section, Sheet, Words
from kit.figures import captions
from kit.figures.chart import Chart
from kit.figures.words import value_text
from kit.texts import Texts


def status(book: Book, municipality: Municipality, texts: Texts) -> Paper:
    """Where the municipality stands: preparation, every measure, tests, barriers, and the ask."""
    code = municipality.code
    units = book.units_of(code)
    charts = {unit: charts_of(book, unit) for unit in units}
    every = tuple(chart for found in charts.values() for chart in found)
    sections = [
        ask_section(book, code, texts),
        Section(texts("papers.status.where"), (_numbers(book, code, texts),), span=2),
        Section(texts("papers.see.title"), seen(every, texts, 2), span=2),
        *_of_units(charts, texts),
        *(
            Section(f"{texts('papers.monthly.tested')}: {unit.name}", (tests_piece(book, unit, texts, 5),), 2)
            for unit in units
        ),
        Section(texts("papers.monthly.in_the_way"), (_barriers(book, code, texts),), span=2),
        Section(texts("papers.elements.title"), words.elements(book, code, texts), span=2),
        Section(texts("papers.monthly.next"), (Blank((texts("papers.monthly.who_when"),) * 3),), span=2),
    ]
    return _paper("status", book, municipality, sections, texts)


def final(book: Book, municipality: Municipality, texts: Texts) -> Paper:
    """The closing report: what we wanted, did, reached and learned, measure by measure, and who carries it on."""
    code = municipality.code
    units = book.units_of(code)
    charts = {unit: charts_of(book, unit) for unit in units}
    goals = words.aims(book, code, texts)
    sections = [
        Section(texts("papers.final.wanted"), (Points(goals) if goals else Blank(("", "")),), span=2),
        Section(texts("papers.final.did"), (_done(book, code, texts),), span=2),
        *(_results(unit, found, texts) for unit, found in charts.items()),
        *_of_units(charts, texts),
        *(
            Section(f"{texts('papers.monthly.learned')}: {unit.name}", (learned_piece(book, unit, 6),), 2)
            for unit in units
        ),
        Section(texts("papers.final.citizens"), (Blank(("", "")),), span=2),
        Section(
            texts("papers.final.carries"), (Blank(tuple(texts(f"papers.final.{name}") for name in _CARRIES)),), span=2
        ),
    ]
    return _paper("final", book, municipality, sections, texts)


_CARRIES = ("owner", "measures", "board", "spread")


def _paper(kind: str, book: Book, municipality: Municipality, sections: list[Section], texts: Texts) -> Paper:
    lead = words.addressed(book, municipality, texts)
    kicker = words.kicker(kind, book, texts)
    sheet = Sheet(kicker, municipality.name, lead, tuple(sections), words.foot(book, texts))
    return Paper(kind, texts(f"papers.name.{kind}"), texts.language, (sheet,), flows=True)


def _numbers(book: Book, code: str, texts: Texts) -> Facts:
    """The preparation, the units, the tests and the leaders' visits as numbers."""
    score = book.readiness(code).score
    ready = texts.formats.percent(None if score is None else 100 * score)
    units, tests = len(book.units_of(code)), len(book.entries(CYCLE, code))
    visits = len(book.entries(VISIT, code))
    pairs = (("ready", ready), ("units", str(units)), ("tests", str(tests)), ("visits", str(visits)))
    return Facts(tuple((number, texts(f"papers.status.{name}")) for name, number in pairs))


def _done(book: Book, code: str, texts: Texts) -> Facts:
    """What was done in all, as numbers."""
    kinds = (("tests", CYCLE), ("stories", STORY), ("visits", VISIT), ("elements", ELEMENT_USED))
    return Facts(tuple((str(len(book.entries(kind, code))), texts(f"papers.status.{name}")) for name, kind in kinds))


def _of_units(charts: dict[Unit, tuple[Chart, ...]], texts: Texts) -> list[Section]:
    """Every measure of every unit in a table."""
    headings = tuple(texts(f"papers.measures.{name}") for name in ("measure", "newest", "finding"))
    made = []
    for unit, found in charts.items():
        rows = tuple(_row(chart, texts) for chart in found)
        if rows:
            table = Grid("", headings, rows, narrow=(1,))
            made.append(Section(f"{texts('papers.measures.title')}: {unit.name}", (table,), span=2))
    return made


def _row(chart: Chart, texts: Texts) -> tuple[str, str, str]:
    symbol = captions.SYMBOLS[chart.finding]
    return (
        texts.label(chart.measure.name),
        words.newest_text(chart, texts),
        f"{symbol} {captions.finding(chart, texts)}",
    )


def _results(unit: Unit, charts: tuple[Chart, ...], texts: Texts) -> Section:
    """A unit's charts with what was typical first and what is now."""
    shown = words.telling(charts)
    title = f"{texts('papers.final.reached')}: {unit.name}"
    if not shown:
        return Section(title, (Words(texts("papers.see.none")),), span=2)
    said = tuple(line for chart in shown if (line := _from_to(chart, texts)))
    pieces: tuple[Piece, ...] = (Charts(tuple(words.on_paper(chart, texts) for chart in shown), columns=2),)
    return Section(title, (Points(said), *pieces) if said else pieces, span=2)


def _from_to(chart: Chart, texts: Texts) -> str:
    """The first phase's median beside what is typical now, where the rules see a change; else nothing."""
    first, last = chart.phases[0], chart.phases[-1]
    if not last.signal or first.median is None or last.level is None:
        return ""
    before, now = (value_text(value, chart.measure, texts) for value in (first.median, last.level))
    return texts("papers.final.from_to", measure=texts.label(chart.measure.name), before=before, now=now)


def _barriers(book: Book, code: str, texts: Texts) -> Piece:
    lines = words.barrier_lines(book, code, texts)
    return Points(lines) if lines else Words(texts("papers.barrier.none"))
