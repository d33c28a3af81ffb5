"""Sparklines, icons and the overview of all measures."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree

import pytest
from sample_analyses import SHIFTED, SPIKE, STABLE, every_analysis, months
from sample_charts import COUNT, DAYS, PERCENT, chart, events, points

from kit import spc
from kit.domain.label import LANGUAGES
from kit.figures.icons import ICONS, data_uri, svg, variation_id
from kit.figures.overview import Entry, course, overview_lines, overview_table
from kit.figures.sparkline import HEIGHT, WIDTH, sparkline
from kit.texts import texts

DA, EN = texts("da"), texts("en")
NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


def lines(drawing: str) -> list[ElementTree.Element]:
    return [one for one in ElementTree.fromstring(drawing).iter() if one.get("stroke") and one.get("d")]


def test_a_sparkline_has_a_name_and_stays_inside_its_frame() -> None:
    drawn = sparkline([1, 5, 3], [2, 2, 2], name="three & more")
    assert ElementTree.fromstring(drawn).get("aria-label") == "three & more"
    assert ElementTree.fromstring(drawn).get("role") == "img"
    for line in lines(drawn):
        places = [float(one) for one in NUMBERS.findall(line.get("d") or "")]
        assert all(0 <= x <= WIDTH for x in places[::2])
        assert all(0 <= y <= HEIGHT for y in places[1::2])


def test_higher_values_stand_higher_and_gaps_are_left_open() -> None:
    (path,) = [one.get("d") or "" for one in lines(sparkline([1, None, 3, 2], name="x"))]
    assert path.count("M") == 2
    heights = [float(one) for one in NUMBERS.findall(path)][1::2]
    assert heights[1] < heights[2] < heights[0]


@pytest.mark.parametrize("values", [[], [None], [5], [5, 5, 5], [float("nan"), 1], [1e300, -1e300]])
def test_any_series_makes_a_drawing_without_nan(values) -> None:
    drawn = sparkline(values, name="x")
    ElementTree.fromstring(drawn)
    assert "nan" not in drawn
    assert "inf" not in drawn


def test_marked_points_are_diamonds_in_their_colour() -> None:
    drawn = sparkline([1, 9, 2], name="x", marked={1: "improving"})
    diamonds = [one for one in ElementTree.fromstring(drawn).iter() if one.get("fill") == "#0072B2"]
    assert len(diamonds) == 1


@pytest.mark.parametrize("icon", ICONS)
def test_every_icon_has_a_name_in_words_and_a_sign_of_its_own(icon: str) -> None:
    drawn = ElementTree.fromstring(svg(icon, DA))
    assert drawn.get("aria-label") == DA(f"spc.icon.{icon}")
    assert drawn.find("path") is not None
    assert data_uri(icon) != data_uri(icon, icon)


def test_improvement_and_concern_are_told_apart_without_colour() -> None:
    names = {EN(f"spc.icon.{icon}") for icon in ICONS}
    assert len(names) == len(ICONS)


@pytest.mark.parametrize(
    ("improvement", "icon"),
    [("increase", "improvement_high"), ("decrease", "concern_high"), ("neutral", "neutral_high")],
)
def test_the_variation_icon_follows_the_newest_point(improvement: str, icon: str) -> None:
    rising = spc.analyse("i", SHIFTED, rules="mdc")
    assert variation_id(spc.making_data_count(rising, improvement)) == icon
    assert variation_id(spc.making_data_count(spc.analyse("i", STABLE, rules="mdc"))) == "common_cause"


def test_an_overview_has_a_line_for_each_measure_with_newest_value_level_and_finding() -> None:
    entries = [
        Entry("Risk", spc.analyse("p", SHIFTED, [20] * 24, multiply=100), improvement="increase"),
        Entry("Calm", spc.analyse("run", STABLE, x=months(24)), unit="falls"),
        Entry("New", spc.analyse("run", [1, 2])),
        Entry("Empty", spc.analyse("run", [None, None])),
        Entry("Spike", spc.analyse("i", [*STABLE, 40])),
    ]
    risk, calm, new, empty, spike = overview_lines(entries, EN)
    assert (risk.newest, "improvement" in risk.finding) == ("75%", True)
    assert (calm.newest, calm.level, "no signal" in calm.finding) == ("12 falls", "10", True)
    assert "24 points from January 2024 to December 2025; lowest 7, highest 13, newest 12." in calm.course
    assert "too few points" in new.finding
    assert "no values" in empty.finding
    assert "signal" in spike.finding


def test_the_table_is_whole_and_escapes_names() -> None:
    entries = [Entry("<b>Fald", spc.analyse("i", STABLE, rules="mdc", target=30), improvement="decrease")]
    table = overview_table(entries, DA, "Alle målinger")
    assert "&lt;b&gt;Fald" in table
    root = ElementTree.fromstring(table)
    heads = [cell.text for cell in root.iter("th") if cell.get("scope") == "col"]
    assert heads == [
        DA(f"charts.overview.{key}") for key in ("measure", "newest", "course", "level", "finding", "target")
    ]
    assert DA("spc.icon.pass") in table


def test_the_column_of_targets_is_left_out_where_there_are_none() -> None:
    assert "Mål</th>" not in overview_table([Entry("A", spc.analyse("i", SPIKE))], DA, "x")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_analysis_has_a_line_without_nan_or_none(language: str) -> None:
    chosen = texts(language)
    for analysis in itertools.islice(every_analysis(), 0, None, 3):
        table = overview_table([Entry("A", analysis, improvement="decrease")], chosen, "x")
        words = re.sub(r"<[^>]*>", " ", table) + " ".join(re.findall(r'aria-label="([^"]*)"', table))
        assert not re.search(r"\b(?:nan|None|inf)\b|[{}]", words)
        ElementTree.fromstring(table)


def test_a_chart_of_a_network_has_its_course_with_gaps_and_its_run() -> None:
    shifted = course(chart(PERCENT, points(SHIFTED)), DA)
    assert shifted.count("#0072B2") == 12
    assert "24 punkter fra januar 2024 til december 2025" in shifted
    assert DA("charts.spark.none") in course(chart(COUNT), DA)
    assert "nyeste 30 dage" in course(chart(DAYS, events((10, 20, 30))), DA)
