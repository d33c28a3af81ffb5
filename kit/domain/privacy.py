"""Finding personal identifiers, so that they are refused before they are stored.

A Danish CPR number is ddmmyy-xxxx; a Norwegian fødselsnummer is ddmmyy and five digits, with the day +40 for
D-numbers and the month +40 (NAV), +65 (Dolly) or +80 (Skatteetaten) for synthetic ones. The pattern with a possible
date is enough to refuse: checksums are left out on purpose, since cpr.dk says that numbers without a valid one are
issued since 2007 and skatteetaten.no that Norwegian ones change in 2032.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CPR = re.compile(r"(?<![\d-])(\d{2})(\d{2})(\d{2})[-\u2010-\u2015 ]?(?:\d{4}|\d[A-Z]\d{2}|[A-Z]\d{3})(?![\d-])")
_FNR = re.compile(
    r"(?<![\d-])(\d{2})(\d{2})(\d{2})[-\u2010-\u2015 ]?\d{5}(?![\d-])"
    r"|(?<!\d)(\d{2})(\d{2})(\d{2}) \d{3} \d{2}(?!\d)"
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Identifier:
    """What was found and where in the text. The number itself is not kept: nothing may show it again."""

    kind: str  # "cpr" or "fnr"
    start: int
    stop: int


def _possible(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]


def _possible_norwegian(day: int, month: int) -> bool:
    days = (day, day - 40)
    months = (month, month - 40, month - 65, month - 80)
    return any(_possible(d, m) for d in days for m in months)


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """Every CPR number and fødselsnummer in `text` (also those of test persons), in order."""
    found = []
    for match in _CPR.finditer(text):
        day, month = int(match[1]), int(match[2])
        if _possible(day, month) or _possible(day - 60, month):  # replacement numbers may add 60 to the day
            found.append(Identifier("cpr", *match.span()))
    for match in _FNR.finditer(text):
        day, month = int(match[1] or match[4]), int(match[2] or match[5])
        if _possible_norwegian(day, month):
            found.append(Identifier("fnr", *match.span()))
    return tuple(sorted(found, key=lambda f: f.start))


def redacted(text: str) -> str:
    """`text` with every identifier replaced by ``······``, for messages that must show what stands in a cell."""
    for found in reversed(find_identifiers(text)):
        text = f"{text[: found.start]}······{text[found.stop :]}"
    return text
