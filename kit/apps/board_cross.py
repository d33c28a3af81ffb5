"""Safety crosses and days since the last event, as pictures that are also sentences."""

from __future__ import annotations

from markupsafe import Markup

from kit.apps import html
from kit.apps.board import Board, EventCard
from kit.apps.run_chart import finding_word
from kit.domain.safety_cross import Cross, CrossDay, DayState, place
from kit.figures.overview import course
from kit.figures.words import days_text
from kit.texts import Texts

SIGNS = {
    DayState.EVENT: "✕",
    DayState.FREE: "✓",
    DayState.TODAY: "○",
    DayState.AHEAD: "",
    DayState.UNCOUNTED: "–",
}
_CROSS = Markup('<div class="kit-cross" role="img" aria-label="{}">{}</div>')
_DAY = Markup('<span class="kit-day kit-day-{}" style="grid-area:{}/{}"><b>{}</b><i>{}</i></span>')
_BIG = Markup('<p class="kit-since"><span class="kit-number">{}</span> <span>{}</span></p>')
_KEY = Markup('<span class="kit-key"><span class="kit-day kit-day-{}" aria-hidden="true"><i>{}</i></span> {}</span>')


def sign(day: CrossDay) -> str:
    """The mark of a day: never colour alone, and the number where there was more than one event."""
    return f"{SIGNS[day.state]}{day.count}" if day.count > 1 else SIGNS[day.state]


def day_sentence(day: CrossDay, texts: Texts) -> str:
    """What a day's field says."""
    shown = texts.formats.day(day.on)
    if day.state is DayState.EVENT:
        return texts.counted("board.day.event", day.count, day=shown)
    return texts(f"board.day.{day.state}", day=shown)


def cross_sentence(cross: Cross, texts: Texts) -> str:
    """The whole cross in one sentence."""
    month = texts.formats.month(cross.month)
    if not cross.counted:
        return texts("board.cross.uncounted", month=month)
    if cross.event_days:
        events = texts.counted("board.cross.events", cross.events)
        return texts.counted("board.cross.days", len(cross.event_days), month=month, events=events)
    over = cross.days[-1].state is DayState.FREE
    return texts("board.cross.none" if over else "board.cross.none_yet", month=month)


def cross_label(cross: Cross, texts: Texts) -> str:
    """The same with every day of an event, for those who cannot see the cross."""
    days = ", ".join(str(day.day) for day in cross.event_days)
    sentence = cross_sentence(cross, texts)
    return texts("board.cross.label", sentence=sentence, days=days) if days else sentence


def cross_html(cross: Cross, texts: Texts) -> Markup:
    """The month as a cross."""
    fields = Markup("").join(_DAY.format(day.state, *place(day.on.day), day.on.day, sign(day)) for day in cross.days)
    return _CROSS.format(cross_label(cross, texts), fields)


def key_html(texts: Texts) -> Markup:
    """What the marks mean."""
    states = (DayState.FREE, DayState.EVENT, DayState.TODAY, DayState.UNCOUNTED)
    keys = html.join(*(_KEY.format(state, SIGNS[state], texts(f"board.key.{state}")) for state in states))
    return Markup('<p class="kit-keys">{}</p>').format(keys)


def card_heading(card: EventCard, board: Board, texts: Texts) -> Markup:
    """The area and the measure."""
    areas = board.book.programme.areas
    area = next((one for one in areas if one.id == card.measure.area), None)
    name = texts.label(card.measure.name)
    if area is None:
        return html.heading(4, name)
    return html.join(html.heading(4, texts.label(area.name)), html.paragraph(name, "small"))


def since_html(card: EventCard, board: Board, texts: Texts) -> Markup:
    """Days since the last event, the record, and the goal; the running interval is not yet a point."""
    run, goal = card.chart.open_interval, card.chart.goal_value
    if run is None:
        return _no_event(card, board, texts)
    chart, lines = card.chart, [_record(card, texts), texts("board.since.not_yet")]
    pieces = [_BIG.format(run.days, texts.counted("board.since", run.days))]
    if goal:
        goal_days = days_text(goal, texts)
        reached = "board.goal.passed" if run.days >= goal else "board.goal"
        pieces += [html.bar(run.days / goal), html.paragraph(texts(reached, goal=goal_days), "goal")]
    shown = html.join(course(chart, texts), finding_word(chart.finding, texts))
    told = Markup('<p class="kit-measure-line">{}</p>').format(shown)
    return html.join(*pieces, *(html.paragraph(line, "small") for line in lines), told)


def _record(card: EventCard, texts: Texts) -> str:
    run = card.chart.open_interval
    if card.record is None:
        return texts("board.record.none")
    record = days_text(card.record, texts)
    return texts("board.record.broken" if run and run.longest else "board.record", record=record)


def _no_event(card: EventCard, board: Board, texts: Texts) -> Markup:
    since, today = card.counted_from, board.book.as_of
    if card.chart.events:
        return html.paragraph(_record(card, texts), "small")
    if since is None or since > today:
        return html.join(html.paragraph(texts("board.since.never")), html.paragraph(texts("board.since.how"), "small"))
    days = (today - since).days
    told = texts("board.since.started", day=texts.formats.day(since))
    return html.join(
        _BIG.format(days, texts.counted("board.since.counting", days)),
        *(html.paragraph(line, "small") for line in (told, texts("board.since.not_yet"))),
    )


def card_html(card: EventCard, board: Board, texts: Texts) -> Markup:
    """One measure: its cross, the sentence, and the days since."""
    return Markup(
        '<div class="kit-event">{}<div class="kit-event-cross">{}</div><div class="kit-event-since">{}</div></div>'
    ).format(
        Markup('<div class="kit-event-name">{}</div>').format(card_heading(card, board, texts)),
        html.join(cross_html(card.cross, texts), html.paragraph(cross_sentence(card.cross, texts), "cross-says")),
        since_html(card, board, texts),
    )
