"""`kit run`: reports per municipality, with a progress bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.actions.bring_in import import_files
from kit.actions.folder import NetworkFolder, find_folder
from kit.actions.language import voice_of
from kit.batch import RunSummary
from kit.batch import run_reports as run_batch
from kit.cli.progress import with_bar
from kit.cli.talk import FINDINGS, FINE, Misused, Terminal, write_json
from kit.domain.privacy import redacted
from kit.errors import KitError


@dataclass(frozen=True, slots=True)
class RunChoice:
    """What to run; empty means all."""

    municipalities: tuple[str, ...] = ()
    notebooks: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    jobs: int = 2
    force: bool = False
    as_of: str = ""
    contained: bool = False
    cluster: str = ""

    @property
    def day(self) -> date | None:
        """`as_of` as a date; raises Misused when it is not one."""
        try:
            return date.fromisoformat(self.as_of) if self.as_of else None
        except ValueError:
            raise Misused("cli.misuse.day", name="--as-of", found=redacted(self.as_of)[:20]) from None


def make_reports(terminal: Terminal, place: NetworkFolder, choice: RunChoice) -> RunSummary:
    """Run the notebooks; a folder that has never been imported is imported first."""
    as_of = choice.day  # before anything is done: it may have to be refused
    if not place.database.exists():
        import_files(place.path)

    def work(show: Callable[[int, int, str], None]) -> RunSummary:
        return run_batch(
            place.path,
            municipalities=choice.municipalities,
            notebooks=choice.notebooks,
            languages=choice.languages,
            jobs=choice.jobs,
            force=choice.force,
            contained=choice.contained,
            cluster=choice.cluster,
            as_of=as_of,
            progress=show,
        )

    return with_bar(terminal, "cli.run.working", work)


def tell(terminal: Terminal, summary: RunSummary) -> int:
    """Say what ran, was skipped and failed, and where the index lies."""
    counts = {"ran": summary.ran, "skipped": summary.skipped, "failed": len(summary.failed)}
    terminal.say("cli.run.done", **counts)
    for failure in summary.failed:
        terminal.note("cli.run.failed", municipality=failure.municipality, notebook=failure.notebook, text=failure.text)
    for index in summary.indexes:
        terminal.say("cli.run.index", path=str(index))
    return FINDINGS if summary.failed else FINE


def run_reports(terminal: Terminal, folder: Path, choice: RunChoice, as_json: bool) -> int:
    """`kit run`."""
    place = find_folder(folder)
    spoken = terminal.speaks(voice_of(place))
    try:
        summary = make_reports(spoken, place, choice)
    except KitError as error:
        return spoken.refuse(error)
    if not as_json:
        return tell(spoken, summary)
    failed = [{"municipality": f.municipality, "notebook": f.notebook, "text": f.text} for f in summary.failed]
    indexes = [str(index) for index in summary.indexes]
    write_json({"ran": summary.ran, "skipped": summary.skipped, "failed": failed, "indexes": indexes})
    return FINDINGS if summary.failed else FINE
