"""Readiness by theme and scores on a scale: right values, and nothing of a hidden group."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_charts import PERCENT, book

from kit.domain.checklist import Band, Checklist, Readiness, Theme, ThemeReadiness
from kit.domain.label import LANGUAGES, Label, same
from kit.domain.series import Series
from kit.domain.survey import TOTAL, Option, Questionnaire, RespondentGroup, Scale, ScaleScore
from kit.figures import bars
from kit.texts import texts

DA = texts("da")
THEMES = (
    Theme("team", Label("Holdet", "Teamet", "The team")),
    Theme("data", same("Data <b>")),
    Theme("place", same("X")),
)
PROGRAMME = replace(book(PERCENT, Series("u1", PERCENT.id)).programme, checklist=Checklist(THEMES, ()))
READINESS = Readiness(
    0.64,
    Band.AMBER,
    (ThemeReadiness("team", 0.75, 3, 5), ThemeReadiness("data", 0.0, 0, 4), ThemeReadiness("place", None, 0, 0)),
    ("P01", "P09"),
    (),
    3,
    9,
)
QUESTIONS = Questionnaire(
    *("q", "1", same(""), same(""), same(""), same(""), 5),
    options=tuple(Option(value, same(str(value))) for value in range(1, 6)),
    groups=tuple(RespondentGroup(name, same(name.title()), "staff") for name in ("leader", "staff", "expert")),
    scales=(Scale("open", same("Openness"), same("")), Scale("focus", same("Focus"), same(""))),
    statements=(),
)
SCORES = (
    ScaleScore("open", "leader", None, None, None),
    ScaleScore("open", "staff", 12, 3.4, 0.5),
    ScaleScore("open", "expert", 0, None, None),
    ScaleScore("open", TOTAL, 21, 3.6, 0.55),
    ScaleScore("focus", "leader", None, None, None),
    ScaleScore("focus", TOTAL, None, None, None),
)


def notes(figure: object, name: str) -> list[str]:
    found = [note.text for note in figure.layout.annotations if note.name == name]  # type: ignore[attr-defined]
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in found]


def test_each_theme_has_its_bar_its_name_and_its_value() -> None:
    figure = bars.readiness_bars(READINESS, PROGRAMME, DA)
    (score,) = [trace for trace in figure.data if trace.name == "score"]
    assert score.x == (75, 0, None)
    assert notes(figure, "theme") == ["Holdet", "Data &lt;b&gt;", "X"]
    assert notes(figure, "value") == ["75 % · 3 af 5", "0 % · 0 af 4", "ikke relevant"]


def test_the_line_where_ready_begins_is_named() -> None:
    axis = bars.readiness_bars(READINESS, PROGRAMME, texts("en")).layout.xaxis
    assert (axis.tickvals[1], axis.ticktext[1]) == (80, "ready from 80%")


@pytest.mark.parametrize(
    ("blockers", "expected"),
    [
        ((), "Readiness: 64%, partly ready. 3 of 9 items are in place."),
        (("P01",), "Readiness: 64%, partly ready. 3 of 9 items are in place. 1 critical item is missing before"),
        (
            ("P01", "P09"),
            "Readiness: 64%, partly ready. 3 of 9 items are in place. 2 critical items are missing before",
        ),
    ],
)
def test_readiness_is_told_as_a_word_with_what_stands_in_the_way(blockers: tuple[str, ...], expected: str) -> None:
    caption = bars.readiness_caption(replace(READINESS, blockers=blockers), texts("en"))
    assert caption.startswith(expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_relevant_is_said_without_a_percentage(language: str) -> None:
    caption = bars.readiness_caption(replace(READINESS, score=None), texts(language))
    assert "%" not in caption


def test_a_hidden_group_is_nowhere_in_the_figure() -> None:
    figure = bars.scale_bars(SCORES, QUESTIONS, DA)
    assert notes(figure, "group") == ["Staff", "Alle"]
    assert notes(figure, "value") == ["3,4 · 12 svar", "3,6 · 21 svar"]
    assert "Leader" not in figure.to_json()
    assert "Expert" not in figure.to_json()


def test_groups_and_everybody_together_differ_in_shape() -> None:
    traces = {trace.name: trace for trace in bars.scale_bars(SCORES, QUESTIONS, DA).data}
    assert (traces["groups"].x, traces["all"].x) == ((3.4,), (3.6,))
    assert traces["groups"].marker.symbol != traces["all"].marker.symbol


def test_the_scale_runs_over_all_answers_and_every_scale_is_named() -> None:
    figure = bars.scale_bars(SCORES, QUESTIONS, DA)
    assert figure.layout.xaxis.range == (1, 5)
    assert notes(figure, "scale") == ["<b>Openness</b>", "<b>Focus</b>"]


def test_what_is_hidden_is_explained_and_only_then() -> None:
    assert "færre end 5 svar" in bars.scale_caption(SCORES, QUESTIONS, DA)
    assert bars.scale_caption(SCORES[1:4], QUESTIONS, DA) == ""
    assert bars.scale_caption((), QUESTIONS, DA).startswith("Der er ikke svar nok")


def test_without_any_answer_the_figure_still_draws_its_scales() -> None:
    figure = bars.scale_bars((), QUESTIONS, DA)
    assert notes(figure, "group") == []
    assert figure.layout.height > 60
