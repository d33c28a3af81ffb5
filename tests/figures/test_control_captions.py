"""What a control chart says: the finding, the rules, remarks and the table, in three languages."""

from __future__ import annotations

import re

import numpy as np
import pytest
from sample_analyses import NAN, SHIFTED, SPIKE, STABLE, cdi, every_analysis, months

from kit import spc
from kit.domain.label import LANGUAGES
from kit.figures.control_captions import caption
from kit.figures.control_words import error_text
from kit.figures.icons import ICONS
from kit.figures.wording import Wording, number_text
from kit.texts import texts
from kit.texts.catalogue import catalogue

DA, NB, EN = (texts(language) for language in LANGUAGES)
NOT_WORDS = re.compile(r"\b(?:nan|NaN|None|inf)\b|[{}]|  ")


def test_a_stable_chart_says_so_with_its_level_and_what_to_expect() -> None:
    told = caption(spc.analyse("i", STABLE, x=months(24)), EN, title="Falls").finding
    assert told.startswith("Falls, I chart (single values): 24 points from January 2024 to December 2025.")
    assert "Nothing points to more than random variation. The mean is 10.1." in told
    assert re.search(r"nearly all new points will lie between \S+ and \S+\.$", told)


def test_a_signal_names_the_longest_run_and_the_crossings_with_their_limits() -> None:
    told = caption(spc.analyse("run", SHIFTED), EN).finding
    assert told.startswith("Run chart: 24 points from 1 to 24. Signal:")
    assert "12 points in a row on one side of the median; more than 8 is unusual." in told
    assert "crosses the median 1 time; fewer than 8 is unusual." in told


def test_points_outside_are_counted_and_named() -> None:
    assert (
        "1 point lies outside the limits: September 2025." in caption(spc.analyse("i", SPIKE, x=months(25)), EN).finding
    )
    many = caption(cdi(freeze=24), EN).finding
    assert "6 points lie outside the limits: March 2015, April 2015, May 2015, June 2015 and more." in many


def test_a_direction_says_whether_the_newest_signal_is_for_the_better() -> None:
    chart = cdi(freeze=24)
    assert "is an improvement" in caption(chart, EN, improvement="decrease").finding
    assert "is a worsening" in caption(chart, EN, improvement="increase").finding
    assert "improvement" not in caption(chart, EN).finding


def test_few_points_are_said_instead_of_a_false_finding() -> None:
    told = caption(spc.analyse("run", [3, 4, 2]), EN).finding
    assert "There are 2 useful points. The rules can be used from 10 on." in told
    assert "chance" not in told
    assert caption(spc.analyse("run", [NAN, NAN]), EN).finding == "There are no values to show yet."


def test_a_signal_of_an_earlier_phase_is_told_with_its_number() -> None:
    y = [*SHIFTED, *STABLE]
    told = caption(spc.analyse("run", y, part=[24]), EN).finding
    assert "Nothing points to more than random variation." in told
    assert "Phase 1: The longest run is 12" in told


def test_making_data_count_speaks_of_the_newest_point_and_the_target() -> None:
    told = caption(spc.analyse("i", SHIFTED, rules="mdc", target=20), EN, improvement="increase").finding
    assert "The newest point: improvement (two of three near the upper limit)." in told
    assert "The target is 20." in told
    assert told.endswith("It takes a change.")


def test_a_trajectory_is_told_by_its_ends() -> None:
    assert (
        "The target moves from 10 to 5."
        in caption(spc.analyse("run", STABLE, target=np.linspace(10, 5, 24)), EN).finding
    )


@pytest.mark.parametrize("rules", spc.RULE_SETS)
@pytest.mark.parametrize("texts_of", [DA, NB, EN])
def test_the_rule_set_is_named_and_every_rule_of_it_explained(rules: str, texts_of) -> None:
    analysis = spc.analyse("i", STABLE, rules=rules)
    lines = caption(analysis, texts_of).rules
    assert texts_of(f"spc.set.{rules}") in lines[0]
    assert len(lines) == 1 + len(analysis.signals)
    for rule, line in zip(analysis.signals, lines[1:], strict=True):
        assert texts_of(f"spc.rule.{rule}") in line
        if rule in analysis.thresholds and rule in ("shift", "trend", "hugging", "avoiding", "alternating"):
            assert str(analysis.thresholds[rule]) in line


def test_a_point_on_the_line_is_explained_as_the_rule_set_treats_it() -> None:
    skipped, breaks = (" ".join(caption(spc.analyse("i", STABLE, rules=r), EN).rules) for r in ("nelson", "mdc"))
    assert "on the line are skipped" in skipped
    assert "on the line breaks the row" in breaks


def test_baseline_gaps_exclusions_and_notices_are_remarks() -> None:
    told = caption(spc.analyse("i", [1, None, 3, 2, 9, 2, 3], x=months(7), exclude=[5], freeze=4), EN).remarks
    assert any("frozen on the first 4 points (January 2024 to April 2024)" in line for line in told)
    assert any("1 point is missing: February 2024" in line for line in told)
    assert any("shown with a cross: May 2024" in line for line in told)
    assert not any("fewer than 10 useful points" in line for line in told)  # the finding says so


def test_rows_of_one_time_are_said_to_have_been_put_together() -> None:
    twice = [day for day in months(12) for _ in range(2)]
    assert "added up" in " ".join(caption(spc.analyse("c", STABLE, x=twice), EN).remarks)
    assert "their mean" in " ".join(caption(spc.analyse("run", STABLE, x=twice), EN).remarks)
    assert "together" not in " ".join(caption(spc.analyse("run", STABLE), EN).remarks)


