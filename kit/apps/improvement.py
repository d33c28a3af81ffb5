"""The improvement work of a municipality's units: what the parts of the page share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from kit.apps import html
from kit.apps.desk import Desk
from kit.apps.entry_links import areas_of
from kit.domain.access import FACILITATOR, Role, Visitor, may_write, may_write_unit
from kit.domain.aims import Lack, lacks
from kit.domain.barriers import waiting
from kit.domain.book import Book
from kit.domain.cycles import Chain, chains
from kit.domain.driver_tree import Words
from kit.domain.entries.improvement import AIM, BARRIER, CYCLE, PROGRESS_FACILITATOR, PROGRESS_TEAM
from kit.domain.measure import Measure
from kit.domain.network import Unit
from kit.domain.next_steps import Step, Work, next_steps
from kit.domain.progress import STALE_AFTER_DAYS, Progress, Rater, Rating, progress, shown_to_team
from kit.errors import ValueRefused
from kit.texts import Texts


class ImprovementModel:
    """The units of one municipality and what they wrote. `blind` is for a reader before whom the facilitator's rating
    is kept back until the team has given its own; a facilitator in an app sees both."""

    def __init__(self, desk: Desk, visitor: Visitor = FACILITATOR, blind: bool = True) -> None:
        self.desk, self.code, self.visitor, self.blind = desk, desk.code, visitor, blind
        self.units: tuple[Unit, ...] = desk.book.units_of(desk.code)
        own = next((unit.id for unit in self.units if unit.id == visitor.unit), "")
        self.unit = own or (self.units[0].id if self.units else "")
        self._choosing: list[Callable[[], None]] = []

    @property
    def book(self) -> Book:
        """What was saved last."""
        return self.desk.book

    @property
    def as_of(self) -> date:
        """The day of the page."""
        return self.book.as_of

    @property
    def may_lead(self) -> bool:
        """Whether the visitor answers for the municipality."""
        return self.desk.can_save and may_write(self.visitor, self.code)

    @property
    def rates_as_facilitator(self) -> bool:
        """Whether the visitor gives the facilitator's rating, and not the team's."""
        return self.visitor.role is Role.FACILITATOR

    def may_write(self, unit: str) -> bool:
        """Whether the visitor may write for a unit."""
        return self.desk.can_save and may_write_unit(self.visitor, self.code, unit)

    def choose(self, unit: object) -> None:
        """Turn to another unit; raises ValueRefused for one that is not the municipality's."""
        if unit not in [one.id for one in self.units]:
            raise ValueRefused("apps.refused.choice")
        self.unit = str(unit)
        for watcher in self._choosing:
            watcher()

    def on_choice(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` whenever another unit is chosen."""
        self._choosing.append(watcher)

    def measures(self, unit: str) -> tuple[Measure, ...]:
        """The measures that a unit follows."""
        place = self.book.unit(unit)
        return self.book.measures_of(place) if place else ()

    def areas(self, unit: str) -> tuple[str, ...]:
        """The focus areas that a unit works on."""
        return areas_of(self.desk, unit)

    def chains(self, unit: str) -> tuple[Chain, ...]:
        """The unit's cycles in chains."""
        return chains(self.desk.of(CYCLE, unit))

    def points_since(self, unit: str, measure: str, since: date) -> int:
        """How many points, or events, a unit's measure has from a day on."""
        series = self.book.series_of(unit, measure)
        days = [*(point.period for point in series.points), *(event.on for event in series.events)]
        return sum(since <= day <= self.as_of for day in days)

    def aim_lacks(self, unit: str) -> list[tuple[Lack, ...]]:
        """What each aim of a unit lacks, as it was last written."""
        measures = self.measures(unit)
        return [lacks(e.value, e.at.astimezone().date(), measures) for e in self.desk.of(AIM, unit)]

    def ratings(self, unit: str) -> list[Rating]:
        """Every rating of a unit that this reader may see, the team's first."""
        team = [Rating(Rater.TEAM, float(e.value.step), e.value.on) for e in self.desk.of(PROGRESS_TEAM, unit)]
        theirs = [
            Rating(Rater.FACILITATOR, float(e.value.step), e.value.on) for e in self.desk.of(PROGRESS_FACILITATOR, unit)
        ]
        return [*team, *(shown_to_team(theirs, team) if self.blind else theirs)]

    def kept_back(self, unit: str) -> bool:
        """Whether there is a facilitator's rating that this reader may not see yet."""
        seen = sum(rating.rater is Rater.FACILITATOR for rating in self.ratings(unit))
        return seen < len(self.desk.of(PROGRESS_FACILITATOR, unit))

    def progress(self, unit: str) -> Progress:
        """How far a unit is, as far as this reader may see."""
        return progress(self.ratings(unit), self.as_of)

    def steps(self, unit: str) -> tuple[Step, ...]:
        """What a unit does next, and what is blocked."""
        barriers = [(e.value.what, waiting(e.value, self.as_of)) for e in self.desk.of(BARRIER, unit)]
        due = [e.value.by for e in self.desk.of(AIM, unit) if e.value.by is not None]
        return next_steps(
            Work(
                self.as_of,
                bool(self.measures(unit)),
                self.aim_lacks(unit),
                due,
                self.chains(unit),
                barriers,
                self.progress(unit),
            )
        )


def in_words(words: Words, texts: Texts) -> str:
    """The programme's words in the reader's language, or the team's own as they were written."""
    return words if isinstance(words, str) else texts.label(words)


def short(words: str, most: int = 60) -> str:
    """The beginning of a text, for a button or a heading."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def steps_html(model: ImprovementModel, unit: str, texts: Texts) -> Markup:
    """What a unit does next, and what is blocked and why."""
    steps, old = model.steps(unit), float(STALE_AFTER_DAYS)
    told = [(one, texts(f"improvement.step.{one.id}", about=short(one.about), days=old)) for one in steps]
    now = [words for one, words in told if not one.blocked]
    blocked = [words for one, words in told if one.blocked]
    waits = html.join(html.heading(4, texts("improvement.blocked")), html.bullets(blocked)) if blocked else None
    first = html.bullets(now) if now else html.paragraph(texts("improvement.nothing_open"))
    return html.card(*(piece for piece in (first, waits) if piece is not None))


def section_head(name: str, texts: Texts) -> Markup:
    """The heading of a part of the page, and what it is for."""
    title, intro = texts(f"improvement.section.{name}"), texts(f"improvement.intro.{name}")
    return html.join(html.heading(2, title), html.paragraph(intro, "small"))


def every_unit(model: ImprovementModel, texts: Texts, part: Callable[[ImprovementModel, str, Texts], Markup]) -> Markup:
    """A part of the page for every unit, one after the other."""
    return html.join(*(html.join(html.heading(3, unit.name), part(model, unit.id, texts)) for unit in model.units))
