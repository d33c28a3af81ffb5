"""The leadership self-assessment of one municipality: answering it, and the results that are safe to show."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Protocol

from markupsafe import Markup

from kit.actions import accept
from kit.apps import html
from kit.apps.parts import Picture
from kit.apps.saving import Receipt, closed
from kit.domain.book import Book
from kit.domain.gap import LEADER, STAFF, Gap, gaps
from kit.domain.survey import (
    TOTAL,
    Questionnaire,
    RespondentGroup,
    ScaleScore,
    Statement,
    best_from,
    pool,
    results,
)
from kit.errors import ValueRefused
from kit.figures.bars import scale_bars
from kit.figures.gap import drawn, gap_figure, gap_sentence
from kit.texts import Texts

RESPONSE_BYTES = 16


class SaveAnswers(Protocol):
    """Saves answers of one anonymous response."""

    def __call__(self, group: str, response: str, values: Mapping[str, int | None]) -> Receipt: ...


class LeadershipModel:
    """One filled-in questionnaire at a time, and the results of those given before the page was opened.

    The response id is random and lives only here: neither the store nor the page knows who answered. Results stay as
    they were when the page was opened, so that nobody can see what the latest answer changed.
    """

    def __init__(self, book: Book, code: str, save: SaveAnswers | None = None) -> None:
        self.book, self.code = book, code
        self._save = save
        self.group: RespondentGroup | None = None
        self.answers: dict[str, int | None] = {}
        self._response = ""
        mine = [answer for answer in book.answers if answer.municipality == code]
        self.results = results(self.questionnaire, mine)
        self.gaps: tuple[Gap, ...] = gaps(self.questionnaire, self.results)

    @property
    def can_save(self) -> bool:
        """Whether the page may save."""
        return self._save is not None

    @property
    def questionnaire(self) -> Questionnaire:
        """The programme's questionnaire."""
        return self.book.programme.leadership

    @property
    def minimum(self) -> int:
        """The smallest group that is shown."""
        return self.questionnaire.minimum

    @property
    def scores(self) -> tuple[ScaleScore, ...]:
        """The scores that may be shown, by scale and cell."""
        return self.results.scores

    def people(self, cell: str) -> int | None:
        """How many in a group, a pool or all have answered; None when the number is hidden to protect a small group."""
        return self.results.people[cell]

    def choose(self, group_id: object) -> RespondentGroup:
        """Begin a new anonymous response for this group. Raises ValueRefused for an unknown group."""
        group = next((g for g in self.questionnaire.groups if g.id == group_id), None)
        if group is None:
            raise ValueRefused("apps.refused.choice")
        self.group, self.answers = group, {}
        self._response = secrets.token_hex(RESPONSE_BYTES)
        return group

    @property
    def progress(self) -> tuple[int, int]:
        """How many statements of how many are answered."""
        return len(self.answers), len(self.questionnaire.statements)

    def answer(self, statement_id: object, value: object) -> Receipt:
        """Check one answer and save it; None is "don't know". Raises ValueRefused, or whatever the save raises."""
        if self.group is None:
            raise ValueRefused("apps.refused.group")
        if not isinstance(statement_id, str):
            raise ValueRefused("apps.refused.choice")
        answers = accept.answer_values(self.questionnaire, {statement_id: value})
        if self._save is None:
            raise closed()
        receipt = self._save(self.group.id, self._response, answers)
        self.answers.update(answers)
        return receipt

    def score(self, scale: str, cell: str) -> ScaleScore | None:
        """The score of a group, a pool or `TOTAL` on a scale."""
        return self.results.score(scale, cell)


def statements_of(questionnaire: Questionnaire, scale: str) -> tuple[Statement, ...]:
    """The statements of a scale, in order."""
    return tuple(s for s in questionnaire.statements if s.scale == scale)


