"""The run charts of one municipality: an overview, each chart with its finding in words, and the table behind it."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from kit.actions.chart import charts_of
from kit.actions.chart_control import needs_limits
from kit.apps import html
from kit.apps.baseline_plan import quality_note
from kit.apps.desk import Desk
from kit.apps.parts import Picture, Piece
from kit.apps.run_chart_control import control_pieces
from kit.apps.run_chart_history import history_html
from kit.apps.run_chart_words import decided_html, guidance, proposal_words, told_remarks
from kit.domain.access import may_write_unit, visitor_from
from kit.domain.book import Book
from kit.domain.network import Unit
from kit.errors import ValueRefused
from kit.figures import captions
from kit.figures.chart import Chart, Finding
from kit.figures.overview import course
from kit.figures.run_chart import run_chart
from kit.figures.words import goal_text, value_text
from kit.texts import Texts

TONE = {Finding.IMPROVING: "good", Finding.WORSENING: "warn", Finding.SIGNAL_NEUTRAL: "other"}


class RunChartModel:
    """Every chart of a municipality, finished before anything is drawn, worked out again after every save.

    `units` are those that follow a measure; `chosen` is the unit and measure that the page shows.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._watchers: list[Callable[[], None]] = []
        self._work_out()
        first = self._charts[self.units[0].id][0].measure.id if self.units else ""
        self.chosen = (self.units[0].id if self.units else "", first)
        desk.watch(self._changed)

    @property
    def book(self) -> Book:
        """What is known, with what was saved last."""
        return self.desk.book

    def _work_out(self) -> None:
        units = self.book.units_of(self.desk.code)
        self._charts = {unit.id: charts_of(self.book, unit) for unit in units}
        self.units: tuple[Unit, ...] = tuple(unit for unit in units if self._charts[unit.id])

    def _changed(self) -> None:
        self._work_out()
        self._tell()

    def _tell(self) -> None:
        for watcher in self._watchers:
            watcher()

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` when another chart is chosen, and after every save."""
        self._watchers.append(watcher)

    def chart(self, unit_id: object, measure_id: object) -> Chart:
        """One chart of the page; raises ValueRefused for what is not on it."""
        charts = self._charts.get(unit_id, ()) if isinstance(unit_id, str) else ()
        found = next((chart for chart in charts if chart.measure.id == measure_id), None)
        if found is None:
            raise ValueRefused("apps.refused.choice")
        return found

    def of(self, unit_id: str) -> tuple[Chart, ...]:
        """The charts of one unit."""
        return self._charts.get(unit_id, ())

    @property
    def shown(self) -> Chart:
        """The chart that was chosen."""
        return self.chart(*self.chosen)

    def choose(self, unit_id: object, measure_id: object) -> None:
        """Show another chart; raises ValueRefused for what is not on the page."""
        chart = self.chart(unit_id, measure_id)
        chosen = (chart.unit.id, chart.measure.id)
        if chosen != self.chosen:
            self.chosen = chosen
            self._tell()

    def may_decide(self, unit_id: str) -> bool:
        """Whether the visitor may decide anything about a unit's charts: its team, the lead, a facilitator."""
        visitor = visitor_from(self.desk.by)
        return self.desk.can_save and visitor is not None and may_write_unit(visitor, self.desk.code, unit_id)


def finding_word(finding: Finding, texts: Texts) -> html.Word:
    """A finding as a symbol and a word."""
    return html.Word(captions.SYMBOLS[finding], captions.finding_word(finding, texts), TONE.get(finding, "mute"))


def newest_value(chart: Chart, texts: Texts) -> str:
    """The newest value, in the measure's own unit."""
    newest = chart.newest
    return value_text(newest.value if newest else None, chart.measure, texts)


OVERVIEW = ("measure", "newest", "course", "finding", "goal", "fresh")


def overview_cells(chart: Chart, texts: Texts) -> tuple[html.Cell, ...]:
    """A measure's line: name, newest value, course, what the chart shows, goal, how old the data are."""
    goal = "" if chart.goal_value is None else goal_text(chart.goal_value, chart.measure, texts)
    return (
        texts.label(chart.measure.name),
        newest_value(chart, texts),
        course(chart, texts),
        finding_word(chart.finding, texts),
        goal or texts.formats.number(None),
        " ".join(filter(None, (captions.freshness(chart, texts), open_words(chart, texts)))),
    )


def open_words(chart: Chart, texts: Texts) -> str:
    """Today's open interval, and that it is no measurement yet; empty for a chart without one."""
    interval = chart.open_interval
    if interval is None:
        return ""
    return texts("run_chart.overview.open", days=value_text(interval.days, chart.measure, texts))


def overview_headings(texts: Texts) -> list[str]:
    """The headings of the overview."""
    return [texts(f"run_chart.overview.{name}") for name in OVERVIEW]


def overview_html(model: RunChartModel, texts: Texts) -> Markup:
    """One line for each measure of every unit."""
    parts = [html.heading(2, texts("apps.overview.title"))]
    for unit in model.units:
        rows = [overview_cells(chart, texts) for chart in model.of(unit.id)]
        parts.append(html.table(unit.name, overview_headings(texts), rows))
    return html.join(*parts)


def picture(chart: Chart, texts: Texts) -> Picture | None:
    """The drawn chart, or None when there is nothing to draw."""
    if chart.finding is Finding.NO_DATA and chart.open_interval is None:
        return None
    return Picture(run_chart(chart, texts), captions.finding(chart, texts))


def above(chart: Chart, book: Book, texts: Texts) -> Markup:
    """What stands over the figure: the measure, the finding, and what to do where the chart cannot judge yet."""
    advice = guidance(chart, book, texts)
    return html.join(
        html.heading(3, texts.label(chart.measure.name)),
        html.paragraph(captions.finding(chart, texts), "finding"),
        html.note(*advice) if advice else None,
    )


def below(chart: Chart, book: Book, texts: Texts) -> Markup:
    """What stands under the figure: what else to know, freshness, the rules by name, what was decided, the numbers."""
    headings, rows = captions.rows(chart, texts)
    name = texts.label(chart.measure.name)
    caption = texts("apps.chart.table", measure=name, unit=chart.unit.name)
    lines = [captions.freshness(chart, texts), captions.rules_line(chart, texts)]
    numbers = html.details(texts("apps.chart.numbers", measure=name), html.table(caption, headings, rows))
    told = html.join(
        html.bullets(told_remarks(chart, texts)),
        html.paragraph(" ".join(filter(None, lines)), "small"),
        _quality(chart, book, texts),
    )
    decided = (decided_html(chart, book, texts), history_html(chart, book, texts))
    return html.join(told, *decided, numbers if rows else None)


def _quality(chart: Chart, book: Book, texts: Texts) -> Markup | None:
    """What the plan says about the quality of the data; None where it says nothing."""
    said = quality_note(book, chart.unit, chart.measure)
    return html.paragraph(texts("run_chart.quality", note=said), "small") if said else None


def chart_pieces(chart: Chart, book: Book, texts: Texts) -> tuple[Piece, ...]:
    """A chart with everything round it; with its control chart where the team's rule set needs limits."""
    drawn, proposed = picture(chart, texts), proposal_words(chart, texts)
    pieces: list[Piece] = [above(chart, book, texts), *((drawn,) if drawn else ()), below(chart, book, texts)]
    if proposed:
        pieces.append(html.note(proposed))
    if needs_limits(chart.rules):
        pieces += control_pieces(chart, texts)
    return tuple(pieces)


def charts_pieces(model: RunChartModel, texts: Texts) -> tuple[Piece, ...]:
    """Every chart of every unit."""
    pieces: list[Piece] = []
    for unit in model.units:
        pieces.append(html.heading(2, unit.name))
        for chart in model.of(unit.id):
            pieces.extend(chart_pieces(chart, model.book, texts))
    return tuple(pieces)


def rules_html(texts: Texts) -> Markup:
    """How to read the charts, and which rules judge them."""
    return html.join(
        html.heading(2, texts("apps.rules.title")),
        html.paragraph(texts("apps.rules.read")),
        html.paragraph(texts("apps.rules.anhoej")),
        html.paragraph(texts("apps.rules.rare")),
        html.paragraph(texts("apps.rules.source"), "small"),
    )
