"""Bernoulli CUSUM, Pareto, funnels and proposed phases equal the reference programs on published data."""

import numpy as np

from kit import spc

FUNNEL_FIELDS = ("y", "n", "cl", "lcl", "ucl", "lcl_95", "ucl_95")


def test_a_bernoulli_cusum_equals_the_reference(qic_cusum_case, golden):
    call, expected = qic_cusum_case.call, qic_cusum_case.expected
    cases = golden["numbers"](qic_cusum_case.column("x"))
    found = spc.bernoulli_cusum(cases, call["target"], odds_ratio=call.get("or", 2), limit=call.get("limit", 3.5))
    for name in ("p0", "p1", "p2", "limit"):
        assert abs(getattr(found, name) - expected[name]) <= 1e-12
    pairs = {"s1": found.upper_steps, "cusum1": found.upper, "s2": found.lower_steps, "cusum2": found.lower}
    for name, ours in pairs.items():
        np.testing.assert_allclose(ours, expected["points"][name], rtol=0, atol=1e-9)
    assert found.upper_signal.tolist() == expected["points"]["signal1"]
    assert found.lower_signal.tolist() == expected["points"]["signal2"]


def test_a_pareto_table_equals_the_reference(qic_pareto_case):
    expected = qic_pareto_case.expected["points"]
    found = spc.pareto(qic_pareto_case.column("x"))
    assert list(found.category) == expected["category"]
    assert found.count.tolist() == expected["count"]
    assert found.cum_count.tolist() == expected["cum_count"]
    np.testing.assert_allclose(found.share, expected["share"], rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.cum_share, expected["cum_share"], rtol=0, atol=1e-12)


def test_a_funnel_equals_the_reference(qic_funnel_case, golden):
    case, points = qic_funnel_case, qic_funnel_case.expected["points"]
    y, n = golden["numbers"](case.column("y")), golden["numbers"](case.column("n"))
    units = np.array(case.column("x"))
    for values, rows in spc.facets(*(case.table[name] for name in case.call["facets"])):
        found = spc.funnel(case.chart, y[rows], n[rows], units[rows], multiply=case.call["multiply"])
        places = {points["x"][at]: at for at, name in enumerate(points["facet1"]) if name == values[0]}
        order = [places[unit] for unit in found.x.tolist()]
        scale = max(abs(points["y"][at]) for at in order)
        for name in FUNNEL_FIELDS:
            reference = np.array([points[name][at] for at in order])
            ours = np.broadcast_to(getattr(found, name), reference.shape)
            atol = 1e-9 * (max(reference) if name == "n" else scale)
            np.testing.assert_allclose(ours, reference, rtol=0, atol=atol)
        assert found.outside.tolist() == [points["sigma_signal"][at] for at in order]


def test_units_as_text_give_the_same_limits_in_a_control_chart_and_no_verdict_of_runs(qic_funnel_case, golden):
    case, points = qic_funnel_case, qic_funnel_case.expected["points"]
    found = golden["analysed"](case)
    for key, result in found.items():
        places = {points["x"][at]: at for at, name in enumerate(points["facet1"]) if name == key[0]}
        order = [places[unit] for unit in result.x.tolist()]
        for name in FUNNEL_FIELDS:
            np.testing.assert_allclose(getattr(result, name), [points[name][at] for at in order], rtol=1e-12, atol=1e-9)
        assert not result.parts[0].runs_signal
        assert result.parts[0].sigma_signals == sum(points["sigma_signal"][at] for at in order)


def test_proposed_phases_equal_those_the_reference_draws(runcharter_case, golden):
    case, call = runcharter_case, runcharter_case.call
    y, x = golden["numbers"](case.column("y")), golden["labels"](case.column("x"))
    found = []
    for values, unsorted in spc.facets(case.column("g")):
        rows = unsorted[np.argsort(x[unsorted], kind="stable")]
        proposal = spc.propose_phases(
            y[rows], baseline=call["med_rows"], run_length=call["runlength"], direction=call["direction"]
        )
        dates = [str(date) for date in x[rows]]
        for phase in proposal.phases:
            until = dates[phase.stop] if phase.stop < len(dates) else dates[-1]
            row = {"g": values[0], "median": phase.median, "start_date": dates[phase.first]}
            row |= {"end_date": dates[phase.last], "extend_to": until}
            found.append(row | {"run_type": "baseline" if phase.side is None else "sustained"})
    assert found == case.expected["sustained"]
