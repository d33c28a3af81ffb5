"""The run chart page: every chart with its finding, what a team decides about it, and nothing for readers to change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from page_books import EVENTS, OTHER, OWN, PERCENT, RATE, SCRIPT, percent_series
from test_desk import Shelf

from kit.apps import run_chart as app
from kit.apps.desk import Desk
from kit.apps.parts import PLOTLY, Picture
from kit.apps.run_chart import RunChartModel
from kit.apps.run_chart_compare import comparable, compare_pieces
from kit.apps.run_chart_control import control_pieces
from kit.apps.run_chart_history import history_html
from kit.apps.run_chart_words import decided_html, guidance
from kit.apps.views.entry_form import EntryForm, EntryList
from kit.apps.views.run_chart import ChartChooser, Comparer, Overview, build, compare, overview
from kit.domain.book import Book
from kit.domain.entries.chart import ANNOTATION, FREEZE, LEFT_OUT, PHASE_START, RULE_SET
from kit.domain.entries.entry import Kind
from kit.domain.entries.plan import COLLECTION_PLAN
from kit.domain.label import LANGUAGES
from kit.domain.series import Point, Series
from kit.errors import FieldRefused, ValueRefused
from kit.texts import Texts, texts

TURN = date(2025, 4, 1)  # when the rising series of u1 has risen
LEAD, TEAM, OTHER_TEAM, READER = f"municipality:{OWN}", f"unit:{OWN}:u1", f"unit:{OWN}:u2", f"viewer:{OWN}"


def page(book: Book, by: str = TEAM, shelf: Shelf | None = None) -> RunChartModel:
    """The model of a page whose visitor may save, until it is asked who they are."""
    return RunChartModel(Desk(book, OWN, (shelf or Shelf()).save, by))


def shown(widget: Any) -> str:
    """The words of a widget and of what lies in it."""
    own = str(getattr(widget, "value", "")) + str(getattr(widget, "description", ""))
    return own + "".join(shown(child) for child in getattr(widget, "children", ()))


@pytest.fixture
def model(book: Book) -> RunChartModel:
    return RunChartModel(Desk(book, OWN))


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
    with pytest.raises(ValueRefused):
        model.choose(unit, measure)


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
    assert texts(language)("run_chart.overview.open", days=texts(language)("figures.days.other", n=96)) in made
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
    assert [unit.id for unit in RunChartModel(Desk(book, OTHER)).units] == ["o1"]


def test_the_live_page_builds(model: RunChartModel, danish: Texts):
    assert len(build(model, danish).children) == 2
    assert shown(overview(model, danish))
    assert shown(compare(model, danish))


def test_a_button_of_the_overview_shows_its_chart(model: RunChartModel, danish: Texts):
    seen, chooser = Overview(model, danish), ChartChooser(model, danish)
    seen.unit.value = "u2"
    assert set(seen.buttons) == {PERCENT, RATE}
    seen.buttons[RATE].click()
    assert model.chosen == (chooser.chooser.unit.value, chooser.chooser.measure.value) == ("u2", RATE)
    assert chooser.figure.outputs == ()


def test_a_phase_begun_with_its_reason_is_on_the_chart_under_it_and_in_the_overview(book: Book, danish: Texts):
    model = page(book)
    model.choose("u1", PERCENT)
    seen, chooser = Overview(model, danish), ChartChooser(model, danish)
    before = seen.lines[PERCENT].value
    model.desk.save(PHASE_START, "u1", "k1", {"measure": PERCENT, "on": TURN, "reason": f"Ny tavle {SCRIPT}"})
    assert len(model.shown.phases) == 2
    (output,) = chooser.figure.outputs
    assert "Ny fase: Ny tavle" in str(output["data"][PLOTLY])
    assert "Ny fase fra 1. april 2025: Ny tavle" in chooser.below.value
    assert "<script" not in chooser.below.value
    assert "(Plejecenter Åsen" in chooser.below.value
    assert seen.lines[PERCENT].value != before


def forms(model: RunChartModel, words: Texts, kind: Kind) -> EntryForm | EntryList:
    """The form for one decision about the chart that is chosen."""
    made = ChartChooser(model, words).forms
    made.task.value = kind.id
    assert made.part is not None
    return made.part


def put(form: EntryForm, **values: Any) -> None:
    """Type into a form and save it."""
    for name, value in values.items():
        next(field.widget for field in form.fields if field.spec.name == name).value = value
    form.save()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (ANNOTATION, {"on": TURN, "note": "Ny leder"}),
        (PHASE_START, {"on": TURN, "reason": "Ny tavle"}),
        (LEFT_OUT, {"on": TURN, "reason": "Kun en uge"}),
        (FREEZE, {"points": "6"}),
        (RULE_SET, {"rules": "ihi"}),
    ],
    ids=lambda one: getattr(one, "id", ""),
)
def test_what_is_saved_in_a_form_is_about_this_chart_alone_and_redraws_it(
    book: Book, danish: Texts, kind: Kind, values: dict[str, Any]
):
    shelf = Shelf()
    model = page(book, shelf=shelf)
    model.choose("u1", PERCENT)
    part = forms(model, danish, kind)
    put(part.form if isinstance(part, EntryList) else part, **values)
    (saved,) = shelf.values()
    assert saved.measure == PERCENT
    chart = model.shown
    assert len(chart.decided) + len(chart.marks) == 1
    assert decided_html(chart, model.book, danish)
    assert not model.chart("u2", PERCENT).decided


def test_a_decision_of_which_there_is_one_is_changed_where_it_stands(book: Book, danish: Texts):
    shelf = Shelf()
    model = page(book, shelf=shelf)
    model.choose("u1", PERCENT)
    for points in ("6", "8"):
        part = forms(model, danish, FREEZE)
        assert isinstance(part, EntryForm)
        put(part, points=points)
    assert [freeze.points for freeze in shelf.values()] == [8]


@pytest.mark.parametrize(("kind", "values"), [(PHASE_START, {"on": TURN}), (LEFT_OUT, {"on": TURN, "reason": " "})])
def test_nothing_begins_without_a_reason(book: Book, danish: Texts, kind: Kind, values: dict[str, Any]):
    shelf = Shelf()
    model = page(book, shelf=shelf)
    model.choose("u1", PERCENT)
    part = forms(model, danish, kind)
    assert isinstance(part, EntryList)
    put(part.form, **values)
    assert 'role="alert"' in part.form.line.widget.value
    assert shelf.kept == {}


@pytest.mark.parametrize(("points", "fine"), [(0, True), (1, False), (2, True), (60, True), (61, False)])
def test_a_median_is_frozen_on_no_point_or_on_two_to_sixty(book: Book, points: int, fine: bool):
    model = page(book)
    values = {"measure": PERCENT, "points": points}
    if fine:
        model.desk.save(FREEZE, "u1", "k", values)
    else:
        with pytest.raises(FieldRefused):
            model.desk.save(FREEZE, "u1", "k", values)


def test_a_proposed_phase_waits_for_a_reason_and_begins_with_it(book: Book, danish: Texts):
    shelf = Shelf()
    model = page(book, shelf=shelf)
    model.choose("u1", PERCENT)
    made = ChartChooser(model, danish).forms
    assert "Forslag: Fra april 2025 ligger" in shown(made.proposed)
    assert len(model.shown.phases) == 1
    assert made.accept is not None
    made.accept.save()
    assert shelf.kept == {}
    put(made.accept, reason="Ny tavle")
    (saved,) = shelf.values()
    assert (saved.on, saved.reason) == (TURN, "Ny tavle")
    assert [phase.start for phase in model.shown.phases] == [0, 12]
    assert made.accept is None
    assert danish("run_chart.proposal.begun") in shown(made.proposed)


@pytest.mark.parametrize(
    ("by", "may"),
    [(TEAM, True), (LEAD, True), ("facilitator", True), (OTHER_TEAM, False), (READER, False), ("", False)],
)
def test_only_the_unit_s_team_the_lead_and_a_facilitator_get_forms(book: Book, danish: Texts, by: str, may: bool):
    model = page(book, by)
    model.choose("u1", PERCENT)
    made = ChartChooser(model, danish).forms
    assert model.may_decide("u1") is may
    assert (made.accept is not None) is may
    assert (made.task in made.widget.children) is may
    made.task.value = PHASE_START.id
    assert (made.part is not None) is may


def test_a_page_that_cannot_save_has_no_forms_and_still_tells_the_proposal(model: RunChartModel, danish: Texts):
    model.choose("u1", PERCENT)
    made = ChartChooser(model, danish).forms
    assert made.widget.children == (made.proposed,)
    assert "Forslag" in shown(made.proposed)
    assert made.accept is None


def test_what_is_being_typed_stays_when_the_chart_is_redrawn_and_closes_with_another_chart(book: Book, danish: Texts):
    model = page(book)
    model.choose("u1", PERCENT)
    chooser = ChartChooser(model, danish)
    chooser.forms.task.value = ANNOTATION.id
    part = chooser.forms.part
    assert isinstance(part, EntryList)
    part.add.click()
    field = next(field.widget for field in part.form.fields if field.spec.name == "note")
    field.value = "Halvt skrevet"
    model.desk.save(RULE_SET, "u1", "r", {"measure": PERCENT, "rules": "ihi"})
    assert chooser.forms.part is part
    assert field.value == "Halvt skrevet"
    model.choose("u1", EVENTS)
    assert (chooser.forms.part, chooser.forms.task.value) == (None, "")


def test_the_report_tells_decisions_notes_and_the_proposal(book: Book, danish: Texts):
    model = page(book)
    model.desk.save(ANNOTATION, "u1", "a", {"measure": PERCENT, "on": TURN, "note": f"Ny leder {SCRIPT}"})
    model.desk.save(FREEZE, "u1", "b", {"measure": PERCENT, "points": 8})
    words = "".join(str(p) for p in app.charts_pieces(model, danish) if not isinstance(p, Picture))
    for told in (
        "Det har teamet besluttet",
        "låst på de første 8 punkter",
        "Det skete undervejs",
        "Ny leder",
        "Forslag",
    ):
        assert told in words
    assert "<script" not in words


def test_a_rule_set_that_needs_limits_brings_the_control_chart_and_says_which_judges_what(book: Book, danish: Texts):
    model = page(book)
    model.desk.save(RULE_SET, "u1", "r", {"measure": PERCENT, "rules": "nelson"})
    pieces = app.chart_pieces(model.chart("u1", PERCENT), model.book, danish)
    assert sum(isinstance(piece, Picture) for piece in pieces) == 2
    words = "".join(str(piece) for piece in pieces if not isinstance(piece, Picture))
    assert "Nelson-reglerne kræver kontrolgrænser" in words
    assert "Seriediagrammet vurderes efter Anhøj-reglerne" in words


def test_the_control_chart_is_a_second_view_and_says_when_points_are_too_few(model: RunChartModel, danish: Texts):
    model.choose("u1", PERCENT)
    chooser = ChartChooser(model, danish)
    assert chooser.control.children == ()
    chooser.view.value = "control"
    assert chooser.figure.outputs == ()
    assert "P-diagram" in shown(chooser.control)
    few = control_pieces(model.chart("u2", PERCENT), danish)
    assert [isinstance(piece, Picture) for piece in few] == [False]
    assert "mindst 12" in str(few[0])


def test_too_few_points_rare_events_and_none_at_all_bring_advice(book: Book, danish: Texts):
    model = RunChartModel(Desk(book, OWN))
    assert "10 punkter omkring juli 2026" in guidance(model.chart("u2", PERCENT), book, danish)[0]
    assert guidance(model.chart("u1", PERCENT), book, danish) == ()
    assert "sjældne" in guidance(model.chart("u1", EVENTS), book, danish)[0]
    none = replace(book, series={})
    assert "godt nyt" in guidance(RunChartModel(Desk(none, OWN)).chart("u1", EVENTS), none, danish)[0]


@pytest.mark.parametrize(("zeros", "rare"), [(5, False), (6, False), (7, True)])
def test_more_than_half_zeros_point_to_days_between_events(book: Book, danish: Texts, zeros: int, rare: bool):
    points = [
        Point(one.period, 0.0 if n < zeros else 3.0, 900.0)
        for n, one in enumerate(percent_series("u2", (1,) * 12).points)
    ]
    sparse = replace(book, series={("u2", RATE): Series("u2", RATE, tuple(points))})
    chart = RunChartModel(Desk(sparse, OWN)).chart("u2", RATE)
    assert any("Mere end halvdelen" in one for one in guidance(chart, sparse, danish)) is rare


def test_units_are_compared_on_one_scale_and_in_the_file_s_order(model: RunChartModel, danish: Texts):
    assert [measure.id for measure in comparable(model)] == [PERCENT]
    pieces = compare_pieces(model, danish)
    (picture,) = [piece for piece in pieces if isinstance(piece, Picture)]
    names = [note.text for note in picture.figure.layout.annotations if note.name == "unit"]
    assert [name.split("</b>")[0][3:].split(" ")[0] for name in names] == ["Plejecenter", "Hjemmepleje", "Alle"]
    assert "Alle diagrammer har samme akse" in picture.sentence
    words = "".join(str(piece) for piece in pieces if not isinstance(piece, Picture))
    assert words.index("Plejecenter Åsen") < words.index("Hjemmepleje Syd")


def test_the_comparison_follows_what_is_saved(book: Book, danish: Texts):
    model = page(book)
    made = Comparer(model, danish)
    before = shown(made.place)
    model.desk.save(RULE_SET, "u1", "r", {"measure": PERCENT, "rules": "ihi"})
    assert made.place.children
    assert shown(made.place) == before


HOSTILE = ["<img src=x onerror=alert(1)>", "x" * 9999, "CPR 010190-1234", "\ud800"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_refused_or_shown_as_plain_text(book: Book, danish: Texts, text: str):
    shelf = Shelf()
    model = page(book, shelf=shelf)
    model.choose("u1", PERCENT)
    part = forms(model, danish, PHASE_START)
    assert isinstance(part, EntryList)
    put(part.form, on=TURN, reason=text)
    if text.startswith("<img"):
        words = str(decided_html(model.shown, model.book, danish))
        assert "<img" not in words
        assert "&lt;img" in words
    else:
        assert shelf.kept == {}
        assert 'role="alert"' in part.form.line.widget.value


@pytest.mark.parametrize(
    "values",
    [
        {"measure": RATE, "on": TURN, "reason": "x"},
        {"measure": "nonsense", "on": TURN, "reason": "x"},
        {"measure": PERCENT, "on": "2025-04-01", "reason": "x"},
        {"measure": PERCENT, "on": date(2026, 4, 11), "reason": "x"},
        {"measure": PERCENT, "on": None, "reason": "x"},
        {"measure": PERCENT, "on": TURN, "reason": "x", "unit": "u2"},
    ],
)
def test_values_that_no_form_makes_are_refused(book: Book, values: dict[str, object]):
    shelf = Shelf()
    with pytest.raises(ValueRefused):
        page(book, shelf=shelf).desk.save(PHASE_START, "u1", "k", values)
    assert shelf.kept == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_decision_has_its_words_in_every_language(book: Book, language: str):
    model = page(book)
    for kind, values in (
        (ANNOTATION, {"on": TURN, "note": "x"}),
        (PHASE_START, {"on": date(2001, 1, 1), "reason": "y"}),
        (LEFT_OUT, {"on": TURN, "reason": "z"}),
        (FREEZE, {"points": 0}),
        (RULE_SET, {"rules": "mdc"}),
    ):
        model.desk.save(kind, "u1", kind.id, {"measure": PERCENT, **values})
    words = str(decided_html(model.chart("u1", PERCENT), model.book, texts(language)))
    assert words.count("<li>") == 5
    assert texts(language)("run_chart.decided.thawed") in words


def test_what_was_corrected_or_taken_back_stays_to_be_seen(book: Book, danish: Texts):
    model = page(book)
    chart = model.chart("u1", PERCENT)
    assert history_html(chart, model.book, danish) is None
    save = {"measure": PERCENT, "on": TURN, "reason": "Nyt vagtskema"}
    model.desk.save(PHASE_START, "u1", "k1", save)
    assert history_html(chart, model.book, danish) is None
    model.desk.save(PHASE_START, "u1", "k1", save | {"reason": f"Nye vagter {SCRIPT}"})
    model.desk.take_back(PHASE_START, "u1", "k1")
    model.desk.save(PHASE_START, "u1", "k1", save)
    said = str(app.below(model.chart("u1", PERCENT), model.book, danish))
    told = said[said.index("Historik") :]
    assert "(4)" in told
    order = ["Besluttet", "Taget tilbage", "Rettet til", "Besluttet"]
    places = [told.index(f"{words}: Ny fase fra 1. april 2025") for words in order[:3]]
    assert places == sorted(places)
    assert told.count("Besluttet: Ny fase") == 2
    assert "Plejecenter Åsen" in told
    assert "<script" not in told
    assert "Historik" not in str(app.below(model.chart("u2", PERCENT), model.book, danish))


def test_the_chart_tells_what_the_plan_says_about_the_quality_of_the_data(book: Book, danish: Texts):
    model = page(book)
    plan = {
        "measure": PERCENT,
        "who": "UL",
        "source": "Journal",
        "when": "Hver fredag",
        "quality": "To afdelinger tæller hver for sig",
    }
    model.desk.save(COLLECTION_PLAN, "u1", PERCENT, plan)
    said = {unit: str(app.below(model.chart(unit, PERCENT), model.book, danish)) for unit in ("u1", "u2")}
    assert "Om datakvaliteten: To afdelinger tæller hver for sig" in said["u1"]
    assert "Om datakvaliteten" not in said["u2"]
