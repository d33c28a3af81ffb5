"""`kit run`: from a network folder to pages, an index and a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from kit import resources
from kit.actions.folder import find_folder
from kit.actions.load import load_book
from kit.batch.edition import Edition, Setting, open_edition
from kit.batch.fingerprint import digest, inputs
from kit.batch.kernel import Limits
from kit.batch.overview import sentence_of
from kit.batch.pages import title_of
from kit.batch.places import Place, place_here
from kit.batch.plan import Job, available, plan
from kit.batch.record import JobRecord, Outcome
from kit.batch.worker import Handed, Task
from kit.domain.book import Book
from kit.domain.network import folder_name
from kit.errors import KitError
from kit.kernels import fork
from kit.sources.handover import write_handover
from kit.texts import texts_of

Progress = Callable[[int, int, str], None]
WHOLE = "whole.network"  # no code of a municipality becomes this name
PATIENCE = 0.5  # seconds between looks, so that Ctrl-C is heard on Windows too


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to run; empty means all."""

    municipalities: tuple[str, ...] = ()
    notebooks: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    jobs: int = 2
    force: bool = False
    contained: bool = False
    cluster: str = ""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be made, and why, in the page's language."""

    municipality: str
    notebook: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did. `indexes` has one page for each language."""

    ran: int
    skipped: int
    failed: tuple[Failure, ...]
    indexes: tuple[Path, ...]

    @property
    def index(self) -> Path:
        """The index page of the first language."""
        return self.indexes[0]


def run_reports(
    folder: Path | str,
    *,
    municipalities: Sequence[str] = (),
    notebooks: Sequence[str] = (),
    languages: Sequence[str] = (),
    jobs: int = 2,
    force: bool = False,
    contained: bool = False,
    cluster: str = "",
    as_of: date | None = None,
    progress: Progress | None = None,
) -> RunSummary:
    """Make the reports of the network in `folder`: what changed since they were made last, or all with `force`.

    With `contained` each page is one file that can be mailed, scripts and style inside. `cluster` is the address of a
    dask scheduler whose workers run the notebooks, as many at a time as they have room for; `jobs` counts for this
    computer only.

    `progress` is told (done, of how many, what was just done), always from the caller's thread. A job that fails
    becomes a page that says why, and a `Failure`; it stops nothing else.

    Raises
    ------
    FolderError, StoreError, ProblemsFound
        Before the first kernel starts, when the network cannot be read or the reports cannot be written.
    KitError
        ``batch.unknown_…`` or ``batch.withdrawn_asked`` when what is asked for does not exist.
    """
    place = find_folder(folder)
    if not cluster:
        fork.prepare(fork.REPORTS)
    book = load_book(place.path, as_of=as_of)
    wanted = Wanted(tuple(municipalities), tuple(notebooks), tuple(languages), jobs, force, contained, cluster)
    network_file = {place.network_file.name: digest(place.network_file.read_bytes())}
    return run_book(book, place.reports, wanted, progress=progress, sources=network_file)


def run_book(
    book: Book,
    reports: Path,
    wanted: Wanted,
    *,
    progress: Progress | None = None,
    notebooks: Path | None = None,
    sources: Mapping[str, str] | None = None,
) -> RunSummary:
    """Make the reports of a Book below `reports`, as `run_reports` does.

    `notebooks` is the folder to take them from when it is not the kit's own; `sources` are digests to note.
    """
    found = {name: path.read_bytes() for name, path in available(notebooks or resources.notebooks()).items()}
    jobs = plan(book, found, municipalities=wanted.municipalities, only=wanted.notebooks, languages=wanted.languages)
    with _where(wanted) as (place, workers), _temporary() as folder:
        handed = _hand_over(book, jobs, folder)
        setting = Setting(
            book, reports, found, handed, inputs(), sources or {}, wanted.limits, wanted.force, wanted.contained, place
        )
        languages = dict.fromkeys(wanted.languages or (book.network.language,))
        editions = [open_edition(setting, name, [job for job in jobs if job.language == name]) for name in languages]
        try:
            records = _run_all(setting, editions, workers, progress or _silent)
        except BaseException:
            with suppress(KitError):  # what was made so far can be found; why it ended is told below
                for edition in editions:
                    edition.finish(complete=False)
            raise
        indexes = tuple(edition.finish() for edition in editions)
    return _summary(editions, records, indexes)


@contextmanager
def _where(wanted: Wanted) -> Iterator[tuple[Place, int]]:
    """Where the notebooks run, and how many at a time. Raises KitError when the cluster cannot be used."""
    if not wanted.cluster:
        yield place_here(), max(1, wanted.jobs)
        return
    from kit.batch.cluster import connect

    cluster = connect(wanted.cluster)
    try:
        yield cluster, cluster.places
    finally:
        cluster.leave()


@contextmanager
def _temporary() -> Iterator[Path]:
    with TemporaryDirectory(prefix="kit-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _silent(done: int, total: int, label: str) -> None:
    """No progress is shown."""


def _hand_over(book: Book, jobs: Sequence[Job], folder: Path) -> dict[str, Handed]:
    handed = {}
    for code in dict.fromkeys(job.municipality for job in jobs):
        path = folder / (f"{folder_name(code)}.json" if code else f"{WHOLE}.json")
        write_handover(path, book.only(code) if code else replace(book, answers=()))
        handed[code] = Handed(path, digest(path.read_bytes()))
    return handed


def _run_all(
    setting: Setting, editions: Sequence[Edition], workers: int, progress: Progress
) -> list[tuple[Edition, JobRecord]]:
    """Do all due tasks with so many at a time; whatever breaks it off, no kernel is left."""
    due = [(edition, task) for edition in editions for task in edition.due]
    done = sum(len(edition.skipped) for edition in editions)
    total = done + len(due)
    progress(done, total, "")
    records = []
    with ThreadPoolExecutor(workers, thread_name_prefix="kit-report") as pool:
        try:
            futures = {pool.submit(edition.do, task): (edition, task) for edition, task in due}
            for future in _as_done(set(futures)):
                edition, task = futures[future]
                records.append((edition, future.result()))
                progress(done + len(records), total, _label(setting.book, task))
        except BaseException:
            setting.place.stop()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return records


def _as_done(waiting: set[Future[JobRecord]]) -> Iterator[Future[JobRecord]]:
    while waiting:
        finished, waiting = wait(waiting, timeout=PATIENCE, return_when=FIRST_COMPLETED)
        yield from finished


def _label(book: Book, task: Task) -> str:
    municipality = book.municipality(task.job.municipality)
    name = municipality.name if municipality else task.job.municipality or book.network.name
    return f"{name}, {title_of(texts_of(book.network, task.job.language), task.job.notebook)}"


def _summary(
    editions: Sequence[Edition], records: Sequence[tuple[Edition, JobRecord]], indexes: tuple[Path, ...]
) -> RunSummary:
    failed = [
        Failure(
            job.municipality,
            job.notebook,
            edition.language,
            sentence_of(edition.words, job),
        )
        for edition, job in records
        if job.status is Outcome.FAILED
    ]
    skipped = sum(len(edition.skipped) for edition in editions)
    return RunSummary(len(records) - len(failed), skipped, tuple(sorted(failed, key=_place)), indexes)


def _place(failure: Failure) -> tuple[str, str, str]:
    return failure.language, failure.municipality, failure.notebook
