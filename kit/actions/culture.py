"""The summed-up results of a safety-culture survey, pasted from a spreadsheet: one row a theme."""

from __future__ import annotations

from kit.domain.entries.leading import MOST_PEOPLE
from kit.domain.leading import CultureRow
from kit.errors import ValueRefused
from kit.sources.pasted import split
from kit.sources.values import NotReadError, parse_number, shown

WIDTH = 3


def read_culture(text: object, language: str) -> tuple[CultureRow, ...]:
    """The rows of a pasted table: theme, people, percent; a row of headings may stand above them.

    Raises ValueRefused for what is no such table, with the row and what was found there.
    """
    table = split(text)
    rows = [(number, row) for number, row in enumerate(table.rows, table.first) if any(row)]
    if table.width != WIDTH or not rows:
        raise ValueRefused("leadership.culture.refused.columns", found=table.width)
    found = [_row(number, (*row, "", "", "")[:WIDTH], language) for number, row in rows]
    themes = [row.theme.casefold() for row in found]
    for row in found:
        if themes.count(row.theme.casefold()) > 1:
            raise ValueRefused("leadership.culture.refused.twice", found=shown(row.theme))
    return tuple(found)


def _row(number: int, cells: tuple[str, ...], language: str) -> CultureRow:
    theme, people, percent = cells
    if not theme:
        raise ValueRefused("leadership.culture.refused.theme", row=number)
    n, share = _number(people, language), _number(percent.removesuffix("%"), language)
    if n is None or n != int(n) or not 0 <= n <= MOST_PEOPLE:
        raise ValueRefused("leadership.culture.refused.people", row=number, found=shown(people))
    if share is None or not 0 <= share <= 100:
        raise ValueRefused("leadership.culture.refused.percent", row=number, found=shown(percent))
    return CultureRow(theme, int(n), share)


def _number(cell: str, language: str) -> float | None:
    try:
        return parse_number(cell.strip(), language)
    except NotReadError:
        return None
