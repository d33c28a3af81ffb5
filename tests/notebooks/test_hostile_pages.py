"""Every trait of every widget of every page is hostile input: whatever a browser writes, nothing wrong is saved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import ipywidgets as w
import nbformat
import pytest
from page_books import OTHER, OWN, small_book

from kit import notebook, resources
from kit.domain.limits import LONGEST_TEXT
from kit.resources import PAGES
from kit.sources.network import NetworkFile, write_network
from kit.store import open_store

CPR = "010190-1234"
SCRIPT = "<script>alert(1)</script>"
GARBAGE: tuple[Any, ...] = (
    *(OTHER, "u9", f"municipality:{OTHER}", CPR, SCRIPT, "=HYPERLINK(1)", "-1", "1e400", "nan", "2999-12-31", ""),
    *("x" * 60_000, None, -1, 10**12, float("nan"), True, [OTHER], {"a": 1}, {"year": 2999, "month": 0, "date": 1}),
)
WRITTEN_BY_BROWSERS = ("value", "index", "_options_labels", "disabled", "description", "outputs", "icon", "tooltip")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    book = small_book()
    content = NetworkFile(book.network, book.municipalities, book.units, book.people, book.seminars, book.in_use)
    write_network(tmp_path / "network.xlsx", content, book.programme)
    return tmp_path


def opened(name: str, folder: Path, visitor: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    for key, value in {"HOST": "app", "NETWORK": str(folder)}.items():
        monkeypatch.setenv(f"KIT_{key}", value)
    monkeypatch.setenv("HTTP_X_KIT_VISITOR", visitor)
    monkeypatch.setenv("QUERY_STRING", "")
    return notebook.open(name)


def live(page: Any, name: str) -> list[w.Widget]:
    """The widgets that stand on the page, from the cells of its notebook."""
    cells = nbformat.read(resources.notebooks() / f"{name}.ipynb", as_version=4).cells
    calls = [cell.source.strip() for cell in cells if cell.source.strip().startswith("page.")]
    parts = [getattr(page, call.removeprefix("page.").removesuffix("()"))() for call in calls]
    return [part.live() for part in parts if part.live]


def below(widget: w.Widget) -> Iterator[w.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from below(child)


def write(widget: w.Widget, name: str, value: Any) -> None:
    """As the line from the browser does; what a trait or a model refuses ends in the kernel's log."""
    with suppress(Exception):
        widget.set_state({name: value})


def attack(roots: list[w.Widget]) -> int:
    """Write garbage everywhere and press every button, also those that appear meanwhile."""
    tried = 0
    for root in roots:
        for widget in list(below(root)):
            for name in set(WRITTEN_BY_BROWSERS) & set(widget.keys):
                for value in GARBAGE:
                    write(widget, name, value)
                    tried += 1
        for widget in list(below(root)):
            if isinstance(widget, w.Button):
                widget.click()
    return tried


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from strings(getattr(value, name))
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)


def saved(folder: Path) -> dict[str, Any]:
    if not (folder / "kit.db").exists():
        return {}
    with open_store(folder / "kit.db") as store:
        found: dict[str, Any] = {"series": store.series(), "checklist": store.checklist()}
        found |= {"answers": store.answers(), "entries": store.entries()}
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_hostile_gets_through_a_leads_page(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert attack(live(opened(name, folder, f"municipality:{OWN}", monkeypatch), name)) > 20
    found = saved(folder)
    own = {unit.id for unit in small_book().units_of(OWN)}
    assert {unit for unit, _ in found.get("series", {})} <= own
    assert set(found.get("checklist", {})) <= {OWN}
    assert {one.municipality for one in (*found.get("answers", ()), *found.get("entries", ()))} <= {OWN}
    said = [text for value in found.values() for text in strings(value)]
    assert not [text[:80] for text in said if CPR in text or len(text) > 4 * LONGEST_TEXT]
    again = opened(name, folder, f"municipality:{OWN}", monkeypatch)
    assert SCRIPT not in str(again.heading().html)
    assert live(again, name)


def test_nothing_hostile_gets_through_the_facilitators_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened("network", folder, "facilitator", monkeypatch)
    roots = live(page, "network")
    assert attack(roots) > 20
    assert attack(roots) > 20
    found = saved(folder)
    assert set(found) <= {"entries"}
    known = {m.code for m in small_book().municipalities if m.active} | {""}
    assert {one.municipality for one in found.get("entries", ())} <= known
    said = [text for value in found.values() for text in strings(value)]
    assert not [text[:80] for text in said if CPR in text or len(text) > 4 * LONGEST_TEXT]
    again = opened("network", folder, "facilitator", monkeypatch)
    assert "<script" not in str(again.stories().html) + str(again.guidance().html)


@pytest.mark.parametrize("visitor", [f"municipality:{OWN}", f"viewer:{OWN}"])
def test_a_municipality_is_given_no_widget_of_the_facilitators_page(
    visitor: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert live(opened("network", folder, visitor, monkeypatch), "network") == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("visitor", [f"viewer:{OWN}", "unit:{own}:nowhere"])
def test_a_reader_or_a_strangers_unit_saves_nothing(
    name: str, visitor: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(name, folder, visitor.format(own=OWN), monkeypatch)
    attack(live(page, name))
    assert set(saved(folder)) <= ({"answers"} if visitor.startswith("unit") else set())
