"""The rest of the board: this week's measures, tests, barriers and agreements, and the ten minutes in front of it."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from kit.apps import html
from kit.apps.board import Board
from kit.apps.board_cross import card_html, key_html
from kit.apps.entry import period_name
from kit.apps.run_chart import finding_word, newest_value
from kit.domain.board import late
from kit.domain.entries.boarding import BoardNote
from kit.domain.entries.entry import Entry
from kit.domain.entries.improvement import Barrier, Cycle
from kit.domain.measure import Measure
from kit.figures import captions
from kit.figures.chart import Chart
from kit.figures.overview import course
from kit.figures.words import period_text, value_text
from kit.texts import Texts

MOST_MEASURES, MOST_TESTS, MOST_BARRIERS, MOST_NOTES = 10, 2, 3, 5
SENTENCES_UP_TO = 4  # measures that have room for their whole finding
STEPS = {"happened": 1, "numbers": 2, "test": 3, "barrier": 2, "agree": 2}  # minutes for each cue question

_TILE = Markup('<section class="kit-tile kit-tile-{}">{}</section>')
_BOARD = Markup('<div class="kit-board kit-crosses-{}">{}</div>')


def crosses(board: Board) -> int:
    """How many crosses the board must have room for, at most four sizes."""
    return min(len(board.cards), 4)


def board_html(board: Board, texts: Texts) -> Markup:
    """A unit's whole board."""
    side = html.join(
        _TILE.format("test", test_html(board, texts)),
        _TILE.format("barriers", barriers_html(board, texts)),
        _TILE.format("notes", html.join(notes_heading(texts), notes_html(board, texts))),
    )
    return _BOARD.format(
        crosses(board),
        html.join(
            Markup('<header class="kit-strip">{}</header>').format(strip_html(board, texts)),
            _TILE.format("cross", html.join(cross_heading(board, texts), cross_body(board, texts))),
            _TILE.format("measures", measures_html(board, texts)),
            Markup('<div class="kit-side">{}</div>').format(side),
            _TILE.format("ritual", ritual_html(texts)),
        ),
    )


def strip_html(board: Board, texts: Texts) -> Markup:
    """Whose board it is; on paper also of which day, for there the page's own heading is left out."""
    owner = board.book.municipality(board.unit.municipality)
    place = texts("apps.page.of", municipality=owner.name if owner else "", network=board.book.network.name)
    day = texts("apps.page.as_of", day=texts.formats.day(board.book.as_of))
    paper = Markup('<p class="kit-on-paper">{} {} {}</p>').format(texts("board.paper"), place, day)
    return html.join(html.heading(2, board.unit.name), paper)


def cross_heading(board: Board, texts: Texts) -> Markup:
    """The heading of the crosses with their month."""
    if not board.cards:
        return html.heading(3, texts("board.cross.title"))
    month = texts.formats.month(board.cards[0].cross.month)
    return html.heading(3, texts("board.cross.title_month", month=month))


def cross_body(board: Board, texts: Texts) -> Markup:
    """The crosses with the days since the last event."""
    if not board.cards:
        return html.paragraph(texts("board.cross.no_measure"))
    cards = html.join(*(card_html(card, board, texts) for card in board.cards))
    return html.join(Markup('<div class="kit-events">{}</div>').format(cards), key_html(texts))


# -- measures ---------------------------------------------------------------------------------------------------------


def measures_html(board: Board, texts: Texts) -> Markup:
    """Every measure by period: newest value, course, finding, and whether a number is due. Those that are followed by
    event dates stand with their crosses."""
    charts = [chart for chart in board.charts if not chart.measure.from_events]
    title = html.heading(3, texts("board.measures.title"))
    if not charts:
        return html.join(title, html.paragraph(texts("board.measures.none")))
    told = len(charts) <= SENTENCES_UP_TO
    rows = Markup("").join(_measure_row(chart, board, texts, told) for chart in charts[:MOST_MEASURES])
    more = len(charts) - MOST_MEASURES
    return html.join(
        title,
        html.paragraph(_due_sentence(board, texts), "due"),
        Markup('<ul class="kit-measures">{}</ul>').format(rows),
        html.paragraph(texts("board.measures.more", n=more), "small") if more > 0 else None,
    )


def _due_sentence(board: Board, texts: Texts) -> str:
    if board.due:
        return texts.counted("board.due", len(board.due))
    return texts("board.due.nothing")


def _measure_row(chart: Chart, board: Board, texts: Texts, told: bool) -> Markup:
    due = board.due.get(chart.measure.id)
    newest = period_text(chart.newest.day, chart.measure, texts) if chart.newest else None
    cells = html.join(
        Markup('<span class="kit-measure-name">{}</span>').format(texts.label(chart.measure.name)),
        Markup('<span class="kit-measure-line"><strong>{}</strong> {} {}</span>').format(
            newest_value(chart, texts), course(chart, texts), finding_word(chart.finding, texts)
        ),
        Markup('<span class="kit-small">{}</span>').format(captions.finding(chart, texts)) if told else None,
        Markup('<span class="kit-measure-when">{}</span>').format(
            html.join(newest, due_mark(due, chart.measure, texts) if due else None)
        ),
    )
    return Markup("<li>{}</li>").format(cells)


def due_mark(due: date, measure: Measure, texts: Texts) -> Markup:
    """That the number of a period is missing."""
    step = 1 if measure.step == 0 and due.day == 1 and due.weekday() else measure.step
    word = html.Word("✎", texts("board.due.period", period=period_name(due, step, texts)), "warn")
    return word.__html__()


# -- tests and barriers -----------------------------------------------------------------------------------------------


