"""Reading a questionnaire: its scales, answer options, groups and statements."""

from __future__ import annotations

from collections.abc import Collection

from kit.domain.disclosure import LOWEST_MINIMUM
from kit.domain.survey import Option, Questionnaire, RespondentGroup, Scale, Statement
from kit.sources.entries import Entry, finish_all


def read_questionnaire(file: Entry) -> Questionnaire:
    """The questionnaire in a file."""
    scales = read_scales(file)
    return Questionnaire(
        id=file.id(),
        version=file.text("version"),
        title=file.label("title"),
        intro=file.label("intro"),
        licence=file.label("licence"),
        source=file.label("source"),
        minimum_group=file.whole("minimum_group", least=LOWEST_MINIMUM),
        options=read_options(file),
        groups=_groups(file),
        scales=scales,
        statements=_statements(file, [scale.id for scale in scales]),
    )


def read_scales(file: Entry) -> tuple[Scale, ...]:
    """The file's scales."""
    entries = file.tables("scale")
    scales = tuple(Scale(entry.id(), entry.label("name"), entry.label("meaning")) for entry in entries)
    finish_all(entries, [scale.id for scale in scales])
    return scales


def read_options(file: Entry) -> tuple[Option, ...]:
    """The answer options; at least two of them with a value, no value twice."""
    entries = file.tables("option", key="value")
    options = tuple(Option(e.whole("value") if e.has("value") else None, e.label("label")) for e in entries)
    values = [option.value for option in options]
    for entry, value in zip(entries, values, strict=True):
        if values.count(value) > 1:
            entry.note("duplicate", "value", found=value)
    if entries and len({value for value in values if value is not None}) < 2:
        file.note("too_few_options", "option")
    for entry in entries:
        entry.finish()
    return options


def _groups(file: Entry) -> tuple[RespondentGroup, ...]:
    entries = file.tables("group")
    groups = tuple(
        RespondentGroup(entry.id(), entry.label("name"), entry.choice("version", ("leader", "staff")))
        for entry in entries
    )
    finish_all(entries, [group.id for group in groups])
    return groups


def _statements(file: Entry, scales: Collection[str]) -> tuple[Statement, ...]:
    entries = file.tables("statement")
    statements = tuple(
        Statement(
            entry.id(),
            entry.choice("scale", scales),
            entry.label("leader"),
            entry.label("staff"),
            entry.flag("reverse", False),
        )
        for entry in entries
    )
    finish_all(entries, [statement.id for statement in statements])
    asked = {statement.scale for statement in statements}
    empty = [scale for scale in scales if scale not in asked]
    if asked and asked <= set(scales):  # a misspelt scale is its own fault, and leaves another one empty
        for scale in empty:
            file.note("instruments.empty_scale", "scale", found=scale)
    return statements
