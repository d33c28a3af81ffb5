"""Who needs help now: each finding with a next step, the municipality with most to do now first."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kit.actions.warnings import Told, ToldMunicipality
from kit.apps import html
from kit.apps.network import NetworkModel, section
from kit.domain.warnings import Urgency
from kit.texts import Texts

SHOWN = 12  # municipalities whose findings stand open on the page; those of the others unfold
SYMBOL = {Urgency.NOW: ("!", "warn"), Urgency.SOON: ("▲", "other"), Urgency.WATCH: ("○", "mute")}


def urgency_word(urgency: Urgency, texts: Texts) -> html.Word:
    """How much a finding presses, as a symbol and a word."""
    symbol, tone = SYMBOL[urgency]
    return html.Word(symbol, texts(f"warnings.urgency.{urgency}"), tone)


def finding_html(one: Told, texts: Texts) -> Markup:
    """One finding: how pressing, what was found, the next step, and what lies behind it."""
    found = Markup("<p>{} {}</p>").format(urgency_word(one.urgency, texts), one.found)
    step = html.paragraph(texts("warnings.next", step=one.step), "step")
    behind = html.details(texts("network.help.behind"), html.bullets(one.behind)) if one.behind else None
    return html.join(found, step, behind)


def municipality_html(model: NetworkModel, one: ToldMunicipality, texts: Texts) -> Markup:
    """One municipality: what presses now in full, the rest to be unfolded."""
    first = [told for told in one.warnings if told.urgency is Urgency.NOW] or list(one.warnings[:1])
    rest = [told for told in one.warnings if told not in first]
    parts = [html.heading(3, model.link_of(one.code)), *(finding_html(told, texts) for told in first)]
    if rest:
        more = texts.counted("network.help.more", len(rest))
        parts.append(html.details(more, *(finding_html(told, texts) for told in rest)))
    return html.item(*parts)


def help_html(model: NetworkModel, texts: Texts) -> Markup:
    """Every municipality with a finding. In a large network the first few stand open."""
    found = model.told(texts)
    if not found:
        return html.join(section("help", texts), html.paragraph(texts("warnings.none")))
    open_, folded = found[:SHOWN], found[SHOWN:]
    parts = [
        section("help", texts),
        html.paragraph(texts.counted("warnings.count", len(found))),
        _boxes(model, open_, texts),
    ]
    if folded:
        parts.append(html.details(texts.counted("network.help.others", len(folded)), _boxes(model, folded, texts)))
    return html.join(*parts)


def _boxes(model: NetworkModel, found: Sequence[ToldMunicipality], texts: Texts) -> Markup:
    boxes = Markup("").join(municipality_html(model, one, texts) for one in found)
    return Markup('<div class="kit-boxes">{}</div>').format(boxes)
