"""A driver diagram as nested lists: side by side where there is room, indented on a phone, a list when read aloud."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from kit.texts import Texts


@dataclass(frozen=True, slots=True)
class Line:
    """A driver or an idea: its words, a note under them, a mark beside them; `crossed` when it is crossed out."""

    words: str
    note: str = ""
    mark: Markup | None = None
    crossed: bool = False
    below: tuple[Line, ...] = ()
    ideas: tuple[Line, ...] = ()


def driver_diagram(area: str, aim: str, lines: tuple[Line, ...], texts: Texts) -> Markup:
    """The diagram of one focus area: the aim, the primary drivers, under each its secondary drivers and ideas."""
    names = [texts(f"improvement.drivers.{name}") for name in ("primary", "secondary", "ideas")]
    heads = Markup("<span>{}</span><span><span>{}</span><span>{}</span></span>").format(*names)
    pattern = (
        '<section class="kit-drivers" aria-label="{}"><h4>{}</h4>'
        '<p class="kit-drivers-aim"><span class="kit-small">{}</span> {}</p>'
        '<p class="kit-drivers-heads" aria-hidden="true">{}</p><ul>{}</ul></section>'
    )
    rows = Markup("").join(_driver(line, texts, "primary") for line in lines)
    title = texts("improvement.drivers.of", area=area)
    return Markup(pattern).format(title, title, texts("improvement.drivers.aim"), aim or area, heads, rows)


def _driver(line: Line, texts: Texts, kind: str) -> Markup:
    inner = [_driver(low, texts, "secondary") for low in line.below]
    ideas = Markup("").join(_idea(idea, texts) for idea in line.ideas)
    if ideas:
        listed = Markup('<ul class="kit-driver-ideas">{}</ul>').format(ideas)
        inner.append(Markup('<li class="kit-driver-bare">{}</li>').format(listed) if kind == "primary" else listed)
    under = Markup("").join(inner)
    body = Markup("<ul>{}</ul>").format(under) if under and kind == "primary" else under
    return Markup('<li class="kit-driver kit-driver-{}"><div class="kit-driver-box">{}</div>{}</li>').format(
        kind, _words(line, texts), body
    )


def _idea(line: Line, texts: Texts) -> Markup:
    return Markup("<li>{} {}</li>").format(_words(line, texts), line.mark or "")


def _words(line: Line, texts: Texts) -> Markup:
    said = Markup("<s>{}</s>").format(line.words) if line.crossed else escape(line.words)
    if line.crossed and line.mark is None:  # a mark beside the words says it already
        said += Markup(' <span class="kit-small">({})</span>').format(texts("improvement.drivers.dropped"))
    note = Markup('<br><span class="kit-small">{}</span>').format(line.note) if line.note else Markup("")
    return said + note
