"""What all pages share. Each method of a page is one cell: it gives the part to show, and nothing else happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial, wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from kit.apps import html
from kit.apps.parts import Part, part
from kit.apps.saving import error_sentence
from kit.domain.access import Role, Visitor, may_write
from kit.domain.book import Book
from kit.domain.network import Municipality
from kit.errors import KitError
from kit.kernels.faults_told import tell_fault
from kit.kernels.surroundings import Host
from kit.texts import Texts

if TYPE_CHECKING:
    from ipywidgets import Widget
    from pandas import DataFrame

    from kit.actions.gate import Gate
    from kit.apps.desk import Desk


P = ParamSpec("P")
AnyPage = TypeVar("AnyPage", bound="Page")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a page was opened with. `folder` is None for a hand-over file, into which nothing can be saved.

    `gate` stands in front of every write; only an app has one.
    """

    host: Host
    texts: Texts
    book: Book
    code: str
    visitor: Visitor
    folder: Path | None
    gate: Gate | None = None


def _sorry(error: Exception, texts: Texts) -> Any:
    tell_fault("A part of a page failed.", error)
    return html.note(error_sentence(error, texts), warn=True)


Showing = Callable[Concatenate[AnyPage, P], Part]


def shown(method: Showing[AnyPage, P]) -> Showing[AnyPage, P]:
    """Make a method's part ready for the page's host. In an app a fault becomes a sentence, never a traceback."""

    @wraps(method)
    def show(self: AnyPage, *args: P.args, **kwargs: P.kwargs) -> Part:
        if self.opened.host is not Host.APP:
            return method(self, *args, **kwargs).on(self.opened.host)
        try:
            made = method(self, *args, **kwargs)
        except Exception as error:
            made = part(_sorry(error, self.texts))
        live = made.live or (self._drawn(made) if made.figures else None)
        return replace(made, live=self._guarded(live) if live else None, host=Host.APP)

    return cast("Showing[AnyPage, P]", show)


