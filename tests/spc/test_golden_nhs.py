"""Making Data Count equals the NHS package on published data: limits, special causes, point types, icons."""

import numpy as np

from kit import spc

CAUSES = {
    "Common Cause": "common_cause",
    "Above UCL": "above_limit",
    "Below LCL": "below_limit",
    "7 Point Trend (Increasing)": "trend_up",
    "7 Point Trend (Decreasing)": "trend_down",
    "2 in 3 Above CL": "two_of_three_above",
    "2 in 3 Below CL": "two_of_three_below",
    "7 Points Above CL": "shift_above",
    "7 Points Below CL": "shift_below",
}
TYPES = {"special_cause_improvement": "improvement", "special_cause_concern": "concern"}
ASSURANCES = {"consistent_fail": "fail", "consistent_pass": "pass", "inconsistent": "hit_and_miss", None: None}


def _setting(value, series):
    return value.get(series) if isinstance(value, dict) else value


def _read(case, golden, series, rows):
    """The analysis and its reading for the rows of one series."""
    table, call = case.table, case.call
    columns = {name: golden["numbers"]([table[name][row] for row in rows]) for name in ("breaches", "attendances")}
    percent = "derived" in case.content
    y = 100 * (1 - columns["breaches"] / columns["attendances"]) if percent else columns["breaches"]
    x = golden["labels"]([table["period"][row] for row in rows])
    rebase = _setting(call.get("rebase"), series)
    result = spc.analyse(
        "i",
        y,
        x=x,
        rules="mdc",
        freeze=call.get("fix_after_n_points"),
        part=spc.ends_before(x, rebase) if rebase else None,
        target=_setting(call.get("target"), series),
        screened_mr=call.get("screen_outliers", True),
    )
    return result, spc.making_data_count(result, call["improvement_direction"])


def _series(case):
    """Rows of the table by series name as the case names it."""
    table = case.table
    if "filter" in case.content:
        wanted = case.content["filter"]["org_code"]
        return {"no facet": [row for row, code in enumerate(table["org_code"]) if code == wanted]}
    return {key[0]: rows.tolist() for key, rows in spc.facets(table["org_code"])}


def test_every_field_of_a_making_data_count_chart_equals_the_reference(nhs_case, golden):
    points, icons = nhs_case.expected["points"], nhs_case.expected["icons"]
    for series, rows in _series(nhs_case).items():
        result, reading = _read(nhs_case, golden, series, rows)
        places = [place for place, name in enumerate(points["f"]) if name == series]
        expected = {name: [values[place] for place in places] for name, values in points.items()}
        scale = np.max(np.abs(expected["y"]))
        for ours, name in ((result.y, "y"), (result.cl, "mean"), (result.lcl, "lpl"), (result.ucl, "upl")):
            np.testing.assert_allclose(ours, expected[name], rtol=0, atol=1e-9 * scale)
        near = (result.y > result.ucl_95) | (result.y < result.lcl_95)
        assert (result.part - 1).tolist() == expected["rebase_group"]
        assert result.sigma_signal.tolist() == expected["outside_limits"]
        assert (near & ~result.sigma_signal).tolist() == expected["close_to_limits"]
        assert np.sign(result.y - result.cl).tolist() == expected["relative_to_mean"]
        assert list(reading.special_cause) == [CAUSES[name] for name in expected["special_cause_type"]]
        assert list(reading.point_type) == [TYPES.get(name, name) for name in expected["point_type"]]
        assert np.isin(result.part, reading.short_phases).tolist() == expected["short_group_warning"]
        icon = next(icon for icon in icons if icon["f"] == series)
        assert reading.variation == TYPES.get(icon["variation"], icon["variation"])
        assert reading.assurance == _assurance(icon, expected["target"][-1])


def _assurance(icon, target):
    """The reference shows hit-and-miss for a series without a target beside series with one; here it has no icon."""
    return None if target is None else ASSURANCES[icon["assurance"]]
