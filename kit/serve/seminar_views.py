"""What the pages of a seminar show, worked out before a template draws it: pure, from the seminar to plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from markupsafe import Markup

from kit.actions.seminar import card_record, digest, team_text
from kit.actions.seminar_form import CARD_FIELDS, CARD_KINDS, INSTRUMENT
from kit.domain.entries.entry import Entry, read
from kit.domain.entries.fields import Spec, specs, to_plain
from kit.domain.entries.seminar import SeminarAnswer
from kit.domain.held import Held
from kit.domain.network import Unit
from kit.domain.seminars.plan import ON_OWN_CHART, SCALE, Activity, Item
from kit.domain.seminars.room import elapsed, minutes_of
from kit.domain.seminars.seat import Seat
from kit.domain.seminars.tally import WRITTEN, Tally
from kit.figures.captions import finding, rules_line
from kit.figures.chart import Chart
from kit.figures.plain_chart import plain_chart
from kit.figures.room_results import answered, results_html
from kit.figures.words import value_text
from kit.texts import Texts

MILLION = 1000


@dataclass(frozen=True, slots=True)
class Clock:
    """The item's clock: `left` seconds when it was made (negative when time is up), and whether it runs. `now` and
    `end` in milliseconds since 1970, for a page that counts on by itself."""

    left: int
    runs: bool
    now: int
    end: int
    until: str

    @property
    def shown(self) -> str:
        """The time left as it stands before a script counts on."""
        whole = abs(self.left)
        return f"{'−' if self.left < 0 else ''}{whole // 60}:{whole % 60:02d}"


def clock_of(held: Held, texts: Texts, now: datetime) -> Clock | None:
    """The clock of the item the room is at; None before it has begun, when it has ended, or for one without a time."""
    minutes = minutes_of(held.room, held.plan)
    if not held.begun or held.room.ended or not minutes:
        return None
    left = timedelta(minutes=minutes) - elapsed(held.room, now)
    end, runs = now + left, not held.room.held
    until = texts.formats.time(end.astimezone()) if runs else ""
    stamp, last = (int(at.timestamp() * MILLION) for at in (now, end))
    return Clock(int(left.total_seconds()), runs, stamp, last, until)


def shown_results(held: Held, item: Item, texts: Texts) -> Markup:
    """What the room is shown for an item."""
    made = held.released(item)
    return results_html(item, made, texts, held.book.programme.instrument(INSTRUMENT)) if made else Markup("")


def phone_view(held: Held, seat: Seat, texts: Texts, chart_of: Callable[[str], Chart | None]) -> dict[str, Any]:
    """What a phone shows: the item, its question or its results, and what was answered from here.

    `chart_of` gives the chart of a unit that exercises are about.
    """
    now, item, book = datetime.now(UTC), held.item, held.book
    unit, municipality = book.unit(seat.unit), book.municipality(seat.municipality)
    place = " · ".join(one.name for one in (municipality, unit) if one)
    view: dict[str, Any] = {"held": held, "item": item, "place": place, "clock": clock_of(held, texts, now)}
    if item is None or not item.asks:
        return view
    mine = _mine(held, seat, item)
    view |= {
        "open": held.room.open,
        "mine": mine,
        "saved": mine is not None,
        "chart": _own_chart(held, seat, item, texts, chart_of),
    }
    view |= {"results": shown_results(held, item, texts) if held.room.shown else Markup("")}
    return view | _asked(held, seat, item, texts)


def _mine(held: Held, seat: Seat, item: Item) -> SeminarAnswer | None:
    found = [one.value for one in held.answers_to(item) if one.key == seat.key(item)]
    return found[-1] if found else None


def _asked(held: Held, seat: Seat, item: Item, texts: Texts) -> dict[str, Any]:
    """The question's form, as far as it differs between kinds."""
    if item.activity in CARD_KINDS:
        stands = card_record(held, seat, item)
        content = (stands.content if stands else "") or ""
        card = to_plain(read(CARD_KINDS[item.activity], content)) if content else {}
        fields = {"fields": _card_fields(item), "units": _units(held, seat), "roles": held.book.programme.roles}
        return {**fields, "card": card, "seen": digest(content)}
    if item.activity is Activity.SCALE:
        ends = {"1": texts.label(item.low), "5": texts.label(item.high)}
        return {"options": {value: f"{value} {ends.get(value, '')}".strip() for value in SCALE}}
    if item.activity is Activity.EVALUATION:
        return {"instrument": held.book.programme.instrument(INSTRUMENT)}
    if item.activity is Activity.DEFINITION:
        stands = team_text(held, seat, item)
        return {"text": stands, "seen": digest(stands)}
    if item.activity is Activity.APPLY:
        theirs = held.neighbour(seat.municipality)
        options = {one: texts.label(label) for one, label in item.options.items()}
        return {"neighbour": theirs.value.text if theirs else "", "options": options}
    return {"options": {one: texts.label(label) for one, label in item.options.items()}}


