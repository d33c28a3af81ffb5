"""What several papers say: heads, roles, charts with their sentences, and the work of a team in short lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kit.domain.barriers import State, waiting
from kit.domain.book import Book
from kit.domain.entries.entry import Entry
from kit.domain.entries.improvement import AIM, BARRIER, ELEMENT_USED, Cycle
from kit.domain.measure import Measure, ValueKind
from kit.domain.network import Municipality, Unit
from kit.domain.paper import PaperChart, Points, Words, shortened
from kit.domain.team import everybody
from kit.figures import captions
from kit.figures.chart import Chart, Finding
from kit.figures.paper_chart import HEIGHT, WIDTH, paper_chart
from kit.figures.words import period_text, value_text
from kit.texts import Texts

LINE = 150  # characters of a line in somebody's own words
_FORMATS = {ValueKind.PERCENT: '0.#"\N{NO-BREAK SPACE}%"', ValueKind.DAYS_BETWEEN: "0", ValueKind.COUNT: "0"}
_TELLING = (Finding.WORSENING, Finding.IMPROVING, Finding.SIGNAL_NEUTRAL, Finding.NONE, Finding.TOO_FEW)


def kicker(kind: str, book: Book, texts: Texts) -> str:
    """The line above a title: what paper it is and of which month."""
    return texts("papers.kicker", paper=texts(f"papers.name.{kind}"), month=texts.formats.month(book.as_of))


def foot(book: Book, texts: Texts) -> str:
    """The line at the foot: the network, the day, and that nobody wrote it by hand."""
    made = texts("papers.foot", network=book.network.name, day=book.as_of.isoformat())
    return f"{made} {texts('serve.contact', contact=book.network.contact)}" if book.network.contact else made


def role_name(book: Book, role: str, texts: Texts) -> str:
    """What the programme calls a role; the id where it has no name."""
    name = book.programme.roles.get(role)
    return texts.label(name) if name else role


def holder(book: Book, code: str, part: str, texts: Texts) -> str:
    """Who holds a part of the work (sponsor, project_leader): name and role; empty where nobody is named."""
    roles = tuple(book.programme.watch.roles.get(part, ()))
    holders = [member for member in everybody(book, code) if member.role in roles]
    if not holders:
        return ""
    first = min(holders, key=lambda member: roles.index(member.role))
    return f"{first.name}, {role_name(book, first.role, texts).lower()}"


def areas_of(book: Book, units: Iterable[Unit], texts: Texts) -> str:
    """The focus areas that the units follow measures of."""
    followed = {measure.area for unit in units for measure in book.measures_of(unit)}
    return ", ".join(texts.label(area.name) for area in book.programme.areas if area.id in followed)


# -- charts


def telling(charts: Iterable[Chart]) -> tuple[Chart, ...]:
    """The charts that have something to say, those with a signal first, outcomes before processes."""
    kinds = ("outcome", "process", "balancing")
    shown = [chart for chart in charts if chart.finding in _TELLING]
    return tuple(sorted(shown, key=lambda chart: (_TELLING.index(chart.finding), kinds.index(chart.measure.kind))))


def chosen(charts: Iterable[Chart], most: int) -> tuple[Chart, ...]:
    """At most `most` charts for a sheet: the most telling, and among them different findings and measures first."""
    ranked = list(telling(charts))
    taken: list[Chart] = []
    for new in (_new_finding, _new_measure, lambda chart, taken: chart not in taken):
        taken += _taken(ranked, taken, new, most - len(taken))
    return tuple(sorted(taken, key=ranked.index))


def _taken(ranked: Sequence[Chart], taken: Sequence[Chart], new: Any, most: int) -> list[Chart]:
    found: list[Chart] = []
    for chart in ranked:
        if len(found) < most and new(chart, [*taken, *found]):
            found.append(chart)
    return found


def _new_finding(chart: Chart, taken: Sequence[Chart]) -> bool:
    few = chart.finding is Finding.TOO_FEW
    return not few and chart.finding not in {one.finding for one in taken} and _new_measure(chart, taken)


def _new_measure(chart: Chart, taken: Sequence[Chart]) -> bool:
    return chart.measure.id not in {one.measure.id for one in taken}


def on_paper(chart: Chart, texts: Texts, width: int = WIDTH, height: int = HEIGHT, *, place: bool = True) -> PaperChart:
    """A chart with its title, sentence, drawing and numbers; `place` names the unit, where a sheet has several."""
    measure = chart.measure
    title, sentence = texts.label(measure.name), captions.finding(chart, texts)
    fresh = captions.freshness(chart, texts)
    median = _along(chart, [phase.median for phase in chart.phases])
    goal = _along(chart, [phase.goal for phase in chart.phases])
    return PaperChart(
        title=title,
        place=chart.unit.name if place else "",
        finding=f"{captions.SYMBOLS[chart.finding]} {sentence}",
        remark=_remark(chart, texts),
        alt=texts("papers.chart.alt", measure=title, unit=chart.unit.name, finding=sentence, fresh=fresh),
        drawing=paper_chart(chart, texts, width, height),
        labels=tuple(_label(day, measure, texts) for day in chart.x),
        values=chart.y,
        median=median,
        goal=goal,
        values_name=title,
        median_name=texts("papers.chart.median_line"),
        goal_name=texts("papers.chart.goal_line"),
        number_format=_FORMATS.get(measure.value, "0.0"),
    )


def _label(day: date, measure: Measure, texts: Texts) -> str:
    return texts.formats.short_date(day) if measure.from_events else period_text(day, measure, texts)


def _along(chart: Chart, of_phases: Sequence[float | None]) -> tuple[float | None, ...]:
    """One value a point from one value a phase."""
    line: list[float | None] = [None] * len(chart.x)
    for phase, value in zip(chart.phases, of_phases, strict=True):
        line[phase.start : phase.stop] = [value] * (phase.stop - phase.start)
    return tuple(line)


def _remark(chart: Chart, texts: Texts) -> str:
    """What a reader must know beside the finding: the goal, the open interval, how old the newest figure is."""
    said = (captions.open_line(chart, texts), captions.goal_line(chart, texts), captions.freshness(chart, texts))
    return " ".join(line for line in said if line)


def newest_text(chart: Chart, texts: Texts) -> str:
    """The newest value with its period."""
    row = chart.newest
    if row is None:
        return texts.formats.number(None)
    value = value_text(row.value, chart.measure, texts)
    return texts("papers.newest", value=value, period=period_text(row.day, chart.measure, texts))


# -- the work of a team


def closed(text: str) -> str:
    """Somebody's words as a sentence of its own."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def aims(book: Book, code: str, texts: Texts, unit: str | None = None) -> tuple[str, ...]:
    """The aims, each with its unit (unless one unit is asked for) and the day by which it is to be reached."""
    lines = []
    for entry in book.entries(AIM, code, unit):
        place = book.unit(entry.unit)
        what = closed(shortened(entry.value.what, LINE))
        by = texts("papers.by", day=entry.value.by.isoformat()) if entry.value.by else ""
        words = f"{what} {by}".rstrip()
        lines.append(f"{place.name}: {words}" if place and unit is None else words)
    return tuple(lines)


