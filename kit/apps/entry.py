"""Reading what somebody typed into a field: numbers with a decimal comma or point, months and days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kit.domain.period import HALF_MONTH, WEEK, later, period_start
from kit.domain.privacy import redacted
from kit.errors import ValueRefused
from kit.texts import Texts

_PLAIN = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,2})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+")
_SHOWN = 40
MONTHS_BACK = 36
WEEKS_BACK = 52


def number(text: object, field: str) -> float | None:
    """The number in a field, None when it is empty. Raises ValueRefused, naming the field, for anything else.

    A point or comma with three figures after it is refused: 1.000 is one in English and a thousand in Danish.
    """
    if not isinstance(text, str):
        raise ValueRefused("apps.refused.text")
    said = text.strip()
    if not said:
        return None
    if _GROUPED.fullmatch(said):
        said = re.sub(r"\D", "", said)
    if not _PLAIN.fullmatch(said):
        raise ValueRefused("apps.refused.number", field=field, found=redacted(said)[:_SHOWN])
    return float(said.replace(",", "."))


def needed(text: object, field: str) -> float:
    """The same for a field that must be filled in."""
    value = number(text, field)
    if value is None:
        raise ValueRefused("apps.refused.empty", field=field)
    return value


def periods(step: int, as_of: date) -> tuple[date, ...]:
    """The periods that can be entered, the newest first: the one that `as_of` lies in and those before it.

    `step` is as in `kit.domain.period`.
    """
    newest = period_start(as_of, step)
    back = {WEEK: WEEKS_BACK, HALF_MONTH: 2 * MONTHS_BACK}.get(step) or MONTHS_BACK // step
    return tuple(later(newest, step, -n) for n in range(back))


def period_name(period: date, step: int, texts: Texts) -> str:
    """A period as its reader calls it: a week with its Monday, half a month with its days, a month, or the first and
    last month of several."""
    if step == WEEK:
        return texts("apps.entry.week", week=period.isocalendar().week, day=texts.formats.short_date(period))
    if step == 1:
        return texts.formats.month(period)
    if step == HALF_MONTH:
        last = later(period, step) - timedelta(days=1)
        return texts("apps.entry.half_month", first=period.day, last=last.day, month=texts.formats.month(period))
    last = later(period, step - 1)
    return f"{texts.formats.short_month(period)} – {texts.formats.short_month(last)}"
