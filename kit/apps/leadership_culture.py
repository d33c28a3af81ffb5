"""Safety-culture surveys made elsewhere: their summed-up results, how they have changed, and taking new ones in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from kit.actions import accept_entry
from kit.apps import html
from kit.apps.desk import Desk
from kit.apps.parts import Picture, Piece
from kit.apps.saving import Receipt
from kit.domain.entries.leading import CULTURE_RESULT, CultureResult
from kit.domain.leading import CultureLine, CultureRow, culture_lines
from kit.errors import ValueRefused
from kit.figures.rows import Row, RowScale, rows_figure
from kit.texts import Texts

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

ReadCulture = Callable[[object, str], tuple[CultureRow, ...]]  # `kit.actions.culture.read_culture`: text, language
TICKS = (0.0, 25.0, 50.0, 75.0, 100.0)


def culture_head(minimum: int, texts: Texts) -> Markup:
    """The heading of the culture surveys, and what may be entered."""
    how = html.paragraph(texts("leadership.culture.how", n=minimum))
    return html.join(html.heading(2, texts("leadership.culture.title")), how)


def least(desk: Desk) -> int:
    """The fewest people of whom a number may be shown."""
    return desk.book.programme.leadership.minimum


def culture_pieces(desk: Desk, texts: Texts) -> tuple[Piece, ...]:
    """What the surveys say: in a sentence, as a figure, and theme by theme through the waves."""
    lines = culture_lines(desk.of(CULTURE_RESULT), least(desk))
    head = culture_head(least(desk), texts)
    if not lines:
        return (html.join(head, html.paragraph(texts("entries.culture_result.none"))),)
    said = culture_sentence(lines, texts)
    figure = Picture(culture_figure(lines, texts), said)
    return html.join(head, html.paragraph(said, "finding")), figure, culture_table(lines, texts)


def culture_sentence(lines: Sequence[CultureLine], texts: Texts) -> str:
    """How many themes have more positive answers than last time, and how many fewer; which is lowest now."""
    lowest = min(lines, key=lambda line: line.results[-1].percent or 0.0)
    now = texts.formats.percent(lowest.results[-1].percent)
    last = texts("leadership.culture.lowest", theme=lowest.theme, percent=now)
    steps = [step for line in lines if (step := _step(line)) is not None]
    if not steps:
        return last
    counts = {"up": sum(s > 0 for s in steps), "down": sum(s < 0 for s in steps), "same": steps.count(0)}
    return f"{texts('leadership.culture.sentence', **counts)} {last}"


def culture_figure(lines: Sequence[CultureLine], texts: Texts) -> Figure:
    """Each theme with its newest percent and the one before; older ones are small dots."""
    percent = texts.formats.percent
    scale = RowScale(TICKS[0], TICKS[-1], TICKS, tuple(percent(place) for place in TICKS))
    return rows_figure([_figure_row(line, texts) for line in lines], scale, texts("leadership.culture.legend"))


def _figure_row(line: CultureLine, texts: Texts) -> Row:
    values = [one.percent or 0.0 for one in line.results]
    words = [texts.formats.percent(one.percent) for one in line.results]
    before = (values[-2], words[-2]) if len(values) > 1 else (None, "")
    return Row(line.theme, values[-1], words[-1], *before, earlier=tuple(values[:-2]))


def culture_table(lines: Sequence[CultureLine], texts: Texts) -> Markup:
    """One row a theme: every wave with its percent and people, and what the last step was."""
    headings = [texts(f"leadership.culture.column.{name}") for name in ("theme", "waves", "change")]
    rows = [(line.theme, html.bullets(_waves(line, texts)), _last_step(line, texts)) for line in lines]
    table = html.table(texts("leadership.culture.title"), headings, rows)
    return html.join(table, html.paragraph(texts("leadership.culture.caution"), "small"))


def _waves(line: CultureLine, texts: Texts) -> list[str]:
    return [culture_words(one, texts) for one in line.results]


def culture_words(one: CultureResult, texts: Texts) -> str:
    """One result: its wave, its percent and its people."""
    return texts("leadership.culture.wave", wave=one.wave, percent=texts.formats.percent(one.percent), n=one.n)


def _step(line: CultureLine) -> int | None:
    """Whole percentage points since the wave before; None where there is only one."""
    if len(line.results) < 2:
        return None
    before, after = (round(one.percent or 0) for one in line.results[-2:])
    return after - before


def _last_step(line: CultureLine, texts: Texts) -> str:
    step = _step(line)
    if step is None:
        return texts("leadership.culture.one")
    if step == 0:
        return texts("leadership.culture.same")
    return texts(f"leadership.culture.{'more' if step > 0 else 'less'}", points=abs(step))


@dataclass(frozen=True, slots=True)
class Taken:
    """What a paste holds: the rows that may be saved, and how many themes have too few people to be kept."""

    wave: str
    on: date | None
    rows: tuple[CultureRow, ...]
    left_out: int


class CulturePaste:
    """The results of one wave, read from a paste, checked whole, then saved; the same wave again is a correction."""

    def __init__(self, desk: Desk, language: str, rows_of: ReadCulture) -> None:
        self.desk, self.language, self.rows_of = desk, language, rows_of

    def read(self, wave: object, on: object, text: object) -> Taken:
        """What would be saved. Raises ValueRefused or FieldRefused with what is wrong; nothing is saved yet."""
        found = self.rows_of(text, self.language)
        kept = tuple(row for row in found if row.n >= least(self.desk))
        if not kept:
            raise ValueRefused("leadership.culture.refused.few", n=least(self.desk))
        made = [self._checked({"wave": wave, "on": on, **_values(row)}) for row in kept]
        return Taken(made[0].wave, made[0].on, kept, len(found) - len(kept))

    def _checked(self, values: dict[str, object]) -> CultureResult:
        desk = self.desk
        made: CultureResult = accept_entry.body(desk.book, CULTURE_RESULT, desk.code, "", values, desk.book.as_of)
        return made

    def save(self, taken: Taken) -> Receipt:
        """Save every row; the receipt of the last one."""
        known = {(e.value.wave, e.value.theme): e.key for e in self.desk.of(CULTURE_RESULT)}
        receipts = []
        for row in taken.rows:
            key = known.get((taken.wave, row.theme)) or self.desk.new_key()
            values = {"wave": taken.wave, "on": taken.on, **_values(row)}
            receipts.append(self.desk.save(CULTURE_RESULT, "", key, values))
        return receipts[-1]


def _values(row: CultureRow) -> dict[str, object]:
    return {"theme": row.theme, "n": row.n, "percent": row.percent}


def taken_html(taken: Taken, texts: Texts) -> Markup:
    """What would be saved, row by row, and what would not."""
    headings = [texts(f"entries.culture_result.{name}") for name in ("theme", "n", "percent")]
    number, percent = texts.formats.number, texts.formats.percent
    rows = [(row.theme, number(float(row.n)), percent(row.percent)) for row in taken.rows]
    left = texts.counted("leadership.culture.left_out", taken.left_out) if taken.left_out else ""
    caption = texts("leadership.culture.preview", wave=taken.wave)
    return html.join(html.table(caption, headings, rows), html.note(left) if left else None)
