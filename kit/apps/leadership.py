"""The leadership self-assessment of one municipality: answering it, and the results that are safe to show."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol

from markupsafe import Markup

from kit.actions import accept
from kit.apps import html
from kit.apps.parts import Picture
from kit.apps.saving import Receipt, closed
from kit.domain.book import Book
from kit.domain.survey import (
    LOWEST_MINIMUM,
    TOTAL,
    Answer,
    Questionnaire,
    RespondentGroup,
    ScaleScore,
    Statement,
    hidden_groups,
    scale_scores,
)
from kit.errors import ValueRefused
from kit.figures.bars import scale_bars
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
        self.scores: tuple[ScaleScore, ...] = scale_scores(self.questionnaire, mine)
        self._people = self._count(mine)
        self._hidden = hidden_groups(self._people, self.minimum)

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
        return max(self.questionnaire.minimum_group, LOWEST_MINIMUM)

    def _count(self, answers: Iterable[Answer]) -> Counter[str]:
        asked = self.questionnaire
        mine = {(a.group, a.response) for a in answers if (a.questionnaire, a.version) == (asked.id, asked.version)}
        return Counter(group for group, _ in mine)

    def people(self, group: str) -> int | None:
        """How many in a group have answered; None when the number is hidden to protect a small group."""
        return None if group in self._hidden else self._people[group]

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

    def score(self, scale: str, group: str) -> ScaleScore | None:
        """The score of a group (or `TOTAL`) on a scale."""
        return next((s for s in self.scores if (s.scale, s.group) == (scale, group)), None)


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
            words = [texts.label(s.wording(version)) for s in statements_of(asked, scale.id)]
            body += [html.heading(4, texts.label(scale.name)), html.bullets(words)]
        parts.append(html.details(texts("apps.answer.statements", groups=groups), *body))
    return html.join(*parts)


def people_html(model: LeadershipModel, texts: Texts) -> Markup:
    """How many have answered, by group."""
    headings = [texts("apps.results.group"), texts("apps.results.people")]
    rows = []
    for group in model.questionnaire.groups:
        n = model.people(group.id)
        shown = texts("apps.results.hidden") if n is None else texts.formats.number(n)
        rows.append((texts.label(group.name), shown))
    return html.table(texts("apps.results.who"), headings, rows)


def _score_cell(score: ScaleScore | None, texts: Texts) -> str:
    if score is None or score.n == 0:
        return texts.formats.number(None)
    if score.hidden:
        return texts("apps.results.hidden")
    return texts("apps.results.score", mean=texts.formats.number(score.mean, 1), n=score.n)


def shown_groups(model: LeadershipModel) -> tuple[str, ...]:
    """The groups in which somebody has answered, the total last."""
    groups = [group.id for group in model.questionnaire.groups if model.people(group.id) != 0]
    return (*groups, TOTAL) if groups else ()


def scores_html(model: LeadershipModel, texts: Texts) -> Markup:
    """The scores by scale and group, and a sentence where a group is hidden."""
    asked = model.questionnaire
    groups = shown_groups(model)
    names = {group.id: texts.label(group.name) for group in asked.groups} | {TOTAL: texts("apps.results.all")}
    rows = []
    for scale in asked.scales:
        cells = [_score_cell(model.score(scale.id, group), texts) for group in groups]
        rows.append((texts.label(scale.name), *cells))
    low, high = asked.values[0], asked.values[-1]
    caption = texts("apps.results.caption", low=low, high=high)
    table = html.table(caption, [texts("apps.results.scale"), *(names[group] for group in groups)], rows)
    hidden = any(score.hidden for score in model.scores)
    sentence = texts("apps.results.why", n=model.minimum)
    return html.join(table, html.note(sentence) if hidden else None)


def bars(model: LeadershipModel, texts: Texts) -> Picture | None:
    """The scores as bars, or None when no group may be shown."""
    if not any(score.n for score in model.scores):
        return None
    return Picture(scale_bars(model.scores, model.questionnaire, texts), texts("apps.results.figure"))


def results_head(model: LeadershipModel, texts: Texts) -> Markup:
    """The heading of the results and who has answered."""
    parts = [html.heading(2, texts("apps.results.title")), people_html(model, texts)]
    if shown_groups(model):
        parts.append(html.paragraph(texts("apps.results.fresh"), "small") if model.can_save else Markup(""))
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
        html.paragraph(texts.label(asked.licence), "small"),
        html.paragraph(texts.label(asked.source), "small"),
        html.paragraph(texts("apps.about.version", name=texts.label(asked.title), version=asked.version), "small"),
    )
