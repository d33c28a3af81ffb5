"""One language of a run: its folder, its tasks, and what can be left as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kit.batch.assets import put_assets
from kit.batch.files import make_folder, write_whole
from kit.batch.fingerprint import digest, fingerprint
from kit.batch.journal import Journal, open_journal
from kit.batch.kernel import Limits
from kit.batch.overview import overview_values
from kit.batch.pages import Pages
from kit.batch.places import Place, place_here
from kit.batch.plan import Job, file_of
from kit.batch.record import JobRecord, Outcome
from kit.batch.worker import Handed, Task, Worker
from kit.domain.book import Book
from kit.texts import Texts, texts_of

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Setting:
    """What all languages of a run share. `notebooks` are the files by name, `inputs` digests of what pages rest on."""

    book: Book
    reports: Path
    notebooks: Mapping[str, bytes]
    handed: Mapping[str, Handed]
    inputs: Mapping[str, str]
    sources: Mapping[str, str]
    limits: Limits
    force: bool = False
    contained: bool = False
    place: Place = field(default_factory=place_here)


@dataclass(frozen=True, slots=True)
class Edition:
    """One language of a run. `due` are the tasks to do; the pages of `skipped` still hold."""

    setting: Setting
    language: str
    folder: Path
    pages: Pages
    journal: Journal
    due: tuple[Task, ...]
    skipped: tuple[JobRecord, ...]

    @property
    def words(self) -> Texts:
        """The network's texts in this language."""
        return texts_of(self.setting.book.network, self.language)

    def do(self, task: Task) -> JobRecord:
        """Do a task and note it. What a broken-off run left half done is not noted: it runs again next time."""
        setting, book = self.setting, self.setting.book
        worker = Worker(book.network, book.as_of, self.folder, self.pages, setting.limits)
        record = setting.place.do(worker, task)
        if record.status is Outcome.RAN or not setting.place.stopped:
            self.journal.put(record)
        return record

    def finish(self, *, complete: bool = True) -> Path:
        """Write the index page, and close the record of a run that came to its end; returns where the index lies."""
        now = datetime.now()
        record = self.journal.finish(now) if complete else self.journal.record
        values = overview_values(self.setting.book, record, tuple(self.setting.notebooks), self.words)
        page = self.pages.overview(self.words, made=now, **values)
        return write_whole(self.folder / INDEX, page.encode("utf-8"), now)


def open_edition(setting: Setting, language: str, jobs: Sequence[Job]) -> Edition:
    """Make the folder of a language ready and decide which jobs are due. Raises FolderError when it is not writable."""
    now = datetime.now()
    folder = make_folder(setting.reports / f"{setting.book.as_of.isoformat()}-{language}")
    pages = Pages({}, contained=True) if setting.contained else Pages(put_assets(folder, now))
    noted = {f"notebooks/{name}": digest(content) for name, content in setting.notebooks.items()}
    journal = open_journal(folder, setting.book, language, {**setting.inputs, **setting.sources, **noted}, now)
    tasks = tuple(_task(setting, job, journal, jobs) for job in jobs)
    skipped = {} if setting.force else {task.job: old for task in tasks if (old := _still_good(task, journal))}
    due = tuple(task for task in tasks if task.job not in skipped)
    return Edition(setting, language, folder, pages, journal, due, tuple(skipped.values()))


def _task(setting: Setting, job: Job, journal: Journal, jobs: Sequence[Job]) -> Task:
    pages = _pages_of(setting, job.municipality, journal, jobs)
    source, handed = setting.notebooks[job.notebook], setting.handed[job.municipality]
    kind = {"contained": "yes"} if setting.contained else {}  # a page of the other kind is not the same page
    mark = fingerprint({**setting.inputs, **kind, "pages": ",".join(pages)}, source, handed.digest, job.language)
    return Task(job, setting.book.municipality(job.municipality), source, handed, mark, pages)


def _pages_of(setting: Setting, code: str, journal: Journal, jobs: Sequence[Job]) -> dict[str, str]:
    """The municipality's pages that exist or will, by notebook: only they are linked to."""
    known = {job.notebook for job in jobs if job.municipality == code}
    known |= {job.notebook for job in journal.record.jobs if job.municipality == code and job.page}
    return {name: f"{name}.html" for name in setting.notebooks if name in known}


def _still_good(task: Task, journal: Journal) -> JobRecord | None:
    old = journal.record.job(task.job.id)
    if old is None or old.status is Outcome.FAILED or old.fingerprint != task.fingerprint:
        return None
    there = all((journal.folder / file).is_file() for file in (old.page, old.notebook_file))
    return old if there and old.page == file_of(old.municipality, old.notebook, ".html") else None
