"""What must hold for any data: mirror images, shifts of scale, ties, bulk and single, no warning and no crash."""

import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from kit import spc
from kit.spc import prepare

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
WHOLE = st.lists(st.integers(-20, 20), min_size=1, max_size=40)
ANY = st.floats(allow_nan=False, allow_infinity=False)
MEASURES = ("run", "i", "mr", "xbar", "s", "ewma")
ARRAYS = ("y", "cl", "lcl", "ucl", "lcl_95", "ucl_95", "useful", "sigma_signal", "observed", "y_sum", "y_length")


def counts_of(result):
    fields = ("n_useful", "longest_run", "longest_run_max", "n_crossings", "n_crossings_min", "runs_signal")
    return [tuple(getattr(part, name) for name in fields) for part in result.parts]


@QUICK
@given(WHOLE)
def test_a_mirrored_series_has_mirrored_signals(y):
    for rules in ("anhoej", "western_electric", "nelson", "ihi", "mdc"):
        first, second = spc.analyse("i", y, rules=rules), spc.analyse("i", [-value for value in y], rules=rules)
        for rule, flags in first.signals.items():
            np.testing.assert_array_equal(second.signals[rule], flags)
        assert counts_of(first) == counts_of(second)


@QUICK
@given(WHOLE)
def test_turning_time_round_keeps_runs_and_crossings(y):
    assert counts_of(spc.analyse("run", y)) == counts_of(spc.analyse("run", y[::-1]))


@QUICK
@given(WHOLE, st.integers(0, 40))
def test_a_point_on_the_median_changes_nothing(y, place):
    before = spc.analyse("run", y)
    middle = before.parts[0].cl
    after = spc.analyse("run", [*y[:place], middle, *y[place:]], cl=middle)
    assert counts_of(after) == counts_of(spc.analyse("run", y, cl=middle))
    assert counts_of(after) == counts_of(before)


@QUICK
@given(WHOLE, st.integers(-1000, 1000), st.integers(0, 6))
def test_adding_a_number_or_doubling_changes_no_signal(y, add, doublings):
    for kind in ("run", "i"):
        first = spc.analyse(kind, y, screened_mr=False)
        second = spc.analyse(kind, [(value + add) * 2**doublings for value in y], screened_mr=False)
        assert counts_of(first) == counts_of(second)


def assert_equal(ours, alone, but=()):
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(ours, name), getattr(alone, name), err_msg=name)
    assert repr(ours.parts) == repr(alone.parts)
    assert ours.notices == tuple(notice for notice in alone.notices if notice.id not in but)
    for rule, flags in alone.signals.items():
        np.testing.assert_array_equal(ours.signals[rule], flags)


@settings(QUICK, max_examples=20)
@given(
    hnp.arrays(float, st.tuples(st.integers(1, 5), st.integers(1, 40)), elements=st.integers(0, 9)),
    st.sampled_from([1.0, 0.1, 1e300]),
    st.booleans(),
    st.sampled_from(["anhoej", "ihi"]),
)
@pytest.mark.parametrize("kind", spc.KINDS)
def test_bulk_equals_one_at_a_time(kind, table, unit, holes, rules):
    y = (table + (kind == "t")) * unit
    if holes:
        y[table == 3] = np.nan
    n = np.full(table.shape, 10.0 * unit) if kind in ("p", "pp", "u", "up", "ip") else None
    part = table.shape[1] // 2 or None
    bulk = spc.analyse_many(kind, y, n, part=part, rules=rules)
    for row in range(len(table)):
        assert_equal(bulk[row], spc.analyse(kind, y[row], None if n is None else n[row], part=part, rules=rules))


@settings(QUICK, max_examples=20)
@given(
    hnp.arrays(float, st.tuples(st.integers(1, 4), st.integers(1, 8), st.integers(1, 4)), elements=st.integers(0, 9))
)
@pytest.mark.parametrize("kind", ["xbar", "s", "run"])
def test_bulk_equals_one_at_a_time_also_for_subgroups(kind, table):
    table[table == 7] = np.nan
    x = np.repeat(np.arange(table.shape[1]) + 1, table.shape[2])
    bulk = spc.analyse_many(kind, table)
    for row in range(len(table)):
        assert_equal(bulk[row], spc.analyse(kind, table[row].ravel(), x=x))


