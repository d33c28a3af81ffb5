"""The run chart as a figure: its data and its layout."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import plotly.graph_objects as go
import plotly.io
import pytest
from sample_charts import COUNT, DAYS, PERCENT, RATE, SHIFTED, STABLE, chart, events, points

from kit.domain.label import LANGUAGES
from kit.domain.measure import Direction, Goal, GoalKind, ValueKind
from kit.figures.run_chart import run_chart
from kit.figures.theme import COLOURS, CONFIG
from kit.texts import texts

DA = texts("da")


def traces(figure: go.Figure, name: str) -> list[Any]:
    return [trace for trace in figure.data if trace.name == name]


def labels(figure: go.Figure, name: str = "end") -> list[str]:
    texts_of = [note.text for note in figure.layout.annotations if note.name == name]
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts_of]


def test_missing_values_are_gaps_in_the_line() -> None:
    figure = run_chart(chart(PERCENT, points([9, None, 12])), DA)
    (values,) = traces(figure, "values")
    assert values.y == (45, None, 60)
    assert values.connectgaps is False


def test_without_a_signal_the_median_is_solid_and_no_point_stands_out() -> None:
    figure = run_chart(chart(PERCENT, points(STABLE)), DA)
    (median,) = traces(figure, "median")
    assert (median.line.dash, median.y) == ("solid", (50, 50))
    assert traces(figure, "run") == []
    assert labels(figure)[0] == "median<br>50 %"


@pytest.mark.parametrize(
    ("direction", "symbol", "colour"),
    [(Direction.UP, "triangle-up", "improving"), (Direction.DOWN, "triangle-up", "worsening")],
)
def test_a_signal_dashes_the_median_names_it_and_marks_its_run_by_shape_and_colour(
    direction: Direction, symbol: str, colour: str
) -> None:
    figure = run_chart(chart(replace(PERCENT, direction=direction), points(SHIFTED)), DA)
    (median,), (run,), (values,) = (traces(figure, name) for name in ("median", "run", "values"))
    assert median.line.dash == "dash"
    assert labels(figure)[0].endswith("<br>signal")
    assert len(run.x) == 12
    assert (run.marker.symbol, run.marker.color) == (symbol, COLOURS[colour])
    assert values.marker.symbol == "circle"
    assert values.marker.color != run.marker.color


def test_a_run_of_a_measure_that_is_only_watched_is_marked_without_a_verdict() -> None:
    watched = replace(PERCENT, goal=Goal(GoalKind.WATCH))
    (run,) = traces(run_chart(chart(watched, points(SHIFTED)), DA), "run")
    assert (run.marker.symbol, run.marker.color) == ("square", COLOURS["signal_neutral"])


def test_a_frozen_baseline_is_shaded_up_to_its_last_point_and_named() -> None:
    figure = run_chart(chart(PERCENT, points(SHIFTED), baseline=12), DA)
    (shade,) = [shape for shape in figure.layout.shapes if shape.name == "baseline"]
    assert "2024-12-01" < shade.x1 < "2025-01-01"
    assert labels(figure, "baseline") == ["baseline"]
    assert labels(run_chart(chart(PERCENT, points(SHIFTED), baseline=30), DA), "baseline") == []


def test_a_break_is_a_line_with_its_reason_and_each_phase_has_its_own_median() -> None:
    broken = chart(RATE, points(SHIFTED, 1240), break_on=date(2025, 1, 1), reason="Ny regel & <b>skema</b>")
    figure = run_chart(broken, DA)
    (line,) = [shape for shape in figure.layout.shapes if shape.name == "break"]
    assert (line.x0, line.x1) == ("2025-01-01", "2025-01-01")
    assert labels(figure, "break") == ["Ny regel &amp;<br>&lt;b&gt;skema&lt;/b&gt;"]
    first, second = traces(figure, "median")
    assert first.x[1] == second.x[0] == date(2025, 1, 1)
    assert first.y != second.y
    assert labels(figure, "median") == ["median 7,26"]


def test_the_goal_is_dotted_and_carries_its_direction() -> None:
    figure = run_chart(chart(PERCENT, points(STABLE)), DA)
    (goal,) = traces(figure, "goal")
    assert (goal.line.dash, goal.y) == ("dot", (95, 95))
    assert labels(figure)[1] == "mål<br>≥ 95 %"
    balancing = replace(PERCENT, goal=Goal(GoalKind.BASELINE), direction=Direction.DOWN)
    assert labels(run_chart(chart(balancing, points(STABLE)), DA))[1] == "grænse<br>≤ 50 %"


def test_the_open_interval_is_hollow_dashed_and_not_among_the_values() -> None:
    figure = run_chart(chart(DAYS, events([20, 35, 12]), as_of=date(2024, 10, 17)), DA)
    (values,), (hollow,), (connector,) = (traces(figure, name) for name in ("values", "open", "connector"))
    assert values.y == (20, 35, 12)
    assert (hollow.x, hollow.y, hollow.marker.symbol) == ((4,), (214,), "circle-open")
    assert connector.line.dash == "dash"
    assert labels(figure)[-1] == "i dag<br>214 dage"


def test_a_single_event_shows_its_open_days_and_the_goal() -> None:
    figure = run_chart(chart(DAYS, events([]), as_of=date(2024, 8, 11)), DA)
    assert [trace.name for trace in figure.data] == ["goal", "values", "open"]
    assert figure.data[0].x == (0.5, 1.5)


def test_events_of_one_day_stand_beside_each_other() -> None:
    (values,) = traces(run_chart(chart(DAYS, events([20, 0, 12])), DA), "values")
    assert (values.x, values.y) == ((1, 2, 3), (20, 0, 12))


def test_an_interval_across_a_break_is_a_cross_and_the_line_skips_it() -> None:
    figure = run_chart(chart(DAYS, events([20, 35, 200, 30, 25]), break_on=date(2024, 6, 1)), DA)
    (values,), (excluded,) = traces(figure, "values"), traces(figure, "excluded")
    assert values.y == (20, 35, None, 30, 25)
    assert excluded.y == (200,)


@pytest.mark.parametrize("measure", [PERCENT, DAYS])
def test_a_chart_without_data_is_an_empty_frame_with_a_sentence(measure: Any) -> None:
    figure = run_chart(chart(measure), DA)
    assert figure.data == ()
    assert "endnu" in figure.layout.annotations[0].text


def test_percent_is_drawn_from_0_to_100_unless_all_of_it_lies_in_the_lowest_fifth() -> None:
    assert run_chart(chart(PERCENT, points(STABLE)), DA).layout.yaxis.range == (0, 100)
    low = replace(PERCENT, direction=Direction.DOWN, goal=Goal(GoalKind.VALUE, 5))
    assert run_chart(chart(low, points([0, 1, 2, 1], 40)), DA).layout.yaxis.range == (0, 6)


@pytest.mark.parametrize("measure", [COUNT, RATE])
def test_counts_and_rates_are_drawn_from_zero(measure: Any) -> None:
    axis = run_chart(chart(measure, points([30, 32, 31])), DA).layout.yaxis
    assert axis.range[0] == 0
    assert axis.tickvals[-1] == axis.range[1]


def test_counts_have_whole_numbers_on_their_axis() -> None:
    ticks = run_chart(chart(COUNT, points([0, 1, 2, 1, 3])), DA).layout.yaxis.tickvals
    assert all(tick == int(tick) for tick in ticks)
    assert ticks == (0, 1, 2, 3)


def test_a_mean_far_from_zero_keeps_its_variation_visible() -> None:
    mean = replace(PERCENT, value=ValueKind.MEAN, goal=Goal(GoalKind.WATCH))
    low, high = run_chart(chart(mean, points([1200, 1210, 1190], 20)), DA).layout.yaxis.range
    assert low > 50
    assert high >= 60.5


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("da", ("jan<br>2024", "maj", "1.000")),
        ("nb", ("jan<br>2024", "mai", "1\N{NO-BREAK SPACE}000")),
        ("en", ("Jan<br>2024", "May", "1,000")),
    ],
)
def test_months_and_numbers_on_the_axes_are_in_the_language(language: str, expected: tuple[str, ...]) -> None:
    layout = run_chart(chart(COUNT, points([900, 800, 900, 1000, 700])), texts(language)).layout
    assert (layout.xaxis.ticktext[0], layout.xaxis.ticktext[4], layout.yaxis.ticktext[-1]) == expected


@pytest.mark.parametrize("months", [1, 5, 12, 24, 36, 60, 130])
def test_there_are_few_enough_month_ticks_for_a_phone(months: int) -> None:
    ticks = run_chart(chart(PERCENT, points([9] * months), as_of=date(2040, 1, 1)), DA).layout.xaxis.ticktext
    assert 1 <= len(ticks) <= 9
    assert "2024" in ticks[0]


@pytest.mark.parametrize("goal", [45, 48, 50, 52, 95])
def test_labels_at_the_lines_ends_never_lie_on_each_other(goal: float) -> None:
    close = replace(PERCENT, goal=Goal(GoalKind.VALUE, goal))
    figure = run_chart(chart(close, points(STABLE)), DA)
    height = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    ends = [note for note in figure.layout.annotations if note.name == "end"]
    middles = sorted(note.y / 100 * height + note.yshift for note in ends)
    assert middles[1] - middles[0] >= 30 - 1


def test_hover_texts_are_written_in_the_language_and_need_no_plotly_format() -> None:
    (values,) = traces(run_chart(chart(RATE, points([3, None, 5], 1240)), DA), "values")
    assert values.hoverinfo == "text"
    assert values.hovertext[0] == "januar 2024: 2,42 (3 / 1.240)"
    assert values.hovertext[1] == "februar 2024: –"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_is_small_and_plain(language: str) -> None:
    figure = run_chart(chart(PERCENT, points(SHIFTED), baseline=12), texts(language))
    text = figure.to_json()
    assert len(text) < 9_000, "plotly's default template alone is larger"
    assert isinstance(figure, go.Figure)
    assert not isinstance(figure, go.FigureWidget)
    assert not any(word in text for word in ("NaN", "nan", "None", "bdata"))
    assert figure.layout.title.text is None
    assert figure.layout.showlegend is False
    assert plotly.io.templates.default == "plotly", "nothing is registered for the whole process"


def test_no_text_in_a_figure_is_smaller_than_12_pixels() -> None:
    layout = run_chart(chart(DAYS, events([20, 35, 12])), DA).to_plotly_json()["layout"]
    sizes = [note["font"]["size"] for note in layout["annotations"]]
    sizes += [layout[axis]["tickfont"]["size"] for axis in ("xaxis", "yaxis")]
    assert min(sizes) >= 12


def test_the_settings_keep_every_figure_on_this_host() -> None:
    assert (CONFIG["showSendToCloud"], CONFIG["plotlyServerURL"], CONFIG["displayModeBar"]) == (False, "", False)
    assert json.loads(json.dumps(CONFIG)) == CONFIG
