"""Own drawings of the variation and assurance icons that Making Data Count has made known.

Each is told apart by shape and sign as well as by colour: a wave for chance, an arrow up or down in a filled circle for
a signal, a tick, a cross or a question mark for how the target fares.
"""

from __future__ import annotations

from base64 import b64encode

from markupsafe import Markup

from kit.figures.theme import COLOURS
from kit.spc import MakingDataCount
from kit.texts import Texts

_RING = '<circle cx="16" cy="16" r="14" fill="{fill}" stroke="{line}" stroke-width="2.5"/>'
_SIGN = '<path d="{path}" fill="none" stroke="{sign}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/>'
_DOT = '<circle cx="16" cy="23.5" r="1.9" fill="{sign}"/>'
_UP, _DOWN = "M16 24V9M9.5 15 16 8.5 22.5 15", "M16 8v15M9.5 17 16 23.5 22.5 17"
_PATHS = {
    "common_cause": "M7 17q3-7 6 0t6 0t6 0",
    "improvement_high": _UP,
    "improvement_low": _DOWN,
    "concern_high": _UP,
    "concern_low": _DOWN,
    "neutral_high": _UP,
    "neutral_low": _DOWN,
    "pass": "M9 17l5 5 9-11",
    "fail": "M10.5 10.5l11 11M21.5 10.5l-11 11",
    "hit_and_miss": "M11.5 12.5c0-6 9-6 9-.6 0 3.4-4.5 3.6-4.5 7",
}
_COLOURS = {
    "common_cause": "common",
    "improvement": "improving",
    "concern": "worsening",
    "neutral": "signal_neutral",
    "pass": "improving",
    "fail": "worsening",
    "hit_and_miss": "common",
}
ICONS = tuple(_PATHS)


def variation_id(counted: MakingDataCount) -> str:
    """The icon of the newest point: common_cause, or improvement, concern or neutral with _high or _low."""
    if counted.variation_high is None:
        return "common_cause"
    return f"{counted.variation.split('_')[0]}_{'high' if counted.variation_high else 'low'}"


def drawing(icon: str) -> str:
    """What stands inside the SVG of an icon, 32 by 32."""
    colour = COLOURS[_COLOURS.get(icon) or _COLOURS[icon.split("_", maxsplit=1)[0]]]
    open_ring = icon in ("common_cause", "hit_and_miss")
    fill, sign = (COLOURS["white"], colour) if open_ring else (colour, COLOURS["white"])
    marks = _RING.format(fill=fill, line=colour) + _SIGN.format(path=_PATHS[icon], sign=sign)
    return marks + (_DOT.format(sign=sign) if icon == "hit_and_miss" else "")


def svg(icon: str, texts: Texts, size: int = 28) -> Markup:
    """An icon for a page, with its meaning as its name."""
    name = texts(f"spc.icon.{icon}")
    pattern = '<svg class="kit-icon" viewBox="0 0 32 32" width="{0}" height="{0}" role="img" aria-label="{1}">{2}</svg>'
    return Markup(pattern).format(size, name, Markup(drawing(icon)))


def data_uri(*names: str) -> str:
    """Icons side by side as an address that a figure can hold; it asks for nothing."""
    drawn = "".join(f'<g transform="translate({36 * i} 0)">{drawing(icon)}</g>' for i, icon in enumerate(names))
    wide = 36 * len(names) - 4
    whole = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} 32" width="{2 * wide}" height="64">{drawn}</svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(whole.encode('utf-8')).decode('ascii')}"
