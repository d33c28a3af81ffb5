"""Numbers, dates and periods as they are written in each language (Babel's CLDR data)."""

from __future__ import annotations

import math
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal

LOCALES = {"da": "da_DK", "nb": "nb_NO", "en": "en_GB"}
NO_VALUE = "–"


# A page of charts writes thousands of numbers and days, most of them many times over; Babel takes 0.1 ms for each.
@lru_cache(maxsize=4096)
def _number(value: float, pattern: str, language: str) -> str:
    return str(format_decimal(value, format=pattern, locale=LOCALES[language]))


@lru_cache(maxsize=4096)
def _day(day: date, pattern: str, language: str) -> str:
    return str(format_date(day, format=pattern, locale=LOCALES[language]))


class Formats:
    """How one language writes numbers and dates."""

    def __init__(self, language: str) -> None:
        self.locale = Locale.parse(LOCALES[language])
        self.language = language

    def number(self, value: float | None, digits: int | None = None) -> str:
        """A number with the language's marks; `digits` decimals exactly, or up to two when not given."""
        if value is None or math.isnan(value):
            return NO_VALUE
        pattern = "#,##0." + "0" * digits if digits else "#,##0" if digits == 0 else "#,##0.##"
        return _number(value + 0, pattern, self.language)  # the sum takes the sign from a negative nothing

    def percent(self, value: float | None, digits: int = 0) -> str:
        """A percentage given as 0–100."""
        if value is None or math.isnan(value):
            return NO_VALUE
        space = "" if self.language == "en" else "\N{NO-BREAK SPACE}"
        return f"{self.number(value, digits)}{space}%"

    def day(self, day: date | None) -> str:
        """A day in full, such as ``3. maj 2026``."""
        return NO_VALUE if day is None else _day(day, "long", self.language)

    def short_date(self, day: date | None) -> str:
        """A day in figures, ``03.05.2026``; in English ``3 May 2026`` so that nobody takes day for month."""
        if day is None:
            return NO_VALUE
        return _day(day, "d MMM y" if self.language == "en" else "dd.MM.y", self.language)

    def day_of_month(self, day: date) -> str:
        """A day without its year, for axes: ``3. maj``."""
        return str(format_skeleton("MMMd", day, locale=self.locale)).rstrip(".")

    def month(self, day: date | None) -> str:
        """A month with its year, such as ``maj 2026``."""
        return NO_VALUE if day is None else _day(day, "LLLL y", self.language)

    def short_month(self, day: date) -> str:
        """A month as short as it goes, such as ``maj 26``, for axes."""
        return _day(day, "LLL yy", self.language).replace(".", "")

    def time(self, moment: datetime) -> str:
        """A time of day, ``10:42``."""
        return str(format_datetime(moment, format="HH:mm", locale=self.locale))

    def month_names(self) -> dict[str, int]:
        """Every way this language writes a month's name in a cell (long, short, with or without a full stop)."""
        names: dict[str, int] = {}
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in self.locale.months[context][width].items():
                    names[name.lower()] = names[name.lower().rstrip(".")] = number
        return names
