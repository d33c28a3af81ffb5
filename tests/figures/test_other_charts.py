"""Funnel plot, Pareto chart and CUSUM: what is drawn and what is said."""

from __future__ import annotations

import itertools
import json
import re

import numpy as np
import pytest

from kit import spc
from kit.domain.label import LANGUAGES
from kit.figures.cusum_chart import cusum_caption, cusum_chart
from kit.figures.funnel_plot import funnel_caption, funnel_plot
from kit.figures.pareto_chart import pareto_caption, pareto_chart
from kit.figures.sizes import PHONE, SCREEN
from kit.texts import texts

DA, EN = texts("da"), texts("en")
NOT_WORDS = re.compile(r"\b(?:nan|NaN|None|inf)\b|[{}]|  ")
UNITS = tuple("ABCDEFGH")
SIZES_OF = (200, 400, 500, 800, 900, 1200, 1500, 1800)
COUNTS = (20, 44, 49, 83, 88, 118, 152, 260)


def names(figure) -> list[str]:
    return [trace.name for trace in figure.data]


def funnel(**options):
    return spc.funnel("p", COUNTS, SIZES_OF, UNITS, multiply=100, **options)


def test_the_funnel_draws_limits_centre_and_units_apart_by_shape() -> None:
    figure = funnel_plot(funnel(), DA, title="Fald")
    assert names(figure) == ["outer", "outer", "inner", "inner", "centre", "values", "outside"]
    assert (list(figure.data[-1].x), figure.data[-1].marker.symbol) == ([1800], "diamond")
    assert figure.data[-2].marker.symbol == "circle"
    ends = [note.text for note in figure.layout.annotations if note.name == "end"]
    assert [end.split("<br>")[0] for end in ends] == ["gennemsnit", "2σ", "3σ"]


def test_exact_limits_are_named_by_their_shares() -> None:
    ends = [note.text for note in funnel_plot(funnel(limits="exact"), EN).layout.annotations if note.name == "end"]
    assert ends[1:] == ["95%", "99.8%"]
    assert "99.8%" in funnel_caption(funnel(limits="exact"), EN).rules[0]


@pytest.mark.parametrize("size", [SCREEN, PHONE])
def test_names_of_units_are_few_enough_not_to_cover_each_other_and_those_outside_come_first(size) -> None:
    crowded = spc.funnel("p", [10, 11, 12, 60], [100, 101, 102, 103], ["Solbakken", "Egelunden", "Møllegården", "Åbo"])
    shown = [note.text for note in funnel_plot(crowded, DA, size=size).layout.annotations if note.name == "unit"]
    assert shown[:2] == ["Solbakken", "Åbo"]
    many = spc.funnel("p", [10] * 29 + [60], [100] * 30, [f"E{i}" for i in range(30)])
    assert [n.text for n in funnel_plot(many, DA).layout.annotations if n.name == "unit"] == ["E29"]


def test_the_funnel_says_who_differs_and_asks_why_and_does_not_rank() -> None:
    told = funnel_caption(funnel(), EN, title="Falls").finding
    assert told.startswith("Falls, funnel plot. 1 unit differs more")
    assert "H. Find out why" in told
    calm = spc.funnel("p", [10, 11, 12], [100, 100, 100], ["A", "B", "C"])
    assert "should not be ranked" in funnel_caption(calm, EN).finding
    assert funnel_caption(funnel(overdispersion="additive"), EN).remarks


def test_the_funnel_s_table_has_every_unit() -> None:
    heads, rows = funnel_caption(funnel(), EN).table
    assert heads == ("Unit", "Value", "Denominator", "Lower limit", "Upper limit", "Signal")
    assert [row[0] for row in rows] == list(UNITS)
    assert rows[-1][-1] == "outside the limits"


FALLS = ["bedroom"] * 12 + ["bath"] * 8 + ["hall"] * 3 + ["garden"] + [None]


def test_pareto_bars_and_sum_share_one_axis_of_percent() -> None:
    figure = pareto_chart(spc.pareto(FALLS, missing=True), EN, title="Where")
    assert names(figure) == ["share", "cumulative"]
    assert list(figure.data[0].x) == [48, 32, 12, 4, 4]
    assert list(figure.data[1].x) == pytest.approx([48, 80, 92, 96, 100])
    assert figure.layout.xaxis.range == (0, 100)
    labels = [note.text for note in figure.layout.annotations if note.name == "category"]
    assert labels[0] == "bedroom · 12 · 48%"
    assert "no category · 1 · 4%" in labels


def test_pareto_names_the_few_that_make_up_most_and_says_when_there_are_none() -> None:
    told = pareto_caption(spc.pareto(FALLS, missing=True), EN, title="Where").finding
    assert told == "Where, Pareto chart. 2 of 5 categories make up 80% of all 25: bedroom, bath. Begin there."
    even = pareto_caption(spc.pareto(["a", "b", "c"] * 4), EN).finding
    assert even.startswith("Pareto chart. No few categories make up most: it takes 3 of 3 to reach 80% of all 12")
    one = pareto_caption(spc.pareto(["a"] * 4), EN).finding
    assert "1 category makes up 100% of all 4: a." in one


def test_cusum_marks_its_signals_on_the_limit_and_names_their_cases() -> None:
    result = spc.bernoulli_cusum([0] * 20 + [1] * 10, 0.1)
    figure = cusum_chart(result, DA)
    (more,) = [trace for trace in figure.data if trace.name == "more"]
    first = int(np.flatnonzero(result.upper_signal)[0]) + 1
    assert (more.x[0], set(more.y), more.marker.symbol) == (first, {result.limit}, "diamond")
    told = cusum_caption(result, EN).finding
    assert "More events than expected (10%): signal at case" in told
    assert str(first) in told
    assert "without a signal" in cusum_caption(spc.bernoulli_cusum([0, 1, 0], 0.3), EN).finding


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_them_speak_three_languages_and_hold_no_nan(language: str) -> None:
    t = texts(language)
    results = [
        (funnel_plot(one, t, title="A"), funnel_caption(one, t, title="A"))
        for one in (
            funnel(),
            funnel(limits="exact"),
            spc.funnel("up", [1, 2], [10, 20]),
            spc.funnel("u", [0, 0], [5, 6]),
        )
    ]
    results += [
        (pareto_chart(one, t, title="A"), pareto_caption(one, t, title="A"))
        for one in (spc.pareto(FALLS, missing=True), spc.pareto(["a"]))
    ]
    results += [
        (cusum_chart(one, t, title="A"), cusum_caption(one, t, title="A"))
        for one in (spc.bernoulli_cusum([0, 1] * 9), spc.bernoulli_cusum([1] * 30, 0.2))
    ]
    for figure, told in results:
        words = [told.finding, *told.rules, *told.remarks, *told.table[0], *itertools.chain(*told.table[1])]
        words += [note.text for note in figure.layout.annotations]
        assert not [word for word in words if NOT_WORDS.search(word)]
        json.loads(figure.to_json())
