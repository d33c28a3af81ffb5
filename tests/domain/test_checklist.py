"""Readiness against worked examples, one step below, at and above each limit."""

from __future__ import annotations

from datetime import date

import pytest

from kit.domain.checklist import Band, Checklist, ChecklistItem, ItemState, ItemStatus, Theme, readiness
from kit.domain.label import same

START = date(2026, 9, 1)


def item(name: str, theme: str = "a", *, critical: bool = False, due_week: float = 4) -> ChecklistItem:
    return ChecklistItem(name, theme, same(name), ("PL",), due_week, critical, same("evidence"))


def states(**done: str) -> dict[str, ItemState]:
    return {name: ItemState(name, ItemStatus(status)) for name, status in done.items()}


def ready(items: list[ChecklistItem], said: dict[str, ItemState], as_of: date = START):
    themes = tuple(Theme(name, same(name)) for name in sorted({i.theme for i in items}))
    return readiness(Checklist(themes, tuple(items)), said, START, as_of)


def test_critical_items_weigh_double() -> None:
    """Done critical (2·3) and begun ordinary (1·1) of at most 2·3 + 1·3: 7/9."""
    got = ready([item("x", critical=True), item("y")], states(x="done", y="begun"))
    assert got.score == pytest.approx(7 / 9)
    assert (got.done, got.relevant) == (1, 2)


def test_items_that_are_not_relevant_leave_the_sum() -> None:
    assert ready([item("x"), item("y")], states(x="done", y="not_relevant")).score == 1.0


def test_nothing_relevant_gives_no_score_and_is_not_ready() -> None:
    got = ready([item("x")], states(x="not_relevant"))
    assert (got.score, got.band) == (None, Band.RED)


@pytest.mark.parametrize(("done", "band"), [(4, Band.RED), (5, Band.AMBER), (7, Band.AMBER), (8, Band.GREEN)])
def test_the_bands_begin_at_50_and_80_percent(done: int, band: Band) -> None:
    items = [item(f"i{n}") for n in range(10)]
    assert ready(items, states(**{f"i{n}": "done" for n in range(done)})).band is band


def test_one_open_critical_item_blocks_green_and_is_named() -> None:
    items = [item(f"i{n}") for n in range(20)] + [item("key", critical=True)]
    got = ready(items, states(**{f"i{n}": "done" for n in range(20)}, key="nearly"))
    assert got.score > 0.8
    assert (got.band, got.blockers) == (Band.AMBER, ("key",))


def test_an_open_item_is_overdue_the_day_after_its_due_day() -> None:
    one = item("x", due_week=4)
    assert one.due(START) == date(2026, 8, 4)
    assert ready([one], {}, date(2026, 8, 4)).overdue == ()
    assert ready([one], {}, date(2026, 8, 5)).overdue == ("x",)
    assert ready([one], states(x="done"), date(2026, 8, 5)).overdue == ()


def test_themes_are_scored_apart() -> None:
    got = ready([item("x", "a"), item("y", "b")], states(x="done"))
    assert [(t.theme, t.score) for t in got.themes] == [("a", 1.0), ("b", 0.0)]
