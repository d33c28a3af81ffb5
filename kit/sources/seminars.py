"""Templates of seminars: those that travel with the kit, and a programme's own in its folder ``seminars/``."""

from __future__ import annotations

from pathlib import Path

from kit import resources
from kit.domain.network import SEMINAR_KINDS
from kit.domain.seminars.plan import CHOSEN, CLOCK, NO_LABEL, Activity, Item, SeminarPlan
from kit.errors import Problem
from kit.sources.entries import Entry, finish_all, read_entry

LEAST_SHOWN = 3


def read_plans(folder: Path, problems: list[Problem]) -> tuple[SeminarPlan, ...]:
    """Every template, by file name. One in the programme's folder takes the place of the kit's with the same name."""
    paths = {path.name: path for home in (resources.templates("seminars"), folder / "seminars") for path in _in(home)}
    found = [(path, read_entry(path, problems, base=path.parent.parent)) for _, path in sorted(paths.items())]
    return tuple(_plan(entry, path.stem) for path, entry in found if entry is not None)


def _in(home: Path) -> list[Path]:
    return sorted(home.glob("*.toml")) if home.is_dir() else []


def _plan(entry: Entry, stem: str) -> SeminarPlan:
    name, starts = entry.id(), entry.text("starts")
    if name and name != stem:
        entry.note("id_differs", "id", found=name, expected=stem)
    if starts and not CLOCK.fullmatch(starts):
        entry.note("seminar.plan.not_clock", "starts", found=starts)
        starts = ""
    items = entry.tables("item")
    plan = SeminarPlan(
        id=name,
        kinds=entry.choices("kinds", SEMINAR_KINDS),
        name=entry.label("name"),
        starts=starts or "09:00",
        items=tuple(_item(one) for one in items),
        minimum=entry.whole("minimum_group", least=LEAST_SHOWN, default=5),
    )
    finish_all(items, [one.id for one in plan.items])
    entry.finish()
    return plan


def _item(entry: Entry) -> Item:
    known = [str(one) for one in Activity]
    activity = entry.choice("activity", known, "none")
    kind = Activity(activity) if activity in known else Activity.NONE
    scale = kind is Activity.SCALE
    return Item(
        id=entry.id(),
        minutes=entry.whole("minutes", least=0),
        title=entry.label("title"),
        text=entry.label_or_none("text") or NO_LABEL,
        guide=entry.label_or_none("guide") or NO_LABEL,
        activity=kind,
        ask=entry.label("ask") if kind is not Activity.NONE else NO_LABEL,
        options=entry.labels("options") if kind in CHOSEN else {},
        low=entry.label("low") if scale else NO_LABEL,
        high=entry.label("high") if scale else NO_LABEL,
    )
