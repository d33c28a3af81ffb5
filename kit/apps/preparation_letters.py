"""The programme's letters, filled with what is known, to read, copy and print; and which of them were sent."""

from __future__ import annotations

from markupsafe import Markup

from kit.actions.filled_letters import Filled, filled
from kit.apps import html
from kit.apps.preparation import PreparationModel
from kit.apps.preparation_checklist import status_word
from kit.domain.entries.team import LETTER_SENT
from kit.domain.letters import Letter, blocks, plain
from kit.texts import Texts

COPY_ROWS = 12


def letters_html(model: PreparationModel, texts: Texts) -> Markup:
    """Every letter: the item it belongs to, when it was sent, and its text to unfold."""
    municipality = model.book.municipality(model.code)
    letters = model.book.programme.letters
    if municipality is None or not letters:
        return Markup("")
    made = [filled(model.book, municipality, letter, texts) for letter in letters]
    title = html.heading(2, texts("apps_preparation.letters.title"))
    how = html.paragraph(texts("apps_preparation.letters.how"))
    folded = Markup('<div class="kit-folded">{}</div>').format(html.join(*(_letter(one, texts) for one in made)))
    return html.join(title, how, _overview(model, texts), folded)


def _overview(model: PreparationModel, texts: Texts) -> Markup:
    headings = [texts(f"apps_preparation.letters.{name}") for name in ("letter", "item", "sent_on")]
    rows = [
        (texts.label(letter.name), _item(model, letter, texts), _sent(model, letter, texts))
        for letter in model.book.programme.letters
    ]
    return html.table(texts("apps_preparation.letters.caption"), headings, rows)


def _item(model: PreparationModel, letter: Letter, texts: Texts) -> html.Cell:
    if not letter.item:
        return texts("apps_preparation.letters.no_item")
    row = model.row_of(letter.item)
    return html.join(f"{letter.item}:", status_word(row.state.status, texts), between=" ")


def _sent(model: PreparationModel, letter: Letter, texts: Texts) -> html.Cell:
    entries = [e.value for e in model.book.entries(LETTER_SENT, model.code, "") if e.value.letter == letter.id]
    if not entries:
        return texts("apps_preparation.letters.not_sent")
    lines = [", ".join(part for part in (texts.formats.short_date(sent.on), sent.to) if part) for sent in entries]
    return html.join(*lines, between=Markup("<br>"))


def _letter(one: Filled, texts: Texts) -> Markup:
    body = Markup('<div class="kit-letter">{}</div>').format(html.join(*_blocks(one.text)))
    box = Markup('<textarea readonly class="kit-copy" rows="{}" aria-label="{}">\n{}</textarea>')
    label = texts("apps_preparation.letters.as_text", letter=one.title)
    copy = html.details(label, box.format(COPY_ROWS, label, plain(one.title, one.text)))
    return html.details(one.title, body, copy)


def _blocks(text: str) -> list[Markup]:
    made = []
    for kind, lines in blocks(text):
        if kind == "list":
            made.append(html.bullets(lines))
        elif kind == "heading":
            made += [html.heading(4, line) for line in lines]
        else:
            made.append(html.paragraph(html.join(*lines, between=Markup("<br>"))))
    return made
