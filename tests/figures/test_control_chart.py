"""The control chart as a figure: its data and its layout."""

from __future__ import annotations

import itertools
import json
import math
import re
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_analyses import SHIFTED, SPIKE, STABLE, cdi, every_analysis, months

from kit import spc
from kit.domain.label import LANGUAGES
from kit.figures.annotations import GAP, happenings, numbered, placed
from kit.figures.control_chart import control_chart
from kit.figures.sizes import PHONE, PRINT, SCREEN
from kit.figures.theme import COLOURS, width_of
from kit.figures.x_axis import x_axis
from kit.texts import texts

DA = texts("da")
NOT_WORDS = re.compile(r"\b(?:nan|NaN|None|inf)\b|[{}]")


def traces(figure: go.Figure, name: str) -> list[Any]:
    return [trace for trace in figure.data if trace.name == name]


def notes(figure: go.Figure, name: str) -> list[Any]:
    return [note for note in figure.layout.annotations if note.name == name]


def said(figure: go.Figure, name: str) -> list[str]:
    return [note.text.replace("\N{NO-BREAK SPACE}", " ") for note in notes(figure, name)]


def test_every_line_is_named_at_its_end_and_there_is_no_legend() -> None:
    figure = control_chart(spc.analyse("i", STABLE, x=months(24), target=5), DA)
    ends = [label.split("<br>")[0] for label in said(figure, "end")]
    assert ends == ["øvre grænse", "gennemsnit", "nedre grænse", "mål"]
    assert figure.layout.showlegend is False
    assert {trace.name for trace in figure.data} == {"lower", "upper", "target", "centre", "values"}


@pytest.mark.parametrize(
    ("kind", "word"), [("run", "median"), ("g", "median"), ("i", "gennemsnit"), ("t", "midtlinje")]
)
def test_the_centre_line_is_called_what_it_is(kind: str, word: str) -> None:
    assert said(control_chart(spc.analyse(kind, STABLE), DA), "end")[0 if kind == "run" else 1].startswith(word)


def test_a_given_centre_line_is_not_called_a_mean() -> None:
    assert said(control_chart(spc.analyse("i", STABLE, cl=10), DA), "end")[1].startswith("midtlinje")


def test_limits_that_vary_are_steps_between_the_points() -> None:
    analysis = spc.analyse("u", STABLE, [100, 200] * 12)
    (upper,) = traces(control_chart(analysis, DA), "upper")
    assert upper.y[:4] == (analysis.ucl[0], analysis.ucl[0], analysis.ucl[1], analysis.ucl[1])
    assert upper.x[:4] == (0.5 if upper.x[0] == 0.5 else upper.x[0], 1.5, 1.5, 2.5)


def test_limits_that_do_not_vary_are_one_line_a_phase() -> None:
    analysis = spc.analyse("i", SHIFTED, x=months(24), part=[12])
    (upper,) = traces(control_chart(analysis, DA), "upper")
    assert upper.y == (analysis.ucl[0], analysis.ucl[0], None, analysis.ucl[-1], analysis.ucl[-1])
    assert upper.x[1] == upper.x[3] == "2024-12-16T12:00:00"


def test_missing_points_are_gaps_and_excluded_ones_have_a_cross() -> None:
    figure = control_chart(spc.analyse("i", [1, None, 3, 2, 9, 2, 3], exclude=[5]), DA)
    (values,), (out,) = traces(figure, "values"), traces(figure, "excluded")
    assert values.y[1] is None
    assert values.connectgaps is False
    assert (out.x, out.y, out.marker.symbol) == ((5,), (9,), "x-thin-open")


def test_points_outside_and_patterns_differ_in_shape_from_all_others() -> None:
    outside = control_chart(spc.analyse("i", SPIKE), DA)
    (mark,) = traces(outside, "outside")
    assert (mark.x, mark.marker.symbol) == ((21,), ("diamond",))
    pattern = control_chart(spc.analyse("run", SHIFTED, cl=12), DA)
    (run,) = traces(pattern, "pattern")
    assert len(run.x) == 24
    assert set(run.marker.symbol) == {"square"}
    assert traces(pattern, "values")[0].marker.symbol == "circle"


@pytest.mark.parametrize(("improvement", "late"), [("increase", "improving"), ("decrease", "worsening")])
def test_with_a_direction_signals_point_their_way_and_have_its_colour(improvement: str, late: str) -> None:
    (run,) = traces(control_chart(spc.analyse("run", SHIFTED, cl=12), DA, improvement=improvement), "pattern")
    assert set(run.marker.symbol[12:]) == {"triangle-up"}
    assert set(run.marker.symbol[:12]) == {"triangle-down"}
    assert set(run.marker.color[12:]) == {COLOURS[late]}


def test_a_direction_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="increase, decrease, neutral"):
        control_chart(spc.analyse("i", STABLE), DA, improvement="up")


def test_a_signal_of_the_runs_dashes_the_line_and_says_so() -> None:
    figure = control_chart(spc.analyse("run", SHIFTED), DA)
    assert traces(figure, "centre")[0].line.dash == "longdash"
    assert said(figure, "end")[0].endswith("<br>signal")
    calm = control_chart(spc.analyse("run", STABLE), DA)
    assert traces(calm, "centre")[0].line.dash == "solid"
    assert "signal" not in said(calm, "end")[0]


