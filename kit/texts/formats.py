"""Numbers, dates and periods as they are written in each language (Babel's CLDR data)."""

from __future__ import annotations

import math
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal

LOCALES = {"da": "da_DK", "nb": "nb_NO", "en": "en_GB"}
NO_VALUE = "–"


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
        return str(format_decimal(value, format=pattern, locale=self.locale))

    def percent(self, value: float | None, digits: int = 0) -> str:
        """A percentage given as 0–100."""
        if value is None or math.isnan(value):
            return NO_VALUE
        space = "" if self.language == "en" else "\N{NO-BREAK SPACE}"
        return f"{self.number(value, digits)}{space}%"

    def day(self, day: date | None) -> str:
        """A day in full, such as ``3. maj 2026``."""
        return NO_VALUE if day is None else str(format_date(day, format="long", locale=self.locale))

    def short_date(self, day: date | None) -> str:
        """A day in figures, ``03.05.2026``; in English ``3 May 2026`` so that nobody takes day for month."""
        if day is None:
            return NO_VALUE
        return str(format_date(day, format="d MMM y" if self.language == "en" else "dd.MM.y", locale=self.locale))

    def day_of_month(self, day: date) -> str:
        """A day without its year, for axes: ``3. maj``."""
        return str(format_skeleton("MMMd", day, locale=self.locale)).rstrip(".")

    def month(self, day: date | None) -> str:
        """A month with its year, such as ``maj 2026``."""
        return NO_VALUE if day is None else str(format_date(day, format="LLLL y", locale=self.locale))

    def short_month(self, day: date) -> str:
        """A month as short as it goes, such as ``maj 26``, for axes."""
        return str(format_date(day, format="LLL yy", locale=self.locale)).replace(".", "")

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
