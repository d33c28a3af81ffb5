"""The leadership self-assessment from round to round: the two newest closed rounds, drawn and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from kit.apps import html
from kit.apps.leadership import LeadershipModel
from kit.apps.leadership_results import SIDES, round_name
from kit.apps.parts import Picture, Piece
from kit.domain.survey import TOTAL
from kit.domain.waves import Change, Claim, changes
from kit.figures.bars import score_text
from kit.figures.rows import Row, RowScale, rows_figure
from kit.texts import Texts

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Named = tuple[str, Change]  # a scale of leaders, of staff or of all, by name


def waves_pieces(model: LeadershipModel, texts: Texts) -> tuple[Piece, ...]:
    """The two newest closed rounds side by side, drawn and as a table; nothing before there are two."""
    if len(model.closed) < 2:
        return ()
    title, found = html.heading(3, texts("leadership.waves.title")), _named(model, texts)
    if not found:
        return (html.join(title, html.note(texts("leadership.waves.none", n=model.minimum))),)
    said = waves_sentence(found, texts)
    drawn = Picture(_figure(found, model, texts), said)
    return html.join(title, html.paragraph(said, "finding")), drawn, _table(found, model, texts)


def _named(model: LeadershipModel, texts: Texts) -> tuple[Named, ...]:
    """What may be compared; leaders and staff are not mixed where both show."""
    (_, before), (_, after) = model.closed[-2:]
    names = {scale.id: texts.label(scale.name) for scale in model.questionnaire.scales}
    found = {cell: changes(model.questionnaire, before, after, cell) for cell in SIDES}
    apart = [cell for cell in found if cell != TOTAL and found[cell]]
    return tuple(
        (f"{names[one.before.scale]}, {texts(SIDES[cell])}", one) for cell in apart or [TOTAL] for one in found[cell]
    )


def waves_sentence(found: Sequence[Named], texts: Texts) -> str:
    """In how many lines something may be said of the change, and what."""
    claims = Counter(one.claim for _, one in found)
    if set(claims) == {Claim.TOO_FEW}:
        return texts("leadership.waves.sentence.few")
    counts = {str(claim): claims[claim] for claim in Claim}
    return texts("leadership.waves.sentence", **counts)


def _figure(found: Sequence[Named], model: LeadershipModel, texts: Texts) -> Figure:
    values = model.questionnaire.values
    words = tuple(texts.formats.number(value, 0) for value in values)
    scale = RowScale(float(values[0]), float(values[-1]), tuple(float(value) for value in values), words)
    rows = [
        Row(name, one.after.mean, score_text(one.after, texts), one.before.mean, score_text(one.before, texts))
        for name, one in found
        if one.after.mean is not None and one.before.mean is not None
    ]
    return rows_figure(rows, scale, texts("leadership.waves.legend"))


def _table(found: Sequence[Named], model: LeadershipModel, texts: Texts) -> Markup:
    (first, _), (second, _) = model.closed[-2:]
    rows = [(name, *_change_cells(one, texts)) for name, one in found]
    headings = [texts("apps.results.scale"), round_name(first, texts), round_name(second, texts)]
    table = html.table(texts("leadership.waves.caption"), [*headings, texts("leadership.waves.means")], rows)
    return html.join(table, html.paragraph(texts("leadership.waves.how"), "small"))


def _change_cells(one: Change, texts: Texts) -> tuple[str, str, str]:
    before, after = (
        texts("apps.results.score", mean=texts.formats.number(score.mean, 1), n=score.n or 0)
        for score in (one.before, one.after)
    )
    return before, after, texts(f"leadership.claim.{one.claim}")
