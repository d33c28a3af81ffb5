"""What has changed since last week in the checklist, the teams, the commitments and the letters."""

from __future__ import annotations

from markupsafe import Markup

from kit.apps import html
from kit.apps.entry_words import who
from kit.apps.preparation_checklist import status_word
from kit.domain.book import Book
from kit.domain.changes import ITEM, Change, item_state, real
from kit.domain.checklist import ItemStatus
from kit.domain.entries.entry import read
from kit.domain.entries.team import COMMITMENT, KINDS, LETTER_SENT
from kit.texts import Texts

_KINDS = {kind.id: kind for kind in KINDS}


def changes_html(book: Book, texts: Texts) -> Markup:
    """The changes of the last week, the newest first: what, from what to what, who and when."""
    title = html.heading(2, texts("apps_preparation.changes.title"))
    told = [row for change in real(book.lately) if (row := _row(book, change, texts))]
    if not told:
        return html.join(title, html.paragraph(texts("apps_preparation.changes.none")))
    headings = [texts(f"apps_preparation.changes.{name}") for name in ("what", "change", "who", "when")]
    return html.join(title, html.table(texts("apps_preparation.changes.caption"), headings, told))


def _row(book: Book, change: Change, texts: Texts) -> tuple[html.Cell, ...] | None:
    what = _item(book, change, texts) if change.kind == ITEM else _entry(book, change, texts)
    if what is None:
        return None
    local = change.at.astimezone()
    when = texts(
        "apps_preparation.changes.at", day=texts.formats.short_date(local.date()), time=texts.formats.time(local)
    )
    return *what, who(change.by, book, texts), when


def _item(book: Book, change: Change, texts: Texts) -> tuple[html.Cell, html.Cell] | None:
    item = book.programme.checklist.item(change.key)
    if item is None:
        return None
    was, now = item_state(change.before), item_state(change.now)
    told: list[html.Cell] = []
    if was[0] != now[0]:
        told.append(html.join(status_word(ItemStatus(was[0]), texts), "→", status_word(ItemStatus(now[0]), texts)))
    if was[1] != now[1]:
        role = book.programme.roles.get(now[1] or item.owners[0])
        told.append(texts("apps_preparation.changes.owner", role=texts.label(role) if role else now[1]))
    if was[2] != now[2]:
        told.append(texts("apps_preparation.changes.note", note=now[2] or "–"))
    sentence = Markup('{} <span class="kit-plain">{}</span>').format(item.id, texts.label(item.text))
    return sentence, html.join(*told, between=Markup("<br>"))


def _entry(book: Book, change: Change, texts: Texts) -> tuple[html.Cell, html.Cell] | None:
    kind = _KINDS.get(change.kind)
    content = change.now or change.before
    if kind is None or content is None:
        return None
    try:
        value = read(kind, content)
    except (TypeError, ValueError):
        return None
    if kind is LETTER_SENT:
        letter = next((one for one in book.programme.letters if one.id == value.letter), None)
        name = texts.label(letter.name) if letter else value.letter
    else:
        name = value.name
    unit = book.unit(change.unit)
    where = f" ({unit.name})" if unit else ""
    how = "new" if change.before is None else "gone" if change.now is None else "changed"
    if kind is COMMITMENT and change.now is not None and value.signed_on is not None:
        how = "signed"
    what = texts(f"apps_preparation.changes.{kind.id}", name=name)
    return what + where, texts(f"apps_preparation.changes.how.{how}")
