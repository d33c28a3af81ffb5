"""Finding personal identifiers, so that they are refused before they are stored.

A Danish CPR number is ddmmyy-xxxx; a Norwegian fødselsnummer is ddmmyy and five digits, with the day +40 for
D-numbers and the month +40 (NAV), +65 (Dolly) or +80 (Skatteetaten) for synthetic ones. The pattern with a possible
date is enough to refuse: checksums are left out on purpose, since cpr.dk says that numbers without a valid one are
issued since 2007 and skatteetaten.no that Norwegian ones change in 2032.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DASH = "[-\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff]"  # what looks like a hyphen or like nothing at all
_JOINED = rf"[^\S\n]{{0,2}}{_DASH}{{1,2}}[^\S\n]{{0,2}}"
_DAY = r"(?<!\d)(?<!\d-)(?:(\d{2})(\d{2})\d{2}"  # written as one number, or in groups when a dash comes next
_BETWEEN = rf"(?:{_JOINED}|[^\S\n]{{0,3}})|(\d{{2}})([. /-])(\d{{2}})\4(?:\d{{2}}){{1,2}}{_JOINED})"
_CPR = re.compile(rf"{_DAY}{_BETWEEN}(?:\d{{4}}|\d[A-Z]\d{{2}}|[A-Z]\d{{3}})(?!\d)(?!-\d)")
_FNR = re.compile(rf"{_DAY}{_BETWEEN}\d{{5}}(?!\d)(?!-\d)")
_FNR_IN_GROUPS = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})[^\S\n]\d{3}[^\S\n]\d{2}(?!\d)")
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
        day, month = _day_and_month(match)
        if _possible(day, month) or _possible(day - 60, month):  # replacement numbers may add 60 to the day
            found.append(Identifier("cpr", *match.span()))
    for pattern in (_FNR, _FNR_IN_GROUPS):
        for match in pattern.finditer(text):
            if _possible_norwegian(*_day_and_month(match)):
                found.append(Identifier("fnr", *match.span()))
    return tuple(sorted(found, key=lambda f: f.start))


def _day_and_month(match: re.Match[str]) -> tuple[int, int]:
    groups = [group for group in match.groups() if group and group.isdecimal()]
    return int(groups[0]), int(groups[1])


def redacted(text: str) -> str:
    """`text` with every identifier replaced by ``······``, for messages that must show what stands in a cell."""
    kept, at = [], 0
    for found in find_identifiers(text):
        if found.start >= at:
            kept += [text[at : found.start], "······"]
        at = max(at, found.stop)
    return "".join([*kept, text[at:]])
