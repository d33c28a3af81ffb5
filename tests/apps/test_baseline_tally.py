"""Counting at the board, one tap at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from page_books import AS_OF, EVENTS, OWN, PERCENT, RATE, SCRIPT

from kit.apps.baseline import BaselineModel
from kit.apps.baseline_plan import sheet_html
from kit.apps.views.baseline_tally import TallyForm
from kit.domain.book import Book
from kit.domain.network import MeasureInUse
from kit.domain.seen import Seen
from kit.domain.series import Point, Series
from kit.errors import ChangedMeanwhile
from kit.texts import Texts

APRIL = date(2026, 4, 1)


@pytest.fixture
def model(book: Book, saved) -> BaselineModel:
    return BaselineModel(replace(book, in_use=(*book.in_use, MeasureInUse(RATE))), OWN, saved, saved)


@pytest.fixture
def form(model: BaselineModel, danish: Texts) -> TallyForm:
    return TallyForm(model, danish)


def test_yes_counts_in_both_numbers_and_no_in_the_denominator_alone(form: TallyForm, saved, model: BaselineModel):
    for name in ("yes", "yes", "no"):
        form.buttons[PERCENT, name].click()
    assert [call[3:5] for call in saved.calls] == [(1, 1), (2, 2), (2, 3)]
    assert model.point_at("u1", PERCENT, APRIL) == Point(APRIL, 2, 3)
    assert "april 2026: 2 af 3 = 67" in form.counted[PERCENT].value
    assert "Gemt kl. " in form.line.widget.value
    form.undo.click()
    assert saved.calls[-1][3:5] == (1 + 1, 2)


def test_an_event_is_one_more_today(form: TallyForm, saved):
    form.buttons[EVENTS, "one"].click()
    form.buttons[EVENTS, "one"].click()
    assert [call[2:4] for call in saved.calls] == [(AS_OF, 1), (AS_OF, 2)]


def test_two_who_tap_at_once_are_both_counted(form: TallyForm, saved, model: BaselineModel):
    answers = iter([ChangedMeanwhile((7, 9, ""), "facilitator", datetime(2026, 4, 10, tzinfo=UTC)), None])
    real = model._save_month

    def meanwhile(*values, **more):
        error = next(answers)
        if error:
            raise error
        return real(*values, **more)

    model._save_month = meanwhile
    form.buttons[PERCENT, "yes"].click()
    assert saved.calls[-1][3:5] == (8, 10)
    assert saved.seen[-1] == Seen((7, 9, ""))


def test_a_rate_is_counted_only_where_its_denominator_stands(form: TallyForm, saved, model: BaselineModel):
    form.buttons[RATE, "one"].click()
    assert saved.calls == []
    assert "nævneren" in form.line.widget.value
    model._keep(Series("u1", RATE, (Point(APRIL, 2, 900),)))
    form.buttons[RATE, "one"].click()
    assert saved.calls[-1][3:5] == (3, 900)


def test_a_sheet_for_paper_has_rows_to_tick_and_says_where_the_sum_goes(model: BaselineModel, danish: Texts):
    sheet = sheet_html(model.unit("u1"), model.measure(model.unit("u1"), PERCENT), danish)
    assert sheet.count("☐") == 40
    assert "Udfylde en måned" in sheet
    assert SCRIPT not in sheet, "a unit's name is plain text"
