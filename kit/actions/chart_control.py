"""The control chart that fits a measure: same points, phases, baselines and points left out, with limits.

Which kind fits is the table "Which chart" of docs/methods.md.
"""

from __future__ import annotations

from kit import spc
from kit.actions.chart_decisions import RUN_RULES
from kit.actions.chart_phases import analysed, baselines_of
from kit.domain.measure import ValueKind
from kit.figures.chart import Chart, RowState

NEEDED = 12  # points: below this the limits say more than the points know
LARGE = 1000  # median denominator from which plain P and U limits are too narrow
ONLY_KIND = {"mdc": "i"}  # Making Data Count is defined for single values


def control_kind(chart: Chart) -> str:
    """The kind of control chart for the measure and its values; the kind its rule set is made for, where it has one."""
    kind = chart.measure.value
    if chart.rules in ONLY_KIND:
        return ONLY_KIND[chart.rules]
    if kind in (ValueKind.PERCENT, ValueKind.RATE):
        plain = "p" if kind is ValueKind.PERCENT else "u"
        return f"{plain}p" if _large(chart) else plain
    if kind is ValueKind.DAYS_BETWEEN:
        return "g" if any(row.value == 0 for row in chart.points) else "t"
    return "c" if kind is ValueKind.COUNT else "ip"


def _large(chart: Chart) -> bool:
    known = sorted(row.denominator for row in chart.points if row.denominator)
    return bool(known) and known[len(known) // 2] >= LARGE


def control_of(chart: Chart) -> spc.Analysis | None:
    """The analysis behind the control chart, by the rule set that was chosen; None with fewer than `NEEDED` points."""
    if sum(row.state is RowState.MEASURED for row in chart.points) < NEEDED:
        return None
    ends = [mark.position for mark in chart.breaks if 0 < mark.position < len(chart.points)]
    wanted = chart.last.baseline.wanted if chart.last else 0
    baselines = baselines_of(chart.points, ends, wanted)
    return analysed(control_kind(chart), chart.points, chart.measure, ends, baselines, rules=chart.rules)


def needs_limits(rules: str) -> bool:
    """Whether a rule set judges the control chart alone."""
    return rules not in RUN_RULES
