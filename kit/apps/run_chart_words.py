"""What stands round a run chart: what the team has decided and why, what happened, what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kit.actions.chart_control import needs_limits
from kit.actions.chart_proposal import proposal_of
from kit.apps import html
from kit.apps.entry_words import who
from kit.domain.book import Book
from kit.domain.entries.entry import Entry
from kit.domain.measure import Direction
from kit.domain.period import later
from kit.figures.captions import remarks
from kit.figures.chart import Chart, Decided, Finding, RowState
from kit.figures.chart_marks import told
from kit.figures.words import period_text, value_text
from kit.spc import ENOUGH_POINTS
from kit.texts import Texts


def decided_words(one: Decided, book: Book, texts: Texts) -> str:
    """A decision in one line: what, why, who and when."""
    words = entry_words(one.kind.id, one.entry, texts)
    if not one.in_force:
        words = texts("run_chart.decided.idle", what=words)
    return texts("run_chart.decided.by", what=words, who=who(one.entry.by, book, texts), day=_written(one.entry, texts))


def _written(entry: Entry[object], texts: Texts) -> str:
    return texts.formats.day(entry.at.astimezone().date())


def entry_words(kind: str, entry: Entry[object], texts: Texts) -> str:
    """What a decision or a note says, without who wrote it."""
    value = entry.value
    day = texts.formats.day(value.on) if hasattr(value, "on") else ""
    if kind == "freeze":
        points: int = value.points  # type: ignore[attr-defined]
        return texts("run_chart.decided.freeze", n=points) if points else texts("run_chart.decided.thawed")
    if kind == "rule_set":
        return texts("run_chart.decided.rule_set", rules=texts(f"spc.set.{value.rules}"))  # type: ignore[attr-defined]
    said: str = value.note if kind == "annotation" else value.reason  # type: ignore[attr-defined]
    return texts(f"run_chart.decided.{kind}", day=day, reason=said.strip().rstrip("."))


def decided_html(chart: Chart, book: Book, texts: Texts) -> Markup | None:
    """Everything the team has decided about the chart, and what happened along the way; None where nothing did."""
    pieces: list[Markup] = []
    if chart.decided:
        pieces.append(html.heading(4, texts("run_chart.decided.title")))
        pieces.append(html.bullets(decided_words(one, book, texts) for one in chart.decided))
    marks = told(chart, texts)
    if marks:
        day = texts.formats.day
        pieces.append(html.heading(4, texts("run_chart.marks.title")))
        pieces.append(html.numbered(texts("run_chart.marks.item", day=day(on), text=text) for on, text in marks))
    return html.join(*pieces) if pieces else None


def guidance(chart: Chart, book: Book, texts: Texts) -> tuple[str, ...]:
    """What to do where the chart cannot judge yet, or where another chart would see a change sooner."""
    return tuple(sentence for sentence in (_few(chart, texts), _rare(chart, book, texts)) if sentence)


def _few(chart: Chart, texts: Texts) -> str:
    if chart.finding not in (Finding.TOO_FEW, Finding.NO_DATA):
        return ""
    if chart.measure.from_events:
        return texts("run_chart.guide.events" if chart.events else "run_chart.guide.no_events")
    have = chart.last.part.n_useful if chart.last else 0
    if not chart.x or have >= ENOUGH_POINTS:
        return texts("run_chart.guide.none")
    day = later(chart.x[-1], chart.measure.step, ENOUGH_POINTS - have)
    return texts("run_chart.guide.few", need=ENOUGH_POINTS, ready=period_text(day, chart.measure, texts))


def _rare(chart: Chart, book: Book, texts: Texts) -> str:
    """More than half of the points are 0: days between events tell more."""
    values = [row.value for row in chart.points if row.state is RowState.MEASURED]
    if chart.measure.from_events or chart.measure.direction is Direction.UP or len(values) < 2:
        return ""
    if 2 * sum(value == 0 for value in values) <= len(values):
        return ""
    area = (one for one in book.programme.measures if one.area == chart.measure.area)
    instead = next((one for one in area if one.from_events), None)
    if instead is None:
        return texts("run_chart.guide.rare")
    return texts("run_chart.guide.rare_instead", measure=texts.label(instead.name))


def told_remarks(chart: Chart, texts: Texts) -> Iterator[str]:
    """Everything else a reader should know, with what a rule set that needs limits judges."""
    yield from remarks(chart, texts)
    if needs_limits(chart.rules):
        names = {"rules": texts(f"spc.set.{chart.rules}"), "instead": texts(f"spc.set.{chart.judged_by}")}
        yield texts("run_chart.limits", **names)


def proposal_words(chart: Chart, texts: Texts) -> str:
    """The evidence for a new phase in a sentence; empty where the points suggest none."""
    proposal = proposal_of(chart)
    if proposal is None:
        return ""
    return texts(
        f"run_chart.proposal.{proposal.side}",
        n=proposal.run,
        since=period_text(proposal.on, chart.measure, texts),
        former=value_text(proposal.former, chart.measure, texts),
        median=value_text(proposal.median, chart.measure, texts),
    )


def rules_help(texts: Texts) -> Markup:
    """What each rule set looks for, in a line."""
    sets = ("anhoej", "ihi", "mdc", "western_electric", "nelson", "three_sigma")
    pairs = [(texts(f"spc.set.{one}"), texts(f"run_chart.set.{one}")) for one in sets]
    return html.details(texts("run_chart.set.title"), html.definitions(pairs))
