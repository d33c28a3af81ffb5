"""Leaders and staff side by side: the right values in shapes that differ, and nothing of a hidden scale."""

from __future__ import annotations

import pytest

from kit.domain.gap import Gap, GapKind
from kit.domain.label import LANGUAGES, same
from kit.domain.survey import Option, Questionnaire, RespondentGroup, Scale, ScaleScore
from kit.figures.gap import drawn, gap_figure, gap_sentence
from kit.figures.theme import COLOURS
from kit.texts import texts

DA = texts("da")
QUESTIONS = Questionnaire(
    *("q", "1", same(""), same(""), same(""), same(""), 5),
    options=tuple(Option(value, same(str(value))) for value in range(1, 6)),
    groups=(RespondentGroup("l", same("L"), "leader"), RespondentGroup("s", same("S"), "staff")),
    scales=tuple(
        Scale(name, same(title), same("")) for name, title in (("open", "Åbenhed <b>"), ("few", "Skjult skala"))
    ),
    statements=(),
)


def gap(scale: str = "open", leaders: float = 4.2, staff: float = 3.4) -> Gap:
    return Gap(
        *(scale, GapKind.HIGHER, round(leaders - staff, 1)),
        ScaleScore(scale, "version:leader", 6, leaders, 0.6),
        ScaleScore(scale, "version:staff", 23, staff, 0.3),
    )


GAPS = (gap(), Gap("few", GapKind.HIDDEN))


def traces(gaps=GAPS) -> dict:
    return {trace.name: trace for trace in gap_figure(gaps, QUESTIONS, DA).data}


def notes(name: str, gaps=GAPS) -> list[str]:
    return [note.text for note in gap_figure(gaps, QUESTIONS, DA).layout.annotations if note.name == name]


def test_both_sides_stand_at_their_means_on_one_line_with_a_bar_between_them() -> None:
    found = traces()
    assert (found["leaders"].x, found["staff"].x) == ((4.2,), (3.4,))
    assert found["leaders"].y == found["staff"].y
    assert found["gap"].x == (3.4, 4.2, None)
    assert found["track"].x == (1, 5, None)


def test_each_side_is_told_with_its_mean_and_its_number_of_people() -> None:
    assert (notes("leaders"), notes("staff")) == (["◆ 4,2 · 6 svar"], ["○ 3,4 · 23 svar"])


def test_the_sides_differ_in_shape_and_filling_and_not_by_colour_alone() -> None:
    leaders, staff = traces()["leaders"].marker, traces()["staff"].marker
    assert (leaders.symbol, staff.symbol) == ("diamond", "circle")
    assert staff.color == COLOURS["white"] != leaders.color
    assert staff.size > leaders.size, "the diamond must be seen inside the circle when both means are the same"
    assert notes("legend") == ["◆ Ledere   ○ Medarbejdere"]


def test_a_scale_that_is_hidden_is_nowhere_in_the_figure() -> None:
    made = gap_figure(GAPS, QUESTIONS, DA).to_json()
    assert "Skjult skala" not in made
    assert notes("scale") == ["<b>Åbenhed &lt;b&gt;</b>"]
    assert drawn(GAPS) == (GAPS[0],)


def test_every_scale_takes_its_own_place_inside_the_figure() -> None:
    figure = gap_figure((gap(), gap("few", 3.0, 3.0)), QUESTIONS, DA)
    places = next(trace for trace in figure.data if trace.name == "leaders").y
    low, high = figure.layout.yaxis.range
    assert len(set(places)) == 2
    assert all(low < place < high for place in places)
    assert figure.layout.xaxis.range == (1, 5)


@pytest.mark.parametrize(
    ("kind", "difference", "expected"),
    [
        (GapKind.HIGHER, 0.8, "Lederne vurderer sig selv 0,8 point højere, end medarbejderne vurderer dem."),
        (GapKind.LOWER, -1.0, "Lederne vurderer sig selv 1,0 point lavere, end medarbejderne vurderer dem."),
        (GapKind.ALIKE, -0.2, "Ledere og medarbejdere ser nogenlunde ens på det (forskel 0,2 point)."),
        (GapKind.HIDDEN, None, "Forskellen vises ikke, fordi der er for få svar."),
        (GapKind.NO_ANSWERS, None, "Forskellen kan først vises, når både ledere og medarbejdere har svaret."),
    ],
)
def test_each_kind_of_gap_has_its_sentence(kind: GapKind, difference: float | None, expected: str) -> None:
    assert gap_sentence(Gap("open", kind, difference), DA) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", GapKind)
def test_every_kind_is_told_in_every_language(kind: GapKind, language: str) -> None:
    assert gap_sentence(
        Gap("open", kind, None if kind in {GapKind.HIDDEN, GapKind.NO_ANSWERS} else 0.4), texts(language)
    )
