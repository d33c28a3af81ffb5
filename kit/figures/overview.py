"""All measures in one table: the newest value, the whole course as a small line, the level, and what it shows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from markupsafe import Markup, escape

from kit.figures import icons
from kit.figures.chart import Chart, Finding
from kit.figures.reading import Reading, Tone, read
from kit.figures.sparkline import sparkline
from kit.figures.wording import Wording, wording_of
from kit.figures.words import period_text, value_text
from kit.figures.x_axis import x_axis
from kit.spc import Analysis
from kit.texts import Texts

SIGNS = {Tone.IMPROVING: "✓", Tone.WORSENING: "!", Tone.NEUTRAL: "◆"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure of an overview: its name and its analysis, with the words of `control_chart`."""

    name: str
    analysis: Analysis
    unit: str = ""
    percent: bool | None = None
    improvement: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One finished line of the overview; drawings are markup, all else is plain text."""

    name: str
    newest: str
    course: Markup
    level: str
    finding: Markup
    target: Markup


def overview_lines(entries: Iterable[Entry], texts: Texts) -> tuple[Line, ...]:
    """The lines of the table, in the order given."""
    return tuple(_line(entry, texts) for entry in entries)


def overview_table(entries: Sequence[Entry], texts: Texts, caption: str, *, units: bool = False) -> Markup:
    """The whole table as HTML that works without scripts, on paper and on a phone; `units` when a line is a unit."""
    lines = overview_lines(entries, texts)
    with_target = any(np.isfinite(entry.analysis.target).any() for entry in entries)
    keys = ("measure", "newest", "course", "level", "finding", *(("target",) if with_target else ()))
    heads = [texts(f"charts.overview.{key}") for key in keys]
    if units:
        heads[0] = texts("charts.table.unit")
    body = Markup("").join(_row(line, heads, with_target) for line in lines)
    head = Markup("").join(Markup('<th scope="col" role="columnheader">{}</th>').format(word) for word in heads)
    return Markup(
        '<table class="kit-stack kit-overview" role="table"><caption>{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table>'
    ).format(caption, head, body)


def _row(line: Line, heads: Sequence[str], with_target: bool) -> Markup:
    cells = [line.newest, line.course, line.level, line.finding, *([line.target] if with_target else [])]
    told = Markup("").join(
        Markup('<td role="cell" data-label="{}">{}</td>').format(head, cell)
        for head, cell in zip(heads[1:], cells, strict=True)
    )
    return Markup('<tr role="row"><th scope="row" role="rowheader">{}</th>{}</tr>').format(line.name, told)


def _line(entry: Entry, texts: Texts) -> Line:
    reading = read(entry.analysis, entry.improvement)
    known = entry.analysis.y[~np.isnan(entry.analysis.y)]
    words = wording_of(entry.analysis, entry.name, entry.unit, entry.percent).over(known.tolist())
    newest = words.value(float(known[-1]) if known.size else None, texts)
    level = words.value(reading.last.cl, texts)
    return Line(
        entry.name,
        f"{newest} {entry.unit}".strip() if known.size else newest,
        course_of(reading, words, texts),
        level,
        _finding(reading, texts),
        _target(reading, words, texts),
    )


def course_of(reading: Reading, wording: Wording, texts: Texts) -> Markup:
    """The sparkline of an analysis."""
    analysis, present = reading.analysis, reading.present
    if not present:
        return sparkline((), name=texts("charts.spark.none"))
    labels = x_axis(analysis.x, texts).labels
    values = [float(analysis.y[place]) for place in present]
    shown = {"low": min(values), "high": max(values), "newest": values[-1]}
    name = texts.counted(
        "charts.spark.name",
        len(present),
        first=labels[present[0]],
        last=labels[present[-1]],
        **{which: wording.value(value, texts) for which, value in shown.items()},
    )
    marked = {mark.place: mark.tone.value for mark in reading.marks}
    return sparkline(analysis.y.tolist(), analysis.cl.tolist(), name=name, marked=marked)


def _finding(reading: Reading, texts: Texts) -> Markup:
    if reading.counted is not None and reading.present:
        word = texts(f"spc.type.{reading.counted.variation}")
        return Markup("{} {}").format(icons.svg(icons.variation_id(reading.counted), texts), word)
    sign, key, tone = _verdict(reading)
    pattern = '<span class="kit-word kit-word-{}"><span aria-hidden="true">{}</span> {}</span>'
    return Markup(pattern).format(tone, sign, texts(key))


def _verdict(reading: Reading) -> tuple[str, str, str]:
    """Sign, words and tone; a signal that is over is a signal, but says nothing of better or worse today."""
    tones = {Tone.IMPROVING: "good", Tone.WORSENING: "warn", Tone.NEUTRAL: "other"}
    if not reading.present:
        return "○", "charts.overview.none", "mute"
    mark = reading.newest_mark
    if mark or reading.phase_signal(reading.last):
        tone = mark.tone if mark and reading.lasts(mark) else Tone.NEUTRAL
        word = {Tone.IMPROVING: "spc.type.improvement", Tone.WORSENING: "spc.type.concern"}
        return SIGNS[tone], word.get(tone, "charts.overview.signal"), tones[tone]
    if not reading.last.enough:
        return "…", "charts.overview.few", "mute"
    return "–", "charts.overview.no_signal", "mute"


def _target(reading: Reading, wording: Wording, texts: Texts) -> Markup:
    target = reading.analysis.target[-1]
    if not math.isfinite(target):
        return escape(texts.formats.number(None))
    value = escape(wording.value(float(target), texts))
    assurance = reading.counted.assurance if reading.counted else None
    return Markup("{} {}").format(value, icons.svg(assurance, texts)) if assurance else value


# -- the charts of a network ------------------------------------------------------------------------------------------


def course(chart: Chart, texts: Texts) -> Markup:
    """The sparkline of a chart of a network: its values, its medians, and the newest long run as diamonds."""
    present = [(day, value) for day, value in zip(chart.x, chart.y, strict=True) if value is not None]
    if not present:
        return sparkline((), name=texts("charts.spark.none"))
    values = [value for _, value in present]
    ends: tuple[date, date] = (present[0][0], present[-1][0])
    name = texts.counted(
        "charts.spark.name",
        len(present),
        first=period_text(ends[0], chart.measure, texts),
        last=period_text(ends[1], chart.measure, texts),
        low=value_text(min(values), chart.measure, texts),
        high=value_text(max(values), chart.measure, texts),
        newest=value_text(values[-1], chart.measure, texts),
    )
    centre: list[float | None] = [None] * len(chart.x)
    for phase in chart.phases:
        centre[phase.start : phase.stop] = [phase.median] * (phase.stop - phase.start)
    run = chart.last.run if chart.last else None
    tone = chart.finding if chart.finding in (Finding.IMPROVING, Finding.WORSENING) else Finding.SIGNAL_NEUTRAL
    marked = {place: tone.value for place in run.points} if run else {}
    return sparkline(chart.y, centre, name=name, marked=marked)
