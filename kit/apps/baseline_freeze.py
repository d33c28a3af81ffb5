"""The baseline of a measure: how many points there are, whether they are enough, and what freezing the median does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median

from markupsafe import Markup

from kit.actions.chart import chart_of
from kit.apps import entry, html
from kit.domain.book import Book
from kit.domain.entries.chart import FREEZE
from kit.domain.entries.entry import Entry
from kit.domain.measure import Measure
from kit.domain.network import Unit
from kit.errors import ValueRefused
from kit.figures.words import value_text
from kit.texts import Texts

FEWEST, GOOD = 10, 12  # useful points: below the first, chance looks like change


@dataclass(frozen=True, slots=True)
class Baseline:
    """The measurements since the newest phase began: their `days` and `values`, and on how many the median is frozen.

    `frozen` is 0 where it is not; where fewer measurements are there than it waits for, it holds all the same.
    """

    measure: Measure
    days: tuple[date, ...]
    values: tuple[float, ...]
    frozen: int

    @property
    def useful(self) -> int:
        """How many measurements do not lie on the median: only those say something about a pattern."""
        middle = self.median
        return sum(value != middle for value in self.values)

    @property
    def median(self) -> float | None:
        """The median of all measurements."""
        return median(self.values) if self.values else None

    def first(self, points: int) -> float | None:
        """The median of the first measurements, or None when there are not so many."""
        return median(self.values[:points]) if 0 < points <= len(self.values) else None

    @property
    def state(self) -> str:
        """none, few, enough or good."""
        if not self.values:
            return "none"
        if self.useful < FEWEST:
            return "few"
        return "good" if self.useful >= GOOD else "enough"

    @property
    def advised(self) -> int:
        """On how many of the first measurements the median is best frozen."""
        return min(len(self.values), GOOD)


def freeze_entry(book: Book, unit: Unit, measure_id: str) -> Entry[object] | None:
    """What the team has said of the freeze: the newest entry, or None."""
    found = [one for one in book.entries(FREEZE, unit.municipality, unit.id) if one.value.measure == measure_id]
    return max(found, key=lambda one: one.at, default=None)


def baseline_of(book: Book, unit: Unit, measure: Measure) -> Baseline:
    """The baseline of a unit's measure. The team's own word on the freeze goes before the network file's."""
    chart = chart_of(book, unit, measure.id)
    start = chart.phases[-1].start if chart.phases else 0
    there = [(day, value) for day, value in zip(chart.x[start:], chart.y[start:], strict=True) if value is not None]
    said, use = freeze_entry(book, unit, measure.id), book.use_of(unit, measure.id)
    frozen = said.value.points if said else use.baseline if use else 0  # type: ignore[attr-defined]
    return Baseline(measure, tuple(day for day, _ in there), tuple(value for _, value in there), int(frozen))


def freeze_points(base: Baseline, typed: object, field: str) -> int:
    """How many first measurements are to freeze the median. Raises ValueRefused unless there are so many, and two."""
    wanted = entry.needed(typed, field)
    if wanted != int(wanted) or not 2 <= wanted <= len(base.values):
        raise ValueRefused("apps_baseline.freeze.refused", n=len(base.values))
    return int(wanted)


def baseline_html(base: Baseline, texts: Texts) -> Markup:
    """How far the baseline is and what is advised, in words."""
    n, measure = len(base.values), base.measure
    facts = [texts(f"apps_baseline.freeze.{base.state}", n=n, useful=base.useful, fewest=FEWEST)]
    if base.values:
        first, last = texts.formats.day(base.days[0]), texts.formats.day(base.days[-1])
        facts.append(texts("apps_baseline.freeze.from", first=first, last=last))
        facts.append(texts("apps_baseline.freeze.all", value=value_text(base.median, measure, texts)))
    return html.join(html.bullets(facts), html.paragraph(_frozen(base, texts), "finding"))


def _frozen(base: Baseline, texts: Texts) -> str:
    if not base.frozen:
        return texts("apps_baseline.freeze.open")
    value = base.first(base.frozen)
    if value is None:
        return texts("apps_baseline.freeze.waits", n=base.frozen, have=len(base.values))
    shown = value_text(value, base.measure, texts)
    return texts("apps_baseline.freeze.frozen", n=base.frozen, value=shown)


def would_be(base: Baseline, points: int, texts: Texts) -> str:
    """What freezing on the first measurements would give."""
    value = value_text(base.first(points), base.measure, texts)
    return texts("apps_baseline.freeze.would", n=points, day=texts.formats.day(base.days[points - 1]), value=value)


def report_html(book: Book, units: tuple[Unit, ...], texts: Texts) -> Markup:
    """The baseline of every measure of every unit."""
    parts = []
    for unit in units:
        parts.append(html.heading(3, unit.name))
        for measure in book.measures_of(unit):
            shown = baseline_html(baseline_of(book, unit, measure), texts)
            parts.append(html.join(html.heading(4, texts.label(measure.name)), shown))
    return html.join(*parts)
