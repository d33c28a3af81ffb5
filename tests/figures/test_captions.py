"""What charts say in words: the right sentence, exact number forms, three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sample_charts import COUNT, DAYS, PERCENT, RATE, SHIFTED, STABLE, chart, events, points, said

from kit.domain.entries.chart import LEFT_OUT, PHASE_START, RULE_SET
from kit.domain.entries.improvement import AIM
from kit.domain.label import LANGUAGES
from kit.domain.measure import Direction, Goal, GoalKind, ValueKind
from kit.domain.series import Point
from kit.errors import Value
from kit.figures import captions
from kit.figures.chart import Chart, Finding
from kit.texts import Texts, texts
from kit.texts.catalogue import catalogue

DA, NB, EN = (texts(language) for language in LANGUAGES)
MEAN = replace(PERCENT, value=ValueKind.MEAN, goal=Goal(GoalKind.WATCH))
BREAK = date(2025, 1, 1)
# long and short intervals by turns, then only long ones
LONGER = (10, 30, 10, 30, 10, 30, 10, 30, 10, 30, 90, 95, 99, 91, 92, 94, 96, 98)
# not random, and the newest half lies on both sides
MIXED = (*(12, 12, 8, 8) * 3, *(12,) * 6, *(8,) * 6)
LAST = {PERCENT.id: date(2025, 12, 1), DAYS.id: date(2024, 2, 19)}  # LONGER's second event
TOLD = ("finding", "freshness", "rules", "goal", "open", "baseline", "break", "gaps", "nothing", "state", "table")


TEAM = ("too_few", "judged", "left_out", "aim")


class Listener(Texts):
    """Texts that remember which keys were asked for."""

    def __init__(self) -> None:
        super().__init__("en")
        self.heard: set[str] = set()

    def __call__(self, key: str, **values: Value) -> str:
        self.heard.add(key)
        return super().__call__(key, **values)


def every_chart() -> Iterator[Chart]:
    """One chart of each kind that can be told apart in words."""
    down = replace(PERCENT, direction=Direction.DOWN)
    watch = replace(PERCENT, goal=Goal(GoalKind.WATCH))
    for measure in (PERCENT, down, watch, COUNT, RATE, MEAN):
        for data in ((), (9,), (9,) * 7, (9,) * 12, STABLE, SHIFTED, SHIFTED[::-1], MIXED, (0,) * 9 + (1, 2, 3, 4)):
            for options in ({}, {"baseline": 12}, {"break_on": BREAK, "reason": "Ny regel"}, {"break_on": BREAK}):
                yield chart(measure, points(data), **options)
    for gaps in ((), (20,), (5,) * 12, (20, 35, 12, 60, 41, 0, 18, 60, 33, 90, 12, 45, 20), LONGER, LONGER[::-1]):
        for options in ({}, {"baseline": 8}, {"break_on": date(2024, 6, 1)}):
            yield chart(DAYS, events(gaps), as_of=date(2027, 1, 1), **options)
    yield from rare_charts()
    yield from team_charts()


def team_charts() -> Iterator[Chart]:
    """Charts about which the team has decided something."""
    aim = {"what": "x", "goal": 90.0}
    for measure, data in ((PERCENT, points(SHIFTED)), (DAYS, events(LONGER)), (DAYS, events(LONGER[:3]))):
        out = date(2024, 6, 1) if measure is PERCENT else date(2024, 1, 20)
        for records in (
            (said(LEFT_OUT, measure, on=out, reason="Kun en uge."),),
            (said(LEFT_OUT, measure, on=out, reason="x"), said(LEFT_OUT, measure, on=LAST[measure.id], reason="y")),
            (said(PHASE_START, measure, on=LAST[measure.id], reason="Ny rutine."),),
            (said(PHASE_START, measure, on=date(2024, 11, 1), reason="Ny rutine."),),
            (said(RULE_SET, measure, rules="ihi"), said(AIM, measure, **aim)),
            (said(AIM, measure, **aim, by=date(2026, 12, 1)),),
        ):
            yield chart(measure, data, records=records)
    yield chart(PERCENT, points((12, 8, 8, 12) * 4), records=(said(RULE_SET, PERCENT, rules="ihi"),))
    yield chart(PERCENT, points(STABLE), records=(said(PHASE_START, PERCENT, on=date(2025, 6, 1), reason="x"),))
    yield chart(DAYS, events(LONGER[:3]), records=(said(PHASE_START, DAYS, on=date(2024, 2, 29), reason="x"),))
    yield chart(PERCENT, points((9,) * 5), records=(said(RULE_SET, PERCENT, rules="ihi"),))


def rare_charts() -> Iterator[Chart]:
    """Charts that need data of their own to come about."""
    yield chart(DAYS)
    yield chart(DAYS, events([20]), as_of=date(2024, 1, 30))
    yield chart(DAYS, events([20]), as_of=date(2024, 1, 31))
    yield chart(DAYS, events([20]), break_on=date(2024, 1, 20), as_of=date(2024, 2, 20))
    yield chart(DAYS, events([20] * 9 + [1, 2, 30, 40]), as_of=date(2027, 1, 1))
    yield chart(DAYS, events([*LONGER[:-1], 5]), as_of=date(2027, 1, 1))
    yield chart(DAYS, events([*LONGER[::-1][:-1], 99]), as_of=date(2027, 1, 1))
    yield chart(DAYS, events([3 * numerator for numerator in MIXED]), as_of=date(2027, 1, 1))
    yield chart(PERCENT, points((0, 0), 0))
    yield chart(PERCENT, points([*SHIFTED[:-1], 8]))
    yield chart(PERCENT, points([*SHIFTED[::-1][:-1], 16]))
    yield chart(PERCENT, points([9, 10, 11]), break_on=date(2024, 3, 1))
    yield chart(PERCENT, points([9, 10, 11]), break_on=date(2024, 2, 1))
    yield chart(PERCENT, [*points([9, 10]), Point(date(2024, 3, 1), 0, 0)], break_on=date(2024, 3, 1))
    yield chart(PERCENT, [*points([0, 0, 0], 0), Point(date(2024, 4, 1), 5, None), Point(date(2024, 6, 1), 5, 10)])
    yield chart(PERCENT, points([9, None] * 8 + [9]), as_of=date(2025, 5, 31))
    yield chart(PERCENT, points([9, None, 9]), baseline=8, as_of=date(2024, 4, 1))
    yield chart(PERCENT, points([9]), baseline=8, as_of=date(2024, 2, 2))
    for direction in Direction:
        yield chart(replace(PERCENT, goal=Goal(GoalKind.BASELINE), direction=direction), points(SHIFTED), baseline=12)


def sentences(found: Chart, words: Texts) -> list[str]:
    table = captions.rows(found, words)
    cells = [cell for row in (table[0], *table[1]) for cell in row]
    told = [captions.finding(found, words), captions.freshness(found, words), captions.rules_line(found, words)]
    return [*told, *captions.remarks(found, words), captions.finding_word(found.finding, words), *cells]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_shows_a_missing_value_or_an_unfilled_field(language: str) -> None:
    told = 0
    for found in every_chart():
        for sentence in sentences(found, texts(language)):
            assert not re.search(r"\b(nan|NaN|None|inf)\b|[{}<>]|figures\.", sentence), sentence
            told += 1
    assert told > 3000


def test_every_sentence_of_the_catalogue_is_told_by_some_chart() -> None:
    listener = Listener()
    for found in every_chart():
        sentences(found, listener)
    spoken = (*(f"figures.{name}." for name in TOLD), *(f"run_chart.{name}." for name in TEAM))
    written = {key for key in catalogue() if key.startswith(spoken)}
    assert written - listener.heard == set()


def test_every_finding_is_among_the_charts_told() -> None:
    assert {found.finding for found in every_chart()} == set(Finding)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_is_a_plain_sentence_that_ends(language: str) -> None:
    for found in every_chart():
        sentence = captions.finding(found, texts(language))
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert len(sentence) < 260


def test_random_variation_is_said_with_its_level_and_number_of_measurements() -> None:
    stable = chart(PERCENT, points(STABLE))
    assert captions.finding(stable, DA) == (
        "Andelen ligger stabilt omkring 50\N{NO-BREAK SPACE}% (median). "
        "Udsvingene er tilfældige: 24 målinger uden signal."
    )
    assert captions.finding(stable, NB) == (
        "Andelen ligger stabilt rundt 50\N{NO-BREAK SPACE}% (median). "
        "Variasjonen er tilfeldig: 24 målinger uten signal."
    )
    assert captions.finding(stable, EN) == (
        "The share is stable around 50% (median). The variation is random: 24 measurements without a signal."
    )


def test_an_improvement_says_since_when_how_long_and_to_what_level() -> None:
    better = chart(PERCENT, points(SHIFTED), baseline=12)
    assert captions.finding(better, EN) == (
        "Things are moving the right way: since November 2024, 13 measurements in a row have been above the median of "
        "45%. The level is now around 75%."
    )
    assert captions.finding(better, DA).startswith(
        "Det går den rigtige vej: Siden november 2024 har 13 målinger i træk"
    )
    worse = chart(replace(PERCENT, direction=Direction.DOWN), points(SHIFTED), baseline=12)
    assert captions.finding(worse, NB).startswith("Det går feil vei: Siden november 2024 har 13 målinger på rad")


def test_longer_time_between_events_is_told_in_days() -> None:
    longer = chart(DAYS, events(LONGER), as_of=date(2027, 1, 1))
    assert captions.finding(longer, EN).endswith("There are now typically 94.5 days between events.")
    assert "intervals in a row have been longer" in captions.finding(longer, EN)


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "Der er ingen målinger endnu."),
        (1, "Der er 1 måling indtil nu. Der skal mindst 10 til, før man kan sige noget om udviklingen."),
        (7, "Der er 7 målinger indtil nu. Der skal mindst 10 til, før man kan sige noget om udviklingen."),
    ],
)
def test_too_few_measurements_are_counted_in_their_right_number_form(n: int, expected: str) -> None:
    assert captions.finding(chart(PERCENT, points(STABLE[:n])), DA) == expected


def test_too_few_events_count_the_first_one_too() -> None:
    assert captions.finding(chart(DAYS, events([20, 35])), EN).startswith(
        "So far 3 events have been recorded. At least 11"
    )
    assert captions.finding(chart(DAYS, events([])), EN).startswith("So far 1 event has been recorded.")


def test_too_few_after_a_break_names_the_break() -> None:
    broken = chart(PERCENT, points(STABLE[:16]), break_on=BREAK, reason="Ny regel.")
    assert captions.finding(broken, DA).startswith("Siden bruddet i januar 2025 er der 4 målinger.")
    assert "Brud i tallene 1. januar 2025: Ny regel. Tallene før" in " ".join(captions.remarks(broken, DA))


def test_ties_on_the_median_are_explained() -> None:
    assert captions.finding(chart(COUNT, points([0] * 14)), DA) == (
        "Alle 14 målinger er ens: 0. Der er ingen udsving at vurdere."
    )
    tied = chart(PERCENT, points([20] * 9 + [17, 18, 19, 20]))
    assert captions.finding(tied, EN).startswith(
        "Only 3 of 13 measurements can be used, because the rest lie on the median."
    )


def test_the_rules_are_named_with_their_counts_and_limits() -> None:
    assert captions.rules_line(chart(PERCENT, points(SHIFTED)), DA) == (
        "Anhøj-reglerne · 24 målinger, 24 brugbare · længste serie 12 (højst 8) · 1 krydsning (mindst 8)"
    )
    assert captions.rules_line(chart(PERCENT, points(STABLE[:7])), EN).startswith("Anhøj rules · used from 10 useful")
    assert captions.rules_line(chart(PERCENT), DA) == ""


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2024, 3, 20), "Nyeste måling: marts 2024 (helt ny)."),
        (date(2024, 4, 2), "Nyeste måling: marts 2024 (1 dag gammel)."),
        (date(2024, 4, 13), "Nyeste måling: marts 2024 (12 dage gammel)."),
    ],
)
def test_freshness_counts_from_the_end_of_the_newest_month(as_of: date, expected: str) -> None:
    assert captions.freshness(chart(PERCENT, points([9, 9, 9]), as_of=as_of), DA) == expected


def test_freshness_of_events_counts_from_the_newest_one() -> None:
    assert captions.freshness(chart(DAYS, events([20]), as_of=date(2024, 2, 9)), EN).endswith("(10 days ago).")
    assert captions.freshness(chart(DAYS), NB) == "Ingen hendelser registrert."


def test_the_open_interval_is_told_with_its_day_and_whether_it_is_the_longest() -> None:
    longest = chart(DAYS, events([20, 35]), as_of=date(2024, 10, 5))
    assert captions.open_line(longest, EN) == (
        "As of 5 October 2024 it has been 214 days since the latest event. That is longer than ever before."
    )
    assert captions.open_line(chart(DAYS, events([20]), as_of=date(2024, 1, 31)), DA).startswith(
        "Pr. 31. januar 2024 er der gået 1 dag "
    )
    assert captions.open_line(chart(PERCENT, points(STABLE)), DA) == ""


@pytest.mark.parametrize(
    ("goal", "direction", "expected"),
    [
        (
            Goal(GoalKind.VALUE, 95),
            Direction.UP,
            "The goal is at least 95%. The level is now around 50%, so there is some way to go.",
        ),
        (
            Goal(GoalKind.VALUE, 50),
            Direction.UP,
            "The goal is at least 50%. The level is now around 50%, so the goal is reached.",
        ),
        (
            Goal(GoalKind.VALUE, 5),
            Direction.DOWN,
            "The goal is at most 5%. The level is now around 50%, so there is some way to go.",
        ),
        (
            Goal(GoalKind.BASELINE),
            Direction.DOWN,
            "The limit is at most 50%. The level is now around 50%, so it holds.",
        ),
        (Goal(GoalKind.WATCH), Direction.UP, ""),
    ],
)
def test_the_goal_is_told_with_its_direction_and_whether_it_is_reached(
    goal: Goal, direction: Direction, expected: str
) -> None:
    assert captions.goal_line(chart(replace(PERCENT, goal=goal, direction=direction), points(STABLE)), EN) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (
            date(2025, 1, 1),
            "The goal is at least 300 days. The level is now around 20 days, so there is some way to go.",
        ),
        (date(2027, 1, 1), "The goal is at least 300 days. It has now been 887 days without an event, "),
    ],
)
def test_a_goal_of_days_between_events_is_reached_by_the_days_that_still_run(day: date, expected: str) -> None:
    said = captions.goal_line(chart(DAYS, events([20] * 10), as_of=day), EN).replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith(expected)


def test_a_goal_from_an_unfinished_baseline_says_what_it_waits_for() -> None:
    waiting = chart(COUNT, points(STABLE[:6]), baseline=12)
    assert captions.goal_line(waiting, DA).startswith("Målet beregnes ud fra baseline (−75\N{NO-BREAK SPACE}%)")
    assert "Baseline er ikke færdig: 6 målinger af 12. Medianen er foreløbig." in captions.remarks(waiting, DA)


def test_holes_are_named_one_by_one_or_as_a_stretch() -> None:
    two = chart(PERCENT, points([9, None, 9, None, 9]), as_of=date(2024, 6, 1))
    assert "Der mangler 2 målinger: februar 2024, april 2024." in captions.remarks(two, DA)
    stretch = chart(PERCENT, points([9, None, None, None, 9]), as_of=date(2024, 6, 1))
    assert "Missing: 3 measurements (February 2024 to April 2024)." in captions.remarks(stretch, EN)
    one = chart(PERCENT, points([9, None, 9]), as_of=date(2024, 4, 1))
    assert "Det mangler 1 måling: februar 2024." in captions.remarks(one, NB)


def test_months_with_nobody_to_count_are_told_apart_from_zero() -> None:
    nobody = chart(PERCENT, [Point(date(2024, 1, 1), 5, 10), Point(date(2024, 2, 1), 0, 0)], as_of=date(2024, 3, 1))
    assert "I 1 periode var der ingen at tælle. Den er vist som et hul, ikke som nul." in captions.remarks(nobody, DA)
    assert captions.rows(nobody, DA)[1][1] == ("februar 2024", "–", "0", "0", "ingen at tælle")


def test_the_table_has_every_period_gaps_included_and_the_notes() -> None:
    data = [Point(date(2024, 1, 1), 3, 1240, "Influenza"), Point(date(2024, 3, 1), 5, 1200)]
    headings, rows = captions.rows(chart(RATE, data), DA)
    assert headings == ("Periode", "Rate pr. 1.000", "Tæller", "Nævner", "Note")
    assert rows == (
        ("januar 2024", "2,42", "3", "1.240", "Influenza"),
        ("februar 2024", "–", "–", "–", "ikke målt"),
        ("marts 2024", "4,17", "5", "1.200", ""),
    )


def test_the_table_of_a_count_has_no_denominator() -> None:
    assert captions.rows(chart(COUNT, points([3], None)), NB) == (
        ("Periode", "Antall", "Merknad"),
        (("januar 2024", "3", ""),),
    )


def test_the_table_of_events_begins_with_the_first_one_and_ends_with_today() -> None:
    headings, rows = captions.rows(chart(DAYS, events([20]), as_of=date(2024, 2, 9)), EN)
    assert headings == ("Event", "Days since the previous one", "Note")
    assert [row[:2] for row in rows] == [("10 January 2024", "–"), ("30 January 2024", "20"), ("9 February 2024", "10")]
    assert rows[-1][2] == "still running, not a measurement yet"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_word_and_a_symbol_of_its_own(language: str) -> None:
    assert len({captions.finding_word(finding, texts(language)) for finding in Finding}) == len(Finding)
    assert len({captions.SYMBOLS[finding] for finding in Finding}) == len(Finding)
