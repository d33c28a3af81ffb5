"""What a whole network's charts show: signals beside chance, and one line in which every denominator is right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from page_books import EVENTS, LEFT, OTHER, OWN, PERCENT, months, percent_series, small_book

from kit import spc
from kit.actions.network_line import NetworkLine, network_line
from kit.actions.network_signals import charts_of_network, signals_by_measure, signals_of
from kit.domain.book import Book
from kit.domain.network import MeasureInUse
from kit.domain.series import Series
from kit.figures.chart import Finding

FLAT = (8, 12, 7, 11, 9, 13, 8, 12, 7, 11, 9, 13)
RISEN = (*FLAT[:6], *(17, 18, 17, 18, 17, 18, 17, 18))


def network(in_use: tuple[MeasureInUse, ...] = (MeasureInUse(PERCENT),), **values: tuple[int, ...]) -> Book:
    book = small_book()
    return replace(
        book, in_use=in_use, series={(unit, PERCENT): percent_series(unit, row) for unit, row in values.items()}
    )


def line(book: Book) -> NetworkLine | None:
    charts = [chart for chart in charts_of_network(book) if chart.measure.id == PERCENT]
    return network_line(charts, "Alle")


def test_a_municipality_that_has_left_is_in_no_chart_of_the_network() -> None:
    book = network(u1=FLAT, o1=FLAT, l1=FLAT)
    assert LEFT not in {chart.unit.municipality for chart in charts_of_network(book)}
    found = line(book)
    assert found is not None
    assert (found.units, set(found.reported.values())) == (2, {2})


def test_signals_stand_beside_the_number_that_chance_alone_would_give() -> None:
    book = network(u1=RISEN, u2=FLAT, o1=FLAT[:4])
    (row,) = signals_by_measure(book, charts_of_network(book))
    assert row.counts[Finding.IMPROVING] == 1
    assert row.counts[Finding.TOO_FEW] == 1
    assert (row.signals, row.judged, row.reckoned) == (1, 2, 2)
    useful = [chart.last.part.n_useful for chart in row.charts if chart.last and chart.last.part.enough]
    assert row.by_chance == pytest.approx(sum(spc.false_signal_rate(n) for n in useful))
    assert [chart.unit.id for chart in row.that_show(Finding.IMPROVING)] == ["u1"]


def test_a_frozen_baseline_is_reckoned_with_the_rate_of_a_known_centre() -> None:
    book = network((MeasureInUse(PERCENT, baseline=12),), u1=RISEN)
    chart = next(chart for chart in charts_of_network(book) if chart.unit.id == "u1")
    assert chart.last is not None
    expected = spc.false_signal_rate(chart.last.part.n_useful, known_centre=True)
    assert signals_of(None, [chart]).by_chance == pytest.approx(expected)


def test_the_line_adds_numerators_and_denominators_and_leaves_open_what_too_few_have_reported() -> None:
    book = network(u1=(10,) * 12, u2=(20,) * 12, o1=(0,) * 3)
    found = line(book)
    assert found is not None
    days = months(12)
    assert [found.reported[day] for day in days] == [2] * 9 + [3] * 3
    assert found.left_open == 9
    assert found.chart.y[-1] == pytest.approx(50.0)
    assert found.chart.y[0] is None


def test_counts_are_the_mean_of_those_who_reported_so_that_a_missing_unit_is_no_fall() -> None:
    book = network(u1=(10,) * 12, u2=(20,) * 12, o1=(30,) * 12)
    counted = next(m for m in book.programme.measures if m.value == "count" and m.frequency == "month")
    units = ("u1", "u2", "o1")
    series = {(u, counted.id): Series(u, counted.id, book.series[u, PERCENT].points) for u in units}
    book = replace(book, in_use=(MeasureInUse(counted.id),), series=series)
    found = network_line(charts_of_network(book), "Alle")
    assert found is not None
    assert {value for value in found.chart.y if value is not None} == {20.0}


def test_a_new_reporting_rule_of_one_municipality_parts_the_whole_line() -> None:
    rule = date(2025, 10, 1)
    lines = (MeasureInUse(PERCENT), MeasureInUse(PERCENT, OTHER, break_on=rule, break_reason="Ny regel"))
    found = line(network(lines, u1=FLAT, o1=FLAT))
    assert found is not None
    assert [(mark.on, mark.reason) for mark in found.chart.breaks] == [(rule, "Ny regel")]
    assert len(found.chart.phases) == 2
    assert found.chart.x[found.chart.phases[1].start] >= rule


@pytest.mark.parametrize("measure", [PERCENT, EVENTS])
def test_one_unit_and_events_make_no_line(measure: str) -> None:
    book = small_book()
    charts = [c for c in charts_of_network(book) if c.measure.id == measure and c.unit.municipality == OWN][:1]
    assert network_line(charts, "Alle") is None
