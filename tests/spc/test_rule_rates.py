"""Each rule set signals on chance alone as often as an independent simulation says."""

import json
import math

import numpy as np
import pytest

from kit import spc

SERIES, POINTS, REFERENCE_SERIES = 10_000, 24, 40_000

# rate in the reference simulation: rule set, chart, and the rules that together make it (all of them when empty)
RATES = {
    "ihi_shift6": ("ihi", "run", ("shift",)),
    "ihi_trend5": ("ihi", "run", ("trend",)),
    "ihi_runs": ("ihi", "run", ("too_few_runs", "too_many_runs")),
    "ihi_all": ("ihi", "run", ()),
    "mdc_one_outside": ("mdc", "i", ("outside_limits",)),
    "mdc_shift7": ("mdc", "i", ("shift",)),
    "mdc_trend7": ("mdc", "i", ("trend",)),
    "mdc_2of3": ("mdc", "i", ("two_of_three",)),
    "mdc_all": ("mdc", "i", ()),
    "we_all4": ("western_electric", "i", ()),
    "nelson_all8": ("nelson", "i", ()),
    "i_3sigma_screened": ("three_sigma", "i", ()),
    "i_3sigma_plus_anhoej": ("anhoej", "i", ()),
    "anhoej_run_chart": ("anhoej", "run", ()),
}


@pytest.fixture(scope="module")
def noise():
    return np.random.default_rng(24).normal(size=(SERIES, POINTS))


@pytest.mark.parametrize("name", RATES)
def test_chance_alone_sets_a_rule_off_as_often_as_simulated(name, noise, golden):
    rates = json.loads((golden["root"] / "rule_set_simulation.json").read_text(encoding="utf-8"))
    expected = rates["false"][str(POINTS)][name]
    rules, kind, chosen = RATES[name]
    found = spc.analyse_many(kind, noise, rules=rules)
    fired = [flags for rule, flags in found.signals.items() if rule in chosen or not chosen]
    observed = np.any([flags.any(axis=1) for flags in fired], axis=0).mean()
    error = math.sqrt(expected * (1 - expected) * (1 / SERIES + 1 / REFERENCE_SERIES))
    assert abs(observed - expected) < 4 * error
