"""Reading a programme's phases.toml: its phases, and what the warnings look at."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kit.domain.network import SEMINAR_KINDS
from kit.domain.phases import Moment, Phase, Span, Watch
from kit.sources.entries import Entry, finish_all
from kit.sources.references import Reference, read_basis

MARKS = ("C", "P")
LAST_DAY = 28  # the last day that every month has
WATCHED = ("team", "leaders", "time", "role", "method", "one_person", "doctors", "survey")
PARTS = ("sponsor", "unit_leader", "needed", "project_leader")


def read_phases(
    file: Entry, roles: Collection[str], seminars: Mapping[str, int], references: dict[str, Reference]
) -> tuple[Phase, ...]:
    """The phases of the file, in its order; faults are noted. `seminars` with the week each is planned in."""
    entries = file.tables("phase")
    phases = tuple(_phase(entry, roles, seminars, references) for entry in entries)
    for entry, phase in zip(entries, phases, strict=True):
        _check_order(entry, phase, seminars)
    finish_all(entries, [phase.id for phase in phases])
    return phases


def _check_order(entry: Entry, phase: Phase, seminars: Mapping[str, int]) -> None:
    """Note a phase that ends before it begins."""
    if phase.start and phase.end and phase.start.seminar in {"", *seminars} and phase.end.seminar in {"", *seminars}:
        begins, ends = (seminars.get(one.seminar, 0) + one.week for one in (phase.start, phase.end))
        if ends < begins:
            entry.note("phases.backwards", "until", found=ends, expected=begins)


def _phase(entry: Entry, roles: Collection[str], seminars: Collection[str], references: dict[str, Reference]) -> Phase:
    span = entry.choice("span", [str(one) for one in Span])
    stretch, monthly = span in (Span.STRETCH, Span.MONTHLY), span == Span.MONTHLY
    return Phase(
        id=entry.id(),
        name=entry.label("name"),
        length=entry.label("length"),
        task=entry.label("task"),
        exit=entry.label("exit"),
        actors=entry.choices("actors", roles),
        span=Span(span) if span in list(Span) else Span.STRETCH,
        start=_moment(entry, "from", seminars, needed=stretch),
        end=_moment(entry, "until", seminars, needed=stretch),
        gathering=entry.choice("gathering", SEMINAR_KINDS) if span == Span.GATHERING else "",
        days=_days(entry, seminars),
        day=_day(entry) if monthly else 0,
        basis=read_basis(entry, references),
        mark=entry.choice("mark", MARKS, "P"),
    )


def _moment(entry: Entry, name: str, seminars: Collection[str], *, needed: bool) -> Moment | None:
    if not (needed or entry.has(name)):
        return None
    table = entry.table(name)
    moment = Moment(table.whole("week"), table.choice("seminar", seminars, "")) if entry.has(name) else None
    table.finish()
    return moment


def _days(entry: Entry, seminars: Collection[str]) -> Mapping[str, int]:
    if not entry.has("days"):
        return {}
    table = entry.table("days")
    lengths = {name: table.whole(name, least=1, default=1) for name in seminars}
    table.finish()
    return lengths


def _day(entry: Entry) -> int:
    day = entry.whole("day", least=1)
    if day > LAST_DAY:
        entry.note("not_choice", "day", found=day, expected=f"1–{LAST_DAY}")
        return LAST_DAY
    return day


def read_watch(file: Entry, items: Collection[str], roles: Collection[str]) -> Watch:
    """What the warnings look at; everything may be left out, and a warning without its items stays silent."""
    if not file.has("watch"):
        return Watch()
    table = file.table("watch")
    watched, parts = table.table("items"), table.table("roles")
    watch = Watch(
        {name: watched.choices(name, items, ()) for name in WATCHED},
        {name: parts.choices(name, roles, ()) for name in PARTS},
    )
    for one in (watched, parts, table):
        one.finish()
    return watch
