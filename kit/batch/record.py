"""The run record, `run.json`: what ran, how long, from which data, what failed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from kit.errors import Value

SCHEMA = 1
NAME = "run.json"


class Outcome(StrEnum):
    """What became of a job in the newest run; `skipped` means that the page of an earlier run still holds."""

    RAN = "ran"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a job failed: a key of the catalogue with its facts for the reader, and technical lines for a helper."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JobRecord:
    """One job. `page` and `notebook_file` are paths inside the run's folder, with forward slashes."""

    municipality: str
    notebook: str
    status: Outcome
    fingerprint: str
    data: str
    page: str
    notebook_file: str = ""
    made_at: str = ""
    seconds: float = 0.0
    fault: Fault | None = None

    @property
    def id(self) -> tuple[str, str]:
        """What names the job inside a run of one language."""
        return self.municipality, self.notebook


@dataclass(frozen=True, slots=True)
class RunRecord:
    """All jobs of one day and language, over all runs into the same folder."""

    network: str
    as_of: str
    language: str
    kit: str
    started: str
    finished: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    jobs: tuple[JobRecord, ...] = ()

    def with_job(self, job: JobRecord) -> RunRecord:
        """The record with this job in place of an older one of the same id."""
        return replace(self, jobs=(*(old for old in self.jobs if old.id != job.id), job))

    def job(self, key: tuple[str, str]) -> JobRecord | None:
        """The job of this id, or None."""
        return next((job for job in self.jobs if job.id == key), None)


def stamp(moment: datetime) -> str:
    """A moment as it stands in the record: to the second, with the offset of the machine's time."""
    return moment.astimezone().isoformat(timespec="seconds")


def dumps(record: RunRecord) -> bytes:
    """The record as JSON, jobs sorted and on a line each, so that two records compare line by line."""
    head = {"schema": SCHEMA, **_shallow(record), "jobs": []}
    jobs = ",\n".join(_line(job) for job in sorted(record.jobs, key=lambda job: job.id))
    before, after = json.dumps(head, ensure_ascii=False, indent=1).rsplit("[]", 1)
    return f"{before}[\n{jobs}\n]{after}\n".encode()


def _line(job: JobRecord) -> str:
    fault = _shallow(job.fault) if job.fault else None
    return json.dumps({**_shallow(job), "fault": fault}, ensure_ascii=False, default=str)


def _shallow(value: Any) -> dict[str, Any]:
    """The fields of a value; `asdict` would copy all that is in them, and a record is written after every job."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def read(folder: Path) -> RunRecord | None:
    """The record in `folder`; None when there is none, or none that this version can use (then everything runs)."""
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return _record(content) if content.pop("schema", None) == SCHEMA else None
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return None


def _record(content: dict[str, Any]) -> RunRecord:
    jobs = tuple(_job(job) for job in content.pop("jobs"))
    return RunRecord(**content, jobs=jobs)


def _job(content: dict[str, Any]) -> JobRecord:
    fault = content.pop("fault")
    shown = Fault(fault["key"], fault["values"], tuple(fault["detail"])) if fault else None
    return JobRecord(**{**content, "status": Outcome(content["status"])}, fault=shown)
