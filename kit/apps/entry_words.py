"""An entry in words: its fields, its choices, and who wrote it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from kit.actions import accept_entry
from kit.apps import html
from kit.apps.desk import Desk
from kit.apps.entry_links import linked
from kit.domain.access import Role, visitor_from
from kit.domain.book import Book
from kit.domain.entries.entry import Entry, Kind
from kit.domain.entries.facilitating import MENTOR_PAIR
from kit.domain.entries.fields import Shape, Spec, specs
from kit.domain.instruments import Level
from kit.domain.label import Label
from kit.texts import Texts


def choices(desk: Desk, kind: Kind, spec: Spec, unit: str) -> tuple[str, ...]:
    """The ids a field offers."""
    if spec.shape is Shape.LINK:
        return tuple(linked(desk, spec, unit))
    return spec.choices or accept_entry.choices(desk.book, desk.code, unit, kind, spec.name)


def choice_text(desk: Desk, kind: Kind, spec: Spec, choice: str, texts: Texts, unit: str = "") -> str:
    """The word for one choice: the catalogue's, else the programme's; of a link, what the entry is called."""
    if spec.shape is Shape.LINK:
        name = linked(desk, spec, unit).get(choice, "")
        return texts.label(name) if isinstance(name, Label) else name
    key = f"entries.{kind.id}.{spec.name}.{choice}"
    if texts.has(key):
        return texts(key)
    step = next((one for one in _steps(desk) if spec.name == "step" and f"{one.value:.1f}" == choice), None)
    if step:
        return f"{texts.formats.number(step.value, 1)} · {texts.label(step.name)}"
    place = desk.book.municipality(choice) if kind is MENTOR_PAIR else None
    if place:
        return place.name
    known = _programme_name(desk, choice)
    return texts.label(known) if known else choice


def _programme_name(desk: Desk, choice: str) -> Label | None:
    """What the programme calls an id: a role, a measure, a focus area, a scale, a letter, a piece of evidence."""
    programme = desk.book.programme
    if choice in programme.roles:
        return programme.roles[choice]
    measure = programme.measure(choice)
    if measure:
        return measure.name
    named = (*programme.areas, *programme.leadership.scales, *programme.letters, *programme.plans)
    evidence = {one.id: one.text for step in _steps(desk) for one in step.criteria}
    return next((one.name for one in named if one.id == choice), None) or evidence.get(choice)


def _steps(desk: Desk) -> tuple[Level, ...]:
    scale = desk.book.programme.instrument("progress")
    return scale.steps if scale else ()


def who(by: str, book: Book, texts: Texts) -> str:
    """Who saved something, as far as the link tells."""
    visitor = visitor_from(by)
    if visitor is None:
        return texts("entries.who.somebody")
    unit = book.unit(visitor.unit)
    if visitor.role is Role.UNIT and unit:
        return unit.name
    return texts(f"entries.who.{visitor.role}")


def entry_html(entry: Entry[Any], desk: Desk, kind: Kind, texts: Texts) -> Markup:
    """An entry as terms and values; empty fields are left out."""
    pairs: list[tuple[str, str | Markup]] = []
    for spec in specs(kind.body):
        words = value_text(getattr(entry.value, spec.name), desk, kind, spec, texts, entry.unit)
        if words:
            pairs.append((texts(f"entries.{kind.id}.{spec.name}"), words))
    return html.definitions(pairs)


def entry_brief(entry: Entry[Any], desk: Desk, kind: Kind, texts: Texts) -> Markup:
    """An entry in a few lines, for a list on a phone: its first field, and the others that hold something after it."""
    first, *rest = specs(kind.body)
    pairs = [(spec, value_text(getattr(entry.value, spec.name), desk, kind, spec, texts)) for spec in rest]
    said = [f"{texts(f'entries.{kind.id}.{spec.name}')}: {words}" for spec, words in pairs if words]
    title = value_text(getattr(entry.value, first.name), desk, kind, first, texts)
    return Markup('<p><strong>{}</strong><br><span class="kit-small">{}</span></p>').format(title, " · ".join(said))


def value_text(value: Any, desk: Desk, kind: Kind, spec: Spec, texts: Texts, unit: str = "") -> str:
    """A field's value in words; an empty text where it holds nothing. `unit` is where links are looked up."""
    if value in (None, "", (), False):
        return ""
    if spec.shape is Shape.CHOICES:
        return ", ".join(choice_text(desk, kind, spec, one, texts) for one in value)
    if spec.shape in (Shape.CHOICE, Shape.LINK):
        return choice_text(desk, kind, spec, value, texts, unit)
    return _WRITTEN.get(spec.shape, lambda found, _: str(found))(value, texts)


_WRITTEN: Mapping[Shape, Callable[[Any, Texts], str]] = {
    Shape.YES: lambda _, texts: texts("entries.yes"),
    Shape.DAY: lambda day, texts: texts.formats.day(day),
    Shape.NUMBER: lambda number, texts: texts.formats.number(float(number)),
    Shape.WHOLE: lambda number, texts: texts.formats.number(float(number)),
}