@pytest.mark.parametrize("kind", spc.KINDS)
@pytest.mark.parametrize("rules", ["anhoej", "ihi"])
def test_a_table_worked_out_in_blocks_equals_one_at_a_time(kind, rules, monkeypatch):
    monkeypatch.setattr(prepare, "BLOCK", 50)  # two series of 24 points
    random = np.random.default_rng(1)
    y = random.integers(1, 9, (7, 24)).astype(float)
    y[2] = 4.0
    y[3, ::3] = np.nan
    y[4] = np.nan
    n = random.integers(9, 12, y.shape) if kind in ("p", "pp", "u", "up", "ip") else None
    more = {"x": np.arange(24)[::-1], "part": 12, "exclude": [3, 14], "target": np.arange(7), "rules": rules}
    bulk = spc.analyse_many(kind, y, n, **more)
    assert len(bulk) == len(bulk.parts[0].n_useful) == 7
    for row in range(7):
        own = more | {"target": row}
        alone = spc.analyse(kind, y[row], None if n is None else n[row], **own)
        assert bulk[row].y.tolist() == pytest.approx(alone.y.tolist(), nan_ok=True)
        assert_equal(bulk[row], alone, but=("sorted_by_x",))
        np.testing.assert_array_equal(bulk[row].target, row)


def test_the_series_of_a_fault_is_named_in_every_block(monkeypatch):
    monkeypatch.setattr(prepare, "BLOCK", 4)
    y = np.ones((5, 2))
    n = np.ones((5, 2))
    y[4, 1], n[4, 1] = 1e308, 1e-308
    with pytest.raises(spc.DataError) as caught:
        spc.analyse_many("u", y, n)
    assert (caught.value.series, caught.value.point) == (5, 2)


@QUICK
@given(st.lists(ANY, min_size=1, max_size=30))
@pytest.mark.parametrize("kind", ["run", "i", "mr", "ewma"])
def test_no_finite_measurement_makes_a_warning_or_an_undefined_line(kind, y):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = spc.analyse(kind, y)
    assert np.isfinite(result.cl).all() or (kind == "mr" and (len(y) == 1 or np.isinf(result.cl).any()))
    assert kind == "mr" or not np.isnan(result.y).any()
    if kind == "i" and len(y) > 1:
        assert not np.isnan(result.ucl).any()


@QUICK
@given(st.lists(st.tuples(st.floats(0, 1e300), st.floats(0, 1e300)), min_size=1, max_size=20))
@pytest.mark.parametrize("kind", ["p", "pp", "u", "up", "ip"])
def test_no_finite_ratio_makes_a_warning_or_a_crash(kind, pairs):
    n = np.array([max(pair) for pair in pairs])
    y = np.array([min(pair) for pair in pairs])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = spc.analyse(kind, np.where(n > 0, y, 0.0), n)
    present = n > 0
    assert np.isfinite(result.y[present]).all()
    assert not present.any() or np.isfinite(result.cl).all()


@QUICK
@given(st.lists(st.floats(0, 1.7e308), min_size=1, max_size=20))
@pytest.mark.parametrize("kind", ["c", "g", "t"])
def test_no_finite_count_or_time_makes_a_warning_or_a_crash(kind, y):
    values = [value + 5e-324 for value in y] if kind == "t" else y
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = spc.analyse(kind, values)
    assert np.isfinite(result.cl).all() or kind == "t"
    assert not np.isnan(result.cl).any()


@QUICK
@given(st.lists(st.tuples(st.integers(0, 4), ANY), min_size=1, max_size=20))
@pytest.mark.parametrize("kind", ["xbar", "s", "run"])
def test_no_finite_subgroup_makes_a_warning_or_a_crash(kind, rows):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = spc.analyse(kind, [value for _, value in rows], x=[group for group, _ in rows])
    assert len(result) == len({group for group, _ in rows})


@QUICK
@given(st.integers(1, 40), st.floats(0.001, 1e6), st.sampled_from(MEASURES))
def test_a_constant_series_never_signals(points, value, kind):
    assert not spc.analyse(kind, [value] * points).any_signal
