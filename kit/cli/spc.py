"""`kit spc FILE`: findings in sentences and a chart in one file, from any CSV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from kit import spc
from kit.cli.spc_columns import Columns, Wanted, choose, said
from kit.cli.talk import FINDINGS, FINE, USAGE, Terminal, write, write_json
from kit.errors import ValueRefused
from kit.figures.control_captions import Caption, caption
from kit.figures.control_chart import control_chart
from kit.figures.control_words import error_text, kind_name
from kit.figures.cusum_chart import cusum_caption, cusum_chart
from kit.figures.funnel_plot import funnel_caption, funnel_plot
from kit.figures.overview import Entry, overview_table
from kit.figures.page import Section, whole_page
from kit.figures.pareto_chart import pareto_caption, pareto_chart
from kit.figures.small_multiples import grid_sentence, unit_figures
from kit.sources.faults import Faults
from kit.sources.plain_table import PlainTable, read_plain_table
from kit.sources.safe_write import written_whole
from kit.texts import Texts

BETTER = {"": None, "up": "increase", "down": "decrease"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What was typed beside the file. `freeze` to `cl` go to `spc.analyse`; numbers may have a decimal comma."""

    kind: str = "run"
    wanted: Wanted = field(default_factory=Wanted)
    freeze: int | None = None
    part: str = ""
    exclude: str = ""
    target: str = ""
    multiply: str = ""
    cl: str = ""
    rules: str = "anhoej"
    better: str = ""
    title: str = ""
    out: Path | None = None
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class _Job:
    """A file that was read, with the columns and settings of its chart."""

    choice: Choice
    table: PlainTable
    columns: Columns
    settings: dict[str, Any]
    values: dict[str, Any]
    texts: Texts

    @property
    def title(self) -> str:
        """What is measured: as typed, else the heading of its column."""
        name = self.columns.y.name if self.columns.y else self.texts("charts.days_between")
        return self.choice.title or name

    @property
    def unit(self) -> str:
        """What the values count, where there is a denominator."""
        y, n = self.columns.y, self.columns.n
        if y is None or n is None:
            return ""
        factor = float(self.settings.get("multiply", 1.0))
        if factor == 1:
            return self.texts("charts.unit.ratio", over=y.name, under=n.name)
        return self.texts("charts.unit.per", per=self.texts.formats.number(factor), name=n.name)

    @property
    def words(self) -> dict[str, Any]:
        """The words of the chart and its captions."""
        return {"title": self.title, "unit": self.unit, "improvement": BETTER[self.choice.better]}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came out: the sections of the page, the sentences by name, and the numbers."""

    sections: tuple[Section, ...]
    told: tuple[tuple[str, Caption], ...]
    results: tuple[tuple[str, dict[str, Any]], ...]


def analyse_file(terminal: Terminal, file: Path, choice: Choice) -> int:
    """Read the file, say what its chart shows, and write it: 1 for a file that cannot be used, 2 for a wrong choice."""
    table = read_plain_table(file, terminal.texts.language)
    try:
        job = _prepared(table, choice, terminal.texts)
    except ValueRefused as error:
        terminal.refuse(error)
        return USAGE
    terminal_note = "" if choice.as_json else said(job.columns, table, terminal.texts)
    try:
        answer = ANSWERS.get(choice.kind, _charts)(job)
    except spc.SpcError as error:
        write(error_text(error, terminal.texts), error=True)
        return FINDINGS if isinstance(error, (spc.DataError, spc.ShapeError)) else USAGE
    if terminal_note:
        write(terminal_note, error=True)
    _speak(terminal, job, answer, _written(job, answer, file))
    return FINE


# -- what was typed ---------------------------------------------------------------------------------------------------


def _prepared(table: PlainTable, choice: Choice, texts: Texts) -> _Job:
    part = table.column(choice.part) if choice.part and not choice.part[0].isdigit() else None
    if choice.part and not choice.part[0].isdigit() and part is None:
        choices = ", ".join(column.name for column in table.columns)
        raise ValueRefused("spc.no_column", file=table.file, name=choice.part, choices=choices)
    if choice.better not in BETTER:
        raise _bad("--better", choice.better, "better", texts)
    wanted = replace(choice.wanted, part=choice.part if part else "")
    settings = _settings(choice, texts)
    columns = choose(table, wanted, choice.kind)
    return _Job(choice, table, columns, settings, _values(table, columns, choice.kind, texts), texts)


def _settings(choice: Choice, texts: Texts) -> dict[str, Any]:
    """The settings for `spc.analyse`; those that were not typed are left out."""
    found: dict[str, Any] = {"rules": choice.rules.replace("-", "_"), "freeze": choice.freeze}
    for name in ("target", "multiply", "cl"):
        text = getattr(choice, name)
        found[name] = _number(f"--{name}", text, texts) if text else None
    for name, text in (("part", choice.part), ("exclude", choice.exclude)):
        numbers = bool(text) and (name == "exclude" or text[0].isdigit())
        found[name] = _positions(f"--{name}", text, texts) if numbers else None
    return {name: value for name, value in found.items() if value is not None}


def _number(option: str, text: str, texts: Texts) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise _bad(option, text, "number", texts) from None


def _positions(option: str, text: str, texts: Texts) -> list[int]:
    try:
        return [int(word) for word in text.replace(";", ",").split(",")]
    except ValueError:
        raise _bad(option, text, "positions", texts) from None


def _bad(option: str, found: str, expected: str, texts: Texts) -> ValueRefused:
    return ValueRefused("spc.bad_option", option=option, found=found, expected=texts(f"spc.expected.{expected}"))


def _values(table: PlainTable, columns: Columns, kind: str, texts: Texts) -> dict[str, Any]:
    """The columns as arrays. Raises ProblemsFound with every cell that cannot be read."""
    faults = Faults(Path(table.file), texts.language)
    found: dict[str, Any] = {}
    for name, column in (("y", columns.y), ("n", columns.n)):
        words = name == "y" and kind == "pareto"
        if column is not None:
            found[name] = np.array(column.cells, dtype=object) if words else np.array(column.numbers(faults))
    if columns.x is not None:
        x = columns.x
        cells: list[Any] = list(x.days(faults) if x.is_day else x.numbers(faults) if x.is_number else x.cells)
        found["x"] = np.array(cells, dtype=None if x.is_number and not x.is_day else object)
    for name, column in (("group", columns.group), ("part", columns.part), ("note", columns.note)):
        if column is not None:
            found[name] = np.array(column.cells, dtype=object)
    faults.refuse()
    return found


# -- charts of each kind ----------------------------------------------------------------------------------------------


def _charts(job: _Job) -> _Answer:
    groups = job.values.get("group")
    if groups is None:
        analysis = _analysis(job, np.ones(job.table.rows, dtype=np.bool_))
        events = _annotations(job)
        told = _told(job, analysis, annotations=events, **job.words)
        figure = control_chart(analysis, job.texts, annotations=events, **job.words)
        section = Section("", told.finding, (("", figure),), ((job.title, told),))
        return _Answer((section,), (("", told),), (("", analysis.as_dict()),))
    names = list(dict.fromkeys(name for name in groups.tolist() if name))
    analyses = {name: _analysis(job, groups == name) for name in names}
    told_by = {name: _told(job, one, **{**job.words, "title": name}) for name, one in analyses.items()}
    figures = unit_figures(analyses, job.texts, **job.words)
    extra = overview_table(
        [_entry(job, name, one) for name, one in analyses.items()],
        job.texts,
        f"{job.title} {job.unit}".strip(),
        units=True,
    )
    first = Section("", grid_sentence(analyses, job.texts), tuple(figures.items()), (), extra)
    each = [Section(name, one.finding, (), ((name, one),)) for name, one in told_by.items()]
    results = tuple((name, one.as_dict()) for name, one in analyses.items())
    return _Answer((first, *each), tuple(told_by.items()), results)


def _told(job: _Job, analysis: spc.Analysis, **words: Any) -> Caption:
    """What the chart says, and that a baseline which was asked for is longer than the newest phase."""
    told = caption(analysis, job.texts, **words)
    have = analysis.parts[-1].stop - analysis.parts[-1].start
    if have >= job.settings.get("freeze", 0):
        return told
    waits = job.texts("spc.freeze_waits", wanted=job.settings["freeze"], have=have)
    return replace(told, remarks=(waits, *told.remarks))


def _analysis(job: _Job, rows: np.ndarray) -> spc.Analysis:
    settings = dict(job.settings)
    settings.update({name: job.values[name][rows] for name in ("n", "x", "part") if name in job.values})
    if "y" in job.values:
        return spc.analyse(job.choice.kind, job.values["y"][rows], settings.pop("n", None), **settings)
    gaps = spc.days_between([day for day in settings.pop("x").tolist() if day is not None])
    return spc.analyse(job.choice.kind, gaps.gaps, x=gaps.dates, **settings)


def _entry(job: _Job, name: str, analysis: spc.Analysis) -> Entry:
    return Entry(name, analysis, improvement=BETTER[job.choice.better])


def _annotations(job: _Job) -> list[tuple[object, str]]:
    notes, x = job.values.get("note"), job.values.get("x")
    if notes is None:
        return []
    places = range(1, len(notes) + 1) if x is None else x.tolist()
    return [(place, text) for place, text in zip(places, notes.tolist(), strict=True) if text and place is not None]


def _funnel(job: _Job) -> _Answer:
    v, settings = job.values, {name: job.settings[name] for name in ("multiply", "cl") if name in job.settings}
    shares = settings.get("multiply", 1) in (1, 100) and not (v["y"] > v["n"]).any()
    result = spc.funnel("p" if shares else "u", v["y"], v["n"], v["group"], **settings)
    told = funnel_caption(result, job.texts, title=job.title, unit=job.unit)
    return _one(job, told, funnel_plot(result, job.texts, title=job.title, unit=job.unit), result)


def _pareto(job: _Job) -> _Answer:
    result = spc.pareto([cell or None for cell in job.values["y"].tolist()])
    told = pareto_caption(result, job.texts, title=job.title)
    return _one(job, told, pareto_chart(result, job.texts, title=job.title), result)


def _cusum(job: _Job) -> _Answer:
    result = spc.bernoulli_cusum(job.values["y"], job.settings.get("target"))
    told = cusum_caption(result, job.texts, title=job.title)
    return _one(job, told, cusum_chart(result, job.texts, title=job.title), result)


def _one(job: _Job, told: Caption, figure: Any, result: Any) -> _Answer:
    section = Section("", told.finding, (("", figure),), ((job.title, told),))
    return _Answer((section,), (("", told),), (("", _plain(vars(result))),))


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value


ANSWERS: dict[str, Callable[[_Job], _Answer]] = {"funnel": _funnel, "pareto": _pareto, "cusum": _cusum}


# -- what is said and written -----------------------------------------------------------------------------------------


def _written(job: _Job, answer: _Answer, file: Path) -> Path | None:
    """The page, beside nothing else of the user's: its name ends with the kind of chart unless another was typed."""
    if job.choice.as_json and job.choice.out is None:
        return None
    path = job.choice.out or Path(f"{file.stem}-{job.choice.kind}.html")
    chart = kind_name(job.choice.kind, job.texts)
    heading = job.texts("spc.name", title=job.title, chart=chart)
    page = whole_page(heading, answer.sections, job.texts, date.today())
    written_whole(path, lambda draft: draft.write_text(page, encoding="utf-8", newline="\n"))
    return path


def _speak(terminal: Terminal, job: _Job, answer: _Answer, page: Path | None) -> None:
    if job.choice.as_json:
        told = dict(answer.told)
        results = [
            {"name": name, "result": result, "finding": told[name].finding, "rules": told[name].rules,
             "remarks": told[name].remarks}
            for name, result in answer.results
        ]  # fmt: skip
        place = None if page is None else str(page)
        write_json({"file": job.table.file, "kind": job.choice.kind, "columns": job.columns.used(), "page": place,
                    "results": results})  # fmt: skip
        return
    for name, one in answer.told:
        write(f"{name}: {one.finding}" if name and name not in one.finding else one.finding)
        for line in (*one.remarks, *one.rules[:1]):
            write(f"  {line}")
    if page is not None:
        terminal.say("cli.spc.page", path=str(page))
