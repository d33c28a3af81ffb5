"""A unit's aim, and in words what it still lacks."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kit.apps import html
from kit.apps.entry_words import who
from kit.apps.improvement import ImprovementModel
from kit.domain.aims import Lack, lacks
from kit.domain.entries.entry import Entry
from kit.domain.entries.improvement import AIM
from kit.figures.words import value_text
from kit.texts import Texts


def aim_entry(model: ImprovementModel, entry: Entry[Any], texts: Texts) -> Markup:
    """One aim: its sentence, for whom, how good, by when, and what is missing."""
    aim = entry.value
    measure = model.book.programme.measure(aim.measure)
    goal = value_text(aim.goal, measure, texts) if measure and aim.goal is not None else ""
    pairs = [
        (texts("entries.aim.whom"), aim.whom),
        (texts("entries.aim.measure"), texts.label(measure.name) if measure else ""),
        (texts("entries.aim.goal"), goal),
        (texts("entries.aim.by"), texts.formats.day(aim.by) if aim.by else ""),
    ]
    written = entry.at.astimezone().date()
    found = lacks(aim, written, model.measures(entry.unit))
    said = texts("improvement.written", who=who(entry.by, model.book, texts), day=texts.formats.day(written))
    return html.join(
        html.paragraph(aim.what, "finding"),
        html.definitions(pairs),
        verdict(found, texts),
        html.paragraph(said, "small"),
    )


def verdict(found: tuple[Lack, ...], texts: Texts) -> Markup:
    """Whether an aim is whole, and else what it lacks, each with what to write."""
    if not found:
        whole = html.Word("✔", texts("improvement.aim.whole"), "good")
        return html.paragraph(html.join(whole, texts("improvement.aim.whole_means"), between=" "))
    missing = html.paragraph(html.Word("▲", texts("improvement.aim.lacks"), "warn"))
    return html.join(missing, html.bullets(texts(f"improvement.aim.{lack}") for lack in found))


def aims_html(model: ImprovementModel, unit: str, texts: Texts) -> Markup:
    """The aims of a unit."""
    entries = model.desk.of(AIM, unit)
    if not entries:
        return html.paragraph(texts("entries.aim.none"))
    return html.join(*(html.item(aim_entry(model, entry, texts)) for entry in entries))
