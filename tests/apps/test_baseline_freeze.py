"""The baseline: how many points, whether they are enough, and its freeze."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from page_books import OWN, PERCENT

from kit.apps.baseline import BaselineModel
from kit.apps.baseline_freeze import Baseline, baseline_html, baseline_of, freeze_points, report_html
from kit.apps.desk import Desk
from kit.apps.views.baseline_plan import FreezeForm
from kit.domain.book import Book
from kit.domain.entries.chart import FREEZE
from kit.errors import ChangedMeanwhile, ValueRefused
from kit.texts import Texts


@pytest.fixture
def desk(book: Book, saved) -> Desk:
    return Desk(book, OWN, saved)


@pytest.fixture
def form(book: Book, saved, desk: Desk, danish: Texts) -> FreezeForm:
    made = FreezeForm(BaselineModel(book, OWN, saved, saved), desk, danish)
    made.chooser.measure.value = PERCENT
    return made


def base(book: Book, *values: float, frozen: int = 0) -> Baseline:
    days = tuple(date(2025, n % 12 + 1, 1) for n in range(len(values)))
    return Baseline(book.programme.measure(PERCENT), days, values, frozen)


@pytest.mark.parametrize(
    ("values", "state", "useful"),
    [
        ((), "none", 0),
        ((40, 50, 60), "few", 2),
        ((50,) * 20, "few", 0),
        ((40, 60) * 5, "enough", 10),
        ((40, 60) * 6, "good", 12),
        ((40, 50, 60) * 4, "few", 8),
    ],
)
def test_only_points_off_the_median_make_a_baseline(book: Book, values, state: str, useful: int):
    found = base(book, *values)
    assert (found.state, found.useful) == (state, useful)


def test_too_few_is_said_in_words(book: Book, danish: Texts):
    said = baseline_html(base(book, 40, 50, 60, frozen=12), danish)
    assert "Det er for få" in said
    assert "Medianen bliver låst, når der er 12 målinger. Nu er der 3." in said


def test_the_median_is_shown_with_and_without_the_freeze(book: Book, danish: Texts):
    unit = book.unit("u1")
    found = baseline_of(book, unit, book.programme.measure(PERCENT))
    assert (len(found.values), found.frozen) == (24, 12)
    said = baseline_html(found, danish)
    assert f"{found.median:.0f}" in said
    assert "låst på de første 12 målinger: 38" in said
    assert report_html(book, (unit,), danish).count("<h4>") == 2


def test_one_button_freezes_and_another_undoes(form: FreezeForm, saved, desk: Desk):
    assert form.points.value == "12"
    assert "De første 12 målinger" in form.would.value
    form.points.value = "10"
    form.freeze.click()
    assert saved.calls == [("freeze", OWN, "u1", PERCENT, {"measure": PERCENT, "points": 10})]
    assert "Låst på de første 10 målinger kl. " in form.line.widget.value
    assert "låst på de første 10" in form.words.value
    assert baseline_of(form.book, *form.chosen()).frozen == 10
    form.undo.click()
    assert desk.of(FREEZE, "u1") == ()
    form.thaw.click()
    assert saved.calls[-1][4]["points"] == 0
    assert "Medianen er ikke låst" in form.words.value


@pytest.mark.parametrize("typed", ["", "0", "1", "25", "2,5", "-3", "x", "010190-1234", "9" * 400, None, 12])
def test_hostile_numbers_of_points_are_refused(form: FreezeForm, saved, typed: object):
    with pytest.raises(ValueRefused):
        freeze_points(baseline_of(form.book, *form.chosen()), typed, "Punkter")
    if isinstance(typed, str):
        form.points.value = typed
        form.freeze.click()
        assert 'role="alert"' in form.line.widget.value
    assert saved.calls == []


def test_another_s_freeze_is_not_written_over(form: FreezeForm, saved):
    content = f'{{"measure":"{PERCENT}","points":6}}'
    saved.error = ChangedMeanwhile(content, "facilitator", datetime(2026, 4, 10, tzinfo=UTC))
    form.freeze.click()
    assert "Sekretariatet ændrede låsningen kl. " in form.line.widget.value
    assert "låst på de første 6" in form.words.value
