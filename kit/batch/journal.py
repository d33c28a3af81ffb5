"""Keeping the run record while jobs finish in any order."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import kit
from kit.batch.files import write_whole
from kit.batch.record import NAME, JobRecord, Outcome, RunRecord, dumps, read, stamp
from kit.domain.book import Book


class Journal:
    """The record of one run folder. Every finished job is on disk before the next one is told of."""

    def __init__(self, folder: Path, record: RunRecord) -> None:
        self.folder = folder
        self.record = record
        self._gate = threading.Lock()

    def put(self, job: JobRecord) -> None:
        """Add a finished job."""
        with self._gate:
            self.record = self.record.with_job(job)
            self._write()

    def finish(self, now: datetime) -> RunRecord:
        """Note that the run came to its end."""
        with self._gate:
            self.record = replace(self.record, finished=stamp(now))
            self._write()
            return self.record

    def _write(self) -> None:
        write_whole(self.folder / NAME, dumps(self.record), datetime.now())


def open_journal(folder: Path, book: Book, language: str, inputs: Mapping[str, str], now: datetime) -> Journal:
    """The journal of a run folder, with what earlier runs left there; those jobs count as skipped until they run."""
    old = read(folder)
    kept = old.jobs if old and old.network == book.network.id else ()
    active = {"", *(m.code for m in book.municipalities if m.active)}  # "": the pages about the whole network
    jobs = tuple(
        replace(job, status=Outcome.SKIPPED if job.status is Outcome.RAN else job.status)
        for job in kept
        if job.municipality in active
    )
    record = RunRecord(
        network=book.network.id,
        as_of=book.as_of.isoformat(),
        language=language,
        kit=kit.__version__,
        started=stamp(now),
        inputs=inputs,
        jobs=jobs,
    )
    return Journal(folder, record)
