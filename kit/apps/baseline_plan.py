"""What is measured and how data are collected: the catalogue, the plan of every unit, and sheets to tick on paper."""

from __future__ import annotations

from markupsafe import Markup

from kit.apps import html
from kit.apps.baseline import BaselineModel
from kit.apps.baseline_words import definition
from kit.domain.book import Book
from kit.domain.entries.entry import Entry
from kit.domain.entries.plan import COLLECTION_PLAN, OWN_MEASURE, CollectionPlan
from kit.domain.measure import Measure, ValueKind
from kit.domain.network import Unit
from kit.texts import Texts

SHEET_ROWS = 20
COLUMNS = ("measure", "who", "source", "when", "since", "quality")


def tag(measure: Measure, texts: Texts) -> Markup:
    """Whether the measure is of outcome, process or balancing, in one word."""
    return Markup('<span class="kit-mark">{}</span>').format(texts(f"apps_baseline.kind.{measure.kind}"))


def catalogue_html(model: BaselineModel, texts: Texts) -> Markup:
    """Every measure of the programme by focus area with its definition; those in use say so."""
    used = {measure.id for measure in model.measures()}
    parts = []
    for area in model.book.programme.areas:
        mine = [one for one in model.book.programme.measures if one.area == area.id]
        if mine:
            shown = [_entry(one, one.id in used, texts) for one in mine]
            title = texts("apps_baseline.choose.area", area=texts.label(area.name), n=len(mine))
            parts.append(html.details(title, *shown))
    return html.join(*parts)


def _entry(measure: Measure, used: bool, texts: Texts) -> Markup:
    word = html.Word("✓", texts("apps_baseline.choose.used"), "good") if used else None
    return html.join(definition(measure, texts), Markup("<p>{}</p>").format(html.join(tag(measure, texts), word)))


def plans(book: Book, unit: Unit) -> dict[str, CollectionPlan]:
    """The plan of each measure of a unit, by the measure's id; the newest where there are two."""
    found: tuple[Entry[CollectionPlan], ...] = book.entries(COLLECTION_PLAN, unit.municipality, unit.id)
    return {one.value.measure: one.value for one in sorted(found, key=lambda one: one.at)}


def quality_note(book: Book, unit: Unit, measure: Measure) -> str:
    """What is said about the quality of the data: by the unit's plan, else with the municipality's own measure."""
    plan = plans(book, unit).get(measure.id)
    if plan and plan.quality:
        return plan.quality
    own = (one for one in book.entries(OWN_MEASURE, unit.municipality) if measure.id.endswith(f".{one.key}"))
    return next((one.value.quality for one in own if measure.is_own), "")


def plan_html(model: BaselineModel, texts: Texts) -> Markup:
    """The data-collection plan of every unit: one row a measure, also for those without a plan."""
    headings = [texts(f"entries.collection_plan.{name}") for name in COLUMNS]
    tables = []
    for unit in model.units:
        known = plans(model.book, unit)
        rows = [_plan_row(one, known.get(one.id), model.book, unit, texts) for one in model.book.measures_of(unit)]
        tables.append(html.table(unit.name, headings, rows))
    return html.join(*tables)


def _plan_row(
    measure: Measure, plan: CollectionPlan | None, book: Book, unit: Unit, texts: Texts
) -> tuple[html.Cell, ...]:
    name = html.join(texts.label(measure.name), tag(measure, texts), between=" ")
    quality = quality_note(book, unit, measure) or texts("apps_baseline.plan.no_quality")
    if plan is None:
        missing = html.Word("!", texts("apps_baseline.plan.missing"), "warn")
        return name, missing, "", "", "", quality
    role = book.programme.roles.get(plan.who)
    since = texts.formats.short_date(plan.since) if plan.since else ""
    return name, texts.label(role) if role else plan.who, plan.source, plan.when, since, quality


def sheet_html(unit: Unit, measure: Measure, texts: Texts) -> Markup:
    """A sheet to tick on paper: rows for a small sample, sums below, and where the sums are entered."""
    share = measure.value is ValueKind.PERCENT
    names = ("no", "day", "yes", "not") if share else ("no", "day", "count")
    headings = [texts(f"apps_baseline.sheet.{name}") for name in names]
    boxes = ["☐", "☐"] if share else [""]
    rows: list[tuple[html.Cell, ...]] = [(str(n), "", *boxes) for n in range(1, SHEET_ROWS + 1)]
    sums = ["______"] * len(boxes)
    rows.append((texts("apps_baseline.sheet.sum"), "", *sums))
    top = texts("apps.entry.numerator", text=texts.label(measure.numerator))
    bottom = texts("apps.entry.denominator", text=texts.label(measure.denominator)) if measure.denominator else ""
    task = texts("apps_baseline.task.month")
    where = texts("apps_baseline.sheet.where_share" if share else "apps_baseline.sheet.where", task=task)
    return html.join(
        html.paragraph(f"{unit.name} · {texts('apps_baseline.sheet.period')} ______________"),
        html.bullets([one for one in (top, bottom) if one]),
        html.table(texts("apps_baseline.sheet.caption"), headings, rows),
        html.paragraph(where),
        html.paragraph(texts("apps.entry.hint"), "small"),
    )
