"""Ticks are round numbers, labels do not touch, values read as a professional writes them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_charts import DAYS, PERCENT, RATE

from kit.figures.scales import nice_places, spread
from kit.figures.words import goal_text, plain, value_text, wrapped
from kit.texts import texts

DA = texts("da")
sizes = st.floats(0.001, 1e6)


@given(st.floats(0, 1e6), sizes)
def test_ticks_hold_the_values_and_are_few(low: float, span: float) -> None:
    places = nice_places(low, low + span, whole=False)
    assert places[0] <= low + 1e-6 * span
    assert places[-1] >= (low + span) * (1 - 1e-6)
    assert 2 <= len(places) <= 8


@given(st.integers(0, 100_000))
def test_ticks_of_counts_are_whole(top: int) -> None:
    places = nice_places(0, top, whole=True)
    assert all(place == int(place) for place in places)
    assert places[-1] >= top
    assert len(places) <= 8


@given(st.lists(st.floats(-20, 276), min_size=1, max_size=4))
def test_labels_never_touch_and_stay_inside(wanted: list[float]) -> None:
    heights = [30.0 + 15 * (index % 2) for index in range(len(wanted))]
    placed = spread(wanted, heights, -46, 276)
    order = sorted(range(len(placed)), key=lambda index: placed[index])
    for lower, upper in itertools.pairwise(order):
        assert placed[upper] - placed[lower] >= (heights[lower] + heights[upper]) / 2 - 1e-6
    assert min(p - h / 2 for p, h in zip(placed, heights, strict=True)) >= -46 - 1e-6
    assert max(p + h / 2 for p, h in zip(placed, heights, strict=True)) <= 276 + 1e-6


def test_labels_with_room_stay_where_they_belong() -> None:
    assert spread([10, 100, 250], [30, 30, 45], -46, 276) == [10, 100, 250]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0 %"),
        (2.5, "2,5 %"),
        (5.04, "5 %"),
        (45.4, "45 %"),
        (62.5, "63 %"),
        (99.6, "99,6 %"),
        (100, "100 %"),
        (None, "–"),
    ],
)
def test_a_percentage_is_whole_from_ten_on_and_never_rounded_to_all(value: float | None, expected: str) -> None:
    assert value_text(value, PERCENT, DA).replace("\N{NO-BREAK SPACE}", " ") == expected


@pytest.mark.parametrize(("value", "expected"), [(7.258, "7,26"), (12.06, "12,1"), (1234.5, "1.234")])
def test_a_rate_has_as_many_decimals_as_a_reader_needs(value: float, expected: str) -> None:
    assert value_text(value, RATE, DA) == expected


@pytest.mark.parametrize(("days", "expected"), [(0, "0 dage"), (1, "1 dag"), (45.5, "45,5 dage"), (300, "300 dage")])
def test_days_have_their_number_form(days: float, expected: str) -> None:
    assert value_text(days, DAYS, DA) == expected


def test_a_goal_carries_its_direction() -> None:
    assert goal_text(300, DAYS, DA) == "≥ 300 dage"
    assert goal_text(3, RATE, DA) == "≤ 3"


def test_long_reasons_are_wrapped_and_cut_with_an_ellipsis() -> None:
    assert wrapped("Ny indberetningsregel for alvorlige hændelser", 22) == ("Ny indberetningsregel", "for alvorlige …")
    assert wrapped("Kort", 22) == ("Kort",)
    assert all(len(line) <= 24 for line in wrapped("x" * 80 + " y", 22))


def test_user_text_cannot_become_markup() -> None:
    assert plain('<a href="javascript:x">') == '&lt;a href="javascript:x"&gt;'
