"""Seminars on the facilitator's page and in the report: the agenda as a running script, what was answered, who came."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from markupsafe import Markup

from kit.apps import html
from kit.apps.desk import Desk
from kit.domain.book import Book
from kit.domain.entries.entry import Entry
from kit.domain.entries.improvement import CYCLE
from kit.domain.entries.seminar import ACTION_PLAN, COMMITMENT_CARD
from kit.domain.held import Held
from kit.domain.network import Seminar
from kit.domain.seminars.plan import CARDS, Activity, Item
from kit.domain.seminars.tally import may_show_own
from kit.errors import ValueRefused
from kit.figures.room_results import answered, results_html
from kit.kernels.surroundings import Host
from kit.texts import Texts

EVALUATION = "seminar_evaluation"


class SeminarModel:
    """The seminars of a network, and the one that the page shows."""

    def __init__(self, desk: Desk, host: Host) -> None:
        self.desk, self.host = desk, host
        self.seminar = first_shown(desk.book)
        self._choosing: list[Callable[[], None]] = []

    @property
    def book(self) -> Book:
        """What was saved last."""
        return self.desk.book

    @property
    def seminars(self) -> tuple[Seminar, ...]:
        """Every seminar of the network file, in the order of time."""
        return tuple(sorted(self.book.seminars, key=lambda one: one.on))

    def choose(self, seminar_id: object) -> None:
        """Turn to another seminar; raises ValueRefused for one that is not the network's."""
        found = next((one for one in self.seminars if one.id == seminar_id), None)
        if found is None:
            raise ValueRefused("apps.refused.choice")
        self.seminar = found
        for watcher in self._choosing:
            watcher()

    def on_choice(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` whenever another seminar is chosen."""
        self._choosing.append(watcher)

    def held(self) -> Held | None:
        """The seminar that is shown, None where the network has none."""
        return Held(self.book, self.seminar) if self.seminar else None

    def shown(self) -> tuple[Held, ...]:
        """The seminars of a report: those that were begun and the one that comes next; in an app the chosen one."""
        chosen = self.held()
        if chosen is None or self.host is not Host.REPORT:
            return (chosen,) if chosen else ()
        every = [Held(self.book, one) for one in self.seminars]
        coming = [one for one in every if not one.begun and one.seminar.on >= self.book.as_of][:1]
        return tuple([one for one in every if one.begun] + coming)


def first_shown(book: Book) -> Seminar | None:
    """The seminar to show first: the one that is running, else the next one, else the last."""
    order = sorted(book.seminars, key=lambda one: one.on)
    running = [one for one in order if Held(book, one).begun and not Held(book, one).room.ended]
    coming = [one for one in order if one.on >= book.as_of]
    return next(iter([*running[-1:], *coming, *order[-1:]]), None)


def title_html(held: Held, texts: Texts) -> Markup:
    """Which seminar it is, and its day."""
    day = texts.formats.day(held.seminar.on)
    return html.heading(2, texts("seminar.of_day", name=held.seminar.name, day=day))


def room_html(held: Held, texts: Texts) -> Markup:
    """How the seminar is run on the day, and the ways to the facilitator's screen and to the wall."""
    path = f"../../seminar/{quote(held.seminar.id, safe='')}"
    state = "over" if held.room.ended else "running" if held.begun else "not_begun"
    ways = Markup('<p><a class="kit-button" href="{0}/control">{1}</a> <a href="{0}/wall">{2}</a></p>').format(
        path, texts("seminar.control"), texts("seminar.wall")
    )
    return html.card(html.paragraph(texts(f"seminar.{state}"), "finding"), ways, html.paragraph(texts("seminar.how")))


def agenda_html(held: Held, texts: Texts) -> Markup:
    """The agenda as a running script: when, what, what the facilitator says, what is asked."""
    plan, times = held.plan, held.plan.clock()
    summary = texts(
        "seminar.script.summary",
        start=plan.starts,
        end=plan.ends,
        n=len(plan.items),
        name=texts.label(plan.name),
    )
    headings = [texts(f"seminar.script.{name}") for name in ("when", "what", "guide")]
    rows = [(times[one.id], _what(one, texts), texts.label(one.guide)) for one in plan.items]
    return html.join(
        html.heading(3, texts("seminar.agenda")),
        html.paragraph(summary),
        Markup('<div class="kit-script">{}</div>').format(html.table(texts("seminar.script.caption"), headings, rows)),
        html.paragraph(texts("seminar.script.source"), "small"),
    )


def _what(item: Item, texts: Texts) -> Markup:
    title = Markup('{} <span class="kit-small kit-plain">{}</span>').format(
        texts.label(item.title), texts.counted("seminar.minutes", item.minutes)
    )
    if not item.asks:
        return title
    kind = texts(f"entries.seminar_item.activity.{item.activity}")
    return title + Markup('<br><span class="kit-plain">{}: {}</span>').format(kind, texts.label(item.ask))


def results_pieces(held: Held, texts: Texts) -> Markup:
    """What was answered to every question, as the room was shown it, or counted where it was not shown."""
    instrument, pieces = held.book.programme.instrument(EVALUATION), []
    for item in held.plan.items:
        made = held.released(item) or held.counted(item)
        if item.asks and made.n and item.activity not in CARDS:
            pieces += [
                html.heading(4, texts.label(item.title)),
                html.paragraph(texts.label(item.ask)),
                html.paragraph(answered(item, made.n, texts), "small"),
                results_html(item, made, texts, instrument),
            ]
    title = html.heading(3, texts("seminar.results.title"))
    return html.join(title, *(pieces or [html.paragraph(texts("seminar.results.none_yet"))]))


def attendance_html(held: Held, texts: Texts) -> Markup:
    """Who came, by municipality; those from whom nobody came are named."""
    title = html.heading(3, texts("seminar.attendance"))
    came = [one for one in held.present if one.people]
    if not came:
        return html.join(title, html.paragraph(texts("seminar.attendance.none")))
    headings = [texts(f"seminar.attendance.{name}") for name in ("place", "people", "units")]
    rows = [(one.municipality.name, texts.formats.number(float(one.people)), ", ".join(one.units)) for one in came]
    away = [one.municipality.name for one in held.present if not one.people]
    total = sum(one.people for one in came)
    told = texts("seminar.attendance.total", people=total, places=len(came), all=len(held.present))
    missing = html.paragraph(texts("seminar.attendance.away", names=", ".join(away))) if away else None
    table = html.table(texts("seminar.attendance.caption"), headings, rows, {1})
    return html.join(title, html.paragraph(told), table, missing)


def cards_html(held: Held, texts: Texts) -> Markup:
    """The promises and plans of the seminar, by municipality; the tests are told by their titles."""
    title, pieces = html.heading(3, texts("seminar.cards")), []
    for municipality in held.book.municipalities:
        lines = card_lines(held.book, held.seminar.id, municipality.code, texts)
        if lines:
            pieces += [html.heading(4, municipality.name), html.bullets(lines)]
    return html.join(title, *(pieces or [html.paragraph(texts("seminar.cards.none"))]))


def card_lines(book: Book, seminar_id: str, code: str, texts: Texts) -> list[str]:
    """What a municipality and its teams promised and planned at a seminar, one line a card."""
    promises = [one for one in book.entries(COMMITMENT_CARD, code) if one.value.seminar == seminar_id]
    plans = [one for one in book.entries(ACTION_PLAN, code) if one.value.seminar == seminar_id]
    tests = [one for one in book.entries(CYCLE, code) if one.key.startswith(f"seminar-{seminar_id}-")]
    told = [texts("seminar.card.promise", what=promise_text(one, book, texts)) for one in promises]
    told += [_in_unit(texts("seminar.card.plan", what=one.value.first), one, book) for one in plans]
    told += [_in_unit(texts("seminar.card.ask", what=one.value.ask), one, book) for one in plans if one.value.ask]
    return told + [_in_unit(texts("seminar.card.test", what=one.value.title), one, book) for one in tests]


def promise_text(one: Entry, book: Book, texts: Texts) -> str:  # type: ignore[type-arg]
    """A promise with who keeps it, by when, and whether it is kept."""
    card = one.value
    role = book.programme.roles.get(card.owner)
    day = card.done_on or card.by
    when = texts("seminar.card.done" if card.done_on else "seminar.card.by", day=texts.formats.day(day)) if day else ""
    told = " · ".join(part for part in (card.what, texts.label(role) if role else "", when) if part)
    return _in_unit(told, one, book)


def _in_unit(words: str, one: Entry, book: Book) -> str:  # type: ignore[type-arg]
    unit = book.unit(one.unit)
    return f"{words} ({unit.name})" if unit else words


def own_results_html(held: Held, code: str, texts: Texts) -> Markup:
    """What the room answered, and beside it the municipality's own answers where neither side is few."""
    pieces, instrument = [], held.book.programme.instrument(EVALUATION)
    for item in held.plan.items:
        made = held.released(item)
        if made is None or not made.n or item.activity in (*CARDS, Activity.PREDICT):
            continue
        pieces += [html.heading(4, texts.label(item.ask)), results_html(item, made, texts, instrument)]
        own = [one for one in held.answers_to(item) if one.municipality == code]
        if item.options and may_show_own(len(own), made.n, held.plan.minimum):
            mine = held.counted(item)
            pieces += [html.paragraph(texts("seminar.own", n=len(own)), "small"), results_html(item, mine, texts)]
    return html.details(texts("seminar.what_the_room_said", name=held.seminar.name), *pieces) if pieces else Markup("")


def change_start(held: Held, item_id: str, texts: Texts) -> dict[str, object]:
    """What the form for an item holds before anything was changed: what stands in the agenda now."""
    found = held.plan.item(item_id)
    if found is None:
        return {}
    place = [one.id for one in held.plan.items].index(item_id) + 1
    words = {name: texts.label(getattr(found, name)) for name in ("title", "text", "guide", "ask")}
    options = "\n".join(texts.label(label) for label in found.options.values())
    return {**words, "place": place, "minutes": found.minutes, "activity": str(found.activity), "options": options}