def versions(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The wordings in use, in the order of the groups."""
    return tuple(dict.fromkeys(group.version for group in questionnaire.groups))


def statements_html(model: LeadershipModel, texts: Texts) -> Markup:
    """The questionnaire to read or print: the statements in each wording."""
    asked = model.questionnaire
    parts = [html.heading(2, texts("apps.answer.title")), html.paragraph(texts.label(asked.intro))]
    for version in versions(asked):
        groups = ", ".join(texts.label(group.name) for group in asked.groups if group.version == version)
        body = []
        for scale in asked.scales:
            words = [texts.verbatim(s.wording(version)) for s in statements_of(asked, scale.id)]
            body += [html.heading(4, texts.label(scale.name)), html.bullets(words)]
        parts.append(html.details(texts("apps.answer.statements", groups=groups), *body))
    return html.join(*parts)


def people_html(model: LeadershipModel, texts: Texts) -> Markup:
    """How many have answered: by group, leaders and staff together, and all."""
    headings = [texts("apps.results.group"), texts("apps.results.people")]
    cells = {group.id: texts.label(group.name) for group in model.questionnaire.groups}
    cells |= {pool(version): texts(key) for version, key in _POOLS.items() if pool(version) in model.results.people}
    cells[TOTAL] = texts("leadership.people.all")
    rows = []
    for cell, name in cells.items():
        n = model.people(cell)
        rows.append((name, texts("apps.results.hidden") if n is None else texts.formats.number(n)))
    return html.table(texts("apps.results.who"), headings, rows)


_POOLS = {LEADER: "leadership.people.leaders", STAFF: "leadership.people.staff"}


def _score_cell(score: ScaleScore | None, texts: Texts, *, brief: bool = False) -> Markup:
    """A score in lines: mean and people, share of positive answers, and unless `brief` the unknown and the spread."""
    if score is None or score.n == 0:
        return html.join(texts.formats.number(None))
    if score.hidden:
        return html.join(texts("apps.results.hidden"))
    mean = texts.formats.number(score.mean, 1)
    lines = [
        texts("apps.results.score", mean=mean, n=score.n),
        _share("leadership.cell.positive", score.positive, texts),
        _share("leadership.cell.unknown", score.unknown, texts) if score.unknown and not brief else None,
        texts(f"leadership.spread.{score.spread}") if score.spread and not brief else None,
    ]
    return html.join(*lines, between=Markup("<br>"))


def _share(key: str, share: float | None, texts: Texts) -> str:
    return texts(key, percent=texts.formats.percent(None if share is None else share * 100))


def shown_groups(model: LeadershipModel) -> tuple[str, ...]:
    """The groups in which somebody has answered, the total last."""
    groups = [group.id for group in model.questionnaire.groups if model.people(group.id) != 0]
    return (*groups, TOTAL) if groups else ()


def _shown_sides(model: LeadershipModel) -> tuple[str, ...]:
    """Leaders, staff and all; only the one side when the other has not answered."""
    people = model.results.people
    sides = tuple(pool(version) for version in versions(model.questionnaire) if people[pool(version)] != 0)
    return sides if len(sides) == 1 else (*sides, TOTAL)


def _scores_table(model: LeadershipModel, cells: Sequence[str], texts: Texts, *, brief: bool = False) -> Markup:
    asked = model.questionnaire
    names = {group.id: texts.label(group.name) for group in asked.groups} | {TOTAL: texts("apps.results.all")}
    names |= {pool(LEADER): texts("leadership.leaders"), pool(STAFF): texts("leadership.staff")}
    rows = [
        (texts.label(scale.name), *(_score_cell(model.score(scale.id, cell), texts, brief=brief) for cell in cells))
        for scale in asked.scales
    ]
    caption = texts("apps.results.caption", low=asked.values[0], high=asked.values[-1])
    return html.table(caption, [texts("apps.results.scale"), *(names[cell] for cell in cells)], rows)


def gap_head(model: LeadershipModel, texts: Texts) -> Markup:
    """The heading over leaders and staff side by side, and why there is nothing to see where no scale may be shown."""
    title = html.heading(3, texts("leadership.gap.title"))
    return html.join(title, None if drawn(model.gaps) else html.note(texts("leadership.gap.none", n=model.minimum)))


def gaps_html(model: LeadershipModel, texts: Texts) -> Markup:
    """What leaders and staff say together, one sentence a scale."""
    names = {scale.id: texts.label(scale.name) for scale in model.questionnaire.scales}
    pattern = Markup("<strong>{}:</strong> {}")
    found = [pattern.format(names[gap.scale], gap_sentence(gap, texts)) for gap in model.gaps]
    return html.join(html.bullets(found), html.paragraph(texts("leadership.gap.talk")))


def scores_html(model: LeadershipModel, texts: Texts) -> Markup:
    """What the scores say: the gap in words, the scores of leaders and staff, those of each group, how to read them."""
    groups = [group for group in shown_groups(model) if group != TOTAL]
    hidden = any(score.hidden for score in model.scores)
    return html.join(
        gaps_html(model, texts) if drawn(model.gaps) else None,
        _scores_table(model, _shown_sides(model), texts),
        html.note(texts("apps.results.why", n=model.minimum)) if hidden else None,
        html.details(texts("leadership.groups"), _scores_table(model, groups, texts, brief=True)),
        reading_html(model.questionnaire, texts),
    )


def reading_html(questionnaire: Questionnaire, texts: Texts) -> Markup:
    """How to read the numbers: what is positive, what does not count, what the spread is."""
    best = [o for o in questionnaire.options if o.value is not None and o.value >= best_from(questionnaire)]
    positive = ", ".join(texts.label(option.label) for option in best)
    words = [texts("leadership.key.positive", options=positive)]
    words += [texts("leadership.key.unknown"), texts("leadership.key.spread")]
    return html.details(texts("leadership.reading"), html.bullets(words))


def bars(model: LeadershipModel, texts: Texts) -> Picture | None:
    """Leaders and staff side by side; the groups that may be shown where the two may not; None when nothing may."""
    if drawn(model.gaps):
        return Picture(gap_figure(model.gaps, model.questionnaire, texts), texts("leadership.gap.figure"))
    cells = shown_groups(model)
    found = (model.score(scale.id, cell) for scale in model.questionnaire.scales for cell in cells)
    scores = [score for score in found if score and score.n]
    if not scores:
        return None
    return Picture(scale_bars(scores, model.questionnaire, texts), texts("apps.results.figure"))


def results_head(model: LeadershipModel, texts: Texts) -> Markup:
    """The heading of the results and who has answered."""
    parts = [html.heading(2, texts("apps.results.title")), people_html(model, texts)]
    if shown_groups(model):
        parts.append(html.paragraph(texts("apps.results.fresh"), "small") if model.can_save else Markup(""))
        parts.append(gap_head(model, texts) if model.gaps else Markup(""))
    else:
        parts.append(html.note(texts("apps.results.none")))
    return html.join(*parts)


def about_html(model: LeadershipModel, texts: Texts) -> Markup:
    """What the scales mean, the licence and the source."""
    asked = model.questionnaire
    scales = [(texts.label(scale.name), texts.label(scale.meaning)) for scale in asked.scales]
    return html.join(
        html.heading(2, texts("apps.about.scales")),
        html.definitions(scales),
        html.paragraph(texts.verbatim(asked.licence), "small"),
        html.paragraph(texts.verbatim(asked.source), "small"),
        html.paragraph(texts("apps.about.version", name=texts.label(asked.title), version=asked.version), "small"),
    )
