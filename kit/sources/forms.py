"""Instruments and driver diagrams as pages to print, fill in by hand and talk about.

Every form ends with the instrument's version, whether it is validated, and its source and licence lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from markupsafe import Markup

from kit.domain.drivers import DriverDiagram, PrimaryDriver, SecondaryDriver
from kit.domain.instruments import Instrument, InstrumentItem, InstrumentKind, Level, standard_work
from kit.domain.programme import Programme
from kit.texts import Texts

Cell = str | Markup
BOX = Markup('<td class="box">&#9744;</td>')  # an empty box to tick


def form(instrument: Instrument, texts: Texts) -> Markup:
    """The body of the form: what it is for, what to answer, and where it comes from."""
    parts = [_paragraph(texts.label(instrument.intro)), _paragraph(texts("forms.filled_in"))]
    return _lines(
        [*parts, *_PARTS[instrument.kind](instrument, texts), *_tasks(instrument, texts), *about(instrument, texts)]
    )


def about(instrument: Instrument, texts: Texts) -> Iterator[Markup]:
    """Version, validation, source and licence: what everybody who sees the instrument sees."""
    yield _heading(2, texts("forms.about"))
    known = texts("forms.validated" if instrument.validated else "forms.not_validated")
    yield _paragraph(f"{texts('forms.version', version=instrument.version)} {known}", "small")
    yield _paragraph(texts.label(instrument.source), "small")
    yield _paragraph(texts.label(instrument.licence), "small")


def _agreement(instrument: Instrument, texts: Texts) -> Iterator[Markup]:
    options = [texts.label(option.label) for option in instrument.options]
    for scale in instrument.scales:
        rows = (
            (texts.label(item.text), *(BOX for _ in options)) for item in instrument.items if item.scale == scale.id
        )
        yield _table(texts.label(scale.name), [texts("forms.statement"), *options], rows)


def _maturity(instrument: Instrument, texts: Texts) -> Iterator[Markup]:
    for scale in instrument.scales:
        yield _heading(2, texts.label(scale.name))
        yield _paragraph(texts.label(scale.meaning))
        for item in instrument.items:
            if item.scale == scale.id:
                yield _levels(texts.label(item.text), item.levels, texts)


def _levels(caption: str, levels: Iterable[Level], texts: Texts) -> Markup:
    head = [texts("forms.level"), texts("forms.looks_like"), texts("forms.tick")]
    rows = ((_level(level, texts), texts.label(level.text), BOX) for level in levels)
    return _table(caption, head, rows)


def _level(level: Level, texts: Texts) -> str:
    return f"{texts.formats.number(level.value)} {texts.label(level.name)}"


def _grid(instrument: Instrument, texts: Texts) -> Iterator[Markup]:
    for dimension in instrument.dimensions:
        yield _heading(2, texts.label(dimension.name))
        yield _paragraph(texts.label(dimension.meaning))
        head = [texts("forms.level"), texts("forms.looks_like")]
        yield _table(texts("forms.levels"), head, _named(dimension.levels, texts))
        for column in instrument.columns:
            if column.dimension == dimension.id:
                items = [item for item in instrument.items if item.column == column.id]
                yield _numbers(texts.label(column.name), instrument, items, dimension.levels, texts)


def _named(levels: Iterable[Level], texts: Texts) -> Iterator[tuple[str, str]]:
    return ((_level(level, texts), texts.label(level.text)) for level in levels)


def _numbers(
    caption: str, instrument: Instrument, items: Sequence[InstrumentItem], levels: Sequence[Level], texts: Texts
) -> Markup:
    rows_of = {scale.id: texts.label(scale.name) for scale in instrument.scales}
    head = [texts("forms.part"), texts("forms.statement"), *(texts.formats.number(level.value) for level in levels)]
    rows = ((rows_of[item.scale], texts.label(item.text), *(BOX for _ in levels)) for item in items)
    return _table(caption, head, rows)


def _steps(instrument: Instrument, texts: Texts) -> Iterator[Markup]:
    head = [texts("forms.evidence"), texts("forms.team"), texts("forms.facilitator")]
    for step in instrument.steps:
        caption = f"{texts.formats.number(step.value, 1)} {texts.label(step.name)}. {texts.label(step.text)}"
        yield _table(caption, head, ((texts.label(one.text), BOX, BOX) for one in step.criteria))


_PARTS: dict[InstrumentKind, Callable[[Instrument, Texts], Iterator[Markup]]] = {
    InstrumentKind.AGREEMENT: _agreement,
    InstrumentKind.MATURITY: _maturity,
    InstrumentKind.GRID: _grid,
    InstrumentKind.STEPS: _steps,
}


def _tasks(instrument: Instrument, texts: Texts) -> Iterator[Markup]:
    """The standard-work calendar, one table a tier."""
    if instrument.tasks:
        yield _heading(2, texts("forms.standard_work"))
    for tier in instrument.tiers:
        work = standard_work(instrument, tier.id)
        rows = ((texts(f"forms.rhythm.{rhythm}"), texts.label(task.text)) for rhythm in work for task in work[rhythm])
        yield _table(texts.label(tier.name), [texts("forms.when"), texts("forms.task")], rows)


def diagrams(programme: Programme, texts: Texts) -> Markup:
    """Every focus area with its aim, the headings of its bundle, and its driver diagram."""
    names = {area.id: texts.label(area.name) for area in programme.areas}
    measures = {measure.id: texts.label(measure.name) for measure in programme.measures}
    parts = [_paragraph(texts("forms.drivers.intro"))]
    for diagram in programme.drivers:
        parts += [_heading(2, names[diagram.area]), *_diagram(diagram, measures, texts)]
    return _lines([*parts, _paragraph(texts("apps.mark.C"), "small"), _paragraph(texts("apps.mark.P"), "small")])


def _diagram(diagram: DriverDiagram, measures: dict[str, str], texts: Texts) -> Iterator[Markup]:
    aim = texts("forms.drivers.aim", aim=texts.label(diagram.aim))
    yield _paragraph(f"{aim} ({diagram.mark})")
    if diagram.bundle:
        yield _heading(3, texts("forms.bundle"))
        items = (f"{texts.label(one.text)} ({one.mark})" for one in diagram.bundle)
        yield Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(item) for item in items))
    head = [texts(f"forms.drivers.{part}") for part in ("primary", "secondary", "ideas", "measures")]
    ends = [(primary, secondary) for primary in diagram.primary for secondary in primary.secondary]
    yield _table(texts("forms.drivers.table"), head, (_end(*end, measures, texts) for end in ends))


def _end(
    primary: PrimaryDriver, secondary: SecondaryDriver, measures: dict[str, str], texts: Texts
) -> tuple[Cell, ...]:
    ideas = Markup("<br>").join(texts.label(idea) for idea in secondary.ideas)
    shown = Markup("<br>").join(measures[name] for name in secondary.measures)
    return texts.label(primary.name), texts.label(secondary.name), ideas, shown


def _heading(level: int, text: str) -> Markup:
    return Markup("<h{0}>{1}</h{0}>").format(level, text)


def _paragraph(text: str, kind: str = "") -> Markup:
    return Markup('<p class="{}">{}</p>').format(kind, text) if kind else Markup("<p>{}</p>").format(text)


def _lines(parts: Iterable[Markup]) -> Markup:
    return Markup("\n").join(parts)


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Markup:
    top = Markup("").join(Markup('<th scope="col">{}</th>').format(one) for one in head)
    body = _lines(Markup("<tr>{}</tr>").format(_row(row)) for row in rows)
    inside = Markup("<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>").format(
        caption, top, body
    )
    return Markup('<div class="wide"><table>{}</table></div>').format(inside)


def _row(row: Sequence[Cell]) -> Markup:
    cells = (cell if cell is BOX else Markup("<td>{}</td>").format(cell) for cell in row[1:])
    return Markup('<th scope="row">{}</th>').format(row[0]) + Markup("").join(cells)
