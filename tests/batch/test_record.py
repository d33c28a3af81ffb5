"""The run record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit.batch.record import NAME, Fault, JobRecord, Outcome, RunRecord, dumps, read

FAULT = Fault("k", {"n": 1}, ("line",))
JOB = JobRecord("0301", "baseline", Outcome.FAILED, "f", "d", "0301/baseline.html", fault=FAULT)
RECORD = RunRecord("n1", "2026-05-03", "nb", "1.0", "2026-05-03T10:00:00", inputs={"code": "c"}, jobs=(JOB,))


def test_a_record_comes_back_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(dumps(RECORD))
    assert read(tmp_path) == RECORD


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 99, "jobs": []}', '{"schema": 1, "jobs": [{"new": 1}]}'])
def test_a_record_that_is_broken_or_of_another_version_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    assert read(tmp_path) is None


def test_a_machine_can_read_what_failed_by_key() -> None:
    content = json.loads(dumps(RECORD))
    assert content["schema"] == 1
    assert content["jobs"][0]["status"] == "failed"
    assert content["jobs"][0]["fault"]["key"] == "k"


def test_a_job_takes_the_place_of_its_older_self() -> None:
    newer = JobRecord("0301", "baseline", Outcome.RAN, "g", "d", "p")
    assert RECORD.with_job(newer).jobs == (newer,)
