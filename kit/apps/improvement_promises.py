"""What a municipality promised at seminars, as reminders until it is done; its plans; and what the room answered."""

from __future__ import annotations

from markupsafe import Markup

from kit.apps import html
from kit.apps.improvement import ImprovementModel
from kit.apps.seminar import own_results_html, promise_text
from kit.domain.book import Book
from kit.domain.entries.entry import Entry
from kit.domain.entries.seminar import ACTION_PLAN, COMMITMENT_CARD, ActionPlan, CommitmentCard
from kit.domain.held import Held
from kit.texts import Texts


def open_promises(book: Book, code: str) -> tuple[Entry[CommitmentCard], ...]:
    """The promises of a municipality and its teams that are not kept yet, the one due first in front."""
    waiting = [one for one in book.entries(COMMITMENT_CARD, code) if one.value.done_on is None]
    return tuple(sorted(waiting, key=lambda one: (one.value.by is None, one.value.by or book.as_of)))


def reminders_html(book: Book, code: str, texts: Texts) -> Markup:
    """The promises that wait, in a box that stands out; nothing where none does."""
    lines = [_reminder(one, book, texts) for one in open_promises(book, code)]
    if not lines:
        return Markup("")
    return html.card(html.heading(3, texts("seminar.promises.title")), html.bullets(lines))


def _reminder(one: Entry[CommitmentCard], book: Book, texts: Texts) -> Markup:
    late = one.value.by is not None and one.value.by < book.as_of
    word = html.Word("!", texts("seminar.promises.late"), "warn") if late else None
    return html.join(promise_text(one, book, texts), word, between=" ")


def promises_html(model: ImprovementModel, texts: Texts) -> Markup:
    """The reminders, the plans, and what the room answered at each seminar, for the whole municipality; nothing where
    there is none of them."""
    book, code = model.book, model.code
    reminders = reminders_html(book, code, texts)
    plans = [plan_html(one, book, texts) for one in book.entries(ACTION_PLAN, code)]
    said = [own_results_html(Held(book, one), code, texts) for one in book.seminars]
    if not (reminders or plans or any(said)):
        return Markup("")
    title = html.heading(3, texts("seminar.plans.title")) if plans else None
    return html.join(head_html(texts), reminders or none_html(texts), title, *plans, *said)


def none_html(texts: Texts) -> Markup:
    """That there is no promise to be reminded of."""
    return html.paragraph(texts("seminar.promises.none"))


def head_html(texts: Texts) -> Markup:
    """The heading of the part."""
    intro = html.paragraph(texts("seminar.promises.intro"), "small")
    return html.join(html.heading(2, texts("seminar.promises.head")), intro)


def plan_html(one: Entry[ActionPlan], book: Book, texts: Texts) -> Markup:
    """A team's plan for an action period."""
    unit, plan = book.unit(one.unit), one.value
    name = unit.name if unit else texts("seminar.promises.whole")
    by = texts.formats.day(plan.by) if plan.by else ""
    said = [(name, getattr(plan, name)) for name in ("first", "test", "data", "meets", "ask")]
    pairs = [(texts(f"entries.action_plan.{name}"), words) for name, words in [*said, ("by", by)]]
    return html.item(html.paragraph(Markup("<strong>{}</strong>").format(name)), html.definitions(pairs))
