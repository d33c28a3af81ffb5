from __future__ import annotations

import pytest
from page_books import EVENTS, OTHER, OWN, PERCENT, RATE

from kit.apps import run_chart as app
from kit.apps.parts import PLOTLY, Picture
from kit.apps.run_chart import RunChartModel, open_model
from kit.apps.views.run_chart import ChartChooser, build
from kit.domain.book import Book
from kit.domain.label import LANGUAGES
from kit.errors import ValueRefused
from kit.texts import Texts, texts


@pytest.fixture
def model(book: Book) -> RunChartModel:
    return open_model(book, OWN)


def test_every_measure_of_every_own_unit_has_a_chart(model: RunChartModel):
    assert {unit.id: {c.measure.id for c in model.of(unit.id)} for unit in model.units} == {
        "u1": {EVENTS, PERCENT},
        "u2": {PERCENT, RATE},
    }


@pytest.mark.parametrize(
    ("unit", "measure"), [("o1", PERCENT), ("u1", RATE), (None, PERCENT), (["u1"], PERCENT), ("u1", 7)]
)
def test_a_chart_that_is_not_on_the_page_is_refused(model: RunChartModel, unit: object, measure: object):
    with pytest.raises(ValueRefused):
        model.chart(unit, measure)


def test_a_report_draws_every_chart_that_has_data_and_tells_every_one(model: RunChartModel, danish: Texts):
    pieces = app.charts_pieces(model, danish)
    assert sum(isinstance(piece, Picture) for piece in pieces) == 3
    words = "".join(piece for piece in pieces if not isinstance(piece, Picture))
    assert words.count("<h3>") == 4
    assert words.count("<details>") == 3
    assert "<script" not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_tells_value_finding_and_age_in_all_three_languages(model: RunChartModel, language: str):
    made = app.overview_html(model, texts(language))
    assert "95" in made
    assert made.count('class="kit-word') == 4
    assert "None" not in made
    assert "nan" not in made


def test_the_chosen_chart_is_drawn_with_its_finding_and_its_table(model: RunChartModel, danish: Texts):
    chooser = ChartChooser(model, danish)
    chooser.chooser.measure.value = PERCENT
    (output,) = chooser.figure.outputs
    assert PLOTLY in output["data"]
    assert "<details>" in chooser.below.value
    chooser.chooser.unit.value = "u2"
    assert chooser.chooser.measure.value == PERCENT
    chooser.chooser.measure.value = RATE
    assert chooser.figure.outputs == ()


def test_a_drawn_chart_sends_little_to_the_page(model: RunChartModel, danish: Texts):
    chooser = ChartChooser(model, danish)
    assert len(str(chooser.figure.outputs)) < 60_000


def test_another_municipality_has_its_own_charts_only(book: Book):
    assert [unit.id for unit in open_model(book, OTHER).units] == ["o1"]


def test_the_live_page_builds(model: RunChartModel, danish: Texts):
    assert len(build(model, danish).children) == 2