def test_a_frozen_baseline_is_shaded_up_to_half_way_behind_its_last_point() -> None:
    figure = control_chart(spc.analyse("i", STABLE, freeze=12), DA)
    (shade,) = [shape for shape in figure.layout.shapes if shape.name == "baseline"]
    assert shade.x1 == 12.5
    assert said(figure, "baseline") == ["baseline"]
    assert [s for s in control_chart(spc.analyse("i", STABLE), DA).layout.shapes if s.name == "baseline"] == []


def test_each_phase_has_its_own_line_a_mark_between_and_its_level_in_words() -> None:
    figure = control_chart(spc.analyse("run", SHIFTED, part=[12]), DA)
    assert [trace.y[0] for trace in traces(figure, "centre")] == [9, 15]
    assert [shape.x0 for shape in figure.layout.shapes if shape.name == "phase"] == [12.5]
    assert said(figure, "centre") == ["median 9"]


def test_a_trajectory_is_a_target_in_steps() -> None:
    (target,) = traces(control_chart(spc.analyse("run", STABLE, target=np.linspace(10, 5, 24)), DA), "target")
    assert (target.y[0], target.y[-1]) == (10, 5)
    assert len(set(target.y)) == 24


def test_few_annotations_stand_in_words_and_many_as_numbers() -> None:
    analysis = spc.analyse("run", STABLE, x=months(24))
    few = control_chart(analysis, DA, annotations=[("2024-05-01", "Ny seng"), (months(24)[20], "<b>Tavle")])
    assert said(few, "event") == ["Ny seng", "&lt;b&gt;Tavle"]
    many = control_chart(analysis, DA, annotations=[(day, f"Undervisning af alle {day}") for day in months(24)[:9]])
    assert said(many, "event") == [str(number) for number in range(1, 10)]


def test_annotations_outside_the_chart_or_without_words_are_not_drawn() -> None:
    analysis = spc.analyse("run", STABLE, x=months(24))
    figure = control_chart(analysis, DA, annotations=[("2030-01-01", "ude"), ("2024-02-01", " "), ("sludder", "x")])
    assert said(figure, "event") == []


@given(
    st.lists(st.tuples(st.integers(1, 24), st.text("abc æ", min_size=1, max_size=40)), max_size=12),
    st.integers(150, 900),
)
def test_no_annotation_covers_another_at_any_width_from_the_narrowest(events: list[tuple[int, str]], wide: int) -> None:
    axis = x_axis(np.arange(1, 25), DA)
    rows = placed(happenings(events, axis), axis, 150, 20)
    for one, other in itertools.combinations(rows, 2):
        if one.lane == other.lane:
            spans = []
            for row in (one, other):
                at, width = axis.share(row.place) * wide, width_of(row.text)
                spans.append((at, at + width) if row.side == "left" else (at - width, at))
            (_, first_end), (second_start, _) = sorted(spans)
            assert first_end + GAP <= second_start + 1e-6
    assert not rows or numbered(rows) or max(row.lane for row in rows) < 3


def test_the_value_axis_starts_at_zero_only_near_it_and_ends_at_all() -> None:
    high = control_chart(spc.analyse("p", [95, 97, 96] * 5, [100] * 15, multiply=100), DA)
    assert high.layout.yaxis.range[0] > 0
    assert high.layout.yaxis.range[1] <= 101
    assert high.layout.yaxis.ticktext[-1].replace("\N{NO-BREAK SPACE}", " ").endswith("%")
    assert control_chart(spc.analyse("c", STABLE), DA).layout.yaxis.range[0] == 0


def test_sizes_differ_in_width_and_height() -> None:
    analysis = cdi()
    screen, phone, paper = (control_chart(analysis, DA, size=size) for size in (SCREEN, PHONE, PRINT))
    assert screen.layout.width is None
    assert phone.layout.width == PHONE.width < paper.layout.width == PRINT.width


def test_icons_are_pictures_inside_the_figure_and_only_with_making_data_count() -> None:
    analysis = spc.analyse("i", STABLE, rules="mdc", target=11)
    (image,) = control_chart(analysis, DA, improvement="increase", with_icons=True).layout.images
    assert image.name == "common_cause hit_and_miss"
    assert image.source.startswith("data:image/svg+xml;base64,")
    assert control_chart(spc.analyse("i", STABLE), DA, with_icons=True).layout.images == ()
    assert control_chart(analysis, DA).layout.images == ()


def test_no_analysis_of_whatever_kind_gives_a_figure_with_nan_or_gaps_in_its_words() -> None:
    for number, analysis in enumerate(itertools.islice(every_analysis(), 0, None, 5)):
        language = LANGUAGES[number % 3]
        figure = control_chart(analysis, texts(language), title="A<b>", annotations=[(1, "<i>")], with_icons=True)
        words = [note.text for note in figure.layout.annotations]
        words += [*figure.layout.xaxis.ticktext, *figure.layout.yaxis.ticktext]
        words += [text for trace in figure.data for text in trace.hovertext or ()]
        assert not [word for word in words if NOT_WORDS.search(word)], (analysis.kind, analysis.rules)
        assert not any("<b>A<b>" in word or "<i>" in word for word in words)
        assert all(math.isfinite(end) for end in figure.layout.yaxis.range)
        json.loads(figure.to_json())
