"""A unit's PDSA cycles: each from plan to act, what was predicted beside what was found, and a coach for each chain."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kit.apps import html
from kit.apps.entry_words import choice_text, value_text
from kit.apps.improvement import ImprovementModel
from kit.domain.cycles import Chain, Finding, Grade, Outcome, fidelity, outcome, stage
from kit.domain.entries.entry import Entry
from kit.domain.entries.fields import specs
from kit.domain.entries.improvement import CYCLE, Cycle
from kit.domain.measure import Measure
from kit.figures import words
from kit.texts import Texts

LETTERS = {
    "plan": ("measure", "idea", "question", "prediction", "predicted", "size", "plan", "who", "started_on"),
    "do": ("ended_on", "done", "found"),
    "study": ("outcome", "learned"),
    "act": ("decision",),
}
SYMBOLS = {Grade.THERE: ("✔", "good"), Grade.PARTLY: ("◔", "other"), Grade.MISSING: ("○", "mute")}


def _number(value: float | None, measure: Measure | None, texts: Texts) -> str:
    if value is None:
        return ""
    return words.value_text(value, measure, texts) if measure else texts.formats.number(value)


def comparison(cycle: Cycle, measure: Measure | None, texts: Texts) -> str:
    """What was predicted beside what was found, in a sentence."""
    told = outcome(cycle, measure)
    if told is Outcome.OPEN:
        return ""
    values = {"predicted": _number(cycle.predicted, measure, texts), "found": _number(cycle.found, measure, texts)}
    side = "" if told not in (Outcome.BETTER, Outcome.WORSE) or measure else _side(cycle)
    return texts(f"improvement.outcome.{side or told}", **values)


def _side(cycle: Cycle) -> str:
    """Without a measure nobody knows which way is better: only higher and lower are told."""
    assert cycle.found is not None
    assert cycle.predicted is not None
    return "higher" if cycle.found > cycle.predicted else "lower"


def size(model: ImprovementModel, cycle: Cycle, texts: Texts) -> str:
    """How big a test is: its scale, and how many."""
    if not cycle.scale:
        return "" if cycle.how_many is None else texts.formats.number(float(cycle.how_many))
    spec = next(one for one in specs(CYCLE.body) if one.name == "scale")
    name = choice_text(model.desk, CYCLE, spec, cycle.scale, texts)
    if cycle.how_many is None:
        return name
    return texts("improvement.cycle.size", scale=name, n=float(cycle.how_many))


def _value(model: ImprovementModel, entry: Entry[Any], name: str, texts: Texts) -> str:
    cycle, measure = entry.value, model.book.programme.measure(entry.value.measure)
    if name in ("predicted", "found"):
        return _number(getattr(cycle, name), measure, texts)
    if name == "size":
        return size(model, cycle, texts)
    if name == "outcome":
        return comparison(cycle, measure, texts)
    spec = next(one for one in specs(CYCLE.body) if one.name == name)
    return value_text(getattr(cycle, name), model.desk, CYCLE, spec, texts, entry.unit)


def _label(name: str, texts: Texts) -> str:
    made = {"size": "improvement.cycle.size_label", "outcome": "improvement.cycle.outcome_label"}
    return texts(made.get(name, f"entries.cycle.{name}"))


def cycle_html(model: ImprovementModel, entry: Entry[Any], texts: Texts) -> Markup:
    """One cycle, letter by letter; what is empty is left out."""
    parts: list[Markup] = []
    for letter, names in LETTERS.items():
        pairs = [(_label(name, texts), _value(model, entry, name, texts)) for name in names]
        known = [pair for pair in pairs if pair[1]]
        if known:
            title = html.heading(5, texts(f"improvement.letter.{letter}"))
            parts.append(Markup('<div class="kit-letter">{}</div>').format(html.join(title, html.definitions(known))))
    now = texts("improvement.cycle.now", stage=texts(f"improvement.stage.{stage(entry.value)}"))
    head = html.paragraph(Markup("<strong>{}</strong> {}").format(entry.value.title, now))
    return html.join(head, Markup('<div class="kit-letters">{}</div>').format(html.join(*parts)))


def coach_html(model: ImprovementModel, chain: Chain, texts: Texts) -> Markup:
    """The four features of a chain: what is there, and what to add next."""
    unit = chain[0].unit
    found = fidelity(chain, lambda measure, since: model.points_since(unit, measure, since))
    there = sum(one.grade is Grade.THERE for one in found)
    title = texts("improvement.coach.title", title=chain[0].value.title)
    return html.join(
        html.paragraph(Markup("<strong>{}</strong>").format(title)),
        html.paragraph(texts("improvement.coach.count", there=float(there), all=float(len(found)))),
        html.bullets(_feature(one, texts) for one in found),
    )


def _feature(found: Finding, texts: Texts) -> Markup:
    symbol, tone = SYMBOLS[found.grade]
    word = html.Word(symbol, texts(f"improvement.grade.{found.grade}"), tone)
    name, says = f"improvement.feature.{found.feature}", f"improvement.feature.{found.feature}.{found.says}"
    return Markup("<strong>{}</strong>: {}. {}").format(texts(name), word, texts(says))


def chain_html(model: ImprovementModel, chain: Chain, texts: Texts) -> Markup:
    """A chain: its cycles from the first on, then the coach."""
    steps = Markup("").join(Markup("<li>{}</li>").format(cycle_html(model, entry, texts)) for entry in chain)
    return html.join(
        html.heading(4, texts.counted("improvement.chain", len(chain), title=chain[0].value.title)),
        Markup('<ol class="kit-chain">{}</ol>').format(steps),
        coach_html(model, chain, texts),
    )


def cycles_html(model: ImprovementModel, unit: str, texts: Texts) -> Markup:
    """Every chain of a unit."""
    found = model.chains(unit)
    if not found:
        return html.paragraph(texts("entries.cycle.none"))
    return html.join(*(chain_html(model, chain, texts) for chain in found))
