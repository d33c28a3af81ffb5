"""Figures whose parts the kit does not have plotly check each time are valid to plotly all the same."""

from __future__ import annotations

import copy
import math

import plotly.graph_objects as go
import pytest
from sample_analyses import SHIFTED, STABLE, every_analysis, hospitals
from sample_charts import PERCENT, chart, points

from kit.figures.control_chart import control_chart
from kit.figures.run_chart import run_chart
from kit.figures.small_multiples import small_multiples, unit_figures
from kit.figures.theme import figure_of, layout, plain_values, scatter
from kit.texts import texts

DA = texts("da")


def checked(figure: go.Figure) -> go.Figure:
    """The same figure, every part looked at by plotly. Raises ValueError."""
    return go.Figure(figure.to_dict())


def test_plotly_finds_what_is_wrong_where_it_is_asked() -> None:
    wrong = figure_of(layout(100, {}), [scatter(mode="lines", line={"width": -1})])
    with pytest.raises(ValueError, match="width"):
        checked(wrong)


def test_every_control_chart_is_valid() -> None:
    for analysis in every_analysis():
        figure = control_chart(analysis, DA)
        assert len(checked(figure).data) == len(figure.data)


@pytest.mark.parametrize("counted", [STABLE, SHIFTED, [9, None, 12], []])
def test_every_run_chart_is_valid(counted: list[float | None]) -> None:
    figure = run_chart(chart(PERCENT, points(counted)), DA)
    assert len(checked(figure).data) == len(figure.data)


def test_charts_of_many_units_are_valid() -> None:
    for figure in (small_multiples(hospitals(), DA), *unit_figures(hospitals(), DA).values()):
        assert len(checked(figure).data) == len(figure.data)


def test_a_figure_is_the_same_before_and_after_plotly_has_built_it() -> None:
    figure = run_chart(chart(PERCENT, points(SHIFTED)), DA)
    before = plain_values(figure)
    assert figure.layout.height == before["layout"]["height"]
    assert plain_values(figure) == before
    assert plain_values(copy.deepcopy(figure)) == before


def test_a_change_to_a_figure_is_seen_and_changes_no_other() -> None:
    around, line = layout(100, {}), scatter(y=[1, math.nan])
    figure, other = figure_of(around, [line]), figure_of(around, [line])
    figure.update_layout(height=200)
    figure.to_plotly_json()["data"][0]["y"][0] = 9
    other.to_plotly_json()["data"][0]["y"][0] = 9
    assert plain_values(figure)["layout"]["height"] == 200
    assert plain_values(other)["layout"]["height"] == 100
    assert plain_values(other)["data"][0]["y"] == [1, None]
    assert plain_values(figure)["data"][0]["y"] == [1, None]
