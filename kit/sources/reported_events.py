"""A list with a row for each reported event: which column is which, which places it names, and what its rows say.

Nothing but days and counts leaves here; texts that stand in other columns are looked through for identity numbers only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from kit.domain.pasting import Pasted
from kit.domain.reported_events import AMOUNT, CASE, DAY, KIND, NOTHING, PLACE, Picks, Reported
from kit.errors import Problem, ValueRefused
from kit.sources.csv_file import DELIMITERS, decode
from kit.sources.faults import Faults
from kit.sources.grid import Grid, address, note_identifiers
from kit.sources.judge import count_of, day_of
from kit.sources.pasted import divided, grid_of, holds
from kit.sources.row import Row
from kit.sources.words import plain

MOST_BYTES, MOST_ROWS = 3_000_000, 20_000
_DAY_WORDS = ("dato", "date", "dag", "day")
_EVENT_WORDS = ("hændelse", "hendelse", "event", "incident", "skete", "skjedde")
_HEADINGS = {
    CASE: ("dpsd", "sag", "sak", "case", "id", "nr", "no", "løbenummer", "løpenummer"),
    PLACE: ("lokation", "lokasjon", "sted", "enhed", "enhet", "afdeling", "avdeling", "location", "place", "unit"),
    KIND: ("hændelsestype", "hendelsestype", "type", "kategori", "category", "art", "kind"),
    AMOUNT: ("antal", "antall", "count", "number", "amount"),
}  # fmt: skip


def read_list(content: object) -> Pasted:
    """The list in a file's bytes or a pasted text, whatever it is divided by. Raises ValueRefused when it is none."""
    if isinstance(content, bytes | bytearray | memoryview):
        content = decode(bytes(content)) if len(content) <= MOST_BYTES else "x" * (MOST_BYTES + 1)
    if not isinstance(content, str) or "\0" in content:
        raise ValueRefused("paste.not_table")
    if len(content) > MOST_BYTES:
        raise ValueRefused("paste.too_long", n=len(content), most=MOST_BYTES)
    lines = content.splitlines(keepends=True)
    if lines and lines[0].casefold().startswith("sep="):
        content = "".join(["\n", *lines[1:]])
    first = next((line for line in content.splitlines() if line.strip()), "")
    return divided(content, max(DELIMITERS, key=first.count), MOST_ROWS)


def propose_columns(table: Pasted) -> tuple[str, ...]:
    """What each column probably is: by its heading; the day of the event, else the first column of days."""
    days = [n for n in range(table.width) if holds(table, n, days=True)]
    headings = [_words(table.headings[n]) if n < len(table.headings) else "" for n in range(table.width)]
    dated = [n for n in days if any(word in headings[n] for word in _DAY_WORDS)] or days
    best = sorted(dated, key=lambda n: not any(word in headings[n] for word in _EVENT_WORDS))
    found = [NOTHING] * table.width
    for column in best[:1]:
        found[column] = DAY
    for meaning, words in _HEADINGS.items():
        free = [n for n in range(table.width) if not found[n] and _says(headings[n], words)]
        if meaning == AMOUNT:
            free = [n for n in free if holds(table, n, days=False)]
        for column in free[:1]:
            found[column] = meaning
    return tuple(found)


def _words(heading: str) -> str:
    return " ".join(plain(heading).replace("-", " ").replace(".", " ").replace("_", " ").split())


def _says(heading: str, words: Iterable[str]) -> bool:
    """Whether a heading begins with one of the words, or holds a short one as a word of its own."""
    said = heading.split()
    return any(word in said or (len(word) > 2 and said and said[0].startswith(word)) for word in words)


def names_in(table: Pasted, means: Sequence[str], meaning: str) -> tuple[str, ...]:
    """The places or kinds that the list names, in the order of the alphabet; empty where no column holds them."""
    if meaning not in means:
        return ()
    column = means.index(meaning)
    return tuple(sorted({row[column] for row in table.rows if column < len(row) and row[column]}, key=str.casefold))


def read_reported(
    table: Pasted, means: Sequence[str], picks: Picks, today: date, language: str
) -> tuple[tuple[Reported, ...], int, tuple[Problem, ...]]:
    """The rows with these places and kinds (all rows, where nothing is picked), how many others, and all that is wrong.

    With any problem nothing may be used. Other rows are not judged: whoever reads the list cannot mend them.
    A case's number is no identity number.
    """
    faults = Faults(Path(), language)
    columns = {said: n for n, said in enumerate(means, start=1) if said}
    grid = grid_of(table)
    note_identifiers(_without(grid, columns.get(CASE, 0)), faults)
    found, elsewhere = [], 0
    for number, cells in grid.rows.items():
        named = {name: cells.get(column) for name, column in columns.items()}
        if any(named.get(meaning) not in names for meaning, names in picks.items()):
            elsewhere += bool(cells)
        elif cells:
            at = {"date": address(number, columns[DAY]), "count": address(number, columns.get(AMOUNT, columns[DAY]))}
            row = Row("", number, {"date": named[DAY], "count": named.get(AMOUNT)}, at, faults)
            one = _reported(row, str(named.get(CASE) or ""), today)
            found += [one] if one else []
    return tuple(found), elsewhere, tuple(faults.found)


def _without(grid: Grid, column: int) -> Grid:
    kept = {number: {n: cell for n, cell in cells.items() if n != column} for number, cells in grid.rows.items()}
    return Grid(grid.sheet, kept)


def _reported(row: Row, case: str, today: date) -> Reported | None:
    day, amount = day_of(row, "date", today), count_of(row)
    return None if day is None or not row.good("count") else Reported(day, case, amount)
