"""The checklist in words: an item, its status, owner and due day, and the whole list by theme."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from kit.apps import html
from kit.apps.preparation import ItemRow, PreparationModel
from kit.domain.checklist import ItemStatus
from kit.domain.entries.team import LETTER_SENT
from kit.domain.team import everybody, names
from kit.texts import Texts

STATUS_SYMBOL = {
    ItemStatus.NOT_STARTED: ("○", "mute"),
    ItemStatus.BEGUN: ("◔", "mute"),
    ItemStatus.NEARLY: ("◕", "mute"),
    ItemStatus.DONE: ("●", "good"),
    ItemStatus.NOT_RELEVANT: ("–", "mute"),
}


def status_word(status: ItemStatus, texts: Texts) -> html.Word:
    """A status as a symbol and a word."""
    symbol, tone = STATUS_SYMBOL[status]
    return html.Word(symbol, texts(f"apps.status.{status}"), tone)


def owners(model: PreparationModel, row: ItemRow, texts: Texts) -> str:
    """Who has the item: the role that was chosen, else the roles the list proposes."""
    roles = model.book.programme.roles
    ids = (row.state.owner,) if row.state.owner else row.item.owners
    return ", ".join(texts.label(roles[role]) if role in roles else role for role in ids)


def due_text(row: ItemRow, texts: Texts) -> str:
    """The due day and how many weeks before the first learning seminar it is."""
    weeks = row.item.due_week
    form = "day" if weeks == 0 else "one" if weeks == 1 else "other"
    return texts(f"apps.due.{form}", day=texts.formats.short_date(row.due), n=float(weeks))


def due_cell(row: ItemRow, texts: Texts) -> html.Cell:
    """The due day for a table, with a word when it has passed and the item is open."""
    day = texts.formats.short_date(row.due)
    return html.join(day, html.Word("!", texts("apps.due.late"), "warn"), between=Markup("<br>")) if row.late else day


def item_text(model: PreparationModel, row: ItemRow, texts: Texts) -> Markup:
    """The item's sentence with its id, a tag when it is critical, what shows it is in place, and its evidence mark.

    A letter that was sent is told to the item it belongs to; it closes nothing by itself.
    """
    critical = Markup(' <span class="kit-mark">{}</span>').format(texts("apps.critical")) if row.item.critical else ""
    evidence = texts("apps.evidence", text=texts.label(row.item.evidence))
    sentence = Markup('{} <span class="kit-plain">{}</span>{}').format(
        row.item.id, texts.label(row.item.text), critical
    )
    small = Markup('<br><span class="kit-small">{}</span>')
    sent = [small.format(line) for line in sent_lines(model, row.item.id, texts)]
    return html.join(sentence, *sent, small.format(evidence), small.format(texts(f"apps.mark.{row.item.mark}")))


def checklist_html(model: PreparationModel, texts: Texts) -> Markup:
    """The whole list with what was said about every item."""
    headings = [texts(f"apps.items.{name}") for name in ("item", "status", "owner", "due", "note")]
    parts = [html.heading(2, texts("apps.checklist.title")), html.paragraph(texts("apps.checklist.due"), "small")]
    for theme in model.book.programme.checklist.themes:
        rows = [
            (
                item_text(model, row, texts),
                status_word(row.state.status, texts),
                owners(model, row, texts),
                due_cell(row, texts),
                row.state.note,
            )
            for row in model.rows(theme.id)
        ]
        parts.append(html.table(texts.label(theme.name), headings, rows))
    return html.join(*parts)


def sent_lines(model: PreparationModel, item: str, texts: Texts) -> list[str]:
    """What was sent of the letters that belong to an item."""
    book = model.book
    letters = {letter.id: texts.label(letter.name) for letter in book.programme.letters if letter.item == item}
    entries = [e.value for e in book.entries(LETTER_SENT, model.code, "") if e.value.letter in letters]
    return [sent_text(letters[sent.letter], sent.on, sent.to, texts) for sent in entries]


def sent_text(letter: str, on: date, to: str, texts: Texts) -> str:
    """When a letter was sent, and to whom where that was told."""
    day = texts.formats.short_date(on)
    if to:
        return texts("apps_preparation.letters.sent_to", letter=letter, day=day, to=to)
    return texts("apps_preparation.letters.sent", letter=letter, day=day)


def named_owner(model: PreparationModel, row: ItemRow, texts: Texts) -> str:
    """The role that answers for the item, with a name where one person alone holds it."""
    book, role = model.book, model.owner(row)
    holders = [member for member in everybody(book, model.code) if member.role == role]
    word = texts.label(book.programme.roles[role]) if role in book.programme.roles else role
    return f"{word} ({holders[0].name})" if len(names(holders)) == 1 else word
