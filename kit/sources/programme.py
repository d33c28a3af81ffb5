"""Programmes: folders of TOML files that say what a network runs on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from kit import resources
from kit.domain.checklist import Checklist, ChecklistItem, Theme
from kit.domain.label import LANGUAGES
from kit.domain.measure import Direction, Goal, GoalKind, Measure, MeasureKind, ValueKind
from kit.domain.programme import Area, PlannedSeminar, Programme
from kit.domain.survey import LOWEST_MINIMUM, Option, Questionnaire, RespondentGroup, Scale, Statement
from kit.errors import Problem, ProblemsFound, Where
from kit.sources.entries import Entry, no_doubles, read_entry

FREQUENCIES = ("week", "month", "quarter", "half_year", "event")
SEMINAR_KINDS = ("preparation", "information", "learning", "final")
MARKS = ("C", "P")
Kind = TypeVar("Kind", MeasureKind, ValueKind, Direction, GoalKind)
_NEEDS_DENOMINATOR = (ValueKind.PERCENT, ValueKind.RATE, ValueKind.MEAN)


def programme_folders() -> dict[str, Path]:
    """Every programme that travels with the kit: id (the folder's name) and folder."""
    folders = sorted(folder for folder in resources.programmes().iterdir() if (folder / "programme.toml").is_file())
    return {folder.name: folder for folder in folders}


class Programmes(Mapping[str, Programme]):
    """The programmes that travel with the kit, by id; each is read when it is first asked for.

    `own` is a network's own file of measures, which are added to the programme's; it may be missing.
    """

    def __init__(self, own: Path | None = None) -> None:
        self._folders = programme_folders()
        self._own = own
        self._read: dict[str, Programme] = {}

    def __getitem__(self, name: str) -> Programme:
        if name not in self._read:
            self._read[name] = read_programme(self._folders[name], self._own)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)


def read_programme(folder: Path, own: Path | None = None) -> Programme:
    """Read the programme in `folder`: programme.toml, checklist.toml, measures.toml and leadership.toml.

    `own` is a file of further areas and measures, written like measures.toml; it is left out when it is not there.

    Raises
    ------
    ProblemsFound
        With every fault of every file; `Where.cell` names the key, such as ``item.P01.owners``.
    """
    problems: list[Problem] = []
    paths = [folder / f"{name}.toml" for name in ("programme", "checklist", "measures", "leadership")]
    files = [read_entry(path, problems) for path in paths]
    files.append(read_entry(own, problems) if own and own.is_file() else None)
    main, checklist, measures, leadership, own_file = (file or Entry({}, Where(), []) for file in files)
    roles, unit_kinds = main.labels("roles"), main.labels("unit_kinds")
    areas = (*_areas(measures), *(_areas(own_file) if own_file.has("area") else ()))
    programme = Programme(
        id=_programme_id(main, folder),
        version=main.text("version"),
        country=main.choice("country", ("dk", "no")),
        language=main.choice("language", LANGUAGES),
        weeks=main.whole("weeks", least=1),
        name=main.label("name"),
        source=main.label("source"),
        roles=roles,
        unit_kinds=unit_kinds,
        seminars=_seminars(main),
        checklist=_checklist(checklist, roles),
        areas=areas,
        measures=_measures((measures, own_file), [area.id for area in areas], unit_kinds),
        leadership=_questionnaire(leadership),
    )
    for file in (main, checklist, measures, leadership, own_file):
        file.finish()
    if problems:
        raise ProblemsFound(tuple(problems))
    return programme


def _programme_id(main: Entry, folder: Path) -> str:
    name = main.id()
    if name and name != folder.name:
        main.note("id_differs", "id", found=name, expected=folder.name)
    return name


def _seminars(main: Entry) -> tuple[PlannedSeminar, ...]:
    entries = main.tables("seminar")
    seminars = tuple(
        PlannedSeminar(entry.id(), entry.choice("kind", SEMINAR_KINDS), entry.label("name"), entry.whole("week"))
        for entry in entries
    )
    _finish(entries, [seminar.id for seminar in seminars])
    return seminars


def _checklist(file: Entry, roles: Collection[str]) -> Checklist:
    theme_entries, item_entries = file.tables("theme"), file.tables("item")
    themes = tuple(Theme(entry.id(), entry.label("name")) for entry in theme_entries)
    items = tuple(_item(entry, [theme.id for theme in themes], roles) for entry in item_entries)
    _finish(theme_entries, [theme.id for theme in themes])
    _finish(item_entries, [item.id for item in items])
    return Checklist(themes, items)