def _card_fields(item: Item) -> list[tuple[str, Spec]]:
    kind = CARD_KINDS[item.activity]
    known = {spec.name: spec for spec in specs(kind.body)}
    return [(f"entries.{kind.id}.{name}", known[name]) for name in CARD_FIELDS[item.activity]]


def _units(held: Held, seat: Seat) -> tuple[Unit, ...]:
    return () if seat.unit else held.book.units_of(seat.municipality)


def _own_chart(
    held: Held, seat: Seat, item: Item, texts: Texts, chart_of: Callable[[str], Chart | None]
) -> dict[str, Any] | None:
    """The team's own chart: only its name while it is guessed at, without the finding until the results are shown."""
    if item.activity not in ON_OWN_CHART:
        return None
    units = [seat.unit] if seat.unit else [unit.id for unit in held.book.units_of(seat.municipality)]
    charts = [chart for unit in units if (chart := chart_of(unit))]
    if not charts:
        return {"name": "", "drawn": Markup(""), "says": ""}
    chart = max(charts, key=lambda one: len(one.y))
    name = f"{texts.label(chart.measure.name)} · {chart.unit.name}"
    shown = held.room.shown
    guessing = item.activity is Activity.PREDICT and not shown
    drawn = Markup("") if guessing else plain_chart(chart, texts, name=name)
    says = [finding(chart, texts), rules_line(chart, texts)] if shown else []
    if shown and item.activity is Activity.PREDICT and chart.last:
        says.insert(0, texts("seminar.chart.median", value=value_text(chart.last.median, chart.measure, texts)))
    return {"name": name, "drawn": drawn, "says": says}


def wall_view(held: Held, texts: Texts) -> dict[str, Any]:
    """What the projector shows."""
    item, now = held.item, datetime.now(UTC)
    view: dict[str, Any] = {"held": held, "item": item, "clock": clock_of(held, texts, now), "phones": held.phones}
    if item is None or not item.asks:
        return view
    n = len(held.answers_to(item))
    results = shown_results(held, item, texts) if held.room.shown else Markup("")
    options = [texts.label(label) for label in item.options.values()]
    return view | {"open": held.room.open, "count": answered(item, n, texts), "results": results, "options": options}


@dataclass(frozen=True, slots=True)
class Table:
    """A municipality in the room: phones, and how many have answered what is asked now."""

    code: str
    name: str
    phones: int
    counted: int | None
    units: tuple[str, ...]
    answered: int


def control_view(held: Held, texts: Texts, medians: Mapping[str, float] | None = None) -> dict[str, Any]:
    """What the facilitator sees and can do."""
    item, now = held.item, datetime.now(UTC)
    mine = held.answers_to(item) if item else ()
    by_place: dict[str, int] = {}
    for one in mine:
        by_place[one.municipality] = by_place.get(one.municipality, 0) + 1
    tables = [
        Table(
            p.municipality.code, p.municipality.name, p.phones, p.counted, p.units, by_place.get(p.municipality.code, 0)
        )
        for p in held.present
    ]
    view = {"held": held, "item": item, "clock": clock_of(held, texts, now), "tables": tables, "phones": held.phones}
    view |= {"times": held.plan.clock(), "following": held.plan.beside(held.room.item, 1)}
    if item is None or not item.asks:
        return view
    made: Tally = held.counted(item, medians)
    instrument = held.book.programme.instrument(INSTRUMENT)
    before = held.released(item) if held.room.shown and held.too_few_since_shown(item) else None
    view |= {"as_before": before is not None and before.n != len(mine)}
    view |= {"count": answered(item, len(mine), texts), "preview": results_html(item, made, texts, instrument)}
    return view | {"waiting": _texts_to_judge(held, item), "written": item.activity in WRITTEN}


def _texts_to_judge(held: Held, item: Item) -> list[tuple[Entry[SeminarAnswer], str]]:
    """The texts of an item with what was said about each: "new", "shown" or "kept"; the new ones first."""
    if item.activity not in WRITTEN:
        return []
    states = {True: "shown", False: "kept"}
    told = [
        (one, states[one.key in held.approved] if one.key in held.judged else "new") for one in held.answers_to(item)
    ]
    return sorted((one for one in told if one[0].value.text), key=lambda one: one[1] != "new")
