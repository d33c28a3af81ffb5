"""What the charts of a whole network show, measure by measure, beside the number that chance alone would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kit import spc
from kit.actions.chart import charts_of
from kit.domain.book import Book
from kit.domain.measure import Measure
from kit.domain.portfolio import taking_part
from kit.figures.chart import BaselineState, Chart, Finding

SIGNALS = (Finding.IMPROVING, Finding.WORSENING, Finding.SIGNAL_NEUTRAL)
JUDGED = (*SIGNALS, Finding.NONE)
RULES = "anhoej"  # the rules whose false signals are known exactly


@dataclass(frozen=True, slots=True)
class Signals:
    """The charts of one measure, or of all; `by_chance` is how many of them chance alone would set off.

    It is about the `reckoned` charts with enough points that the Anhøj rules judge: of other rules the exact number is
    not known, and those charts are not in it.
    """

    measure: Measure | None
    charts: tuple[Chart, ...]
    by_chance: float
    reckoned: int

    @property
    def counts(self) -> Mapping[Finding, int]:
        """How many charts show what."""
        return Counter(chart.finding for chart in self.charts)

    @property
    def judged(self) -> int:
        """Charts with enough points."""
        return sum(self.counts[finding] for finding in JUDGED)

    @property
    def signals(self) -> int:
        """Charts with a signal, to the better, to the worse, or neither."""
        return sum(self.counts[finding] for finding in SIGNALS)

    def that_show(self, finding: Finding) -> tuple[Chart, ...]:
        """The charts that show this, in the order of the network file."""
        return tuple(chart for chart in self.charts if chart.finding is finding)


def charts_of_network(book: Book) -> tuple[Chart, ...]:
    """Every chart of every unit of those that take part, in the order of the network file."""
    codes = {municipality.code for municipality in taking_part(book)}
    return tuple(chart for unit in book.units if unit.municipality in codes for chart in charts_of(book, unit))


def signals_of(measure: Measure | None, charts: Sequence[Chart]) -> Signals:
    """The signals of these charts."""
    rates = [rate for chart in charts if (rate := _by_chance(chart)) is not None]
    return Signals(measure, tuple(charts), sum(rates), len(rates))


def signals_by_measure(book: Book, charts: Sequence[Chart]) -> tuple[Signals, ...]:
    """One row a measure that somebody follows, in the programme's order; own measures of municipalities are the last
    row, together and without a name."""
    rows = []
    for measure in book.programme.measures:
        mine = [chart for chart in charts if chart.measure.id == measure.id]
        if mine and not measure.is_own:
            rows.append(signals_of(measure, mine))
    own = [chart for chart in charts if chart.measure.is_own]
    return (*rows, signals_of(None, own)) if own else tuple(rows)


def _by_chance(chart: Chart) -> float | None:
    """How likely the newest phase is to show a signal by chance; None where nobody knows, or no signal can come."""
    last = chart.last
    if last is None or not last.part.enough or chart.judged_by != RULES:
        return None
    return spc.false_signal_rate(last.part.n_useful, known_centre=last.baseline.state is BaselineState.FROZEN)
