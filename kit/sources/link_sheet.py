"""The sheet with links to hand out: QR codes drawn in the page itself, one slip a respondent, cut lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import segno
from markupsafe import Markup

from kit.domain.access import ROOM, Role, Visitor
from kit.domain.network import Network
from kit.domain.survey import Questionnaire
from kit.sources.print_page import write_print_page
from kit.texts import Texts

_STYLE = """
body { font-family: system-ui, sans-serif; }
h2 { margin: 0 0 0.3rem; }
.qr svg { display: block; width: 100%; height: auto; }
.card { display: flex; flex-wrap: wrap; gap: 0.4rem 1.2rem; padding: 1rem; margin: 0 0 1rem; break-inside: avoid; }
.card { border: 1px solid #8a94a0; border-radius: 6px; }
.card > .words { flex: 1 1 15rem; min-width: 0; }
.card > .qr { flex: 0 0 11rem; }
.card a { font-size: 0.8rem; overflow-wrap: anywhere; }
.poster { text-align: center; break-inside: avoid; border-top: 1px solid #8a94a0; padding-top: 1.5rem; }
.card + .poster { break-before: page; }
.poster h2 { font-size: 1.6rem; }
.poster .qr { max-width: 20rem; margin: 1rem auto; }
.before-slips { break-before: page; margin-top: 1.5rem; }
.slips { display: grid; grid-template-columns: repeat(auto-fill, minmax(15.5rem, 1fr)); }
.slip { border: 1px dashed #5b6570; padding: 0.9rem; display: flex; gap: 0.9rem; break-inside: avoid; }
.slip h2 { font-size: 1rem; }
.slip p { font-size: 0.85rem; line-height: 1.35; margin: 0.2rem 0; }
.slip .qr { flex: 0 0 7.5rem; }
@page { size: A4; margin: 1.2cm; }
@media print { .card:first-of-type { break-before: auto; } h1, .lead { break-after: avoid; } }
@media (max-width: 26rem) { .slip { flex-wrap: wrap; } }
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet shows: `links` are visitors with the name of their place and their address."""

    network: Network
    questionnaire: Questionnaire
    links: tuple[tuple[Visitor, str, str], ...]
    until: date


def write_sheet(path: Path, texts: Texts, sheet: Sheet) -> None:
    """Write the sheet as a page that stands alone. Raises FolderError when it cannot be written."""
    named = [one for one in sheet.links if one[0].role is not Role.RESPONDENT]
    rooms = [one for one in sheet.links if one[0].response == ROOM]
    slips = [one for one in sheet.links if one[0].role is Role.RESPONDENT and one[0].response != ROOM]
    lead = Markup('<p class="lead">{}</p>').format(texts("invite.sheet.lead")) if named else Markup("")
    parts = [lead, *(_card(one, texts, sheet) for one in named), *(_poster(one, texts, sheet) for one in rooms)]
    if slips:
        parts.append(Markup('<p class="before-slips">{}</p><div class="slips">').format(texts("invite.sheet.cut")))
        parts += [_slip(one, texts, sheet) for one in slips]
        parts.append(Markup("</div>"))
    title = texts("invite.sheet.title", network=sheet.network.name)
    write_print_page(path, title, texts.language, "\n".join(parts), style=_STYLE)


def qr(address: str, title: str) -> Markup:
    """The QR code of an address as a drawing in the page, named by `title`."""
    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(
        scale=4, border=4, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None
    )
    return Markup('<div class="qr" role="img" aria-label="{}">{}</div>').format(title, Markup(drawing))


def _card(link: tuple[Visitor, str, str], texts: Texts, sheet: Sheet) -> Markup:
    visitor, name, address = link
    return Markup(
        '<section class="card"><div class="words"><h2>{}</h2><p>{}</p><p><a href="{}">{}</a></p><p class="small">{}</p>'
        "</div>{}</section>"
    ).format(
        texts(f"invite.who.{visitor.role}", name=name),
        texts(f"invite.may.{visitor.role}"),
        address,
        address,
        _until(texts, sheet),
        qr(address, texts("invite.sheet.qr")),
    )


def _until(texts: Texts, sheet: Sheet) -> str:
    until = texts("invite.sheet.until", day=texts.formats.day(sheet.until))
    contact = sheet.network.contact
    return f"{until} {texts('serve.contact', contact=contact)}" if contact else until


def _group(visitor: Visitor, texts: Texts, sheet: Sheet) -> str:
    group = next((one for one in sheet.questionnaire.groups if one.id == visitor.group), None)
    return texts.label(group.name) if group else ""


def _poster(link: tuple[Visitor, str, str], texts: Texts, sheet: Sheet) -> Markup:
    visitor, name, address = link
    return Markup(
        '<section class="poster"><h2>{}</h2><p>{}</p><p>{}</p>{}<p class="small"><a href="{}">{}</a></p>'
        '<p class="small">{}</p></section>'
    ).format(
        texts("invite.poster.title"),
        " · ".join(filter(None, (name, _group(visitor, texts, sheet)))),
        texts("invite.poster.how"),
        qr(address, texts("invite.sheet.qr")),
        address,
        texts("invite.poster.link"),
        _until(texts, sheet),
    )


def _slip(link: tuple[Visitor, str, str], texts: Texts, sheet: Sheet) -> Markup:
    """A slip names nobody and has no number; its address stands in the code only."""
    visitor, name, address = link
    return Markup('<section class="slip">{}<div><h2>{}</h2><p>{}</p><p>{}</p><p>{}</p></div></section>').format(
        qr(address, texts("invite.sheet.qr")),
        texts("invite.slip.title"),
        " · ".join(filter(None, (name, _group(visitor, texts, sheet)))),
        texts("invite.slip.how"),
        texts("invite.sheet.until", day=texts.formats.day(sheet.until)),
    )
