"""For what a figure is drawn: a page on any screen, a phone, or paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Size:
    """`width` is None where the figure fills its place; `narrowest` is the width its texts must have room in."""

    id: str
    width: int | None
    narrowest: int
    height: int
    columns: int
    note_width: int
    ticks: int


SCREEN: Final = Size("screen", None, 320, 330, 3, 20, 6)
PHONE: Final = Size("phone", 328, 328, 300, 1, 20, 4)
PRINT: Final = Size("print", 680, 680, 360, 3, 26, 9)
SIZES: Final = {size.id: size for size in (SCREEN, PHONE, PRINT)}
