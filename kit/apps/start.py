"""The first page of JupyterLab: what there is to open, as cards, and what can be called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from kit.actions.lessons import course_outline
from kit.apps import html
from kit.resources import PAGES
from kit.texts import Texts

CALLS: Mapping[str, tuple[str, ...]] = {
    "teach": ('lesson = notebook.teach("run_chart", "da")', 'lesson.step("median")', "lesson.guide()"),
    "open": ('page = notebook.open("run_chart", municipality="0301")', "page.charts()", "page.problems"),
    "chart": ('page.chart("0301", "fall.r.rate")', "page.frame()", "page.events()", "page.book"),
    "spc": ("from kit import spc", 'spc.analyse("run", [5, 3, 6, 4, 5, 9, 4, 6, 5, 7]).parts[0]'),
}


def start_parts(texts: Texts, network: str = "") -> tuple[Markup, ...]:
    """The page in four parts: heading, lessons, pages of the network, and what to call. `network` is its name, if any.

    The links lead from the folder of the notebooks.
    """
    return heading_html(texts, network), lessons_html(texts), pages_html(texts, network), calls_html(texts)


def heading_html(texts: Texts, network: str) -> Markup:
    """What this is, in two sentences."""
    where = texts("training.start.network", name=network) if network else texts("training.start.alone")
    return html.join(
        html.heading(1, texts("training.start.title")),
        html.paragraph(texts("training.start.lead"), "lead"),
        html.paragraph(where),
    )


def lessons_html(texts: Texts) -> Markup:
    """The course, one card a lesson."""
    cards = [
        _card(
            f"training/{one.name}.ipynb",
            texts("training.heading", n=one.number, title=texts.label(one.title)),
            texts.label(one.aim),
            texts("training.minutes", n=one.minutes),
        )
        for one in course_outline()
    ]
    return html.join(html.heading(2, texts("training.start.course")), _cards(cards))


def pages_html(texts: Texts, network: str) -> Markup:
    """The pages of a municipality; without a network, how to get one."""
    title = html.heading(2, texts("training.start.pages"))
    if not network:
        return html.join(title, html.note(texts("training.start.no_network")))
    cards = [_card(f"{page}.ipynb", texts(f"apps.title.{page}"), texts(f"serve.line.{page}")) for page in PAGES]
    return html.join(title, _cards(cards))


def calls_html(texts: Texts) -> Markup:
    """Lines to try in a cell of one's own."""
    blocks = []
    for name, lines in CALLS.items():
        code = Markup("<pre><code>{}</code></pre>").format("\n".join(lines))
        blocks += [html.paragraph(texts(f"training.start.call.{name}")), code]
    first = Markup("<pre><code>{}</code></pre>").format("from kit import notebook")
    lead = html.paragraph(texts("training.start.calls_lead"))
    return html.join(html.heading(2, texts("training.start.calls")), lead, first, *blocks)


def _card(href: str, title: str, *lines: str) -> Markup:
    rows = Markup("").join(Markup("<br>{}").format(line) for line in lines)
    return Markup('<a href="{}"><strong>{}</strong></a>{}').format(href, title, rows)


def _cards(cards: Iterable[Markup]) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(card) for card in cards)
    return Markup('<ul class="kit-deck">{}</ul>').format(items)
