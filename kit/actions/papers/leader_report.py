"""The one-page leader report: one ask, what we agreed, what we see, and the leadership elements of the month."""

from __future__ import annotations

from collections import Counter

from kit.actions.chart import charts_of
from kit.actions.papers import words
from kit.domain.asks import Ask, AskKind, asks
from kit.domain.book import Book
from kit.domain.entries.entry import Entry
from kit.domain.entries.leading import NEXT_ACTION, NextAction
from kit.domain.entries.team import COMMITMENT, Commitment
from kit.domain.leading import late_action
from kit.domain.network import Municipality
from kit.domain.paper import Blank, Charts, Facts, Paper, Piece, Points, Section, Sheet, Words, shortened
from kit.figures.chart import Chart, Finding
from kit.texts import Texts

MOST_AGREED = 5
COUNTED = (Finding.IMPROVING, Finding.WORSENING, Finding.NONE, Finding.TOO_FEW)


def leader_report(book: Book, municipality: Municipality, texts: Texts) -> Paper:
    """One A4 page that a leader reads in two minutes."""
    code = municipality.code
    charts = tuple(chart for unit in book.units_of(code) for chart in charts_of(book, unit))
    sections = (
        ask_section(book, code, texts),
        Section(texts("papers.agreed.title"), (_agreed(book, code, texts),)),
        Section(texts("papers.elements.title"), words.elements(book, code, texts)),
        Section(texts("papers.see.title"), seen(charts, texts, 2), span=2),
    )
    kicker, lead = words.kicker("leader_report", book, texts), words.addressed(book, municipality, texts)
    sheet = Sheet(kicker, municipality.name, lead, sections, words.foot(book, texts))
    return Paper("leader_report", texts("papers.name.leader_report"), texts.language, (sheet,))


def ask_section(book: Book, code: str, texts: Texts, span: int = 2) -> Section:
    """The ask in a box, with room for the leader's answer."""
    found = asks(book, code)
    title = texts("papers.ask.title")
    if not found:
        return Section(title, (Words(texts("papers.ask.left")),), span, "ask")
    one = found[0]
    lead = Words(ask_sentence(one, book, texts), "lead")
    why = Words(f"{texts(f'papers.why.{one.kind}')} {texts('papers.ask.by', day=one.answer_by.isoformat())}")
    blank = Blank((texts("papers.ask.answer"), texts("papers.ask.signed")))
    return Section(title, (lead, why, blank), span, "ask")


def ask_sentence(ask: Ask, book: Book, texts: Texts) -> str:
    """The ask in one sentence."""
    unit = book.unit(ask.unit)
    item = book.programme.checklist.item(ask.item)
    facts = {
        "unit": unit.name if unit else texts("papers.ask.everywhere"),
        "what": shortened(texts.label(item.text) if item else ask.what, words.LINE).rstrip("."),
        "role": words.role_name(book, ask.role, texts),
        "day": ask.answer_by.isoformat(),
    }
    if ask.days is None or ask.kind in (AskKind.COMING, AskKind.THANKS):
        key = f"papers.ask.{ask.kind}"
        return texts(key if texts.has(key) else f"papers.ask.{ask.kind}.never", **facts)
    return texts.counted(f"papers.ask.{ask.kind}", ask.days, **facts)


def _agreed(book: Book, code: str, texts: Texts) -> Piece:
    promised = [_promise(entry, book, texts) for entry in book.entries(COMMITMENT, code)]
    doing = [_action(entry, book, texts) for entry in book.entries(NEXT_ACTION, code) if not entry.value.done_on]
    aims = words.aims(book, code, texts)
    lines = [*aims[:2], *promised[-2:], *doing[:2], *aims[2:]][:MOST_AGREED]
    return Points(tuple(lines)) if lines else Words(texts("papers.agreed.none"))


def _promise(entry: Entry[Commitment], book: Book, texts: Texts) -> str:
    one = entry.value
    parts = [
        texts("papers.agreed.hours", hours=one.hours) if one.hours else "",
        texts("papers.agreed.visits", visits=one.visits) if one.visits else "",
    ]
    said = ", ".join(part for part in parts if part) or texts("papers.agreed.signed")
    own = words.closed(shortened(one.promise, 80)) if one.promise else ""
    return f"{words.role_name(book, one.role, texts)}: {said}. {own}".rstrip()


def _action(entry: Entry[NextAction], book: Book, texts: Texts) -> str:
    one = entry.value
    late = texts("papers.agreed.late") if late_action(one, book.as_of) else ""
    owner = words.role_name(book, one.owner, texts)
    return texts("papers.agreed.action", what=shortened(one.what, 90), owner=owner, day=one.due.isoformat(), late=late)


def seen(charts: tuple[Chart, ...], texts: Texts, most: int) -> tuple[Piece, ...]:
    """How many measures show what, and the most telling charts with their sentences."""
    shown = words.chosen(charts, most)
    if not shown:
        return (Words(texts("papers.see.none")),)
    counts = Counter(chart.finding for chart in charts)
    facts = Facts(tuple((str(counts[one]), texts(f"papers.count.{one}")) for one in COUNTED))
    return facts, Charts(tuple(words.on_paper(chart, texts) for chart in shown), columns=len(shown))
