"""Success stories and lessons of the network as cards, and what is kept of those that have left or finished."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kit.apps import html
from kit.apps.network import NetworkModel, section
from kit.domain.entries.improvement import STORY_SORTS
from kit.domain.facilitation import Told, shared, stories
from kit.domain.portfolio import finished
from kit.texts import Texts

SIGN = {"success": ("★", "good"), "lesson": ("◆", "other")}
MOST = 60


def stories_html(model: NetworkModel, texts: Texts, measure: str = "", area: str = "") -> Markup:
    """The stories about a measure or a theme, or all of them; by theme where nothing is chosen."""
    found = stories(model.book, measure, area)
    if not found:
        return html.paragraph(texts("network.stories.none"))
    shown = found[:MOST]
    parts: list[Markup] = [html.paragraph(_counts(found, texts))]
    for one in (*model.book.programme.areas, None):
        mine = [told for told in shown if told.area == (one.id if one else "")]
        if mine:
            title = texts.label(one.name) if one else texts("network.stories.no_theme")
            cards = Markup("").join(card(model, told, texts) for told in mine)
            parts += [html.heading(3, title), Markup('<div class="kit-boxes">{}</div>').format(cards)]
    if len(found) > MOST:
        parts.append(html.paragraph(texts("network.stories.narrow", shown=MOST, all=len(found))))
    return html.join(*parts)


def _counts(found: Sequence[Told], texts: Texts) -> str:
    open_ = sum(told.open for told in found)
    return f"{texts.counted('network.stories.count', len(found))} {texts.counted('network.stories.open', open_)}"


def card(model: NetworkModel, told: Told, texts: Texts) -> Markup:
    """One story: what changed, where, about which measure, why, and whether others may read it."""
    story, measure = told.story, model.book.programme.measure(told.story.measure)
    sign = None
    if story.sort in STORY_SORTS:
        symbol, tone = SIGN[story.sort]
        sign = html.paragraph(html.Word(symbol, texts(f"entries.story.sort.{story.sort}"), tone))
    where = Markup("{} · {}").format(model.link(told.municipality, "improvement"), told.unit.name)
    about = ", ".join(filter(None, (texts.formats.day(story.on), texts.label(measure.name) if measure else "")))
    return html.item(
        *filter(
            None,
            (
                sign,
                html.heading(4, story.title),
                html.paragraph(Markup("{}. {}").format(where, about), "small"),
                html.paragraph(story.what),
                html.paragraph(texts("improvement.story.why", why=story.why)) if story.why else None,
                html.paragraph(texts(f"network.stories.{'may' if told.open else 'ask'}"), "small"),
            ),
        )
    )


def ask_html(model: NetworkModel, texts: Texts) -> Markup:
    """Whom another team may ask, where municipalities have said so."""
    rows: list[tuple[html.Cell, ...]] = []
    said = shared(model.book)
    for municipality in model.book.municipalities:
        one = said.get(municipality.code)
        if one is not None and one.contact:
            names = [texts.label(m.name) for m in model.book.programme.measures if m.id in one.measures]
            rows.append((model.link(municipality), one.contact, ", ".join(names) or "–"))
    if not rows:
        return Markup("")
    headings = [texts(f"network.ask.{name}") for name in ("who", "contact", "about")]
    return html.table(texts("network.ask.caption"), headings, rows)


def archive_html(model: NetworkModel, texts: Texts) -> Markup:
    """Those that have finished or left: when, what came of it or why, and the way to their pages."""
    book, done = model.book, finished(model.book)
    rows: list[tuple[html.Cell, ...]] = []
    for municipality in book.municipalities:
        end = done.get(municipality.code)
        link = model.link(municipality, "run_chart")
        if not municipality.active:
            day = texts.formats.short_date(municipality.withdrawn_on)
            rows.append((link, texts("network.archive.left"), day, municipality.withdrawn_reason or "–"))
        elif end is not None:
            role = book.programme.roles.get(end.keeper)
            kept = texts("network.archive.kept", role=texts.label(role)) if role else ""
            words = " ".join(filter(None, (end.result, kept)))
            rows.append((link, texts("network.archive.finished"), texts.formats.short_date(end.on), words))
    if not rows:
        return html.join(section("archive", texts), html.paragraph(texts("network.archive.none")))
    headings = [texts(f"network.archive.{name}") for name in ("who", "what", "day", "why")]
    return html.join(section("archive", texts), html.table(texts("network.archive.caption"), headings, rows))
