"""What a team has decided and noted, on its run chart: marks that do not cover each other, phases, crosses, the aim."""

from __future__ import annotations

from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest
from sample_charts import DAYS, PERCENT, RATE, SHIFTED, STABLE, chart, events, points, said

from kit.domain.entries.chart import ANNOTATION, LEFT_OUT, PHASE_START, RULE_SET
from kit.domain.entries.improvement import AIM, CYCLE
from kit.figures.chart_marks import told
from kit.figures.run_chart import run_chart
from kit.texts import texts

DA = texts("da")
NOTE = said(ANNOTATION, PERCENT, on=date(2024, 6, 10), note="Ny <b>leder</b> & mere")
PHASE = said(PHASE_START, PERCENT, on=date(2025, 1, 1), reason="Nyt skema")
TEST = said(CYCLE, PERCENT, title="Tavle", started_on=date(2025, 3, 1), ended_on=date(2025, 4, 1), decision="adapt")


def named(figure: go.Figure, name: str) -> list[str]:
    return [str(note.text) for note in figure.layout.annotations if note.name == name]


def lines(figure: go.Figure, name: str) -> list[Any]:
    return [shape.x0 for shape in figure.layout.shapes if shape.name == name]


def trace(figure: go.Figure, name: str) -> Any:
    return next((one for one in figure.data if one.name == name), None)


def test_notes_tests_and_phases_stand_over_the_plot_as_plain_text_in_their_places() -> None:
    figure = run_chart(chart(PERCENT, points(SHIFTED), records=(NOTE, PHASE, TEST)), DA)
    assert named(figure, "event") == [
        "Ny &lt;b&gt;leder&lt;/b&gt; &amp;<br>mere",
        "Ny fase: Nyt skema",
        "PDSA: Tavle (tilpas<br>og prøv igen)",
    ]
    assert lines(figure, "event") == ["2024-06-10", "2025-01-01", "2025-04-01"]
    assert lines(figure, "phase") == ["2025-01-01"]


def test_marks_take_no_room_from_the_plot() -> None:
    plain, marked = (run_chart(chart(PERCENT, points(SHIFTED), records=r), DA) for r in ((), (NOTE, TEST)))
    heights = [f.layout.height - f.layout.margin.t - f.layout.margin.b for f in (plain, marked)]
    assert heights[0] == heights[1]
    assert marked.layout.height > plain.layout.height


def test_many_marks_become_numbers_in_the_order_in_which_they_are_listed() -> None:
    every = tuple(
        said(ANNOTATION, PERCENT, on=date(2024, 6, d), note=f"Hændelse nummer {d} i juni") for d in range(1, 9)
    )
    found = chart(PERCENT, points(SHIFTED), records=every)
    assert named(run_chart(found, DA), "event") == [str(n) for n in range(1, 9)]
    assert [text for _, text in told(found, DA)] == [f"Hændelse nummer {n} i juni" for n in range(1, 9)]


def test_a_note_a_little_after_the_last_point_is_still_on_the_chart_and_a_far_one_is_not() -> None:
    near, far = (
        said(ANNOTATION, PERCENT, on=day, note=n) for day, n in ((date(2026, 1, 12), "nu"), (date(2020, 1, 1), "før"))
    )
    figure = run_chart(chart(PERCENT, points(SHIFTED), records=(near, far)), DA)
    assert named(figure, "event") == ["nu"]


@pytest.mark.parametrize(("on", "place"), [(date(2024, 1, 30), 1.0), (date(2024, 1, 31), 1.5), (date(2020, 1, 1), 0.5)])
def test_in_a_chart_of_events_a_mark_stands_at_its_event_or_between_two(on: date, place: float) -> None:
    found = chart(DAYS, events([20, 35, 30]), records=(said(ANNOTATION, DAYS, on=on, note="x"),))
    assert lines(run_chart(found, DA), "event") == [place]


def test_a_point_left_out_is_a_cross_with_its_reason_and_the_line_skips_it() -> None:
    out = said(LEFT_OUT, PERCENT, on=date(2024, 3, 1), reason="Kun en <i>uge</i>")
    figure = run_chart(chart(PERCENT, points(STABLE), records=(out,)), DA)
    cross = trace(figure, "excluded")
    assert (cross.x, cross.y) == ((date(2024, 3, 1),), (40,))
    assert "Kun en &lt;i&gt;uge&lt;/i&gt;" in cross.hovertext[0]
    assert trace(figure, "values").y[2] is None


def test_the_rule_set_is_named_in_the_figure() -> None:
    assert named(run_chart(chart(PERCENT, points(STABLE)), DA), "unit") == ["regler: Anhøj"]
    chosen = said(RULE_SET, RATE, rules="ihi")
    assert named(run_chart(chart(RATE, points(STABLE, 900), records=(chosen,)), DA), "unit") == [
        "pr. 1.000 · regler: IHI"
    ]


def test_a_trend_by_the_ihi_rules_is_marked() -> None:
    rising = (8, 12, 8, 12, 8, 12, 3, 5, 7, 9, 13, 14, 8, 12)
    figure = run_chart(chart(PERCENT, points(rising), records=(said(RULE_SET, PERCENT, rules="ihi"),)), DA)
    assert trace(figure, "pattern") is not None
    assert trace(run_chart(chart(PERCENT, points(rising)), DA), "pattern") is None


def test_the_way_to_the_aim_is_a_line_from_the_median_that_ends_today() -> None:
    aim = said(AIM, PERCENT, what="x", goal=90.0, by=date(2026, 12, 1))
    found = chart(PERCENT, points(STABLE), baseline=12, records=(aim,))
    line = trace(run_chart(found, DA), "aim")
    assert (line.x[0], line.y[0]) == (date(2024, 12, 1), found.phases[0].median)
    assert line.x[1] <= found.as_of
    assert found.path is not None
    assert line.y[0] < line.y[1] <= found.path.now
    flat = trace(
        run_chart(chart(PERCENT, points(STABLE), records=(said(AIM, PERCENT, what="x", goal=90.0),)), DA), "aim"
    )
    assert flat.y == (90, 90)
