"""Writing papers as files: for one municipality, or for all that take part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from kit.actions.folder import find_folder
from kit.actions.invitation import Guests, invite
from kit.actions.load import load_book
from kit.actions.papers.gathering import attendance
from kit.actions.papers.made import made
from kit.domain.book import Book
from kit.domain.network import Municipality
from kit.domain.paper import Link, Paper, Size
from kit.domain.privacy import redacted
from kit.errors import FolderError, ValueRefused
from kit.sources.link_sheet import qr
from kit.sources.papers.browser import find_browser, print_pdf
from kit.sources.papers.page import page
from kit.sources.papers.slides import write_slides
from kit.sources.papers.typeset import can_typeset, typeset
from kit.sources.safe_write import written_whole
from kit.texts import Texts, texts_of

FOLDER = "papers"
FORMATS = ("html", "pdf", "pptx")
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to write: ids of papers, formats, and for whom (all that take part where no municipality is named)."""

    papers: tuple[str, ...] = ("leader_report", "monthly")
    formats: tuple[str, ...] = ("html",)
    municipality: str = ""
    size: str = ""
    language: str = ""
    base_url: str = ""


@dataclass(frozen=True, slots=True)
class WrittenPapers:
    """The files, and those that had nothing to say; `without_pdf` when there was nothing to make a PDF with."""

    folder: Path
    files: tuple[Path, ...]
    empty: tuple[str, ...]
    without_pdf: bool


def write_papers(
    folder: Path | str, wishes: Wishes, *, today: date | None = None, progress: Progress = lambda *_: None
) -> WrittenPapers:
    """Write papers anew into ``papers/<code>/`` of the network folder; `progress` is told what is made.

    Raises
    ------
    FolderError, ProblemsFound, StoreError
        The folder or the network cannot be used.
    ValueRefused
        An unknown paper, format, size or municipality, or a bad address.
    PrintFailed
        The browser made no PDF.
    """
    home = find_folder(folder)
    size = _checked(wishes)
    book = load_book(folder, as_of=today)
    chosen = [
        one for one in book.municipalities if (one.code == wishes.municipality if wishes.municipality else one.active)
    ]
    if not chosen:
        raise ValueRefused("actions.unknown_municipality", found=redacted(wishes.municipality)[:20])
    words = texts_of(book.network, wishes.language)
    place = home.path / FOLDER
    jobs = list(_jobs(wishes, chosen))
    press = _Press(place, wishes.formats)
    for done, (name, municipality) in enumerate(jobs):
        progress(done, len(jobs), municipality.name if municipality else book.network.name)
        press.take(
            _paper(name, book, municipality, words, size, _link(folder, name, municipality, wishes, words)),
            municipality,
        )
    progress(len(jobs), len(jobs), "")
    return WrittenPapers(place, tuple(press.files), tuple(press.empty), press.without_pdf)


def formats_here() -> tuple[str, ...]:
    """The formats that this computer can make."""
    return FORMATS if find_browser() or can_typeset() else tuple(one for one in FORMATS if one != "pdf")


def one_paper(folder: Path | str, name: str, form: str, municipality: str, language: str) -> bytes:
    """A municipality's paper in one format, from its own rows and nobody else's.

    Raises
    ------
    ValueRefused
        An unknown paper or municipality, or ``papers.no_units`` when there is nothing to put on it.
    PrintFailed
        There is no PDF to be made.
    """
    book = load_book(folder, municipality=municipality)
    (own,) = book.municipalities
    paper = made(name, book, own, texts_of(book.network, language))
    with TemporaryDirectory(prefix="kit-paper-") as place:
        press = _Press(Path(place), (form,))
        press.take(paper, own)
        return press.files[0].read_bytes()


def _checked(wishes: Wishes) -> Size | None:
    if unknown := [one for one in wishes.formats if one not in FORMATS]:
        raise ValueRefused("papers.unknown_format", found=unknown[0][:20], expected=", ".join(FORMATS))
    if wishes.size and wishes.size not in tuple(Size):
        raise ValueRefused("papers.unknown_size", found=wishes.size[:20], expected=", ".join(Size))
    return Size(wishes.size) if wishes.size else None


def _jobs(wishes: Wishes, chosen: Sequence[Municipality]) -> Iterator[tuple[str, Municipality | None]]:
    """Every paper of every municipality; one list to sign for all, unless one municipality is named."""
    for name in wishes.papers:
        if name == "attendance" and not wishes.municipality:
            yield name, None
        else:
            yield from ((name, municipality) for municipality in chosen)


def _paper(
    name: str, book: Book, municipality: Municipality | None, words: Texts, size: Size | None, link: Link | None
) -> Paper | str:
    """The paper, or the name of a municipality that has nothing to put on it."""
    if municipality is None:
        return attendance(book, words)
    try:
        return made(name, book, municipality, words, size=size, link=link)
    except ValueRefused as refused:
        if refused.key != "papers.no_units":
            raise
        return municipality.name


def _link(
    folder: Path | str, name: str, municipality: Municipality | None, wishes: Wishes, words: Texts
) -> Link | None:
    if name != "invitation" or municipality is None or not wishes.base_url or not municipality.active:
        return None
    invited = invite(folder, Guests(municipality=municipality.code), wishes.base_url)
    address = invited.links[0].url
    said = words("papers.invitation.scan", day=invited.until.isoformat())
    return Link(address, said, str(qr(address, words("invite.sheet.qr"))))


class _Press:
    """Writes paper after paper, in every format that was asked for."""

    def __init__(self, folder: Path, formats: Sequence[str]) -> None:
        self.folder, self.formats = folder, formats
        self.browser = find_browser() if "pdf" in formats else None
        self.files: list[Path] = []
        self.empty: list[str] = []
        self.without_pdf = "pdf" in formats and self.browser is None and not can_typeset()

    def take(self, paper: Paper | str, municipality: Municipality | None) -> None:
        """Write one paper."""
        if isinstance(paper, str):
            self.empty.append(paper)
            return
        place = _folder(self.folder / municipality.code if municipality else self.folder)
        for form in dict.fromkeys("html" if one == "pdf" and self.without_pdf else one for one in self.formats):
            path = place / f"{paper.id}.{form}"
            self._write(paper, form, path)
            self.files.append(path)

    def _write(self, paper: Paper, form: str, path: Path) -> None:
        if form == "html":
            content = page(paper)
            written_whole(path, lambda draft: draft.write_text(content, encoding="utf-8", newline="\n"))
        elif form == "pptx":
            write_slides(path, paper)
        elif self.browser is not None:
            print_pdf(self.browser, page(paper), path)
        else:
            typeset(paper, path)


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderError("problems.folder_unwritable", folder=redacted(str(path))) from error
    return path
