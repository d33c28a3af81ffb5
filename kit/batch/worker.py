"""Doing one job: run the notebook, write its page, or write the page that says why there is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import Protocol

import nbformat
from nbformat import NotebookNode

from kit.batch.execution import Executed, tidy
from kit.batch.files import make_folder, write_whole
from kit.batch.kernel import Limits, NotebookFailed
from kit.batch.overview import sentence_of
from kit.batch.pages import Pages, Surroundings, without_machine
from kit.batch.plan import Job, file_of
from kit.batch.record import Fault, JobRecord, Outcome, stamp
from kit.domain.network import Municipality, Network
from kit.errors import KitError
from kit.texts import texts_of


@dataclass(frozen=True, slots=True)
class Handed:
    """What a municipality's kernels are given: a file with its own rows, and that file's digest."""

    path: Path
    digest: str


class Runner(Protocol):
    """Runs the cells of notebooks."""

    @property
    def stopped(self) -> bool:
        """Whether the run was broken off."""

    def run(self, notebook: NotebookNode, parameters: Mapping[str, str], handed: Path, limits: Limits) -> Executed:
        """Run a notebook on a hand-over file. Raises NotebookFailed."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job with everything it needs; `pages` are the files of the municipality's notebooks by name.

    `municipality` is None for a page about the whole network.
    """

    job: Job
    municipality: Municipality | None
    source: bytes
    handed: Handed
    fingerprint: str
    pages: Mapping[str, str]


@lru_cache(maxsize=64)
def _read(source: bytes) -> NotebookNode:
    """The notebook in a file's bytes: read and checked once for all municipalities, and never changed."""
    return nbformat.reads(source.decode("utf-8"), as_version=4)


def _written(notebook: NotebookNode) -> str:
    """A notebook as it is kept: on one line, because figures hold most of it and nobody reads them as text.

    nbformat checks it against its schema once more and spreads every list over lines: together a third of the time of
    a report outside its kernel.
    """
    return json.dumps(notebook, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


@dataclass(frozen=True, slots=True)
class Worker:
    """Does tasks of one language, from any thread; it can be sent to another process."""

    network: Network
    as_of: date
    folder: Path
    pages: Pages
    limits: Limits

    def do(self, task: Task, runner: Runner) -> JobRecord:
        """Run the task to a record; a fault becomes a page and a record, never an exception."""
        start = monotonic()
        try:
            record = self._report(task, runner)
        except NotebookFailed as error:
            record = self.failed(task, error.fault, page=not runner.stopped)
        except KitError as error:
            record = self.failed(task, Fault(error.key, dict(error.values)), page=not runner.stopped)
        except Exception as error:
            detail = (tidy(f"{type(error).__name__}: {error}"),)
            record = self.failed(task, Fault("batch.fault.unexpected", detail=detail), page=not runner.stopped)
        return replace(record, seconds=round(monotonic() - start, 2))

    def _report(self, task: Task, runner: Runner) -> JobRecord:
        parameters = {
            "network": "../../.." if task.job.municipality else "../..",
            "municipality": task.job.municipality,
            "language": task.job.language,
            "as_of": self.as_of.isoformat(),
        }
        executed = runner.run(_read(task.source), parameters, task.handed.path, self.limits)
        around = self._around(task)
        page = self.pages.report(executed.notebook, texts_of(self.network, task.job.language), around)
        kept = without_machine(executed.notebook, parameters, [executed.folder])
        notebook_file = self._write(task, ".ipynb", _written(kept), around.made)
        return self._record(task, Outcome.RAN, self._write(task, ".html", page, around.made), notebook_file)

    def failed(self, task: Task, fault: Fault, *, page: bool) -> JobRecord:
        """The record of a task that failed; with `page`, a page in its place says why."""
        record = self._record(task, Outcome.FAILED, "", fault=fault)
        if not page:
            return record
        words, around = texts_of(self.network, task.job.language), self._around(task)
        try:
            said = self.pages.failed(sentence_of(words, record), words, around)
            place = self._write(task, ".html", said, around.made)
            self._file(task, ".ipynb").unlink(missing_ok=True)  # an older one would pass for this run's
        except (KitError, OSError):
            return record
        return self._record(task, Outcome.FAILED, place, fault=fault)

    def _around(self, task: Task) -> Surroundings:
        made = datetime.now()
        return Surroundings(self.network, task.municipality, task.job.notebook, self.as_of, made, task.pages)

    def _file(self, task: Task, suffix: str) -> Path:
        return self.folder / file_of(task.job.municipality, task.job.notebook, suffix)

    def _write(self, task: Task, suffix: str, content: str, now: datetime) -> str:
        place = self._file(task, suffix)
        make_folder(place.parent)
        return write_whole(place, content.encode("utf-8"), now).relative_to(self.folder).as_posix()

    def _record(
        self, task: Task, status: Outcome, page: str, notebook_file: str = "", fault: Fault | None = None
    ) -> JobRecord:
        made = stamp(datetime.now())
        job, data = task.job, task.handed.digest
        return JobRecord(
            job.municipality, job.notebook, status, task.fingerprint, data, page, notebook_file, made, fault=fault
        )
