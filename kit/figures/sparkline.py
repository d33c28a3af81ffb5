"""A small line of all values for a table cell: plain SVG, no script, with its words for those who do not see it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from markupsafe import Markup

from kit.figures.theme import COLOURS

WIDTH, HEIGHT, MARGIN = 132, 30, 5
CROWDED = 6  # more marked points than this, and the marks are smaller
NOTHING: Mapping[int, str] = MappingProxyType({})
Values = Sequence[float | None]


def sparkline(
    values: Values,
    centre: Values = (),
    *,
    name: str,
    marked: Mapping[int, str] = NOTHING,
    limits: tuple[Values, Values] = ((), ()),
) -> Markup:
    """Draw values in order, gaps left open, the newest as a dot; `marked` points (0-based) are diamonds
    in a colour of the theme.

    `centre` is the centre line point by point; `limits` only widen the scale. `name` is read aloud in place of the
    drawing.
    """
    known = [v for row in (values, centre, *limits) for v in row if v is not None and math.isfinite(v)]
    frame = '<svg class="kit-spark" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{name}">'
    body = "" if not known else _body(values, centre, marked, (min(known), max(known)))
    return Markup(frame + "{body}</svg>").format(w=WIDTH, h=HEIGHT, name=name, body=Markup(body))


def _body(values: Values, centre: Values, marked: Mapping[int, str], ends: tuple[float, float]) -> str:
    places = [_place(index, value, len(values), ends) for index, value in enumerate(values)]
    middle = [_place(index, value, len(centre), ends) for index, value in enumerate(centre)]
    size = 2.2 if len(marked) > CROWDED else 3.4
    parts = [
        _path(middle, COLOURS["common"], 1, ' stroke-dasharray="3 2"', steps=True),
        _path(places, COLOURS["values"], 1.4),
        *(_diamond(*place, size, marked[index]) for index in sorted(marked) if (place := places[index])),
    ]
    newest = [place for place in places if place]
    if newest:
        x, y = newest[-1]
        parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="2.6" fill="{COLOURS["ink"]}"/>')
    return "".join(parts)


def _place(index: int, value: float | None, count: int, ends: tuple[float, float]) -> tuple[float, float] | None:
    if value is None or not math.isfinite(value):
        return None
    low, high = ends
    share = 0.5 if high == low else (value - low) / (high - low)
    x = WIDTH / 2 if count == 1 else MARGIN + index / (count - 1) * (WIDTH - 2 * MARGIN)
    return round(x, 1), round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)


def _path(
    places: Sequence[tuple[float, float] | None], colour: str, width: float, more: str = "", *, steps: bool = False
) -> str:
    drawn, level, before = [], None, False
    for place in places:
        if place is None or (steps and before and place[1] != level):
            before = False
        if place is not None:
            drawn.append(f"{'L' if before else 'M'}{place[0]:g} {place[1]:g}")
            before, level = True, place[1]
    look = f'fill="none" stroke="{colour}" stroke-width="{width:g}"{more}'
    return f'<path d="{"".join(drawn)}" {look}/>' if drawn else ""


def _diamond(x: float, y: float, size: float, colour: str) -> str:
    sides = f"l{size:g} {size:g}-{size:g} {size:g}-{size:g}-{size:g}z"
    return f'<path d="M{x:g} {y - size:g}{sides}" fill="{COLOURS[colour]}"/>'
