"""A municipality among the others: what it shares, what it has agreed with the facilitator, and who helps whom."""

from __future__ import annotations

from markupsafe import Markup

from kit.apps import html
from kit.apps.entry_words import value_text
from kit.apps.improvement import ImprovementModel
from kit.domain.entries.facilitating import GUIDANCE, MENTOR_PAIR, SHARING, Guidance
from kit.domain.entries.fields import specs
from kit.texts import Texts

SHARING_KEY = "sharing"  # a municipality has one word on this, which it changes


def sharing_html(model: ImprovementModel, texts: Texts) -> Markup:
    """All three, as far as there is something to tell."""
    return html.join(_agreed(model, texts), _pairs(model, texts), _shared(model, texts))


def _shared(model: ImprovementModel, texts: Texts) -> Markup:
    entry = model.desk.one(SHARING, "", SHARING_KEY)
    names = {spec.name: spec for spec in specs(SHARING.body)}
    pairs = [
        (
            texts(f"entries.sharing.{name}"),
            value_text(getattr(entry.value, name), model.desk, SHARING, names[name], texts) if entry else "",
        )
        for name in names
    ]
    told = [(term, words) for term, words in pairs if words]
    return html.definitions(told) if told else html.paragraph(texts("improvement.sharing.nothing"))


def _agreed(model: ImprovementModel, texts: Texts) -> Markup | None:
    """The steps that were agreed with the facilitator and are not done yet."""
    talks = [entry.value for entry in model.desk.of(GUIDANCE)]
    steps = [_step(model, talk, texts) for talk in talks if talk.step and talk.done_on is None]
    if not steps:
        return None
    return html.join(html.heading(3, texts("improvement.sharing.agreed")), html.bullets(steps))


def _step(model: ImprovementModel, talk: Guidance, texts: Texts) -> str:
    role = model.book.programme.roles.get(talk.owner)
    day = texts.formats.short_date(talk.due) if talk.due else ""
    about = ", ".join(filter(None, (texts.label(role) if role else "", day)))
    return f"{talk.step} ({about})" if about else talk.step


def _pairs(model: ImprovementModel, texts: Texts) -> Markup | None:
    """Who helps this municipality, and whom it helps: as far as the facilitator has written how to reach each other."""
    lines = []
    for entry in model.book.entries(MENTOR_PAIR, ""):
        pair = entry.value
        if model.code in (pair.mentor, pair.learner) and (pair.ended_on is None or pair.ended_on > model.as_of):
            which = "helped" if pair.learner == model.code else "helps"
            about = " · ".join(filter(None, (pair.contact, pair.about)))
            lines.append(texts(f"improvement.sharing.{which}", about=about or "–"))
    if not lines:
        return None
    return html.join(html.heading(3, texts("improvement.sharing.pair")), html.bullets(lines))
