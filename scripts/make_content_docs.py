"""Write `docs/content.md`: everything the programmes hold, with its source and evidence mark, from their own files.

`python scripts/make_content_docs.py` after every change of a programme; a test compares.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kit.domain.instruments import Instrument, InstrumentKind, Level
from kit.domain.label import Label
from kit.domain.measure import GoalKind, Measure
from kit.domain.programme import Programme
from kit.domain.survey import Option, Scale
from kit.sources.programme import programme_folders, read_programme
from kit.sources.references import OWN, Reference, codes, read_references

TARGET = Path(__file__).resolve().parent.parent / "docs" / "content.md"
LANGUAGES = {"da": "Dansk", "nb": "Norsk (bokmål)"}
HEAD = """# What the programmes hold

Generated from `templates/programmes/` by `python scripts/make_content_docs.py`: change the programmes, not this page.
English stands first and beside it the wording that the programme's own users read. The third language is in the files.

**Evidence marks.** **C**: a public source confirms the thing itself. **P**: the kit's own proposal. The wording is
always the kit's own, also where the mark is C: nothing here is a text of Dansk Selskab for Patientsikkerhed, KL,
Helsedirektoratet, USHT or IHI, and none of them has approved it. A source is named by its code, which leads to the list
at the end of its programme; *own* means the kit's own proposal.
"""
GOALS = {
    GoalKind.CHANGE: "{:+g} % from baseline",
    GoalKind.BASELINE: "within {:g} % of baseline",
    GoalKind.WATCH: "watch",
}
KINDS = {
    InstrumentKind.AGREEMENT: "statements, agree or disagree",
    InstrumentKind.MATURITY: "items with described levels",
    InstrumentKind.GRID: "grid",
    InstrumentKind.STEPS: "steps with evidence",
}


class Page:
    """The section of one programme: its words in English and in its own language."""

    def __init__(self, programme: Programme, references: dict[str, Reference]) -> None:
        self.programme = programme
        self.references = references
        self.local = LANGUAGES[programme.language]

    def both(self, label: Label) -> tuple[str, str]:
        """The English text and the local one."""
        return label.en, label.text(self.programme.language)

    def title(self, label: Label) -> str:
        """Both texts in one line, or one when they are alike."""
        return " · ".join(dict.fromkeys(self.both(label)))

    def basis(self, text: str) -> str:
        """The codes of a basis, each a link to the list of sources."""
        known = [self._code(code) for code in codes(text)]
        return ", ".join(known) or "own"

    def _code(self, code: str) -> str:
        if code == OWN:
            return "own"
        return f"[{self.references[code].id}](#{self.programme.id}-{code.lower()})"

    def lines(self) -> Iterator[str]:
        """The whole section."""
        one = self.programme
        yield f"## {self.title(one.name)}"
        yield f"`{one.id}`, version {one.version}, {one.weeks} weeks. {one.source.en}"
        yield from self.checklist()
        yield from self.measures()
        yield from self.leadership()
        for instrument in one.instruments:
            yield from self.instrument(instrument)
        yield from self.sources()

    def checklist(self) -> Iterator[str]:
        """Every item of the preparation package."""
        themes, items = self.programme.checklist.themes, self.programme.checklist.items
        yield f"### Preparation package: {len(items)} items in {len(themes)} themes"
        for theme in themes:
            yield f"#### {self.title(theme.name)}"
            yield table(
                ("id", "English", self.local, "weeks before", "critical", "mark", "source"),
                (
                    (
                        i.id,
                        *self.both(i.text),
                        f"{i.due_week:g}",
                        "yes" if i.critical else "",
                        i.mark,
                        self.basis(i.basis),
                    )
                    for i in items
                    if i.theme == theme.id
                ),
            )

    def measures(self) -> Iterator[str]:
        """Every measure with what is counted."""
        areas, measures = self.programme.areas, self.programme.measures
        yield f"### Measures: {len(measures)} in {len(areas)} focus areas"
        for area in areas:
            yield f"#### {self.title(area.name)}"
            yield table(
                ("id", "English", self.local, "counted", "kind", "every", "goal", "mark", "source"),
                (self._measure(m) for m in measures if m.area == area.id),
            )

    def _measure(self, m: Measure) -> tuple[str, ...]:
        counted = m.numerator.en if m.denominator is None else f"{m.numerator.en} *Of:* {m.denominator.en}"
        kind = f"{m.kind}, {m.value}" + (f" per {m.per}" if m.value == "rate" else "")
        goal = GOALS.get(m.goal.kind, "{:g}").format(m.goal.value)
        return m.id, *self.both(m.name), counted, kind, m.frequency, goal, m.mark, self.basis(m.basis)

    def leadership(self) -> Iterator[str]:
        """The statements of the self-assessment."""
        survey = self.programme.leadership
        yield f"### {self.title(survey.title)}"
        least = f"Smallest group shown: {survey.minimum_group}."
        yield f"Version {survey.version}. {survey.source.en} {survey.licence.en} {least}"
        yield options(survey.options)
        for scale in survey.scales:
            yield self._scale(scale)
            yield table(
                ("id", "to leaders", self.local, "to staff", self.local, "reverse", "mark"),
                (
                    (s.id, *self.both(s.leader), *self.both(s.staff), "yes" if s.reverse else "", "P")
                    for s in survey.statements
                    if s.scale == scale.id
                ),
            )

    def _scale(self, scale: Scale) -> str:
        return f"**{self.title(scale.name)}** (`{scale.id}`): {scale.meaning.en}"

    def instrument(self, one: Instrument) -> Iterator[str]:
        """An instrument with every item, level, criterion and task."""
        yield f"### {self.title(one.title)}"
        known = "validated" if one.validated else "not validated"
        group = f" Smallest group shown: {one.minimum_group}." if one.minimum_group else " Answered together."
        yield (
            f"`{one.id}`, version {one.version}: {KINDS[one.kind]}, {known}. Structure: mark {one.mark}, source "
            f"{self.basis(one.basis)}. {one.source.en} {one.licence.en}{group}"
        )
        if one.options:
            yield options(one.options)
        for dimension in one.dimensions:
            yield f"**{self.title(dimension.name)}**: {dimension.meaning.en}"
            yield self._levels(dimension.levels)
        for scale in one.scales:
            yield self._scale(scale)
            yield self._items(one, scale.id)
        if one.steps:
            yield self._steps(one)
        if one.tasks:
            yield from self._tasks(one)

    def _items(self, one: Instrument, scale: str) -> str:
        items = [item for item in one.items if item.scale == scale]
        if one.kind is InstrumentKind.MATURITY:
            return table(
                ("id", "value", "English", self.local, "mark", "source"),
                (
                    row
                    for item in items
                    for row in (
                        (
                            f"`{item.id}`",
                            "",
                            *(f"**{text}**" for text in self.both(item.text)),
                            item.mark,
                            self.basis(item.basis),
                        ),
                        *(("", f"{level.value:g}", *self.both(level.text), "P", "own") for level in item.levels),
                    )
                ),
            )
        column = {c.id: c.name.en for c in one.columns}
        extra = "column" if column else "reverse"
        return table(
            ("id", extra, "English", self.local, "mark", "source"),
            (
                (
                    f"`{item.id}`",
                    column.get(item.column, "yes" if item.reverse else ""),
                    *self.both(item.text),
                    item.mark,
                    self.basis(item.basis),
                )
                for item in items
            ),
        )

    def _levels(self, levels: Iterable[Level]) -> str:
        rows = ((f"{level.value:g}", self.title(level.name), *self.both(level.text), level.mark) for level in levels)
        return table(("value", "level", "English", self.local, "mark"), rows)

    def _steps(self, one: Instrument) -> str:
        return table(
            ("step", "English", self.local, "mark", "source"),
            (
                row
                for step in one.steps
                for row in (
                    (
                        f"**{step.value:.1f}**",
                        f"**{step.name.en}.** {step.text.en}",
                        " ".join((f"**{self.both(step.name)[1]}.**", self.both(step.text)[1])),
                        step.mark,
                        self.basis(one.basis) if step.mark == "C" else "own",
                    ),
                    *((f"`{c.id}`", *self.both(c.text), "P", "own") for c in step.criteria),
                )
            ),
        )

    def _tasks(self, one: Instrument) -> Iterator[str]:
        yield "**Standard work by tier of leadership**"
        for tier in one.tiers:
            yield f"{self.title(tier.name)}:"
            yield table(
                ("id", "every", "English", self.local, "keeps alive", "mark", "source"),
                (
                    (t.id, t.rhythm, *self.both(t.text), f"`{t.supports}`", t.mark, self.basis(t.basis))
                    for t in one.tasks
                    if t.tier == tier.id
                ),
            )

    def sources(self) -> Iterator[str]:
        """What the codes stand for."""
        yield f"### Sources of {self.programme.name.en}"
        rows = (
            f'- <a id="{self.programme.id}-{one.id.lower()}"></a>**{one.id}** {one.title}. <{one.address}>'
            for one in self.references.values()
        )
        yield "\n".join(rows)


def options(given: Iterable[Option]) -> str:
    """The answer options in one line."""
    return "Answers: " + "; ".join(
        option.label.en if option.value is None else f"{option.value} {option.label.en}" for option in given
    )


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of Markdown."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def content() -> str:
    """The whole page."""
    parts = [HEAD.strip()]
    for folder in programme_folders().values():
        page = Page(read_programme(folder), read_references(folder, []))
        parts += page.lines()
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_text(content(), encoding="utf-8", newline="\n")
