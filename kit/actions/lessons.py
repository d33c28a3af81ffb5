"""The course: its lessons in order, read from the files that trainers may edit."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kit import resources, spc
from kit.domain.lesson import Lesson
from kit.errors import KitError, ProblemsFound
from kit.sources.lessons import read_lesson

SIMULATORS = (
    *("red_beads", "funnel", "stories", "false_alarms", "power", "limits"),
    *("rare_events", "small_numbers", "coin"),
)


def lesson_files(folder: Path | None = None) -> tuple[Path, ...]:
    """The lessons' files in the order of the course; those of the kit, or a trainer's own."""
    return tuple(sorted((folder or resources.training()).glob("*.toml")))


def lessons(folder: Path | None = None) -> tuple[Lesson, ...]:
    """Every lesson in order.

    Raises
    ------
    ProblemsFound
        With everything wrong in the first file that has faults.
    """
    return tuple(read_lesson(path, spc.KINDS, SIMULATORS) for path in lesson_files(folder))


@lru_cache(maxsize=1)
def course_outline() -> tuple[Lesson, ...]:
    """The kit's own lessons for a table of contents: one that somebody is in the middle of editing is left out."""
    found = []
    for path in lesson_files():
        try:
            found.append(read_lesson(path, spc.KINDS, SIMULATORS))
        except ProblemsFound:
            continue
    return tuple(found)


def load_lesson(name: str, folder: Path | None = None) -> Lesson:
    """The lesson with this id (``run_chart``) or file name (``03_run_chart``).

    Raises
    ------
    KitError
        ``training.no_lesson``, with the names there are.
    ProblemsFound
        With everything wrong in its file.
    """
    files = {path.stem: path for path in lesson_files(folder)}
    names = {stem.partition("_")[2]: stem for stem in files}
    found = files.get(names.get(name, name))
    if found is None:
        raise KitError("training.no_lesson", found=name[:60], expected=", ".join(names))
    return read_lesson(found, spc.KINDS, SIMULATORS)
