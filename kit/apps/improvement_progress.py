"""How far a unit has come, as the team and the facilitator each see it, with the evidence of each step."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kit.apps import html
from kit.apps.improvement import ImprovementModel
from kit.domain.entries.entry import Entry
from kit.domain.entries.improvement import PROGRESS_FACILITATOR, PROGRESS_TEAM
from kit.domain.instruments import Instrument, step_reached
from kit.domain.progress import Progress, Rater, Rating
from kit.texts import Texts

SCALE = "progress"


def scale_of(model: ImprovementModel) -> Instrument | None:
    """The programme's progress scale, or None where it has none."""
    return model.book.programme.instrument(SCALE)


def step_name(model: ImprovementModel, value: float, texts: Texts) -> str:
    """A step by its number and name."""
    scale = scale_of(model)
    step = next((one for one in scale.steps if one.value == value), None) if scale else None
    number = texts.formats.number(value, 1)
    return f"{number} · {texts.verbatim(step.name)}" if step else number


def _newest(model: ImprovementModel, rater: Rater, now: Progress, texts: Texts) -> Markup:
    rating = now.team if rater is Rater.TEAM else now.facilitator
    who = texts(f"improvement.rater.{rater}")
    if rating is None:
        return html.join(who, texts("improvement.progress.no_rating"), between=": ")
    said = texts(
        "improvement.progress.on", step=step_name(model, rating.value, texts), day=texts.formats.day(rating.on)
    )
    stale = html.Word("!", texts("improvement.progress.stale", days=float(now.stale_after)), "warn")
    return html.join(
        Markup("<strong>{}</strong>").format(who) + ": ", said, stale if now.stale(rater) else None, between=" "
    )


def gap_sentence(now: Progress, texts: Texts) -> str:
    """How the two ratings differ; an empty text where there is nothing to compare."""
    if now.gap is None:
        return ""
    if now.gap == 0:
        return texts("improvement.gap.none")
    side = "team" if now.gap > 0 else "facilitator"
    talk = texts("improvement.gap.talk") if now.talk else ""
    return " ".join(filter(None, (texts(f"improvement.gap.{side}", gap=texts.formats.number(abs(now.gap), 1)), talk)))


def now_html(model: ImprovementModel, unit: str, texts: Texts) -> Markup:
    """The newest rating of each, their difference, and why the facilitator's may be kept back."""
    now = model.progress(unit)
    back = html.note(texts("improvement.progress.kept_back")) if model.kept_back(unit) else None
    lines = html.bullets(_newest(model, rater, now, texts) for rater in Rater)
    gap = gap_sentence(now, texts)
    return html.join(lines, html.paragraph(gap) if gap else None, back)


def _evidence(model: ImprovementModel, entry: Entry[Any], texts: Texts) -> str:
    scale = scale_of(model)
    if scale is None:
        return ""
    known = {one.id: one for step in scale.steps for one in step.criteria}
    reached = step_reached(scale, [one for one in entry.value.met if one in known])
    carries = "improvement.evidence.none" if reached.value is None else "improvement.evidence.to"
    value = texts.formats.number(reached.value, 1) if reached.value is not None else ""
    told = texts(carries, value=value)
    if reached.next is None:
        return told
    missing = " ".join(texts.verbatim(known[one].text) for one in reached.missing)
    return f"{told} {texts('improvement.evidence.next', value=texts.formats.number(reached.next, 1), missing=missing)}"


def rating_html(model: ImprovementModel, entry: Entry[Any], texts: Texts) -> Markup:
    """One rating, how far its evidence carries, and what the next step asks for."""
    day = texts.formats.day(entry.value.on)
    head = texts("improvement.progress.on", step=step_name(model, float(entry.value.step), texts), day=day)
    note = html.paragraph(entry.value.note) if entry.value.note else None
    return html.join(html.paragraph(head), html.paragraph(_evidence(model, entry, texts), "small"), note)


def _months(model: ImprovementModel, unit: str) -> list[tuple[tuple[int, int], dict[Rater, Rating]]]:
    """The last rating of each in every month, the newest month first."""
    found: dict[tuple[int, int], dict[Rater, Rating]] = {}
    for rating in sorted(model.ratings(unit), key=lambda one: one.on):
        if rating.on <= model.as_of:
            found.setdefault((rating.on.year, rating.on.month), {})[rating.rater] = rating
    return sorted(found.items(), reverse=True)


def _cell(rating: Rating | None, texts: Texts) -> html.Cell:
    return html.join(texts.formats.number(rating.value, 1), html.bar(rating.value / 5), between=" ") if rating else "–"


def history_html(model: ImprovementModel, unit: str, texts: Texts) -> Markup:
    """The ratings month by month, side by side."""
    rows: list[tuple[html.Cell, ...]] = []
    for _, by in _months(model, unit):
        month = texts.formats.month(next(iter(by.values())).on)
        both = by[Rater.TEAM].value - by[Rater.FACILITATOR].value if len(by) == len(Rater) else None
        gap = "–" if both is None else texts.formats.number(abs(both), 1)
        rows.append((month, *(_cell(by.get(rater), texts) for rater in Rater), gap))
    headings = [texts("improvement.progress.month"), *(texts(f"improvement.rater.{rater}") for rater in Rater)]
    return html.table(texts("improvement.progress.history"), [*headings, texts("improvement.progress.gap")], rows)


def progress_html(model: ImprovementModel, unit: str, texts: Texts) -> Markup:
    """How far a unit is: the newest ratings, how far the team's evidence carries, and the months before."""
    parts: list[Markup] = [now_html(model, unit, texts)]
    team = model.desk.of(PROGRESS_TEAM, unit)
    newest = max(team, key=lambda entry: entry.value.on, default=None)
    if newest is not None:
        parts.append(html.paragraph(_evidence(model, newest, texts), "small"))
    return html.join(*parts, history_html(model, unit, texts) if _months(model, unit) else None)


def scale_html(model: ImprovementModel, texts: Texts) -> Markup:
    """The whole scale with its evidence and its source."""
    scale = scale_of(model)
    if scale is None:
        return Markup("")
    steps = [
        html.join(
            Markup("<strong>{}</strong>").format(step_name(model, step.value, texts)),
            html.paragraph(texts.verbatim(step.text)),
            html.bullets(texts.verbatim(one.text) for one in step.criteria),
        )
        for step in scale.steps
    ]
    source = html.paragraph(texts.verbatim(scale.source), "small")
    return html.details(texts("improvement.progress.scale"), html.bullets(steps), source)


KIND = {Rater.TEAM: PROGRESS_TEAM, Rater.FACILITATOR: PROGRESS_FACILITATOR}