class Page:
    """What all pages have. Trainers use `book`, `problems`, `chart` and `frame`; the cells use the other methods."""

    name = ""

    @property
    def model(self) -> Any:
        """What the cells of the page share; each page makes its own."""
        raise NotImplementedError

    def __init__(self, opened: Opened) -> None:
        self.opened, self.texts, self.book, self.code = opened, opened.texts, opened.book, opened.code

    @property
    def municipality(self) -> Municipality:
        """The municipality of the page."""
        found = self.book.municipality(self.code)
        if found is None:
            raise KitError("apps.door.municipality", found=self.code, expected="")
        return found

    @property
    def can_save(self) -> bool:
        """Whether entries are saved: not in a report, a hand-over file, for one that has withdrawn, or by a reader."""
        opened = self.opened
        reader = opened.visitor.role is Role.VIEWER
        return opened.host is not Host.REPORT and opened.folder is not None and self.municipality.active and not reader

    @property
    def may_lead(self) -> bool:
        """Whether the visitor may save for the whole municipality, and not only for a unit."""
        return self.can_save and may_write(self.opened.visitor, self.code)

    @cached_property
    def desk(self) -> Desk:
        """The entries of the municipality, which the forms of the page share."""
        from kit.apps.desk import Desk

        return Desk(self.book, self.code, self._saver("save_entry"), self.opened.visitor.id)

    def _saver(self, action: str, *more: str) -> Any:
        """An action of `enter` bound to the folder and the visitor, or None where nothing can be saved.

        Named, not handed over: a report's kernel need not import what it cannot use.
        """
        if not self.can_save:
            return None
        from kit.actions import enter

        save = partial(getattr(enter, action), self.opened.folder, self.opened.visitor, *more, book=self.book)
        return self.opened.gate.through(save) if self.opened.gate else save

    @shown
    def heading(self) -> Part:
        """The title, whose page it is, and the day it shows."""
        texts, network = self.texts, self.book.network
        place = texts("apps.page.of", municipality=self.municipality.name, network=network.name)
        day = texts("apps.page.as_of", day=texts.formats.day(self.book.as_of))
        return part(
            html.style(self.opened.host),
            html.heading(1, texts(f"apps.title.{self.name}")),
            html.paragraph(f"{place} {day}", "lead"),
            *self._notices(),
        )

    def _notices(self) -> list[Any]:
        texts, who = self.texts, self.municipality
        if not who.active:
            return [html.note(texts("apps.page.withdrawn", name=who.name, day=texts.formats.day(who.withdrawn_on)))]
        if self.opened.host is Host.LAB and self.opened.folder is None:
            return [html.note(texts("apps.page.handover"))]
        return []

    def _live(self, name: str = "build") -> Callable[[], Widget]:
        """What makes a live view of the page's model; widgets are imported when the first one is shown."""

        def build() -> Widget:
            view = import_module(f"kit.apps.views.{self.name}")
            made: Widget = getattr(view, name)(self.model, self.texts)
            return made

        return build

    def _form(self, name: str = "build") -> Callable[[], Widget] | None:
        """The same for a view that saves: None where nothing can be saved."""
        return self._live(name) if self.can_save else None

    def _no_units(self) -> Part:
        has_units = bool(self.book.units_of(self.code))
        return part(html.note(self.texts("apps.page.no_measures" if has_units else "apps.page.no_units")))

    def _drawn(self, made: Part) -> Callable[[], Widget]:
        def build() -> Widget:
            from kit.apps.views.widgets import pieces

            return pieces(made.pieces)

        return build

    def _guarded(self, live: Callable[[], Widget]) -> Callable[[], Widget]:
        def build() -> Widget:
            try:
                return live()
            except Exception as error:
                from kit.apps.views.widgets import markup

                return markup(_sorry(error, self.texts))

        return build

    @property
    def problems(self) -> Part:
        """Every fault in the network folder, with file, sheet and cell."""
        from kit.actions.check import check_folder

        if self.opened.folder is None:
            return part(html.note(self.texts("apps.page.handover"))).on(self.opened.host)
        found = check_folder(self.opened.folder)
        rows = [(self.texts.place(p.where), self.texts(p.key, **p.values)) for p in found]
        headings = [self.texts("apps.problems.place"), self.texts("apps.problems.what")]
        body = html.table(self.texts("apps.problems.title"), headings, rows)
        return part(body if rows else html.paragraph(self.texts("apps.problems.none"))).on(self.opened.host)

    def chart(self, unit_or_code: str, measure: str) -> Part:
        """The run chart of a unit (by its id), or those of all units of a municipality (by its code)."""
        from kit.actions.chart import chart_of
        from kit.apps.run_chart import chart_pieces

        unit = self.book.unit(unit_or_code)
        units = (unit,) if unit else self.book.units_of(unit_or_code)
        followed = [u for u in units if any(m.id == measure for m in self.book.measures_of(u))]
        if not followed:
            raise KitError("apps.door.chart", unit=unit_or_code, measure=measure)
        pieces = [
            piece
            for u in followed
            for piece in (
                html.heading(2, u.name),
                *chart_pieces(chart_of(self.book, u, measure), self.book, self.texts),
            )
        ]
        return part(*pieces).on(self.opened.host)

    def frame(self) -> DataFrame:
        """The measurements as a table for pandas: one row for each unit, measure and period."""
        from kit.sources.frames import points_frame

        return points_frame(self.book)

    def events(self) -> DataFrame:
        """The events as a table for pandas: one row for each unit, measure and day."""
        from kit.sources.frames import events_frame

        return events_frame(self.book)

    def __repr__(self) -> str:
        who = self.municipality
        return f"<{self.name}: {who.code} {who.name}, {self.book.network.name}, {self.book.as_of.isoformat()}>"
