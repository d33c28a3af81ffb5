"""The facilitator's view of the whole network: what the parts of the page share, and what it says first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from markupsafe import Markup

from kit.actions.network_line import NetworkLine, network_line
from kit.actions.network_signals import Signals, charts_of_network, signals_by_measure
from kit.actions.warnings import ToldMunicipality, told
from kit.apps import html
from kit.apps.desk import Desk, SaveEntry
from kit.domain.book import Book
from kit.domain.checklist import Band
from kit.domain.freshness import Followed, followed
from kit.domain.network import Municipality, folder_name
from kit.domain.portfolio import LateItem, Standing, counted, late_items, standings
from kit.domain.progress_network import UnitProgress, progress_of_network
from kit.domain.warnings import Urgency
from kit.figures.chart import Chart
from kit.kernels.surroundings import Host
from kit.texts import Texts

MANY = 40  # more municipalities than this, and the page shows numbers first and names when they are asked for


class NetworkModel:
    """Everything about the whole network that the parts of the page share; worked out when it is first asked for.

    `host` says where the page stands, and so how it leads on to a municipality's own pages.
    """

    def __init__(
        self, book: Book, host: Host = Host.REPORT, language: str = "", save: SaveEntry | None = None, by: str = ""
    ) -> None:
        self.book, self.host, self.language = book, host, language or book.network.language
        self._save, self._by = save, by
        self._desks: dict[str, Desk] = {}
        self._watchers: list[Callable[[], None]] = []
        self._lines: dict[str, NetworkLine | None] = {}

    @property
    def can_save(self) -> bool:
        """Whether what the facilitator writes is saved."""
        return self._save is not None

    def desk(self, code: str) -> Desk:
        """The entries of one municipality, or of the network itself with an empty code; what it saves is in `book`."""
        if code not in self._desks:
            desk = self._desks[code] = Desk(self.book, code, self._save, self._by)
            desk.watch(lambda: self._take_over(desk))
        return self._desks[code]

    def _take_over(self, desk: Desk) -> None:
        others = (record for record in self.book.records if record.municipality != desk.code)
        mine = (record for record in desk.book.records if record.municipality == desk.code)
        self.book = replace(self.book, records=(*others, *mine))
        for watcher in self._watchers:
            watcher()

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` after every save of this page."""
        self._watchers.append(watcher)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """How far each municipality that takes part is, the one that lacks most first."""
        return standings(self.book)

    @cached_property
    def late(self) -> tuple[LateItem, ...]:
        """The critical items that are past their day anywhere."""
        return late_items(self.book, self.standings)

    @cached_property
    def followed(self) -> tuple[Followed, ...]:
        """Every series by period that the units should have, with its age."""
        return tuple(followed(self.book))

    @cached_property
    def charts(self) -> tuple[Chart, ...]:
        """Every chart of those that take part."""
        return charts_of_network(self.book)

    @cached_property
    def signals(self) -> tuple[Signals, ...]:
        """The charts by measure."""
        return signals_by_measure(self.book, self.charts)

    @cached_property
    def progress(self) -> tuple[UnitProgress, ...]:
        """How far each unit is, by both raters."""
        return progress_of_network(self.book)

    def line(self, row: Signals, texts: Texts) -> NetworkLine | None:
        """The line of all units together on one measure; own measures of municipalities have none."""
        if row.measure is None:
            return None
        if row.measure.id not in self._lines:
            self._lines[row.measure.id] = network_line(row.charts, texts("network.measures.all"))
        return self._lines[row.measure.id]

    @property
    def large(self) -> bool:
        """Whether there are too many municipalities to show each of them in full."""
        return len(self.standings) > MANY

    def told(self, texts: Texts) -> tuple[ToldMunicipality, ...]:
        """Who needs help now."""
        return told(self.book, texts)

    def link(self, municipality: Municipality, page: str = "preparation") -> Markup:
        """The name of a municipality, leading to one of its pages where there is one."""
        if self.host is Host.APP:
            href = f"{page}.ipynb?municipality={municipality.code}&lang={self.language}"
        elif self.host is Host.REPORT and municipality.active:
            href = f"{folder_name(municipality.code)}/{page}.html"
        else:
            return Markup("{}").format(municipality.name)
        return Markup('<a href="{}">{}</a>').format(href, municipality.name)

    def link_of(self, code: str, page: str = "preparation") -> Markup:
        """The same for a municipality's code."""
        found = self.book.municipality(code)
        return self.link(found, page) if found else Markup("{}").format(code)


def pressing(model: NetworkModel, texts: Texts) -> list[ToldMunicipality]:
    """The municipalities with something to do now."""
    return [one for one in model.told(texts) if any(alert.urgency is Urgency.NOW for alert in one.warnings)]


def glance_html(model: NetworkModel, texts: Texts) -> Markup:
    """The network in a few numbers, each with what it is out of."""
    all_ = len(model.standings)
    gone = sum(not one.active for one in model.book.municipalities)
    done = len(model.book.municipalities) - all_ - gone
    bands = counted(model.standings)
    left = [texts.counted("network.glance.left", gone)] if gone else []
    left += [texts.counted("network.glance.done", done)] if done else []
    sentence = " ".join([texts.counted("network.glance.part", all_), *left])
    tiles = [
        (texts("network.glance.ready"), bands[Band.GREEN]),
        (texts("network.glance.help"), len(pressing(model, texts))),
        (texts("network.glance.late"), sum(bool(one.late) for one in model.standings)),
    ]
    made = Markup("").join(tile(word, texts("network.glance.of", n=n, all=all_)) for word, n in tiles)
    return html.join(html.paragraph(sentence), Markup('<ul class="kit-tiles">{}</ul>').format(made))


def tile(word: str, number: str) -> Markup:
    """A number with its word."""
    return Markup("<li><strong>{}</strong> <span>{}</span></li>").format(number, word)


def section(name: str, texts: Texts) -> Markup:
    """The heading of a part of the page, and what it is for."""
    intro = html.paragraph(texts(f"network.{name}.intro"), "small")
    return html.join(html.heading(2, texts(f"network.{name}.title")), intro)
