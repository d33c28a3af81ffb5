"""What a chart of an analysis says: the finding, the rules it was judged by, remarks, and the table behind it.

Every sentence is chosen by the ids of the result and filled with its values.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kit import spc
from kit.figures.annotations import happenings
from kit.figures.captions import Table
from kit.figures.control_words import centre_id, explained, kind_name, line_word, rule_name, rules_name
from kit.figures.reading import WHOLE_PHASE, Annotations, Reading, Tone, read
from kit.figures.wording import Wording, plain_number, wording_of
from kit.figures.x_axis import XAxis, x_axis
from kit.spc import ENOUGH_POINTS, Analysis, Part
from kit.texts import Texts

NAMED = 4  # points named one by one; more of them become "and more"
ABOUT_RUNS = ("long_run", *WHOLE_PHASE)


@dataclass(frozen=True, slots=True)
class Caption:
    """`finding` is a sentence or a few; `rules` begins with the rule set's name; then remarks, and the table."""

    finding: str
    rules: tuple[str, ...]
    remarks: tuple[str, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class _Told:
    """What the sentences are made from."""

    reading: Reading
    wording: Wording
    axis: XAxis
    texts: Texts

    @property
    def analysis(self) -> Analysis:
        return self.reading.analysis

    def value(self, value: float) -> str:
        return self.wording.value(float(value), self.texts)

    def when(self, points: Sequence[int]) -> str:
        """Points (0-based) by name: a stretch by its ends, a few one by one, many by the first ones."""
        labels = [self.axis.labels[point] for point in points]
        if len(points) > 2 and points[-1] - points[0] == len(points) - 1:
            return self.texts("figures.gaps.range", first=labels[0], last=labels[-1])
        named = ", ".join(labels[:NAMED])
        return named if len(labels) <= NAMED else self.texts("figures.gaps.more", periods=named)


def caption(
    analysis: Analysis,
    texts: Texts,
    *,
    title: str = "",
    unit: str = "",
    percent: bool | None = None,
    annotations: Annotations = (),
    improvement: str | None = None,
) -> Caption:
    """Everything that stands round the chart of `analysis`; the arguments are those of `control_chart`."""
    wording = wording_of(analysis, title, unit, percent)
    shown = np.concatenate([analysis.y, analysis.cl, analysis.lcl, analysis.ucl])
    told = _Told(read(analysis, improvement), wording.over(shown.tolist()), x_axis(analysis.x, texts), texts)
    return Caption(" ".join(_finding(told)), tuple(_rules(told)), tuple(_remarks(told, annotations)), _table(told))


def chart_name(kind: str, title: str, texts: Texts) -> str:
    """What is measured and the kind of chart; the kind alone, with a capital letter, where there is no title."""
    chart = kind_name(kind, texts)
    return texts("spc.name", title=title, chart=chart) if title else f"{chart[0].upper()}{chart[1:]}"


# -- the finding ------------------------------------------------------------------------------------------------------


def _finding(told: _Told) -> Iterator[str]:
    present = told.reading.present
    if not present:
        yield told.texts("spc.verdict.empty")
        return
    name = chart_name(told.analysis.kind, told.wording.title, told.texts)
    ends = {"first": told.axis.labels[present[0]], "last": told.axis.labels[present[-1]]}
    key = "spc.lead.names" if told.axis.kind == "name" else "spc.lead"
    yield told.texts.counted(key, len(present), name=name, **ends)
    yield from _verdict(told, told.reading.last)
    yield from _direction(told)
    for part in told.analysis.parts[:-1]:
        prefix = told.texts("spc.phase", part=part.number)
        yield from (f"{prefix} {sentence}" for sentence in _fired(told, part))
    yield from _target(told)


def _verdict(told: _Told, part: Part) -> Iterator[str]:
    fired = list(_fired(told, part))
    level = {"line": line_word(told.analysis, told.texts), "value": told.value(part.cl)}
    level["line"] = f"{level['line'][0].upper()}{level['line'][1:]}"
    if fired:
        yield told.texts("spc.verdict.signal")
        yield from fired
    elif not part.enough and "long_run" in told.analysis.signals and told.axis.kind != "name":
        yield told.texts.counted("spc.verdict.few", part.n_useful, need=ENOUGH_POINTS)
    else:
        yield told.texts("spc.verdict.none")
    if math.isfinite(part.cl):
        yield told.texts("spc.level", **level)
    if not fired:
        yield from _expected(told)


def _expected(told: _Told) -> Iterator[str]:
    lower, upper = told.analysis.lcl[-1], told.analysis.ucl[-1]
    if told.reading.moving_limits or told.axis.kind == "name" or math.isnan(upper) or told.reading.last.constant:
        return
    never_below = bool((told.analysis.y[told.reading.present] >= 0).all())
    if math.isnan(lower) or (lower < 0 and never_below):
        yield told.texts("spc.expected.upper", upper=told.value(upper))
    else:
        yield told.texts("spc.expected.both", lower=told.value(lower), upper=told.value(upper))


def _fired(told: _Told, part: Part) -> Iterator[str]:
    """One sentence for every rule that has fired in a phase."""
    t, line = told.texts, line_word(told.analysis, told.texts)
    for rule in told.analysis.signals:
        points = told.reading.fired(rule, part)
        if not points:
            continue
        if rule == "long_run":
            yield t("spc.fired.long_run", run=part.longest_run, limit=part.longest_run_max, line=line)
        elif rule == "few_crossings":
            yield t.counted("spc.fired.few_crossings", part.n_crossings or 0, minimum=part.n_crossings_min, line=line)
        elif rule in WHOLE_PHASE:
            yield t(f"spc.fired.{rule}", runs=(part.n_crossings or 0) + 1, line=line)
        elif rule == "outside_limits":
            yield t.counted("spc.fired.outside_limits", len(points), when=told.when(points))
        else:
            yield t.counted("spc.fired.points", len(points), rule=rule_name(rule, t), when=told.when(points))


def _direction(told: _Told) -> Iterator[str]:
    """Whether the newest signal is for the better, where that was said; not of a pattern that has ended since."""
    counted, t = told.reading.counted, told.texts
    if counted is not None:
        cause = counted.special_cause[told.reading.present[-1]]
        yield t("spc.newest", type=t(f"spc.type.{counted.variation}"), cause=t(f"spc.cause.{cause}"))
        return
    mark = told.reading.newest_mark
    if mark is None or mark.tone is Tone.NEUTRAL:
        return
    key = mark.tone if mark.outside or told.reading.lasts(mark) else "over"
    yield t(f"spc.direction.{key}", when=told.axis.labels[mark.place], line=line_word(told.analysis, t))


def _target(told: _Told) -> Iterator[str]:
    known = told.analysis.target[~np.isnan(told.analysis.target)]
    if not known.size:
        return
    if (known == known[0]).all():
        yield told.texts("spc.target.value", value=told.value(known[0]))
    else:
        yield told.texts("spc.target.path", first=told.value(known[0]), last=told.value(known[-1]))
    counted = told.reading.counted
    if counted is not None and counted.assurance:
        yield told.texts(f"spc.assurance.{counted.assurance}")


# -- rules and remarks ------------------------------------------------------------------------------------------------


def _rules(told: _Told) -> Iterator[str]:
    t, part = told.texts, told.reading.last
    yield t("spc.rules", rules=rules_name(told.analysis, t))
    for rule in told.analysis.signals:
        if rule in ABOUT_RUNS and (part.longest_run_max is None or not told.reading.judges_runs):
            continue
        name = rule_name(rule, t)
        yield t("spc.rule_line", rule=name, text=explained(told.analysis, rule, part, t))


def _remarks(told: _Told, annotations: Annotations) -> Iterator[str]:
    t = told.texts
    yield from _baselines(told)
    yield from _points_apart(told)
    yield from _together(told)
    several = len(told.analysis.parts) > 1
    for notice in told.analysis.notices:
        if notice.id == "few_useful_points" and _needless(told, notice.part):
            continue
        prefix = f"{t('spc.phase', part=notice.part)} " if several and notice.part else ""
        yield prefix + t(f"spc.notice.{notice.id}", line=line_word(told.analysis, t), need=ENOUGH_POINTS)
    if told.reading.counted is not None and told.reading.counted.short_phases:
        yield t("spc.trial_limits")
    yield from _proposals(told)
    for event in happenings(annotations, told.axis):
        key = "spc.event" if event.place is not None else "spc.event_outside"
        when = "" if event.place is None else _label_at(told, event.place)
        yield t(key, number=event.number, when=when, text=event.text)


def _needless(told: _Told, part: int | None) -> bool:
    """Few points are no remark where runs are not judged, nor where the finding has just said so."""
    last = told.reading.last
    said = part == last.number and not any(_fired(told, last))
    rules = any(rule in told.analysis.signals for rule in ABOUT_RUNS)
    return said or not rules or not told.reading.judges_runs


def _label_at(told: _Told, place: float) -> str:
    point = min(range(len(told.axis.numbers)), key=lambda i: abs(told.axis.numbers[i] - place))
    return told.axis.labels[point]


def _baselines(told: _Told) -> Iterator[str]:
    for part in told.analysis.parts:
        stop = told.reading.frozen_to(part)
        if stop is not None:
            ends = {"first": told.axis.labels[part.start], "last": told.axis.labels[stop - 1]}
            yield told.texts("spc.baseline", n=stop - part.start, **ends)


def _points_apart(told: _Told) -> Iterator[str]:
    missing = [int(i) for i in np.flatnonzero(np.isnan(told.analysis.y) & told.analysis.included)]
    if told.analysis.kind == "mr":
        missing = [i for i in missing if math.isnan(told.analysis.observed[i]) and i > 0]
    excluded = [int(i) for i in np.flatnonzero(~told.analysis.included)]
    for key, points in (("spc.missing", missing), ("spc.excluded", excluded)):
        if points:
            yield told.texts.counted(key, len(points), when=told.when(points))
    if told.analysis.rules == "ihi" and told.analysis.kind == "run":
        far = [int(i) for i in np.flatnonzero(spc.astronomical_candidates(told.analysis))]
        if far:
            yield told.texts.counted("spc.astronomical", len(far), when=told.when(far))


def _together(told: _Told) -> Iterator[str]:
    """How several rows became one point, where the kind of chart does not say so itself."""
    a = told.analysis
    if a.kind in ("xbar", "s", "ip") or not (a.y_length > 1).any():
        return
    yield told.texts(f"spc.together.{'sum' if a.kind == 'c' or np.isfinite(a.n).any() else a.agg}")


def _proposals(told: _Told) -> Iterator[str]:
    """A phase change that the points suggest; a person decides."""
    analysis = told.analysis
    whole = len(analysis.parts) == 1 and analysis.baseline.all() and analysis.included.all()
    if analysis.kind != "run" or not whole or not told.reading.phase_signal(told.reading.last):
        return
    for change in spc.propose_phases(analysis.y).changes:
        levels = {"former": told.value(change.former_median or 0.0), "median": told.value(change.median)}
        yield told.texts("spc.proposal", since=told.axis.labels[change.start], n=change.run_length, **levels)


# -- the table --------------------------------------------------------------------------------------------------------


def _table(told: _Told) -> Table:
    a, t = told.analysis, told.texts
    counts = np.isfinite(a.n)
    centre = f"charts.table.{centre_id(a)}"
    columns = [
        (t("charts.table.point"), list(told.axis.labels), True),
        (t("charts.table.value"), [told.value(v) for v in a.y], True),
        (t("figures.table.numerator"), [plain_number(float(v), t) for v in a.y_sum], bool(counts.any())),
        (t("figures.table.denominator"), [plain_number(float(v), t) for v in a.n], bool(counts.any())),
        (t(centre), [told.value(v) for v in a.cl], bool(np.isfinite(a.cl).any())),
        (t("charts.table.lower"), [told.value(v) for v in a.lcl], bool(np.isfinite(a.lcl).any())),
        (t("charts.table.upper"), [told.value(v) for v in a.ucl], bool(np.isfinite(a.ucl).any())),
        (t("charts.table.target"), [told.value(v) for v in a.target], bool(np.isfinite(a.target).any())),
        (t("charts.table.phase"), [str(p) for p in a.part], len(a.parts) > 1),
        (t("charts.table.signals"), [_signals(told, i) for i in range(len(a))], a.any_signal or not a.included.all()),
    ]
    kept = [(heading, cells) for heading, cells, wanted in columns if wanted]
    return tuple(heading for heading, _ in kept), tuple(zip(*(cells for _, cells in kept), strict=True))


def _signals(told: _Told, point: int) -> str:
    if not told.analysis.included[point]:
        return told.texts("charts.table.excluded")
    rules = next((mark.rules for mark in told.reading.marks if mark.place == point), ())
    return ", ".join(rule_name(rule, told.texts) for rule in rules)
