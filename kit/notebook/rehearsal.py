"""A rehearsal of every report on a made-up municipality, so that the first real one finds everything at hand.

What a page needs is worked out when it is first asked for: a language's months and numbers, plotly's rules for a
trace, how to read a hand-over file. In a process from which kernels are forked that is done here, once for all.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache

from kit import resources
from kit.actions.demo.network import network_file
from kit.actions.demo.people import answers, first_round, item_states
from kit.actions.demo.recipe import read_recipe
from kit.actions.demo.write import measured
from kit.actions.structure import structure_book
from kit.domain.access import FACILITATOR
from kit.domain.book import Book
from kit.domain.label import LANGUAGES
from kit.domain.period import later
from kit.kernels.surroundings import Host
from kit.notebook.pages import Opened, page_class
from kit.sources.handover import from_json, to_json
from kit.sources.programme import programme_folders, read_programme
from kit.texts import texts

PROGRAMME, DAY = "i-sikre-haender", date(2026, 1, 1)
_CELL = re.compile(r"page\.(\w+)\(\)")


def rehearse() -> int:
    """Make every part of every report in the programme's language, and one small page in the others; returns how many
    outputs were made. Nothing is written or kept, no thread is started, and no widget is made."""
    book, code = _municipality()
    made = sum(_play(book, code, name, book.network.language) for name in resources.PAGES)
    others = [language for language in LANGUAGES if language != book.network.language]
    return made + sum(_play(book, code, "leadership", language) for language in others)


def _municipality() -> tuple[Book, str]:
    """The recipe's municipality with the fewest units, as a report is handed it."""
    recipe, programme = read_recipe(PROGRAMME), read_programme(programme_folders()[PROGRAMME])
    first, now = later(DAY, 1, -recipe.months), datetime.combine(DAY, time(9), tzinfo=UTC)
    content = network_file(recipe, programme, first)
    answered = [row for row in recipe.municipalities if row.answers == "many" and not row.withdrawn]
    row = min(answered, key=lambda one: len(one.units))
    given = tuple(answers(recipe, programme.leadership, row, now))
    states = {state.item: state for state in item_states(recipe, programme, row, content.network, now)}
    series = {(one.unit, one.measure): one for one in measured(recipe, content, row.code, first)}
    whole = replace(
        structure_book(content, programme, DAY),
        series=series,
        checklist={row.code: states},
        answers=given,
        records=(first_round(row.code, recipe.language, given, now),),
    )
    return from_json(json.loads(json.dumps(to_json(whole.only(row.code))))), row.code


@cache
def _cells(name: str) -> tuple[str, ...]:
    content = json.loads((resources.notebooks() / f"{name}.ipynb").read_text(encoding="utf-8"))
    return tuple(method for cell in content["cells"] for method in _CELL.findall("".join(cell["source"])))


def _play(book: Book, code: str, name: str, language: str) -> int:
    page = page_class(name)(Opened(Host.REPORT, texts(language), book, code, FACILITATOR, None))
    return sum(len(getattr(page, method)().bundles()) for method in _cells(name))
