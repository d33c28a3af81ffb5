"""Values, periods and names as a chart writes them, in one language."""

from __future__ import annotations

import math
from datetime import date
from html import escape

from kit.domain.measure import Direction, Measure, ValueKind
from kit.texts import Texts


def rounded(value: float) -> float:
    """`value` with as many decimals as a reader needs: two below 10, one below 100, none above."""
    size = abs(value)
    return round(value, 2 if size < 10 else 1 if size < 100 else 0)


def value_text(value: float | None, measure: Measure, texts: Texts) -> str:
    """A value in display units with its unit: ``45 %``, ``3,2``, ``214 dage``."""
    if value is None:
        return texts.formats.number(None)
    if measure.value is ValueKind.PERCENT:
        return percent_text(value, texts)
    if measure.value is ValueKind.DAYS_BETWEEN:
        return days_text(value, texts)
    return texts.formats.number(rounded(value))


def percent_text(value: float, texts: Texts) -> str:
    """A percentage: whole from 10 on, else one decimal; never rounded to 0 or 100 when it is neither."""
    whole = math.floor(value + 0.5)
    shown = float(whole) if value >= 10 and whole < 100 else round(value, 1)
    return texts.formats.percent(shown, 0 if shown == int(shown) else 1)


def days_text(days: float, texts: Texts) -> str:
    """A number of days: ``1 dag``, ``45,5 dage``."""
    if days == int(days):
        return texts.counted("figures.days", int(days))
    return texts("figures.days.other", n=rounded(days))


def goal_text(value: float, measure: Measure, texts: Texts) -> str:
    """A goal that carries its direction, short enough for a line's end: ``≥ 95 %``."""
    sign = "≥" if measure.direction is Direction.UP else "≤"
    return f"{sign} {value_text(value, measure, texts)}"


def goal_words(value: float, measure: Measure, texts: Texts) -> str:
    """The same in a sentence: ``mindst 95 %``."""
    key = "figures.goal.at_least" if measure.direction is Direction.UP else "figures.goal.at_most"
    return texts(key, value=value_text(value, measure, texts))


def period_text(day: date, measure: Measure, texts: Texts) -> str:
    """A point's time: its month, or the day of an event or of the beginning of a week or half month."""
    if measure.from_events or measure.frequency == "half_month" or (measure.frequency == "week" and day.day != 1):
        return texts.formats.day(day)
    return texts.formats.month(day)


def month_name(day: date, texts: Texts) -> str:
    """The month as short as it goes, without its year: ``maj``."""
    names = texts.formats.locale.months["stand-alone"]["abbreviated"]
    return str(names[day.month]).rstrip(".")


def plain(text: str) -> str:
    """User text made safe for plotly, which reads ``<b>`` and ``<a href>`` in its texts."""
    return escape(text, quote=False)


def wrapped(text: str, width: int, lines: int = 2) -> tuple[str, ...]:
    """`text` in at most `lines` lines of `width` characters; what does not fit ends in an ellipsis."""
    rows = [""]
    for word in text.split():
        joined = f"{rows[-1]} {word}".strip()
        if len(joined) <= width or not rows[-1]:
            rows[-1] = joined
        else:
            rows.append(word)
    if len(rows) > lines:
        rows = [*rows[: lines - 1], f"{rows[lines - 1]} …"]
    return tuple(row if len(row) <= width + 2 else f"{row[: width - 1]}…" for row in rows)
