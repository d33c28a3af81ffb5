"""A table pasted from a spreadsheet: what its columns mean and what it says."""

from __future__ import annotations

from datetime import date

import pytest
from builders import small_network_file, small_programme

from kit.domain.pasting import Pasted, meanings
from kit.domain.series import Event, Point
from kit.errors import ValueRefused
from kit.sources.pasted import propose, read_pasted, split

PROGRAMME, CONTENT = small_programme(), small_network_file()
DAYS, RISK, RATE = (PROGRAMME.measure(one) for one in ("pu.days", "pu.risk", "fall.rate"))
FOLLOWED = (DAYS, RISK, RATE)
TODAY = date(2026, 6, 15)


def read(table: Pasted, means: tuple[str, ...], chosen=RISK):
    return read_pasted(table, means, "0301-1", chosen, CONTENT, PROGRAMME, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "Måned\tTæller\tNævner\tNote\njan 2026\t4\t20\tny\nfebruar 2026\t5\t20\t\n",
        "måned;tæller;nævner;note\r\n2026-01;4;20;ny\r\n2026-02;5;20;\r\n",
        "Month\tnumerator\tdenominator\tnote\n01.01.2026\t4\t20\tny\n1. februar 2026\t5\t20\n",
        "01-2026\t4\t20\tny\n02-2026\t5\t20\t",
    ],
)
def test_tabs_or_semicolons_with_or_without_headings_mean_the_same(text: str) -> None:
    table = split(text)
    means = list(propose(table, FOLLOWED, RISK))
    if not table.headings:
        assert means[:3] == ["period", "pu.risk/numerator", "pu.risk/denominator"]
        means[3] = "note"
    (series,), problems = read(table, tuple(means))
    assert problems == ()
    assert series.points == (Point(date(2026, 1, 1), 4, 20, "ny"), Point(date(2026, 2, 1), 5, 20))


def test_measures_may_stand_as_columns() -> None:
    table = split(
        "Uge\tRisikovurdering\tRisikovurdering\tFald pr. 1.000 beboerdøgn\tfall.rate\n2026-03\t4\t20\t2\t700,5"
    )
    means = propose(table, FOLLOWED, RISK)
    assert means[1:] == ("pu.risk/numerator", "pu.risk/denominator", "fall.rate/numerator", "fall.rate/denominator")
    series, problems = read(table, ("period", *means[1:]))
    assert problems == ()
    assert {one.measure: one.points[0].denominator for one in series} == {"pu.risk": 20, "fall.rate": 700.5}


def test_a_list_of_days_is_one_event_each() -> None:
    table = split("dato\tnote\n03-02-2026\t\n20.5.2026\tto")
    (series,), problems = read(table, propose(table, FOLLOWED, DAYS), DAYS)
    assert problems == ()
    assert series.events == (Event(date(2026, 2, 3)), Event(date(2026, 5, 20), 1, "to"))


def test_a_week_number_is_its_monday() -> None:
    weekly = PROGRAMME.measure("pu.skin")
    table = split("uge 10 2026;4;20\nuge 11 2026;5;20")
    means = propose(table, (weekly,), weekly)
    (series,), problems = read_pasted(table, means, "0302-1", weekly, CONTENT, PROGRAMME, TODAY)
    assert problems == ()
    assert [point.period for point in series.points] == [date(2026, 3, 2), date(2026, 3, 9)]


def test_an_empty_row_was_not_measured_and_zero_was() -> None:
    table = split("måned;tæller;nævner\n2026-01;;\n2026-02;0;20")
    (series,), problems = read(table, propose(table, FOLLOWED, RISK))
    assert problems == ()
    assert series.points == (Point(date(2026, 2, 1), 0, 20),)


@pytest.mark.parametrize(
    ("row", "cell", "key"),
    [
        ("2026-03;-4;20", "B2", "problems.negative"),
        ("2026-03;21;20", "B2", "problems.over_denominator"),
        ("2026-03;4,5;20", "B2", "problems.not_whole"),
        ("2026-03;=1+1;20", "B2", "problems.formula"),
        ("2026-03;4;", "C2", "problems.no_denominator"),
        ("2027-03;4;20", "A2", "problems.future"),
        ("1999-03;4;20", "A2", "problems.long_ago"),
        ("marts;4;20", "A2", "problems.not_month"),
        (";4;20", "A2", "problems.missing"),
        ("2026-03;<b>4</b>;20", "B2", "problems.not_number"),
        ("2026-03;010190-1234;20", "B2", "problems.identifier"),
        ("2026-03;4;20\n2026-03;5;20", "A3", "problems.month_twice"),
    ],
)
def test_every_fault_names_its_cell(row: str, cell: str, key: str) -> None:
    table = split(f"måned;tæller;nævner\n{row}")
    _, problems = read(table, ("period", "pu.risk/numerator", "pu.risk/denominator"))
    assert (cell, key) in [(problem.where.cell, problem.key) for problem in problems]
    assert "1234" not in str(problems)


@pytest.mark.parametrize("text", ["", "hej", None, 7, "a\0;b", "x" * 300_000, ";".join("x" * 60), "1;2\n" * 3000, '"'])
def test_what_is_no_table_is_refused(text: object) -> None:
    with pytest.raises(ValueRefused):
        split(text)


def test_only_what_the_unit_measures_may_be_meant() -> None:
    assert meanings((DAYS, RISK)) == ("", "period", "note", "pu.days/count", "pu.risk/numerator", "pu.risk/denominator")
