"""One row of a table, read value by value; what is wrong is noted with its cell and read as nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time

from kit.domain.limits import LONGEST_TEXT
from kit.domain.measured import number_rule
from kit.errors import Value
from kit.sources.faults import Faults
from kit.sources.values import Day, NotReadError, parse_day, parse_number, shown
from kit.sources.words import Choice, heading, id_part, key_label

ID = re.compile(r"\w[\w.-]{0,39}")
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,19}")
YEARS = range(1900, 2200)
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]|[\ud800-\udfff]")


class Formula(str):
    """What stands in a cell that holds a formula."""

    __slots__ = ()


class Row:
    """The cells of one row by column name, or of a sheet of names and values (`upright`).

    A value that cannot be read is noted once and given as None (or "").
    """

    def __init__(
        self,
        sheet: str,
        number: int,
        cells: Mapping[str, object],
        places: Mapping[str, str],
        faults: Faults,
        *,
        upright: bool = False,
    ) -> None:
        self.sheet = sheet
        self._upright = upright
        self.line = number
        self._cells = {name: _tidy(value) for name, value in cells.items()}
        self._places = places
        self.faults = faults
        self._bad: set[str] = set()
        for name, value in self._cells.items():
            if isinstance(value, Formula):
                self.note(name, "formula")

    def note(self, column: str, key: str, **values: Value) -> None:
        """Note a fault of a cell; the column counts as unreadable from then on."""
        self._bad.add(column)
        self.faults.note(key, self.sheet, self.place(column), **values)

    def skip(self, columns: Iterable[str]) -> None:
        """Hold nothing against columns whose absence was noted already."""
        self._bad.update(columns)

    def place(self, column: str) -> str:
        """The address of the cell, or of the row's first when the column is not in the file."""
        return self._places.get(column) or f"A{self.line}"

    def heading(self, column: str) -> str:
        """The column's heading, or the words before the value, in the reader's language."""
        names = key_label if self._upright else heading
        return names(column, self.faults.language)

    def has(self, column: str) -> bool:
        """Whether the file has the column."""
        return column in self._places

    def empty(self, *columns: str) -> bool:
        """Whether none of the columns holds anything."""
        return all(self._cells.get(column) is None for column in columns)

    def good(self, *columns: str) -> bool:
        """Whether nothing was noted of the columns so far."""
        return not self._bad.intersection(columns)

    def found(self, column: str) -> str:
        """What stands in the cell, as a message may show it."""
        return shown(self._cells.get(column), self.faults.language)

    def _get(self, column: str, required: bool) -> object:
        value = self._cells.get(column)
        if column in self._bad:
            return None
        if value is None and required:
            self.note(column, "missing", heading=self.heading(column))
        return value

    def text(self, column: str, *, required: bool = False) -> str:
        """A text; a whole number counts as its digits."""
        value = self._get(column, required)
        if isinstance(value, datetime | date | time):
            self.note(column, "date_for_text", found=self.found(column))
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = "" if value is None else _CONTROL.sub("", str(value)).strip()
        if len(text) > LONGEST_TEXT:
            self.note(column, "too_long", n=len(text), most=LONGEST_TEXT)
            return ""
        return text

    def id(self, column: str, *, required: bool = False) -> str:
        """An id: letters, digits, point, hyphen and underscore; ``id · name`` counts as the id."""
        text = id_part(self.text(column, required=required))
        if text and not ID.fullmatch(text):
            self.note(column, "bad_id", found=self.found(column))
            return ""
        return text

    def code(self, column: str, *, required: bool = False) -> str:
        """A municipality code: text with its leading zero. Three digits mean that Excel has taken the zero away."""
        text = id_part(self.text(column, required=required))
        if text.isdigit() and len(text) == 3:
            self.note(column, "zero_lost", found=text, expected=f"0{text}")
            return f"0{text}"  # what was meant, so that the same fault is not told again wherever the code is used
        if text and (not CODE.fullmatch(text) or text.casefold() in RESERVED):
            self.note(column, "bad_code", found=self.found(column))
            return ""
        return text

    def one_of(self, column: str, choice: Choice, kind: str = "", *, required: bool = False, default: str = "") -> str:
        """An id of the choice, from its word in any language."""
        text = self.text(column, required=required)
        name = choice.find(text, kind) if text else default
        if name is None:
            expected = ", ".join(choice.words(self.faults.language))
            self.note(column, "not_choice", found=self.found(column), expected=expected)
        return name or ""

    def known(self, column: str, name: str, known: Collection[str], key: str) -> bool:
        """Whether `name`, read from the column, is known; if not it is noted, with the lost zero if that is why."""
        if not name:
            return False
        if name in known:
            return True
        with_zero = f"0{name}"
        if name.isdigit() and with_zero in known:
            self.note(column, "zero_lost", found=name, expected=with_zero)
        else:
            self.note(column, key, found=self.found(column))
        return False

    def number(self, column: str, *, whole: bool = False, least: int = 0, required: bool = False) -> float | None:
        """A number from `least` to `HIGHEST_NUMBER`."""
        value = self._get(column, required)
        if value is None:
            return None
        try:
            number = self._number(value)
        except NotReadError as error:
            self.note(column, "two_readings" if error.ambiguous else "not_number", found=self.found(column))
            return None
        key = number_rule(number, whole=whole, least=least)
        if key:
            self.note(column, key, found=self.found(column), expected=least)
        return None if key else number

    def _number(self, value: object) -> float:
        if isinstance(value, bool):
            raise NotReadError
        if isinstance(value, int | float):
            return float(value)
        if isinstance(value, str):
            return parse_number(value, self.faults.language)
        raise NotReadError

    def day(self, column: str, *, required: bool = False, month_will_do: bool = False) -> date | None:
        """A date; a month without a day counts as its first day when `month_will_do`."""
        value = self._get(column, required)
        if value is None:
            return None
        try:
            read = parse_day(value)
        except NotReadError:
            read = Day(date.min, True)
        if read.on.year not in YEARS or (read.whole_month and not month_will_do):
            self.note(column, "not_month" if month_will_do else "not_date", found=self.found(column))
            return None
        return read.on


def _tidy(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Formula):
        return value.strip() or None
    return value
