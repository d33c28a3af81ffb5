"""What changed and why, in a team's own words; and how leaders used the elements of leadership this month."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kit.apps import html
from kit.apps.entry_words import value_text
from kit.apps.improvement import ImprovementModel
from kit.domain.entries.entry import Entry
from kit.domain.entries.fields import specs
from kit.domain.entries.improvement import ELEMENT_USED, STORY
from kit.texts import Texts


def story_html(model: ImprovementModel, entry: Entry[Any], texts: Texts) -> Markup:
    """One story: its title, when and about which measure, what changed, and why."""
    story, measure = entry.value, model.book.programme.measure(entry.value.measure)
    about = ", ".join(filter(None, (texts.formats.day(story.on), texts.label(measure.name) if measure else "")))
    why = html.paragraph(texts("improvement.story.why", why=story.why)) if story.why else None
    return html.join(
        html.paragraph(Markup("<strong>{}</strong>").format(story.title)),
        html.paragraph(about, "small"),
        html.paragraph(story.what),
        why,
    )


def stories_html(model: ImprovementModel, unit: str, texts: Texts) -> Markup:
    """The stories of a unit, the newest first."""
    entries = sorted(model.desk.of(STORY, unit), key=lambda entry: entry.value.on, reverse=True)
    if not entries:
        return html.paragraph(texts("entries.story.none"))
    return html.join(*(html.card(story_html(model, entry, texts)) for entry in entries))


def element_html(model: ImprovementModel, entry: Entry[Any], texts: Texts) -> Markup:
    """One use of an element: which, when, by whom, how."""
    known = {spec.name: spec for spec in specs(ELEMENT_USED.body)}
    used = {
        name: value_text(getattr(entry.value, name), model.desk, ELEMENT_USED, known[name], texts) for name in known
    }
    about = ", ".join(filter(None, (used["on"], used["who"])))
    return Markup("<strong>{}</strong>: {} ({})").format(used["element"], used["how"], about)


def elements_html(model: ImprovementModel, texts: Texts) -> Markup:
    """The elements used in the month of the page, and those that were not."""
    month = (model.as_of.year, model.as_of.month)
    entries = [e for e in model.desk.of(ELEMENT_USED) if (e.value.on.year, e.value.on.month) == month]
    used = {entry.value.element for entry in entries}
    scales = model.book.programme.leadership.scales
    left = ", ".join(texts.label(scale.name) for scale in scales if scale.id not in used)
    none = html.paragraph(texts("improvement.elements.none", month=texts.formats.month(model.as_of)))
    told = html.bullets(element_html(model, entry, texts) for entry in entries) if entries else none
    rest = html.paragraph(texts("improvement.elements.left", elements=left)) if left and entries else None
    return html.join(told, rest)