def _item(entry: Entry, themes: Collection[str], roles: Collection[str]) -> ChecklistItem:
    owners = entry.choices("owners", roles)
    if entry.has("owners") and not owners:
        entry.note("missing", "owners", expected=", ".join(roles))
    return ChecklistItem(
        id=entry.id(),
        theme=entry.choice("theme", themes),
        text=entry.label("text"),
        owners=owners,
        due_week=entry.number("due_week"),
        critical=entry.flag("critical", False),
        evidence=entry.label("evidence"),
        basis=entry.text("basis", ""),
        mark=entry.choice("mark", MARKS, "P"),
    )


def _areas(file: Entry) -> tuple[Area, ...]:
    entries = file.tables("area")
    areas = tuple(Area(entry.id(), entry.label("name")) for entry in entries)
    _finish(entries, [area.id for area in areas])
    return areas


def _measures(files: Collection[Entry], areas: Collection[str], unit_kinds: Collection[str]) -> tuple[Measure, ...]:
    entries = [entry for file in files for entry in file.tables("measure")]
    measures = tuple(_measure(entry, areas, unit_kinds) for entry in entries)
    _finish(entries, [measure.id for measure in measures])
    return measures


def _measure(entry: Entry, areas: Collection[str], unit_kinds: Collection[str]) -> Measure:
    value = _one_of(entry, "value", ValueKind)
    if value in _NEEDS_DENOMINATOR and not entry.has("denominator"):
        entry.note("missing", "denominator", expected="denominator")
    return Measure(
        id=entry.id(),
        area=entry.choice("area", areas),
        kind=_one_of(entry, "kind", MeasureKind),
        name=entry.label("name"),
        numerator=entry.label("numerator"),
        denominator=entry.label_or_none("denominator"),
        value=value,
        per=entry.whole("per", least=1, default=100 if value is ValueKind.PERCENT else 1),
        frequency=entry.choice("frequency", FREQUENCIES),
        direction=_one_of(entry, "direction", Direction),
        goal=_goal(entry),
        exclusions=entry.label_or_none("exclusions"),
        sample=entry.label_or_none("sample"),
        settings=entry.choices("settings", unit_kinds, ()),
        basis=entry.text("basis", ""),
        mark=entry.choice("mark", MARKS, "P"),
    )


def _one_of(entry: Entry, name: str, kind: type[Kind]) -> Kind:
    options = [str(member) for member in kind]
    found = entry.choice(name, options)
    return kind(found if found in options else options[0])


def _goal(entry: Entry) -> Goal:
    table = entry.table("goal")
    if not entry.has("goal"):
        return Goal(GoalKind.WATCH)
    goal = Goal(_one_of(table, "kind", GoalKind), table.number("value", 0.0))
    if goal.kind in (GoalKind.VALUE, GoalKind.CHANGE) and not table.has("value"):
        table.note("missing", "value", expected="value")
    table.finish()
    return goal


def _questionnaire(file: Entry) -> Questionnaire:
    scale_entries = file.tables("scale")
    scales = tuple(Scale(entry.id(), entry.label("name"), entry.label("meaning")) for entry in scale_entries)
    _finish(scale_entries, [scale.id for scale in scales])
    return Questionnaire(
        id=file.id(),
        version=file.text("version"),
        title=file.label("title"),
        intro=file.label("intro"),
        licence=file.label("licence"),
        source=file.label("source"),
        minimum_group=file.whole("minimum_group", least=LOWEST_MINIMUM),
        options=_options(file),
        groups=_groups(file),
        scales=scales,
        statements=_statements(file, [scale.id for scale in scales]),
    )


def _options(file: Entry) -> tuple[Option, ...]:
    entries = file.tables("option", key="value")
    options = tuple(Option(e.whole("value") if e.has("value") else None, e.label("label")) for e in entries)
    values = [option.value for option in options]
    for entry, value in zip(entries, values, strict=True):
        if values.count(value) > 1:
            entry.note("duplicate", "value", found=value)
    if entries and len({value for value in values if value is not None}) < 2:
        file.note("too_few_options", "option")
    for entry in entries:
        entry.finish()
    return options


def _groups(file: Entry) -> tuple[RespondentGroup, ...]:
    entries = file.tables("group")
    groups = tuple(
        RespondentGroup(entry.id(), entry.label("name"), entry.choice("version", ("leader", "staff")))
        for entry in entries
    )
    _finish(entries, [group.id for group in groups])
    return groups


def _statements(file: Entry, scales: Collection[str]) -> tuple[Statement, ...]:
    entries = file.tables("statement")
    statements = tuple(
        Statement(
            entry.id(),
            entry.choice("scale", scales),
            entry.label("leader"),
            entry.label("staff"),
            entry.flag("reverse", False),
        )
        for entry in entries
    )
    _finish(entries, [statement.id for statement in statements])
    return statements


def _finish(entries: list[Entry], ids: list[str]) -> None:
    no_doubles(zip(entries, ids, strict=True))
    for entry in entries:
        entry.finish()
