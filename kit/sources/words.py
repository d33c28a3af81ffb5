"""The words of the workbooks: what is written in the network's language, and read back from any of the three."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kit.domain.label import LANGUAGES, Label
from kit.domain.network import SEMINAR_KINDS, WAVES, Status
from kit.texts import texts

SEPARATOR = " · "
CHOICES = {
    "wave": WAVES,
    "status": tuple(map(str, Status)),
    "language": LANGUAGES,
    "seminar": SEMINAR_KINDS,
}


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with headings. `stand_in` names the column to take where the first of a pair is not there."""

    sheet: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    stand_in: Mapping[str, str]

    @property
    def readable(self) -> tuple[str, ...]:
        """The columns looked for when reading."""
        return (*self.columns, *(name for name in self.stand_in.values() if name not in self.columns))

    def headings(self, language: str) -> tuple[str, ...]:
        """The headings in the table's order."""
        return tuple(heading(column, language) for column in self.columns)


def _table(sheet: str, columns: str, required: str, **stand_in: str) -> Table:
    return Table(sheet, tuple(columns.split()), tuple(required.split()), stand_in)


MUNICIPALITIES = _table("municipalities", "code name wave status withdrawn_on withdrawn_reason", "code name")
UNITS = _table("units", "unit_id municipality name unit_kind places", "unit_id municipality name unit_kind")
PEOPLE = _table("people", "municipality unit role name", "municipality role name")
SEMINARS = _table("seminars", "seminar_id seminar_kind name date", "seminar_id seminar_kind name date")
IN_USE = _table(
    "in_use", "measure_id municipality unit baseline break_on break_reason", "measure_id", measure_id="measure"
)
LOCAL_WORDS = _table("local_words", "standard_word local_word", "standard_word local_word")
MEASUREMENTS = _table(
    "measurements",
    "unit_id unit measure_id measure month numerator denominator note",
    "unit_id measure_id month numerator denominator",
    unit_id="unit",
    measure_id="measure",
    month="date",
)
EVENTS = _table(
    "events", "unit_id measure_id date count note", "unit_id measure_id date", unit_id="unit", measure_id="measure"
)
NETWORK_KEYS = ("name", "programme", "language", "first_seminar", "contact", "id")


def plain(text: object) -> str:
    """A heading or word with everything that does not matter taken away: case, spaces, underscores, end marks."""
    return " ".join(str(text).replace("_", " ").split()).casefold().strip(" *:.")


def _ways(kind: str, name: str) -> Iterable[str]:
    yield name
    for language in LANGUAGES:
        words = texts(language)
        yield words(f"workbook.{kind}.{name}")
        if words.has(f"workbook.alias.{kind}.{name}"):
            yield from words(f"workbook.alias.{kind}.{name}").split("|")


@lru_cache(maxsize=256)
def _known(kind: str, names: tuple[str, ...]) -> dict[str, str]:
    """Every way to write each of `names`, with the name it means; a word that two share belongs to the first."""
    known: dict[str, str] = {}
    for name in names:
        for way in _ways(kind, name):
            known.setdefault(plain(way), name)
    return known


def heading(column: str, language: str) -> str:
    """The heading of a column."""
    return texts(language)(f"workbook.heading.{column}")


def column_of(text: object, columns: tuple[str, ...]) -> str | None:
    """Which of `columns` a heading in any language names, or None."""
    return _known("heading", columns).get(plain(text))


def sheet_name(sheet: str, language: str) -> str:
    """The name of a sheet."""
    return texts(language)(f"workbook.sheet.{sheet}")


def sheet_of(name: str, sheets: tuple[str, ...]) -> str | None:
    """Which of `sheets` a sheet name in any language means, or None."""
    return _known("sheet", sheets).get(plain(name))


def key_label(key: str, language: str) -> str:
    """The words before a value of the sheet network."""
    return texts(language)(f"workbook.key.{key}")


def key_of(text: object) -> str | None:
    """Which of `NETWORK_KEYS` the words mean, or None."""
    return _known("key", NETWORK_KEYS).get(plain(text))


@dataclass(frozen=True, slots=True)
class Choice:
    """A list to choose from: ids and what is shown for them."""

    shown: Mapping[str, Label]

    def words(self, language: str) -> tuple[str, ...]:
        """What the drop-down shows, in order."""
        return tuple(self.word(one, language) for one in self.shown)

    def word(self, name: str, language: str) -> str:
        """What the drop-down shows for an id; the id stands before the word where two would look the same."""
        word = self.shown[name].text(language)
        twins = [one for one, label in self.shown.items() if plain(label.text(language)) == plain(word)]
        return word if len(twins) == 1 else f"{name}{SEPARATOR}{word}"

    def find(self, text: str, kind: str = "") -> str | None:
        """The id that a text means, in any language: an id, a word, or ``id · word``. None when it means none."""
        first = text.split(SEPARATOR, maxsplit=1)[0].strip()
        if first in self.shown:
            return first
        known = _known(f"word.{kind}", tuple(self.shown)) if kind else {}
        if plain(text) in known:
            return known[plain(text)]
        wanted = plain(text)
        hits = {one for one, label in self.shown.items() for lang in LANGUAGES if plain(label.text(lang)) == wanted}
        return hits.pop() if len(hits) == 1 else None


def own_choice(kind: str) -> Choice:
    """One of the kit's own lists (`CHOICES`)."""
    words = [texts(language) for language in LANGUAGES]
    return Choice({name: Label(*(t(f"workbook.word.{kind}.{name}") for t in words)) for name in CHOICES[kind]})


def with_id(name: str, word: str) -> str:
    """A choice that shows the id and what it stands for."""
    return f"{name}{SEPARATOR}{word}" if word else name


def id_part(text: str) -> str:
    """The id of ``id · word``, or the text itself."""
    return text.split(SEPARATOR, maxsplit=1)[0].strip()