def test_a_phase_change_is_proposed_with_its_evidence_and_never_for_a_chart_that_has_phases() -> None:
    y = [*STABLE[:13], *SHIFTED[12:]]
    (told,) = [line for line in caption(spc.analyse("run", y), EN).remarks if "new phase" in line]
    assert told.startswith("From 14 on, 9 points in a row lie to one side: from around 10 to around 15.")
    assert not [line for line in caption(spc.analyse("run", y, part=[13]), EN).remarks if "new phase" in line]


def test_annotations_are_remarks_with_their_numbers_and_those_outside_are_not_lost() -> None:
    told = caption(
        spc.analyse("run", STABLE, x=months(24)), EN, annotations=[("2030-01-01", "Late"), ("2024-05-01", "Bed")]
    )
    assert told.remarks[-2:] == ("1. May 2024: Bed", "2. Late (outside the chart)")


def test_the_table_has_one_row_a_point_and_only_columns_with_content() -> None:
    heads, rows = caption(cdi(freeze=24), EN).table
    assert heads == ("Point", "Value", "Numerator", "Denominator", "Mean", "Lower limit", "Upper limit", "Signal")
    assert len(rows) == 36
    assert rows[0][:3] == ("November 2012", "11.5", "17")
    plain_heads, _ = caption(spc.analyse("run", STABLE), EN).table
    assert plain_heads == ("Point", "Value", "Median")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_analysis_is_told_without_nan_none_or_open_fields(language: str) -> None:
    chosen = texts(language)
    for analysis in every_analysis():
        told = caption(analysis, chosen, title="Fald", improvement="decrease", annotations=[(1, "Hej"), ("x", "ude")])
        words = [
            told.finding,
            *told.rules,
            *told.remarks,
            *told.table[0],
            *(cell for row in told.table[1] for cell in row),
        ]
        assert not [word for word in words if NOT_WORDS.search(word)], (analysis.kind, analysis.rules)
        assert told.finding.endswith(".")


def test_every_id_that_a_result_can_carry_has_its_words() -> None:
    keys = set(catalogue())
    for kind in (*spc.KINDS, "funnel", "pareto", "cusum"):
        assert f"spc.kind.{kind}" in keys
    for name in spc.RULE_SETS:
        assert f"spc.set.{name}" in keys
    for icon in ICONS:
        assert f"spc.icon.{icon}" in keys
    for analysis in every_analysis():
        assert {f"spc.rule.{rule}" for rule in analysis.signals} <= keys
        assert {f"spc.notice.{notice.id}" for notice in analysis.notices} <= keys
        if analysis.rules == "mdc":
            counted = spc.making_data_count(analysis)
            assert {f"spc.cause.{cause}" for cause in counted.special_cause} <= keys
            assert {f"spc.type.{kind}" for kind in counted.point_type} <= keys


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: spc.analyse("q", [1]), "run, i, ip, mr"),
        (lambda: spc.analyse("run", [1, 2], rules="nelson"), "anhoej eller ihi"),
        (lambda: spc.analyse("p", [1, 2]), "nævner"),
        (lambda: spc.analyse("i", [1, 2, 3], part=[99]), "99"),
        (lambda: spc.analyse("i", [1, 2, 3], freeze=1), "mindst 2 punkter"),
        (lambda: spc.analyse("c", [1, -2]), "Punkt 2:"),
        (lambda: spc.analyse("p", [5], [4]), "større tæller end nævner"),
        (lambda: spc.analyse("i", []), "mindst én række"),
        (lambda: spc.analyse("i", [1, 2], multiply=0), "over 0"),
        (lambda: spc.bernoulli_cusum([0, 2]), "0 (ingen hændelse)"),
    ],
)
def test_what_the_engine_refuses_becomes_a_sentence_in_the_reader_s_language(call, word: str) -> None:
    with pytest.raises(spc.SpcError) as refused:
        call()
    assert word in error_text(refused.value, DA)
    for language in LANGUAGES:
        told = error_text(refused.value, texts(language))
        assert not NOT_WORDS.search(told)
        assert told.endswith(".")
    assert "Allowed" not in error_text(refused.value, DA)


def test_the_kinds_named_in_the_refusal_are_all_there_are() -> None:
    for chosen in (DA, NB, EN):
        listed = re.search(r": ([a-z, ]+)\.$", chosen("spc.error.option.kind", argument=""))
        assert listed
        assert tuple(listed[1].split(", ")) == (*spc.KINDS, "funnel", "pareto", "cusum")
        assert all(name in chosen("spc.error.option.rules", argument="") for name in spc.RULE_SETS)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (0.0123, "0.0123"),
        (0.5, "0.5"),
        (7.258, "7.26"),
        (12.06, "12.1"),
        (2e18, "2·10^18"),
        (-1e-9, "-1·10^-9"),
    ],
)
def test_numbers_have_as_many_decimals_as_a_reader_needs(value: float, expected: str) -> None:
    assert number_text(value, EN) == expected


def test_percentages_that_lie_close_together_get_decimals() -> None:
    words = Wording(percent=True)
    assert words.over([20, 80]).value(45.27, EN) == "45%"
    assert words.over([95.1, 95.4]).value(95.27, EN) == "95.27%"
