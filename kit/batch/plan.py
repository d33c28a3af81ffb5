"""Deciding what to run: pure, from a Book to jobs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.domain.book import Book
from kit.domain.label import LANGUAGES
from kit.domain.network import Municipality, folder_name
from kit.errors import KitError
from kit.resources import ALL_PAGES, NETWORK_PAGES, START_PAGE


@dataclass(frozen=True, slots=True)
class Job:
    """One notebook for one municipality, or for the whole network when `municipality` is empty, in one language."""

    municipality: str
    notebook: str
    language: str

    @property
    def id(self) -> tuple[str, str]:
        """What names the job inside a run of one language."""
        return self.municipality, self.notebook


def file_of(municipality: str, notebook: str, suffix: str) -> str:
    """Where a job's file lies inside the run's folder, with forward slashes."""
    return f"{folder_name(municipality)}/{notebook}{suffix}" if municipality else f"{notebook}{suffix}"


def available(folder: Path) -> dict[str, Path]:
    """The notebooks in `folder` by name, in the order in which a network meets them."""
    found = {path.stem: path for path in folder.glob("*.ipynb") if path.stem != START_PAGE}
    known = [name for name in ALL_PAGES if name in found]
    return {name: found[name] for name in [*known, *sorted(found.keys() - set(ALL_PAGES))]}


def plan(
    book: Book,
    notebooks: Iterable[str],
    *,
    municipalities: Collection[str] = (),
    only: Collection[str] = (),
    languages: Sequence[str] = (),
) -> tuple[Job, ...]:
    """The jobs in the order in which they are run: language, the whole network, municipality of the network file,
    notebook.

    Empty `municipalities`, `only` (notebooks) and `languages` mean every active municipality and the whole network,
    every notebook, the network's language. Raises KitError when one of them is unknown, or a municipality asked for has
    withdrawn.
    """
    names = tuple(notebooks)
    _known("batch.unknown_notebook", only, names)
    _known("batch.unknown_language", languages, LANGUAGES)
    _known("batch.unknown_municipality", municipalities, [m.code for m in book.municipalities])
    for municipality in book.municipalities:
        if municipality.code in municipalities and not municipality.active:
            raise KitError("batch.withdrawn_asked", code=municipality.code, name=municipality.name)
    wanted = [name for name in names if not only or name in only]
    chosen = [m for m in book.municipalities if m.active and (not municipalities or m.code in municipalities)]
    whole = [name for name in wanted if name in NETWORK_PAGES and (not municipalities or name in only)]
    return tuple(
        Job(code, notebook, language)
        for language in dict.fromkeys(languages or (book.network.language,))
        for code, notebook in (*(("", name) for name in whole), *_of_each(chosen, wanted))
    )


def _of_each(municipalities: Iterable[Municipality], notebooks: Sequence[str]) -> Iterator[tuple[str, str]]:
    for municipality in municipalities:
        for notebook in notebooks:
            if notebook not in NETWORK_PAGES:
                yield municipality.code, notebook


def _known(key: str, asked: Collection[str], known: Collection[str]) -> None:
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise KitError(key, found=", ".join(unknown), expected=", ".join(known))
