"""What is asked before the first learning seminar: the leadership self-assessment and the readiness for the change."""

from __future__ import annotations

from markupsafe import Markup

from kit.apps import html
from kit.apps.preparation import PreparationModel
from kit.apps.preparation_checklist import due_cell, status_word
from kit.domain.entries.leading import ROUND
from kit.domain.rounds import Asked, rounds
from kit.texts import Texts

SURVEY = "survey"  # the checklist items that the programme names for it
READINESS = "change_readiness"  # the instrument on paper


def surveys_html(model: PreparationModel, texts: Texts) -> Markup:
    """Where the two stand, and what the checklist says of them; nothing where the programme asks for neither."""
    items = model.book.programme.watch.items.get(SURVEY, ())
    if not items:
        return Markup("")
    day = texts.formats.day(model.book.network.first_seminar)
    rows: list[tuple[html.Cell, ...]] = [_leadership(model, texts)]
    instrument = model.book.programme.instrument(READINESS)
    if instrument:
        rows.append((texts.verbatim(instrument.title), texts("apps_preparation.survey.paper")))
    headings = [texts(f"apps_preparation.survey.{name}") for name in ("what", "status")]
    table = html.table(texts("apps_preparation.survey.title", day=day), headings, [*rows, *_items(model, items, texts)])
    return html.join(table, html.paragraph(texts("apps_preparation.survey.how"), "small"))


def _leadership(model: PreparationModel, texts: Texts) -> tuple[html.Cell, ...]:
    asked = model.book.programme.leadership
    mine = (a for a in model.book.answers if a.municipality == model.code and a.questionnaire == asked.id)
    found = rounds(model.book.entries(ROUND, model.code), (a.at.date() for a in mine), model.book.as_of)
    return texts.label(asked.title), _round_word(found[-1] if found else None, texts)


def _round_word(newest: Asked | None, texts: Texts) -> html.Word:
    if newest is None:
        return html.Word("○", texts("apps_preparation.survey.none"), "warn")
    if newest.last is None:
        return html.Word("→", texts("apps_preparation.survey.open", day=texts.formats.day(newest.first)), "other")
    return html.Word("✓", texts("apps_preparation.survey.closed", day=texts.formats.day(newest.last)), "good")


def _items(model: PreparationModel, items: tuple[str, ...], texts: Texts) -> list[tuple[html.Cell, ...]]:
    rows: list[tuple[html.Cell, ...]] = []
    for row in (model.row_of(item) for item in items):
        name = Markup('{} <span class="kit-plain">{}</span>').format(row.item.id, texts.label(row.item.text))
        due = due_cell(row, texts) if row.open else None
        rows.append((name, html.join(status_word(row.state.status, texts), due, row.state.note or None, between=" ")))
    return rows
