"""Programmes: folders of TOML files that say what a network runs on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from kit import resources
from kit.domain.checklist import Checklist, ChecklistItem, Theme
from kit.domain.label import LANGUAGES
from kit.domain.measure import Direction, Goal, GoalKind, Measure, MeasureKind, ValueKind
from kit.domain.network import SEMINAR_KINDS
from kit.domain.period import FREQUENCIES
from kit.domain.programme import Area, PlannedSeminar, Programme
from kit.errors import Problem, ProblemsFound, Where
from kit.sources.entries import Entry, finish_all, read_entry
from kit.sources.instruments import read_instruments
from kit.sources.programme_parts import with_parts
from kit.sources.questionnaire import read_questionnaire
from kit.sources.references import Reference, read_basis, read_references

MARKS = ("C", "P")
Kind = TypeVar("Kind", MeasureKind, ValueKind, Direction, GoalKind)


def programme_folders(own: Path | None = None) -> dict[str, Path]:
    """Every programme by id, the folder's name: those that travel with the kit, and those in the folder `own`.

    `own` may be missing. A programme there takes the place of one of the kit's with the same id.
    """
    homes = [resources.programmes(), *([own] if own and own.is_dir() else [])]
    folders = {folder.name: folder for home in homes for folder in home.iterdir() if is_programme(folder)}
    return dict(sorted(folders.items()))


def is_programme(folder: Path) -> bool:
    """Whether the folder holds a programme; a name that no system would take is no folder."""
    try:
        return (folder / "programme.toml").is_file()
    except (OSError, ValueError):
        return False


class Programmes(Mapping[str, Programme]):
    """The programmes by id; each is read when it is first asked for.

    `own` is a network's own file of measures, which are added to the programme's, and `own_programmes` the folder of
    its own programmes beside those that travel with the kit; both may be missing.
    """

    def __init__(self, own: Path | None = None, own_programmes: Path | None = None) -> None:
        self._folders = programme_folders(own_programmes)
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
    references = read_references(folder, problems)
    paths = [folder / f"{name}.toml" for name in ("programme", "checklist", "measures", "leadership")]
    files = [read_entry(path, problems) for path in paths]
    files.append(_own_measures(own, problems) if own and own.is_file() else None)
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
        checklist=_checklist(checklist, roles, references),
        areas=areas,
        measures=_measures(((measures, references), (own_file, {})), [area.id for area in areas], unit_kinds),
        leadership=read_questionnaire(leadership),
        instruments=read_instruments(folder, problems, references),
    )
    programme = with_parts(programme, folder, references, problems)
    for file in (main, checklist, measures, leadership, own_file):
        file.finish()
    if folder.parent != resources.programmes():
        _note_identifiers(folder, problems)
    if problems:
        raise ProblemsFound(tuple(problems))
    return programme


def _note_identifiers(folder: Path, problems: list[Problem]) -> None:
    """What somebody has written in a programme of their own may hold nobody's identity number. Addresses of sources
    are full of digits and are left out."""
    for part in ("", "instruments", "letters", "seminars"):
        for path in sorted((folder / part).glob("*.toml")):
            found: list[Problem] = []
            file = read_entry(path, found, folder) if path.name != "sources.toml" else None
            if file is not None:
                file.note_identifiers()
                problems += found


def _programme_id(main: Entry, folder: Path) -> str:
    name = main.id()
    if name and name != folder.name:
        main.note("id_differs", "id", found=name, expected=folder.name)
    return name


def _own_measures(path: Path, problems: list[Problem]) -> Entry | None:
    """A network's own file: like every file that a network fills in, it may hold nobody's identity number."""
    file = read_entry(path, problems)
    if file is not None:
        file.note_identifiers()
    return file


def _seminars(main: Entry) -> tuple[PlannedSeminar, ...]:
    entries = main.tables("seminar")
    seminars = tuple(
        PlannedSeminar(entry.id(), entry.choice("kind", SEMINAR_KINDS), entry.label("name"), entry.whole("week"))
        for entry in entries
    )
    finish_all(entries, [seminar.id for seminar in seminars])
    return seminars


def _checklist(file: Entry, roles: Collection[str], references: dict[str, Reference]) -> Checklist:
    theme_entries, item_entries = file.tables("theme"), file.tables("item")
    themes = tuple(Theme(entry.id(), entry.label("name")) for entry in theme_entries)
    items = tuple(_item(entry, [theme.id for theme in themes], roles, references) for entry in item_entries)
    finish_all(theme_entries, [theme.id for theme in themes])
    finish_all(item_entries, [item.id for item in items])
    return Checklist(themes, items)


def _item(
    entry: Entry, themes: Collection[str], roles: Collection[str], references: dict[str, Reference]
) -> ChecklistItem:
    owners = entry.choices("owners", roles)
    if entry.has("owners") and not owners:
        entry.note("missing", "owners", expected=", ".join(roles))
    return ChecklistItem(
        id=entry.id(),
        theme=entry.choice("theme", themes),
        text=entry.label("text"),
        owners=owners,
        due_week=entry.number("due_week", least=0),
        critical=entry.flag("critical", False),
        evidence=entry.label("evidence"),
        basis=read_basis(entry, references),
        mark=entry.choice("mark", MARKS, "P"),
    )


def _areas(file: Entry) -> tuple[Area, ...]:
    entries = file.tables("area")
    areas = tuple(Area(entry.id(), entry.label("name")) for entry in entries)
    finish_all(entries, [area.id for area in areas])
    return areas


def _measures(
    files: Collection[tuple[Entry, dict[str, Reference]]], areas: Collection[str], unit_kinds: Collection[str]
) -> tuple[Measure, ...]:
    """The measures of every file; each comes with the sources that a basis in it may name (none: any)."""
    entries = [(entry, references) for file, references in files for entry in file.tables("measure")]
    measures = tuple(_measure(entry, areas, unit_kinds, references) for entry, references in entries)
    finish_all([entry for entry, _ in entries], [measure.id for measure in measures])
    return measures


def _measure(
    entry: Entry, areas: Collection[str], unit_kinds: Collection[str], references: dict[str, Reference]
) -> Measure:
    value = _one_of(entry, "value", ValueKind)
    if value.needs_denominator and not entry.has("denominator"):
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
        basis=read_basis(entry, references),
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
