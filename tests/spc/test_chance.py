"""Chance alone sets off the Anhøj rules exactly as often as the reference says."""

from __future__ import annotations

import json
from itertools import product

import pytest

from kit import spc


@pytest.fixture(scope="module")
def reference(golden) -> list[dict]:
    return json.loads((golden["root"] / "anhoej_exact_false_signal_rates.json").read_text(encoding="utf-8"))


def test_every_rate_of_the_reference_is_met(reference) -> None:
    assert len(reference) > 90
    for row in reference:
        n = row["n_useful"]
        assert spc.false_signal_rate(n, known_centre=True) == pytest.approx(row["known_centre"]["either"], abs=1e-9)
        if "empirical_median" in row:
            assert spc.false_signal_rate(n) == pytest.approx(row["empirical_median"]["either"], abs=1e-9)


@pytest.mark.parametrize("n", [10, 12])
def test_a_rate_is_the_share_of_all_orders_in_which_the_engine_finds_a_signal(n: int) -> None:
    rows = [row for row in product((1.0, -1.0), repeat=n) if sum(row) == 0]
    found = spc.analyse_many("run", rows, cl=0)
    share = sum(found[place].parts[0].runs_signal for place in range(len(rows))) / len(rows)
    assert share == pytest.approx(spc.false_signal_rate(n))
