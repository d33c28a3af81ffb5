"""No reference case is dropped: every one listed is found, and is one of those the other tests run."""

import json

import pytest

from kit import spc

ELSEWHERE = ("pareto", "bernoulli_cusum")


def test_every_listed_case_is_found_and_carried_ones_are_the_same_as_the_originals(golden):
    if not golden["shared"].is_dir():
        pytest.skip(golden["absent"])
    listed = json.loads((golden["shared"] / "index.json").read_text(encoding="utf-8"))
    found = golden["cases_in"]("cases")
    assert set(found) == {row["id"] for row in listed}
    assert len(golden["cases_in"]("cases_nhs")) == 27
    assert len(golden["cases_in"]("cases_runcharter")) == 9
    for case in found.values():
        original = golden["shared"] / "cases" / f"{case.name}.json"
        assert json.loads(original.read_text(encoding="utf-8")) == case.content
        assert case.data.read_bytes() == (golden["shared"] / "data" / case.data.name).read_bytes()


def test_every_case_is_of_a_kind_that_is_run(golden):
    for case in golden["cases_in"]("cases").values():
        assert case.chart in spc.KINDS or case.chart in ELSEWHERE
    assert len(golden["cases_in"]("cases")) >= 79
