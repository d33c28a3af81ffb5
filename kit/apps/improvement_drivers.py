"""A unit's driver diagrams and its change package, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup, escape

from kit.apps import html
from kit.apps.entry_links import loose_ideas, unit_tree
from kit.apps.improvement import ImprovementModel, in_words
from kit.domain.driver_tree import Branch, Idea, every_idea, loose
from kit.domain.entries.improvement import AIM, CHANGE_IDEA
from kit.figures.driver_diagram import Line, driver_diagram
from kit.texts import Texts

STATUS = {"idea": ("○", "mute"), "testing": ("◔", "other"), "adopted": ("●", "good"), "abandoned": ("✕", "mute")}


def status_word(status: str, texts: Texts) -> html.Word:
    """The status of an idea as a symbol and a word."""
    symbol, tone = STATUS[status]
    return html.Word(symbol, texts(f"entries.change_idea.status.{status}"), tone)


def area_name(model: ImprovementModel, area: str, texts: Texts) -> str:
    """What the programme calls a focus area."""
    found = next((one for one in model.book.programme.areas if one.id == area), None)
    return texts.label(found.name) if found else area


def aim_words(model: ImprovementModel, unit: str, area: str, texts: Texts) -> str:
    """The unit's own aim for an area, else the programme's."""
    ids = {measure.id for measure in model.measures(unit) if measure.area == area}
    own = next((entry.value.what for entry in model.desk.of(AIM, unit) if entry.value.measure in ids), "")
    diagram = next((one for one in model.book.programme.drivers if one.area == area), None)
    return own or (texts.label(diagram.aim) if diagram else "")


def _measures(model: ImprovementModel, unit: str, branch: Branch, texts: Texts) -> str:
    names = [texts.label(one.name) for one in model.measures(unit) if one.id in branch.measures]
    return texts("improvement.drivers.measured", measures=", ".join(names)) if names else ""


def _idea(idea: Idea, texts: Texts) -> Line:
    """An idea; nobody is told that one which the team has not touched is only an idea."""
    mark = escape(status_word(idea.status, texts)) if idea.written else None
    return Line(in_words(idea.what, texts), mark=mark, crossed=idea.status == "abandoned")


def _line(model: ImprovementModel, unit: str, branch: Branch, texts: Texts) -> Line:
    ideas = tuple(_idea(one, texts) for one in branch.ideas)
    below = tuple(_line(model, unit, low, texts) for low in branch.below)
    note = _measures(model, unit, branch, texts)
    return Line(in_words(branch.name, texts), note, crossed=branch.dropped, below=below, ideas=ideas)


def diagram_html(model: ImprovementModel, unit: str, area: str, texts: Texts) -> Markup:
    """The drawn diagram of one focus area."""
    lines = tuple(_line(model, unit, branch, texts) for branch in unit_tree(model.desk, unit, area))
    return driver_diagram(area_name(model, area, texts), aim_words(model, unit, area, texts), lines, texts)


def package(model: ImprovementModel, unit: str) -> Iterator[tuple[str, Idea]]:
    """The ideas that the team has taken up, each with the driver it hangs on, in the team's order."""
    found: list[tuple[str, Idea]] = []
    for area in model.areas(unit):
        for branch in unit_tree(model.desk, unit, area):
            for one in (branch, *branch.below):
                found += [(one.id, idea) for idea in every_idea([replace(one, below=())]) if idea.written]
    branches = [branch for area in model.areas(unit) for branch in unit_tree(model.desk, unit, area)]
    found += [("", idea) for idea in loose(branches, model.desk.of(CHANGE_IDEA, unit))]
    yield from sorted(found, key=lambda pair: (pair[1].place is None, pair[1].place or 0))


def package_html(model: ImprovementModel, unit: str, texts: Texts) -> Markup:
    """The change package: the ideas the team has taken up, as cards in order, each with what to avoid."""
    cards = [_card(model, idea, texts) for _, idea in package(model, unit)]
    title = html.heading(4, texts("improvement.package.title"))
    return html.join(title, *cards) if cards else html.join(title, html.paragraph(texts("entries.change_idea.none")))


def _card(model: ImprovementModel, idea: Idea, texts: Texts) -> Markup:
    measure = model.book.programme.measure(idea.measure)
    place = f"{idea.place}. " if idea.place is not None else ""
    head = Markup("<p><strong>{}{}</strong> {}</p>").format(
        place, in_words(idea.what, texts), status_word(idea.status, texts)
    )
    pairs = [
        (texts("entries.change_idea.measure"), texts.label(measure.name) if measure else ""),
        (texts("entries.change_idea.avoid"), idea.avoid),
    ]
    known = [pair for pair in pairs if pair[1]]
    return html.item(head, html.definitions(known)) if known else html.item(head)


def drivers_html(model: ImprovementModel, unit: str, texts: Texts) -> Markup:
    """Every diagram of a unit, and its change package."""
    areas = model.areas(unit)
    if not areas and not loose_ideas(model.desk, unit):
        return html.paragraph(texts("improvement.drivers.none"))
    return html.join(*(diagram_html(model, unit, area, texts) for area in areas), package_html(model, unit, texts))
