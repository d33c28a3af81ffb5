"""What people write in a cell: numbers and dates in Danish, Norwegian and English, read strictly or not at all."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from kit.domain.label import LANGUAGES
from kit.domain.privacy import redacted
from kit.texts import texts

LONGEST_SHOWN = 60
EXCEL_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(36526, 73051)  # the years 2000 to 2099 as Excel counts days
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_BOTH_MARKS = re.compile(r"[+-]?\d{1,3}(?:(?P<group>[.,])\d{3})(?:(?P=group)\d{3})*(?P<mark>[.,])\d+")
_MANY_GROUPS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}|[+-]?\d{1,3}(?:,\d{3}){2,}")
_LOOKS_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?(?:[t ][\d:.]+)?")
_YEAR_LAST = re.compile(r"(?:(\d{1,2})[-/. ]+)?(\d{1,2})[-/. ]+(\d{4})(?: [\d:.]+)?")
_WEEK = re.compile(
    r"(?:(\d{4})-?w(\d{1,2}))"
    r"|(?:(?:uge|uke|week|w) ?(\d{1,2})[,./ -]+(\d{4}))"
    r"|(?:(\d{4}) (?:uge|uke|week) ?(\d{1,2}))"
)
_NAMED = re.compile(r"(?:(\d{1,2})\.?[ -]*)?([^\W\d_]+)\.?[ -]*(\d{4}|\d{2})")
_NAMED_YEAR_FIRST = re.compile(r"(\d{4})[ -]*([^\W\d_]+)\.?")


class NotReadError(ValueError):
    """The text cannot be read; `ambiguous` when it could mean two things."""

    def __init__(self, *, ambiguous: bool = False) -> None:
        super().__init__()
        self.ambiguous = ambiguous


class Day(NamedTuple):
    """A day as it was written: `whole_month` when no day of the month was given."""

    on: date
    whole_month: bool = False


def shown(value: object, language: str = "en") -> str:
    """A value as it may stand in a message: without identifiers, cut to `LONGEST_SHOWN`, dates and numbers readable."""
    formats = texts(language).formats
    if isinstance(value, datetime | date):
        text = formats.short_date(value.date() if isinstance(value, datetime) else value)
    elif isinstance(value, float) and value != int(value):
        text = formats.number(value)
    else:
        text = str(int(value)) if isinstance(value, float) else str(value)
    text = redacted(" ".join(text.split()))
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def parse_number(text: str, language: str) -> float:
    """The number a text stands for, with a comma or a point as decimal mark and spaces between thousands.

    Raises NotReadError; ambiguous for ``1.234``, where a point may stand between thousands (in English ``1,234``).
    """
    plain = _SPACES.sub(" ", text.strip()).replace("\u2212", "-")
    both = _BOTH_MARKS.fullmatch(plain)
    if both and both["group"] != both["mark"]:
        return float(plain.replace(both["group"], "").replace(both["mark"], "."))
    if _MANY_GROUPS.fullmatch(plain):
        return float(plain.replace(".", "").replace(",", ""))
    if not (_PLAIN.fullmatch(plain) or _GROUPED.fullmatch(plain)):
        raise NotReadError
    if _LOOKS_GROUPED.fullmatch(plain) and ("," in plain) is (language == "en"):
        raise NotReadError(ambiguous=True)
    return float(plain.replace(" ", "").replace(",", "."))


@lru_cache(maxsize=1)
def month_names() -> dict[str, int]:
    """The names of the months in all languages, long and short, in small letters."""
    return {name: number for language in LANGUAGES for name, number in texts(language).formats.month_names().items()}


def parse_day(value: object) -> Day:
    """The day (or month) that a cell's value stands for: a date, Excel's number of a day, or a text.

    Texts may be ``2026-03``, ``03-2026``, ``mar 2026``, ``marts 2026``, ``01.03.2026``, ``1. mars 2026``,
    ``2026-W10`` or ``uge 10 2026`` (the Monday); day stands before month. Raises NotReadError.
    """
    if isinstance(value, datetime):
        return Day(value.date())
    if isinstance(value, date):
        return Day(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    if not isinstance(value, str):
        raise NotReadError
    text = _SPACES.sub(" ", value.strip().casefold())
    try:
        return _from_text(text)
    except (ValueError, KeyError) as error:
        raise NotReadError from error


def _from_number(value: float) -> Day:
    if value != int(value) or int(value) not in _SERIALS:
        raise NotReadError
    return Day(EXCEL_DAY_ZERO + timedelta(days=int(value)))


def _from_text(text: str) -> Day:
    if week := _WEEK.fullmatch(text):
        year, number = week[1] or week[4] or week[5], week[2] or week[3] or week[6]
        return Day(date.fromisocalendar(int(year), int(number), 1))
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _YEAR_LAST.fullmatch(text):
        return _day(match[3], match[2], match[1])
    if match := _NAMED.fullmatch(text):
        year = match[3] if len(match[3]) == 4 else f"20{match[3]}"
        return _day(year, str(month_names()[match[2]]), match[1])
    if match := _NAMED_YEAR_FIRST.fullmatch(text):
        return _day(match[1], str(month_names()[match[2]]), None)
    raise NotReadError


def _day(year: str, month: str, day: str | None) -> Day:
    return Day(date(int(year), int(month), int(day or 1)), day is None)
