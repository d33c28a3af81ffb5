"""How ready a municipality is, in words and as a gauge; what to do next, and what stands in the way."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from kit.apps import html
from kit.apps.preparation import ItemRow, PreparationModel
from kit.apps.preparation_checklist import due_cell, due_text, named_owner, owners, status_word
from kit.apps.preparation_surveys import surveys_html
from kit.domain.calendar import calendar
from kit.domain.checklist import AMBER_FROM, GREEN_FROM, Band
from kit.domain.phases import Phase
from kit.texts import Texts

BAND_SYMBOL = {Band.RED: ("■", "warn"), Band.AMBER: ("▲", "other"), Band.GREEN: ("✔", "good")}
INFORMATION, SIGN_UP, COMMITMENT = "information", "apply", "commitment"  # a gathering, a phase and a letter


def band_word(band: Band, texts: Texts) -> html.Word:
    """A readiness band as a symbol and a word."""
    symbol, tone = BAND_SYMBOL[band]
    return html.Word(symbol, texts(f"apps.band.{band}"), tone)


def summary(model: PreparationModel, texts: Texts) -> Markup:
    """The score, the band in a word, and one sentence on what it means."""
    now = model.readiness
    score = texts.formats.percent(None if now.score is None else 100 * now.score)
    top = Markup('<p><span class="kit-number">{}</span>{}</p>').format(score, band_word(now.band, texts))
    done = texts("apps.readiness.done", done=now.done, relevant=now.relevant)
    blocking = texts.counted("apps.readiness.blocking", len(now.blockers)) if now.blockers else ""
    late = texts.counted("apps.readiness.late", len(now.overdue)) if now.overdue else ""
    return html.card(
        top,
        gauge(model.readiness.score, texts),
        html.paragraph(" ".join(text for text in (done, blocking, late) if text)),
    )


def themes(model: PreparationModel, texts: Texts) -> Markup:
    """How far each theme is."""
    rows: list[tuple[html.Cell, ...]] = []
    names = {theme.id: theme.name for theme in model.book.programme.checklist.themes}
    for theme in model.readiness.themes:
        share = html.bar(theme.score) if theme.score is not None else None
        percent = texts.formats.percent(None if theme.score is None else 100 * theme.score)
        done = texts("apps.readiness.of", done=theme.done, relevant=theme.relevant)
        rows.append((texts.label(names[theme.theme]), html.join(percent, share), done))
    headings = [texts(f"apps.readiness.{name}") for name in ("theme", "score", "items")]
    return html.table(texts("apps.readiness.themes"), headings, rows)


def gauge(score: float | None, texts: Texts) -> Markup:
    """The score as a bar on which the three bands have their names. It only repeats what stands beside it in words."""
    width = f"{100 * (score or 0.0):.0f}"
    limits = (AMBER_FROM, GREEN_FROM - AMBER_FROM, 1 - GREEN_FROM)
    words = zip(Band, limits, strict=True)
    names = Markup("").join(
        Markup('<span style="flex-basis:{}%">{}</span>').format(f"{100 * part:.0f}", texts(f"apps.band.{band}"))
        for band, part in words
    )
    marks = Markup("").join(
        Markup('<i style="left:{}%"></i>').format(f"{100 * at:.0f}") for at in (AMBER_FROM, GREEN_FROM)
    )
    bar = Markup('<div class="kit-gauge-bar"><span style="width:{}%"></span>{}</div>').format(width, marks)
    return Markup('<div class="kit-gauge" aria-hidden="true">{}<div class="kit-gauge-names">{}</div></div>').format(
        bar, names
    )


def next_html(model: PreparationModel, texts: Texts) -> Markup:
    """The one thing to do next, who has it and by when, and why it is this one."""
    row = model.next_step()
    title = html.heading(3, texts("apps_preparation.next.title"))
    if row is None:
        return html.card(title, html.paragraph(texts("apps_preparation.next.nothing")))
    why = "critical_late" if row.late and row.item.critical else "late" if row.late else "first"
    facts = [
        (texts("apps.items.owner"), named_owner(model, row, texts)),
        (texts("apps.items.due"), due_text(row, texts)),
        (texts("apps_preparation.next.why"), texts(f"apps_preparation.next.{why}")),
        (texts("apps_preparation.next.shows"), texts.label(row.item.evidence)),
    ]
    sentence = Markup("{} {}").format(row.item.id, texts.label(row.item.text))
    return html.card(title, html.paragraph(sentence, "finding"), html.definitions(facts))


def first_steps_html(model: PreparationModel, texts: Texts) -> Markup:
    """The information day and the sign-up, where the programme has them, with their days and how one knows."""
    phases = [p for p in model.book.programme.phases if p.gathering == INFORMATION or p.id == SIGN_UP]
    rows: list[tuple[html.Cell, ...]] = []
    for phase in phases:
        days = [(entry.first, entry.last) for entry in calendar(model.book) if entry.phase == phase.id]
        if days:
            when = days_text(days[0][0], days[-1][1], texts)
            rows.append((texts.label(phase.name), when, texts.label(phase.exit), _step_word(model, phase, texts)))
    if not rows:
        return Markup("")
    headings = [texts(f"apps_preparation.first.{name}") for name in ("step", "when", "done", "status")]
    return html.table(texts("apps_preparation.first.title"), headings, rows)


def _step_word(model: PreparationModel, phase: Phase, texts: Texts) -> html.Cell:
    """The sign-up is told by its checklist item; an information day by the calendar alone."""
    letter = next((one for one in model.book.programme.letters if one.id == COMMITMENT and one.item), None)
    if phase.id == SIGN_UP and letter:
        row = model.row_of(letter.item)
        late = html.Word("!", texts("apps.due.late"), "warn") if row.late else None
        return html.join(f"{row.item.id}:", status_word(row.state.status, texts), late, between=" ")
    last = max(entry.last for entry in calendar(model.book) if entry.phase == phase.id)
    over = last < model.book.as_of
    return html.Word("✔" if over else "→", texts(f"apps_preparation.calendar.{'over' if over else 'coming'}"), "mute")


def days_text(first: date, last: date, texts: Texts) -> str:
    """One day, or from one to another."""
    if first == last:
        return texts.formats.short_date(first)
    return f"{texts.formats.short_date(first)} – {texts.formats.short_date(last)}"


def readiness_html(model: PreparationModel, texts: Texts, folded: bool = False) -> Markup:
    """The readiness of the municipality, what to do next, and each theme; `folded` puts away what can wait."""
    title = html.heading(2, texts("apps.readiness.title"))
    how = html.paragraph(texts("apps.readiness.how"), "small")
    rest = (themes(model, texts), how, surveys_html(model, texts), first_steps_html(model, texts))
    if folded:
        rest = (html.details(texts("apps_preparation.more"), *rest),)
    return html.join(title, summary(model, texts), next_html(model, texts), *rest)


def _open_items(model: PreparationModel, rows: tuple[ItemRow, ...], caption: str, texts: Texts) -> Markup:
    headings = [texts(f"apps.items.{name}") for name in ("item", "status", "owner", "due")]
    cells = [
        (
            Markup('{} <span class="kit-plain">{}</span>').format(row.item.id, texts.label(row.item.text)),
            status_word(row.state.status, texts),
            owners(model, row, texts),
            due_cell(row, texts),
        )
        for row in rows
    ]
    return html.table(caption, headings, cells)


def blockers_html(model: PreparationModel, texts: Texts, folded: bool = False) -> Markup:
    """What keeps the municipality from being ready, and what else is late; `folded` to be unfolded by the reader."""
    blockers, late = model.blockers(), model.late()
    parts: list[Markup] = []
    if blockers:
        parts.append(_open_items(model, blockers, texts("apps.blockers.caption"), texts))
    else:
        parts.append(html.paragraph(texts("apps.blockers.none")))
    if late:
        parts.append(_open_items(model, late, texts("apps.blockers.late"), texts))
    title = html.heading(2, texts("apps.blockers.title"))
    if not folded or not (blockers or late):
        return html.join(title, *parts)
    words = texts.counted("apps_preparation.blockers.show", len(blockers) + len(late))
    return html.join(title, html.details(words, *parts))
