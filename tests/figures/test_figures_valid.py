"""Figures whose parts the kit does not have plotly check each time are valid to plotly all the same."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest
from sample_analyses import SHIFTED, STABLE, every_analysis, hospitals
from sample_charts import PERCENT, chart, points

from kit.figures.control_chart import control_chart
from kit.figures.run_chart import run_chart
from kit.figures.small_multiples import small_multiples, unit_figures
from kit.figures.theme import figure_of, layout, scatter
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