def role_text(board: Board, role: str, texts: Texts) -> str:
    """A role's name; nothing for none."""
    known = board.book.programme.roles.get(role)
    return texts.label(known) if known else role


def test_html(board: Board, texts: Texts) -> Markup:
    """The running tests: question, prediction, who; else the next one."""
    pieces: list[Markup] = [html.heading(3, texts("board.test.title"))]
    pieces += [_cycle(one.value, board, texts) for one in board.running[:MOST_TESTS]]
    more = len(board.running) - MOST_TESTS
    if more > 0:
        pieces.append(html.paragraph(texts("board.more", n=more), "small"))
    if not board.running:
        pieces.append(html.paragraph(texts("board.test.none")))
        if board.coming and board.coming.value.started_on:
            day = texts.formats.day(board.coming.value.started_on)
            pieces.append(html.paragraph(texts("board.test.coming", title=board.coming.value.title, day=day)))
    return html.join(*pieces)


def _cycle(cycle: Cycle, board: Board, texts: Texts) -> Markup:
    since = texts("board.test.since", day=texts.formats.day(cycle.started_on)) if cycle.started_on else ""
    guess = " ".join(filter(None, (cycle.prediction, _predicted(cycle, board, texts))))
    terms = [(texts("entries.cycle.question"), cycle.question), (texts("entries.cycle.prediction"), guess)]
    who = " · ".join(filter(None, (role_text(board, cycle.who, texts), since)))
    return html.join(
        html.heading(4, cycle.title), html.definitions(terms), html.paragraph(who, "small") if who else None
    )


def _predicted(cycle: Cycle, board: Board, texts: Texts) -> str:
    measure = board.book.programme.measure(cycle.measure) if cycle.measure else None
    if cycle.predicted is None:
        return ""
    value = value_text(cycle.predicted, measure, texts) if measure else texts.formats.number(cycle.predicted)
    return texts("board.test.predicted", value=value)


def barriers_html(board: Board, texts: Texts) -> Markup:
    """What stands in the way with the leader's answer, and when a leader was or comes here."""
    pieces = [html.heading(3, texts("board.barriers.title"))]
    shown = [_barrier(one, board, texts) for one in board.barriers[:MOST_BARRIERS]]
    pieces.append(html.bullets(shown) if shown else html.paragraph(texts("board.barriers.none")))
    more = len(board.barriers) - MOST_BARRIERS
    if more > 0:
        pieces.append(html.paragraph(texts("board.more", n=more), "small"))
    pieces.append(html.paragraph(visit_sentence(board, texts), "visit"))
    return html.join(*pieces)


def _barrier(one: Entry[Barrier], board: Board, texts: Texts) -> Markup:
    barrier = one.value
    if barrier.answer:
        return Markup("{} <em>{}</em>").format(barrier.what, texts("board.barriers.answer", answer=barrier.answer))
    days = (board.book.as_of - barrier.raised_on).days
    waiting = html.Word("…", texts.counted("board.barriers.waiting", days), "warn")
    return Markup("{} {}").format(barrier.what, waiting)


def visit_sentence(board: Board, texts: Texts) -> str:
    """When a leader comes next, and was here last."""
    last = texts("board.visit.never")
    if board.last_visit:
        who = role_text(board, board.last_visit.value.who, texts)
        last = texts("board.visit.last", day=texts.formats.day(board.last_visit.value.on), who=who)
    coming = texts("board.visit.no_next")
    if board.next_visit:
        coming = texts("board.visit.next", day=texts.formats.day(board.next_visit))
    return f"{coming} {last}"


# -- agreements and the meeting ---------------------------------------------------------------------------------------


def notes_heading(texts: Texts) -> Markup:
    """The heading over the agreements."""
    return html.heading(3, texts("board.notes.title"))


def note_text(note: BoardNote, board: Board, texts: Texts) -> str:
    """An agreement with its owner and its day."""
    owner = role_text(board, note.owner, texts)
    if note.done_on:
        when = texts("board.notes.done", day=texts.formats.day(note.done_on))
    elif note.by:
        key = "board.notes.late" if late(note, board.book.as_of) else "board.notes.by"
        when = texts(key, day=texts.formats.day(note.by))
    else:
        when = ""
    return " · ".join(filter(None, (note.what, owner, when)))


def notes_html(board: Board, texts: Texts) -> Markup:
    """The agreements, each with a box that is ticked or not."""
    if not board.notes:
        return html.paragraph(texts("entries.board_note.none"))
    rows = Markup("").join(
        Markup('<li><span aria-hidden="true">{}</span> {}</li>').format(
            "☑" if one.value.done_on else "☐", note_text(one.value, board, texts)
        )
        for one in board.notes[:MOST_NOTES]
    )
    more = len(board.notes) - MOST_NOTES
    tail = html.paragraph(texts("board.more", n=more), "small") if more > 0 else None
    return html.join(Markup('<ul class="kit-notes">{}</ul>').format(rows), tail)


def ritual_html(texts: Texts) -> Markup:
    """The meeting: five questions in ten minutes."""
    steps = Markup("").join(
        Markup("<li><strong>{}</strong> <span>{}</span></li>").format(
            texts("board.ritual.minutes", n=minutes), texts(f"board.ritual.{step}")
        )
        for step, minutes in STEPS.items()
    )
    title = texts("board.ritual.title", n=sum(STEPS.values()))
    return html.join(html.heading(3, title), Markup('<ol class="kit-ritual">{}</ol>').format(steps))


def about_html(texts: Texts) -> Markup:
    """How the board is hung up, shown on a wall, and used."""
    lines = [texts(f"board.about.{name}") for name in ("tap", "wall", "paper", "words")]
    return Markup('<div class="kit-board-about">{}</div>').format(
        html.details(texts("board.about"), html.bullets(lines))
    )
