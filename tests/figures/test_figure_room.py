"""Words and marks have room in a figure and can be told apart, on a phone and in grey."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from sample_analyses import SHIFTED, STABLE, months

from kit import spc
from kit.figures.control_captions import caption
from kit.figures.control_chart import control_chart
from kit.figures.funnel_plot import funnel_plot
from kit.figures.heading import heading
from kit.figures.overview import Entry, overview_lines
from kit.figures.pareto_chart import pareto_chart
from kit.figures.sizes import PHONE, PRINT, SCREEN, Size
from kit.figures.small_multiples import grid_sentence, small_multiples
from kit.figures.theme import COLOURS, width_of
from kit.texts import texts

DA, EN = texts("da"), texts("en")
LONG = "Andel borgere med ernæringsscreening og opfølgende handleplan senest 14 dage efter indflytning"
UP_AND_OVER = (4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 8, 9, 8, 6, 9, 8, 6, 9, 8, 6, 9, 8, 6.9, 9)


def named(figure: go.Figure, name: str) -> list[Any]:
    return [note for note in figure.layout.annotations if note.name == name]


def plot_width(figure: go.Figure, size: Size) -> float:
    return float(size.narrowest - figure.layout.margin.l - figure.layout.margin.r)


@pytest.mark.parametrize("size", [PHONE, SCREEN, PRINT])
def test_a_long_title_stands_in_lines_that_the_figure_has_room_for(size: Size) -> None:
    figure = control_chart(spc.analyse("run", STABLE), DA, title=LONG, unit=LONG, size=size)
    lines = [*named(figure, "title"), *named(figure, "per")]
    assert len(named(figure, "title")) > 1 or size is PRINT
    assert all(width_of(line.text.removeprefix("<b>").removesuffix("</b>")) <= size.narrowest for line in lines)
    heights = [line.yshift for line in lines]
    assert heights == sorted(heights, reverse=True)
    assert all(line.yshift >= 0 for line in lines)


def test_the_title_of_every_figure_is_dark_and_its_unit_paler() -> None:
    funnel = funnel_plot(spc.funnel("p", [3, 5], [10, 20], ["A", "B"]), DA, title="Fald", unit="pr. døgn")
    (title,), (unit,) = named(funnel, "title"), named(funnel, "per")
    assert (title.font.color, unit.font.color) == (COLOURS["ink"], COLOURS["muted"])
    assert heading("", "", 320).lines == ()


@pytest.mark.parametrize("count", [6, 13, 24, 36, 60, 150])
@pytest.mark.parametrize("size", [PHONE, SCREEN, PRINT])
@pytest.mark.parametrize("scale", [1, 100_000])
def test_months_do_not_touch_on_the_axis(count: int, size: Size, scale: int) -> None:
    y = [(place % 7 + 3) * scale for place in range(count)]
    figure = control_chart(spc.analyse("i", y, x=months(count)), DA, size=size)
    axis = figure.layout.xaxis
    low, high = (dt.date.fromisoformat(end[:10]).toordinal() for end in axis.range)
    places = [dt.date.fromisoformat(at).toordinal() for at in axis.tickvals]
    pixels = [(at - low) / (high - low) * plot_width(figure, size) for at in places]
    half = [width_of(word) / 2 for word in axis.ticktext]
    assert len(places) >= 2
    assert all(pixels[i] + half[i] < pixels[i + 1] - half[i + 1] for i in range(len(places) - 1))


def test_days_on_the_axis_have_their_year_below() -> None:
    days = [dt.date(2024, 12, 16) + dt.timedelta(days=7 * week) for week in range(6)]
    words = control_chart(spc.analyse("run", [3, 5, 4, 6, 2, 5], x=days), DA).layout.xaxis.ticktext
    assert words[0] == "16. dec<br>2024"
    assert sum("2025" in word for word in words) == 1


def test_every_unit_is_named_on_the_axis_even_where_names_are_long() -> None:
    names = [f"Hjemmeplejen distrikt {number}" for number in range(1, 13)]
    figure = control_chart(spc.analyse("p", range(1, 13), [20] * 12, x=names), DA, size=PHONE)
    axis = figure.layout.xaxis
    assert len(set(axis.ticktext)) == 12
    assert axis.tickangle == -90
    assert max(width_of(word) for word in axis.ticktext) < figure.layout.margin.b
    short = control_chart(spc.analyse("p", [1, 2], [20] * 2, x=["Nord", "Syd"]), DA, size=PHONE)
    assert short.layout.xaxis.tickangle == 0


def test_the_line_of_an_event_reaches_its_text() -> None:
    days = months(24)
    events = [(days[3], "Første læringsseminar"), (days[5], "Ny vagtplan på alle afdelinger"), (days[7], "Audit")]
    figure = control_chart(spc.analyse("run", STABLE, x=days), DA, annotations=events, size=PHONE)
    stems = {shape.x0: shape.y1 for shape in figure.layout.shapes if shape.name == "stem"}
    assert stems == {note.x: note.yshift for note in named(figure, "event")}


def test_the_middle_of_an_earlier_phase_stays_within_its_phase() -> None:
    analysis = spc.analyse("i", STABLE * 2, x=months(48), part=[12, 18, 24])
    for size in (PHONE, SCREEN, PRINT):
        figure = control_chart(analysis, DA, size=size)
        low, high = (dt.datetime.fromisoformat(end).timestamp() for end in figure.layout.xaxis.range)
        notes = named(figure, "centre")
        ends = [dt.datetime.fromisoformat(note.x).timestamp() for note in notes]
        for note, begin, end in zip(notes, [low, *ends], ends, strict=False):
            words = width_of(note.text)
            assert note.xanchor == "right"
            assert words <= (end - begin) / (high - low) * plot_width(figure, size) or " " not in note.text


def test_equal_values_stand_inside_the_axis_and_their_limits_in_order() -> None:
    whole = control_chart(spc.analyse("p", [20] * 20, [20] * 20, multiply=100), DA)
    assert tuple(whole.layout.yaxis.range) == (0, 100)
    level = control_chart(spc.analyse("i", [4.0] * 20), DA)
    assert level.layout.yaxis.range[0] == 0 < 4 < level.layout.yaxis.range[1]
    below = control_chart(spc.analyse("i", [-4.0] * 20), DA)
    assert below.layout.yaxis.range[0] < -4 < 0 == below.layout.yaxis.range[1]
    labels = sorted(named(level, "end"), key=lambda note: -note.yshift)
    assert [label.text.split("<br>")[0] for label in labels] == ["øvre grænse", "gennemsnit", "nedre grænse"]


def test_counts_have_whole_numbers_on_their_axis() -> None:
    assert control_chart(spc.analyse("run", [0, 1, 0, 2, 0, 1]), DA).layout.yaxis.ticktext == ("0", "1", "2")
    halves = control_chart(spc.analyse("run", [0, 0.5, 0, 1, 0, 1]), DA).layout.yaxis.ticktext
    assert "0,5" in halves


@pytest.mark.parametrize("length", [1, 4])
def test_no_dot_hides_the_shape_of_a_mark(length: int) -> None:
    figure = control_chart(spc.analyse("i", SHIFTED * length), DA, improvement="decrease")
    (values,) = (trace for trace in figure.data if trace.name == "values")
    marked = {x for trace in figure.data if trace.name in ("pattern", "outside") for x in trace.x}
    assert marked
    assert all(trace.marker.opacity == 1 for trace in figure.data if trace.mode and "markers" in trace.mode)
    assert {x for x, size in zip(values.x, values.marker.size, strict=True) if size == 0} == marked


def test_a_long_category_leaves_room_for_its_numbers() -> None:
    figure = pareto_chart(spc.pareto([LONG] * 3 + ["Andet"]), DA, size=PHONE)
    first, second = (note.text for note in named(figure, "category"))
    assert first.replace("\N{NO-BREAK SPACE}", " ").endswith("… · 3 · 75 %")
    assert width_of(first) <= plot_width(figure, PHONE)
    assert second.startswith("Andet ·")


def test_a_unit_with_a_long_name_does_not_reach_into_the_next_plot() -> None:
    units = {f"{LONG} {number}": spc.analyse("run", SHIFTED) for number in range(3)}
    figure = small_multiples(units, DA, size=PRINT)
    column = PRINT.narrowest / 3
    for note in named(figure, "unit"):
        assert note.text.endswith("…</b> signal")
        assert width_of(note.text.replace("<b>", "").replace("</b>", "")) < column


def test_the_sentence_says_what_the_number_beside_a_plot_is_where_it_is_the_same_everywhere() -> None:
    both = {"A": spc.analyse("run", STABLE), "B": spc.analyse("i", STABLE)}
    assert "median" not in grid_sentence(both, EN)
    assert "The number beside each is the mean." in grid_sentence({"B": both["B"]}, EN)


def test_a_pattern_that_is_over_is_not_called_better_or_worse() -> None:
    early = spc.analyse("run", UP_AND_OVER, x=months(len(UP_AND_OVER)), cl=6.95)
    assert np.flatnonzero(early.signals["long_run"])[-1] != len(early) - 1
    told = caption(early, EN, improvement="increase").finding
    assert "worsening" not in told
    assert "The newest pattern has ended (December 2024)" in told
    (line,) = overview_lines([Entry("Screened", early, improvement="increase")], EN)
    assert "signal" in line.finding
    going_on = spc.analyse("run", SHIFTED, freeze=12)
    assert "is an improvement" in caption(going_on, EN, improvement="increase").finding


def test_what_cannot_be_below_zero_is_not_expected_there() -> None:
    told = caption(spc.analyse("i", [3, 0, 5, 1, 6, 0, 4, 2, 5, 1, 3, 6]), EN).finding
    assert "nearly all new points will lie below" in told
    either = caption(spc.analyse("i", [3, -1, 5, 1, 6, 0, 4, 2, 5, 1, 3, 6]), EN).finding
    assert "will lie between -" in either


def test_a_limit_that_moves_is_not_told_as_one_number() -> None:
    n = [80, 95, 120, 90, 101, 88, 97, 110, 85, 99, 105, 92]
    near_all = caption(spc.analyse("p", [m - place % 2 for place, m in enumerate(n)], n, multiply=100), EN).finding
    assert "If nothing changes" not in near_all


@pytest.mark.parametrize("kind", ["mr", "ewma"])
def test_rules_about_runs_are_not_explained_where_they_are_not_used(kind: str) -> None:
    assert not any("long run" in line for line in caption(spc.analyse(kind, STABLE), EN).rules)
    units = [f"Unit {number}" for number in range(len(STABLE))]
    assert not any("long run" in line for line in caption(spc.analyse("c", STABLE, x=units), EN).rules)
    assert any("long run" in line for line in caption(spc.analyse("c", STABLE), EN).rules)
