"""One page in one file: figures, findings and tables with everything they need inside. It asks for nothing else."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

import plotly.graph_objects as go
from markupsafe import Markup, escape
from plotly.utils import PlotlyJSONEncoder

from kit import __version__, resources
from kit.figures.control_captions import Caption
from kit.figures.theme import CONFIG
from kit.texts import Texts

STYLE = """
.kit-chart { margin: 0 0 1rem; min-height: 3rem; break-inside: avoid; }
.kit-grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); gap: 0 1.5rem; }
.kit .kit-grid :is(h2, h3) { font-size: 1.05rem; margin: .8rem 0 0; padding: 0; border: 0; }
.kit-spark, .kit-icon { vertical-align: middle; overflow: visible; }
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: `figures` are (name, figure) pairs, a single one without a name; `extra` stands above them."""

    title: str
    finding: str
    figures: tuple[tuple[str, go.Figure], ...] = ()
    captions: tuple[tuple[str, Caption], ...] = ()
    extra: Markup = field(default_factory=Markup)


def whole_page(title: str, sections: Sequence[Section], texts: Texts, made: date) -> str:
    """The page as HTML text, plotly's script inside. Its policy lets no script run but those it came with."""
    scripts = [_plotly(), _charts()] if any(section.figures for section in sections) else []
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts) or "'none'"
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data: blob:; "
        "font-src data:; connect-src 'none'; form-action 'none'; base-uri 'none'"
    )
    body = Markup("\n").join(_section(section, texts) for section in sections)
    foot = texts("charts.page.made", day=texts.formats.day(made), version=__version__)
    pattern = Markup(
        '<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n'
        '<body class="kit-page">\n<main id="main"><div class="kit">\n<h1>{title}</h1>\n{body}\n'
        '<p class="kit-small">{foot}</p>\n</div></main>\n{scripts}\n</body>\n</html>\n'
    )
    loaded = Markup("\n").join(Markup("<script>{}</script>").format(Markup(script)) for script in scripts)
    values = {"policy": Markup(policy), "title": title, "body": body, "foot": foot, "scripts": loaded}
    return str(pattern.format(lang=texts.language, style=Markup(_style()), **values))


def _section(section: Section, texts: Texts) -> Markup:
    parts = [Markup("<section>")]
    if section.title:
        parts.append(Markup("<h2>{}</h2>").format(section.title))
    parts.append(Markup('<p class="kit-finding">{}</p>').format(section.finding))
    parts.append(section.extra)
    parts.append(_figures(section, texts))
    parts += [_told(name, caption, texts) for name, caption in section.captions]
    return Markup("\n").join([*parts, Markup("</section>")])


def _figures(section: Section, texts: Texts) -> Markup:
    if len(section.figures) == 1:
        return _figure(section.figures[0][1], section.finding, texts)
    level = 3 if section.title else 2
    cells = [
        Markup("<div><h{0}>{1}</h{0}>{2}</div>").format(level, name, _figure(figure, name, texts))
        for name, figure in section.figures
    ]
    return Markup('<div class="kit-grid">{}</div>').format(Markup("").join(cells)) if cells else Markup("")


def _figure(figure: go.Figure, name: str, texts: Texts) -> Markup:
    content = {**figure.to_plotly_json(), "config": dict(CONFIG)}
    data = json.dumps(content, cls=PlotlyJSONEncoder, ensure_ascii=False).replace("<", "\\u003c")
    pattern = (
        '<figure class="kit-chart" aria-label="{}"><script type="application/json">{}</script>'
        "<noscript><p>{}</p></noscript></figure>"
    )
    return Markup(pattern).format(name, Markup(data), texts("charts.page.noscript"))


def _told(name: str, caption: Caption, texts: Texts) -> Markup:
    heads, rows = caption.table
    return Markup("").join(
        [
            _list(texts("charts.page.remarks"), caption.remarks, opened=True),
            _list(texts("charts.page.rules"), caption.rules, opened=False),
            Markup("<details><summary>{}</summary>{}</details>").format(
                texts("charts.page.numbers", title=name), _table(texts("charts.page.table", title=name), heads, rows)
            ),
        ]
    )


def _list(heading: str, lines: Sequence[str], *, opened: bool) -> Markup:
    if not lines:
        return Markup("")
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    if opened:
        return Markup("<p><strong>{}</strong></p><ul>{}</ul>").format(heading, items)
    return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(heading, items)


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    top = Markup("").join(Markup('<th scope="col" role="columnheader">{}</th>').format(head) for head in heads)
    lines = Markup("").join(
        Markup('<tr role="row"><th scope="row" role="rowheader">{}</th>{}</tr>').format(
            row[0],
            Markup("").join(
                Markup('<td role="cell" data-label="{}">{}</td>').format(head, cell)
                for head, cell in zip(heads[1:], row[1:], strict=True)
            ),
        )
        for row in rows
    )
    return Markup(
        '<table class="kit-stack" role="table"><caption>{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table>'
    ).format(escape(caption), top, lines)


def _plotly() -> str:
    script = (resources.templates("style") / "plotly-basic.min.js").read_text(encoding="utf-8")
    return script.replace("</script", "<\\/script")


def _charts() -> str:
    return (resources.templates("reports") / "kit" / "charts.js").read_text(encoding="utf-8")


def _style() -> str:
    return (resources.templates("style") / "kit.css").read_text(encoding="utf-8") + STYLE


def _digest(script: str) -> str:
    # a browser reads line ends as plain ones before it works out the digest
    plain = script.replace("\r\n", "\n").replace("\r", "\n")
    return b64encode(sha256(plain.encode("utf-8")).digest()).decode("ascii")