def cycle_row(entry: Entry[Cycle], book: Book, texts: Texts) -> tuple[str, str, str, str]:
    """A test as a row: what was tested, predicted, found, and decided."""
    cycle = entry.value
    measure = book.programme.measure(cycle.measure)
    predicted = _said(cycle.prediction, cycle.predicted, measure, texts)
    found = _said(cycle.done, cycle.found, measure, texts)
    decision = texts(f"entries.cycle.decision.{cycle.decision}") if cycle.decision else texts("papers.running")
    return shortened(cycle.title, 60), predicted, found, decision


def _said(words: str, number: float | None, measure: Measure | None, texts: Texts) -> str:
    if words:
        return shortened(words, 80)
    if number is None:
        return texts.formats.number(None)
    return value_text(number, measure, texts) if measure else texts.formats.number(number)


def barrier_lines(book: Book, code: str, texts: Texts, unit: str | None = None) -> tuple[str, ...]:
    """What stands in the way and is not solved: what waits longest first, each with its days or its answer."""
    found = [(waiting(e.value, book.as_of), e.value) for e in book.entries(BARRIER, code, unit)]
    open_ones = [one for one in found if one[0].state is not State.SOLVED]
    still = sorted(open_ones, key=lambda one: (one[0].state is State.ANSWERED, -one[0].days_open))
    lines = []
    for now, barrier in still:
        what = shortened(barrier.what, LINE)
        if now.state is State.ANSWERED:
            answer = closed(shortened(barrier.answer, 100))
            lines.append(texts("papers.barrier.answered", what=closed(what), answer=answer))
        else:
            lines.append(texts.counted("papers.barrier.waits", now.days_open, what=what))
    return tuple(lines)


def elements(book: Book, code: str, texts: Texts) -> tuple[Points | Words, ...]:
    """The leadership elements used in the month of the Book, how, and those that were not."""
    month = (book.as_of.year, book.as_of.month)
    used = [e.value for e in book.entries(ELEMENT_USED, code) if (e.value.on.year, e.value.on.month) == month]
    names = {scale.id: texts.label(scale.name) for scale in book.programme.leadership.scales}
    lines = tuple(f"{names.get(one.element, one.element)}: {shortened(one.how, 90)}" for one in used[-4:])
    left = ", ".join(name for scale, name in names.items() if scale not in {one.element for one in used})
    if not lines:
        return (Words(texts("papers.elements.none", month=texts.formats.month(book.as_of), elements=left)),)
    rest = (Words(texts("papers.elements.left", elements=left), "small"),) if left else ()
    return (Points(lines), *rest)


def addressed(book: Book, municipality: Municipality, texts: Texts) -> str:
    """From whom to whom a paper goes, as far as it is known."""
    code = municipality.code
    to, sender = holder(book, code, "sponsor", texts), holder(book, code, "project_leader", texts)
    parts = (texts("papers.to", name=to) if to else "", texts("papers.from", name=sender) if sender else "")
    return " · ".join(part for part in (*parts, book.network.name) if part)
