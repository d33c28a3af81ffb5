"""The Book as data frames for trainers."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from book_sample import FEBRUARY, JANUARY, whole_book

from kit.sources.frames import events_frame, points_frame


def test_a_point_is_a_row_with_the_value_a_chart_shows() -> None:
    frame = points_frame(whole_book())
    assert list(frame.columns) == [
        "municipality", "unit", "unit_name", "measure", "period", "numerator", "denominator", "value", "note",
    ]  # fmt: skip
    first = frame.iloc[0]
    assert (first.municipality, first.unit_name, first.note) == ("0301", "Blåbærstua", "æøå ☂")
    assert first.period == pd.Timestamp(JANUARY)
    book = whole_book()
    per = book.programme.measure(first.measure).per
    assert first.value == pytest.approx(3 / 712.25 * per)


def test_a_point_with_nothing_to_count_has_no_value() -> None:
    frame = points_frame(whole_book())
    assert frame.iloc[1].denominator == 0
    assert pd.isna(frame.iloc[1].value)


def test_a_day_with_events_is_a_row() -> None:
    frame = events_frame(whole_book())
    assert frame["count"].tolist() == [2, 1]
    assert frame["on"].tolist() == [pd.Timestamp(JANUARY), pd.Timestamp(FEBRUARY)]
    assert frame["municipality"].tolist() == ["5001", "5001"]


def test_an_empty_book_gives_empty_frames_with_the_same_columns_and_types() -> None:
    empty = replace(whole_book(), series={})
    for frame, full in (
        (points_frame(empty), points_frame(whole_book())),
        (events_frame(empty), events_frame(whole_book())),
    ):
        assert len(frame) == 0
        assert frame.dtypes.to_dict() == full.dtypes.to_dict()
