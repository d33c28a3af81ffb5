"""Small values that many tests need: a programme, a network file and a Book, all made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kit.domain.book import Book
from kit.domain.checklist import Checklist, ChecklistItem, Theme
from kit.domain.label import Label, same
from kit.domain.measure import Direction, Goal, GoalKind, Measure, MeasureKind, ValueKind
from kit.domain.network import MeasureInUse, Municipality, Network, Person, Seminar, Status, Unit
from kit.domain.programme import Area, PlannedSeminar, Programme
from kit.domain.series import Event, Point, Series
from kit.domain.survey import Option, Questionnaire, RespondentGroup, Scale, Statement
from kit.sources.network import NetworkFile

TODAY = date(2026, 6, 15)
FIRST_SEMINAR = date(2026, 3, 10)


def measure(measure_id: str, value: ValueKind, name: str, frequency: str = "month", area: str = "pu") -> Measure:
    """A measure of the small programme."""
    event = value is ValueKind.DAYS_BETWEEN
    needs = value in (ValueKind.PERCENT, ValueKind.RATE, ValueKind.MEAN)
    return Measure(
        id=measure_id,
        area=area,
        kind=MeasureKind.PROCESS if value is ValueKind.PERCENT else MeasureKind.OUTCOME,
        name=Label(name, f"{name} (nb)", f"{name} (en)"),
        numerator=same("Det, der tælles"),
        denominator=same("Alle, der er set på") if needs else None,
        value=value,
        per=1000 if value is ValueKind.RATE else 1,
        frequency="event" if event else frequency,
        direction=Direction.UP if value in (ValueKind.PERCENT, ValueKind.DAYS_BETWEEN) else Direction.DOWN,
        goal=Goal(GoalKind.VALUE, 95) if value is ValueKind.PERCENT else Goal(GoalKind.CHANGE, -50),
        mark="C",
    )


def small_checklist() -> Checklist:
    """Two themes, three items, one of them critical."""
    themes = (Theme("A", Label("Ledelse", "Ledelse", "Leadership")), Theme("B", Label("Data", "Data", "Data")))
    items = (
        ChecklistItem("P01", "A", same("Aftale med ledelsen"), ("TOP",), 16, True, same("Brev")),
        ChecklistItem("P02", "A", same("Tid til teamet"), ("UL", "PL"), 8, False, same("Plan")),
        ChecklistItem("P03", "B", same("Første målinger"), ("PL",), 2, False, same("Ark")),
    )
    return Checklist(themes, items)


def small_questionnaire() -> Questionnaire:
    """One scale, two statements, two groups, five options and "don't know"."""
    options = (
        *(Option(n, same(str(n))) for n in range(1, 6)),
        Option(None, Label("Ved ikke", "Vet ikke", "Don't know")),
    )
    groups = (
        RespondentGroup("leader", Label("Ledere", "Ledere", "Leaders"), "leader"),
        RespondentGroup("staff", Label("Medarbejdere", "Medarbeidere", "Staff"), "staff"),
    )
    statements = (
        Statement("S1", "present", same("Jeg er til stede"), same("Min leder er til stede")),
        Statement("S2", "present", same("Jeg er sjældent på besøg"), same("Min leder er sjældent på besøg"), True),
    )
    scale = Scale("present", Label("Nærvær", "Nærvær", "Presence"), same("Lederen er der, hvor arbejdet sker"))
    text = same("Ledelse")
    return Questionnaire("leadership", "1", text, text, text, text, 5, options, groups, (scale,), statements)


def small_programme(programme_id: str = "i-sikre-haender") -> Programme:
    """A programme with five measures, one of each kind of value that matters, and one that is weekly."""
    return Programme(
        id=programme_id,
        version="test",
        country="dk",
        language="da",
        weeks=52,
        name=Label("I sikre hænder", "I sikre hænder", "In Safe Hands"),
        source=same("Opdigtet til prøverne"),
        roles={
            "TOP": Label("Direktør", "Kommunalsjef", "Director"),
            "PL": Label("Kommunal projektleder", "Prosjektleder", "Project leader"),
            "UL": Label("Enhedsleder", "Enhetsleder", "Unit leader"),
        },
        unit_kinds={
            "nursing_home": Label("Plejecenter", "Sykehjem", "Nursing home"),
            "home_care": Label("Hjemmepleje", "Hjemmetjeneste", "Home care"),
        },
        seminars=(
            PlannedSeminar("prep", "preparation", Label("Forberedelsesseminar", "Oppstartsmøte", "Preparation"), -9),
            PlannedSeminar("ls1", "learning", Label("1. læringsseminar", "1. samling", "Learning seminar 1"), 0),
        ),
        checklist=small_checklist(),
        areas=(Area("pu", Label("Tryksår", "Trykksår", "Pressure ulcers")), Area("fall", same("Fald"))),
        measures=(
            measure("pu.days", ValueKind.DAYS_BETWEEN, "Dage mellem tryksår"),
            measure("pu.risk", ValueKind.PERCENT, "Risikovurdering"),
            measure("fall.rate", ValueKind.RATE, "Fald pr. 1.000 beboerdøgn", area="fall"),
            measure("fall.count", ValueKind.COUNT, "Antal fald", area="fall"),
            measure("fall.time", ValueKind.MEAN, "Minutter til tilsyn", area="fall"),
            measure("pu.skin", ValueKind.PERCENT, "Hudtjek", frequency="week"),
        ),
        leadership=small_questionnaire(),
    )


def small_network_file(language: str = "da") -> NetworkFile:
    """Three municipalities, one of them withdrawn, and four units."""
    return NetworkFile(
        network=Network(
            "net-1", "Netværk Nørreå", "i-sikre-haender", language, FIRST_SEMINAR, "sekretariat@example.dk"
        ),
        municipalities=(
            Municipality("0301", "Nordvang", "pilot"),
            Municipality("0302", "Ølholm"),
            Municipality("0303", "Bakkedal", "new", Status.WITHDRAWN, date(2026, 4, 1), "Ny organisering"),
        ),
        units=(
            Unit("0301-1", "0301", "Plejecenter Åbrinken", "nursing_home", 40),
            Unit("0301-2", "0301", "Hjemmeplejen Nord", "home_care"),
            Unit("0302-1", "0302", "Plejecenter Humlehaven", "nursing_home", 24),
            Unit("0303-1", "0303", "Plejecenter Bakkebo", "nursing_home", 30),
        ),
        people=(Person("0301", "", "PL", "Åse Bjørk"), Person("0301", "0301-1", "UL", "Per Ø. Holm")),
        seminars=(
            Seminar("prep", "preparation", "Forberedelsesseminar", date(2026, 1, 6)),
            Seminar("ls1", "learning", "1. læringsseminar", FIRST_SEMINAR),
        ),
        in_use=(
            MeasureInUse("pu.days"),
            MeasureInUse("pu.risk", baseline=12),
            MeasureInUse("fall.rate", "0301", "", 12, date(2026, 2, 1), "Ny definition af fald"),
            MeasureInUse("fall.count", "0302", "0302-1"),
            MeasureInUse("fall.time", "0302"),
            MeasureInUse("pu.skin", "0302"),
        ),
    )


def small_series() -> tuple[Series, ...]:
    """Five months of one percent, one rate, and two pressure ulcers, all of municipality 0301."""
    months = [date(2026, m, 1) for m in range(1, 6)]
    risk = tuple(Point(month, 10.0 + n, 20.0) for n, month in enumerate(months))
    falls = tuple(Point(month, float(n), 1200.5, "Note æøå") for n, month in enumerate(months))
    ulcers = (Event(date(2026, 2, 3)), Event(date(2026, 5, 20), 2, "samme dag"))
    return (
        Series("0301-1", "pu.risk", risk),
        Series("0301-1", "fall.rate", falls),
        Series("0301-1", "pu.days", (), ulcers),
    )


def small_book(language: str = "da", as_of: date = TODAY) -> Book:
    """The small network with its measurements."""
    content = small_network_file(language)
    return Book(
        network=content.network,
        programme=small_programme(),
        as_of=as_of,
        municipalities=content.municipalities,
        units=content.units,
        people=content.people,
        seminars=content.seminars,
        in_use=content.in_use,
        series={(one.unit, one.measure): one for one in small_series()},
    )


def with_network(content: NetworkFile, **changes: object) -> NetworkFile:
    """`content` with some of the network's own values changed."""
    return replace(content, network=replace(content.network, **changes))  # type: ignore[arg-type]
