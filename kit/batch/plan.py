"""Deciding what to run: pure, from a Book to jobs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.domain.book import Book
from kit.domain.label import LANGUAGES
from kit.errors import KitError
from kit.resources import PAGES


@dataclass(frozen=True, slots=True)
class Job:
    """One notebook for one municipality in one language."""

    municipality: str
    notebook: str
    language: str

    @property
    def id(self) -> tuple[str, str]:
        """What names the job inside a run of one language."""
        return self.municipality, self.notebook


def available(folder: Path) -> dict[str, Path]:
    """The notebooks in `folder` by name, in the order in which a network meets them."""
    found = {path.stem: path for path in folder.glob("*.ipynb")}
    known = [name for name in PAGES if name in found]
    return {name: found[name] for name in [*known, *sorted(found.keys() - set(PAGES))]}


def plan(
    book: Book,
    notebooks: Iterable[str],
    *,
    municipalities: Collection[str] = (),
    only: Collection[str] = (),
    languages: Sequence[str] = (),
) -> tuple[Job, ...]:
    """The jobs in the order in which they are run: language, municipality of the network file, notebook.

    Empty `municipalities`, `only` (notebooks) and `languages` mean every active municipality, every notebook, the
    network's language. Raises KitError when one of them is unknown, or a municipality asked for has withdrawn.
    """
    names = tuple(notebooks)
    _known("batch.unknown_notebook", only, names)
    _known("batch.unknown_language", languages, LANGUAGES)
    _known("batch.unknown_municipality", municipalities, [m.code for m in book.municipalities])
    for municipality in book.municipalities:
        if municipality.code in municipalities and not municipality.active:
            raise KitError("batch.withdrawn_asked", code=municipality.code, name=municipality.name)
    return tuple(
        Job(municipality.code, notebook, language)
        for language in dict.fromkeys(languages or (book.network.language,))
        for municipality in book.municipalities
        if municipality.active and (not municipalities or municipality.code in municipalities)
        for notebook in names
        if not only or notebook in only
    )


def _known(key: str, asked: Collection[str], known: Collection[str]) -> None:
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise KitError(key, found=", ".join(unknown), expected=", ".join(known))
