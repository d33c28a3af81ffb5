"""What a chart of an analysis is called, and how it writes its values."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kit.spc import Analysis
from kit.texts import Texts

ALL_DIGITS = 6
SMALL, LARGE = 1e-6, 1e15  # beyond these, powers of ten


@dataclass(frozen=True, slots=True)
class Wording:
    """Words given by whoever draws the chart, in the reader's language.

    `title` says what is measured, `unit` what the values count ("per 10,000 bed days"); `percent` writes values (0 to
    100) with a percent sign. `span` is how far the shown values reach and sets how many decimals make sense.
    """

    title: str = ""
    unit: str = ""
    percent: bool = False
    span: float = 0.0

    def value(self, value: float | None, texts: Texts) -> str:
        """One value as the reader writes it; a dash where there is none."""
        if value is None or not math.isfinite(value):
            return texts.formats.number(None)
        digits = _digits(value, self.span, self.percent)
        if self.percent:
            return texts.formats.percent(value + 0.0, digits)
        return number_text(value, texts, digits)

    def over(self, values: Iterable[float]) -> Wording:
        """The same words for values that reach this far."""
        known = [value for value in values if math.isfinite(value)]
        return replace(self, span=max(known) - min(known) if known else 0.0)


def wording_of(analysis: Analysis, title: str = "", unit: str = "", percent: bool | None = None) -> Wording:
    """Words for an analysis; proportions times 100 are percentages unless said otherwise."""
    if percent is None:
        percent = analysis.kind in ("p", "pp") and analysis.multiply == 100
    return Wording(title, unit, percent)


def number_text(value: float, texts: Texts, digits: int | None = None) -> str:
    """A number with as many decimals as a reader needs; powers of ten for the very large and the very small."""
    size = abs(value)
    if size and not SMALL <= size < LARGE:
        mantissa, power = f"{value:.1e}".split("e")
        return f"{texts.formats.number(float(mantissa))}·10^{int(power)}"
    return texts.formats.number(value + 0.0, _digits(value, 0.0, False) if digits is None else digits)


def plain_number(value: float, texts: Texts) -> str:
    """A number of the data as it was given, with up to two decimals; a dash where there is none."""
    if math.isfinite(value) and abs(value) >= LARGE:
        return number_text(value, texts)
    return texts.formats.number(value if math.isfinite(value) else None)


def _digits(value: float, span: float, percent: bool) -> int:
    size = abs(value)
    wanted = 0 if size >= (10 if percent else 100) else 1 if size >= (1 if percent else 10) else 2
    if 0 < size < 1:
        wanted = 2 - math.floor(math.log10(size))
    if span > 0:
        wanted = max(wanted if size >= 1 else 0, 1 - math.floor(math.log10(span)))
    wanted = min(max(wanted, 0), ALL_DIGITS)
    while wanted and round(value, wanted - 1) == round(value, wanted):
        wanted -= 1
    return wanted
