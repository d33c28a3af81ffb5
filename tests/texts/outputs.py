"""What the kit shows, as plain text: pages, figures, widgets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from page_books import OWN, small_book
from telltale import read_out

from kit.apps.parts import Part, Picture
from kit.domain.access import FACILITATOR
from kit.domain.book import Book
from kit.domain.checklist import ItemState, ItemStatus
from kit.domain.network import Unit
from kit.kernels.surroundings import Host
from kit.notebook.pages import Opened, page_class
from kit.texts import texts

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CALL = re.compile(r"^page\.(\w+)\(\)$")
FIGURE_WORDS = {"text", "hovertext", "hovertemplate", "ticktext", "title", "ticksuffix"}
WIDGET_WORDS = ("value", "description", "placeholder", "tooltip", "_options_labels", "titles")


@lru_cache(maxsize=1)
def neutral_book() -> Book:
    """The small network with names that belong to no language."""
    book = small_book()
    units = (
        Unit("u1", OWN, "Åsen", "nursing_home", 40),
        Unit("u2", OWN, "Brinken", "home_care"),
        *(replace(unit, name="Xyz") for unit in book.units if unit.municipality != OWN),
    )
    others = tuple(replace(one, name=one.code) for one in book.municipalities[1:])
    items = {"P01": ItemState("P01", ItemStatus.DONE), "P02": ItemState("P02", ItemStatus.BEGUN, "PL", "æøå")}
    return replace(
        book,
        network=replace(book.network, name="Nord 1"),
        municipalities=(book.municipalities[0], *others),
        units=units,
        checklist={OWN: items},
    )


def cells(name: str) -> list[str]:
    """The parts that a notebook shows, in its own order."""
    notebook = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))
    lines = [line.strip() for cell in notebook["cells"] for line in cell["source"]]
    return [found.group(1) for line in lines if (found := CALL.match(line))]


def page_text(name: str, language: str, host: Host, book: Book | None = None) -> str:
    """Everything a notebook shows as a report, or with its forms."""
    folder = None if host is Host.REPORT else Path("network")
    page = page_class(name)(Opened(host, texts(language), book or neutral_book(), OWN, FACILITATOR, folder))
    return "\n".join(part_text(getattr(page, cell)()) for cell in cells(name))


def part_text(part: Part) -> str:
    shown = [_picture(p) if isinstance(p, Picture) else read_out(str(p)) for p in part.pieces]
    if part.live is not None and part.host is not Host.REPORT:
        shown.extend(read_out(text) for text in widget_words(part.live()))
    return "\n".join(shown)


def _picture(picture: Picture) -> str:
    return "\n".join([picture.sentence, *figure_words(picture.figure.to_plotly_json())])


def figure_words(value: Any, key: str = "") -> Iterator[str]:
    """The words of a figure: titles, notes, what appears under the pointer. No trace's name is ever shown."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            if name != "template":
                yield from figure_words(item, name)
    elif isinstance(value, str):
        if key in FIGURE_WORDS:
            yield read_out(value)
    elif isinstance(value, (list, tuple)) or hasattr(value, "tolist"):
        for item in value:
            yield from figure_words(item, key)


def widget_words(widget: Any, seen: set[int] | None = None) -> Iterator[str]:
    """The words of a widget and of all widgets inside it."""
    seen = set() if seen is None else seen
    if id(widget) in seen:
        return
    seen.add(id(widget))
    if hasattr(widget, "to_plotly_json"):
        yield from figure_words(widget.to_plotly_json())
        return
    chosen = hasattr(widget, "_options_labels")  # the value of a choice is an id, its words are the labels
    for name in WIDGET_WORDS[chosen:]:
        said = getattr(widget, name, None)
        for text in said if isinstance(said, (list, tuple)) else (said,):
            if isinstance(text, str):
                yield text
    for child in getattr(widget, "children", ()):
        yield from widget_words(child, seen)
