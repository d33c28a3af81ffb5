"""The tables as the queries see them. What is in the file is made by `migrations`; a test holds the two together.

Every table is append only: a correction is a new row, and for each key the row with the highest `id` is the one that
counts. Days and times are ISO text, times in UTC.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Integer, MetaData, Table, Text

APPLICATION_ID = 0x4C4E4B31  # "LNK1" in the file's header: tells our database from any other

METADATA = MetaData()


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _texts(*names: str) -> tuple[Column[str], ...]:
    return tuple(Column(name, Text, nullable=False) for name in names)


def _import() -> Column[int]:
    return Column("import_id", Integer, ForeignKey("imports.id"))


IMPORTS = Table("imports", METADATA, _id(), *_texts("file", "digest", "by", "at"))

POINTS = Table(
    "points",
    METADATA,
    _id(),
    *_texts("unit", "measure", "period"),
    Column("numerator", Float),  # NULL: the month was taken back
    Column("denominator", Float),
    *_texts("note", "by", "at"),
    _import(),
)

EVENTS = Table(
    "events",
    METADATA,
    _id(),
    *_texts("unit", "measure", "day"),
    Column("count", Integer, nullable=False),  # 0: the day was taken back
    *_texts("note", "by", "at"),
    _import(),
)

ITEM_STATES = Table(
    "item_states", METADATA, _id(), *_texts("municipality", "item", "status", "owner", "note", "by", "at")
)

# No column says who answered: the questionnaire is anonymous, so the store must not be able to tell.
ANSWERS = Table(
    "answers",
    METADATA,
    _id(),
    *_texts("response", "municipality", "respondent_group", "questionnaire", "version", "statement"),
    Column("value", Integer),
    *_texts("at"),
)

ENTRIES = Table(
    "entries",
    METADATA,
    _id(),
    *_texts("kind", "municipality", "unit", "key"),
    Column("content", Text),  # NULL: the entry was taken back
    *_texts("by", "at"),
)

# Raising a holder's number makes all of its older links useless.
LINK_NUMBERS = Table(
    "link_numbers", METADATA, _id(), *_texts("holder"), Column("number", Integer, nullable=False), *_texts("by", "at")
)
