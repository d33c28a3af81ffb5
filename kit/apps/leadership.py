"""The leadership self-assessment of one municipality: answering it, and what may be seen of the closed rounds."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import cached_property
from typing import Protocol

from markupsafe import Markup

from kit.actions import accept
from kit.apps import html
from kit.apps.saving import Receipt, closed
from kit.domain.access import Role, Visitor
from kit.domain.book import Book
from kit.domain.entries.leading import ROUND
from kit.domain.gap import Gap, gaps
from kit.domain.opinion import Opinion, opinions
from kit.domain.rounds import Asked, round_results, rounds
from kit.domain.survey import (
    Answer,
    Questionnaire,
    RespondentGroup,
    Results,
    ScaleScore,
    Statement,
    answers_to,
    results,
)
from kit.errors import ValueRefused
from kit.texts import Texts

RESPONSE_BYTES = 16


class SaveAnswers(Protocol):
    """Saves answers of one anonymous response."""

    def __call__(self, group: str, response: str, values: Mapping[str, int | None]) -> Receipt: ...


class LeadershipModel:
    """One filled-in questionnaire at a time, and the results of the rounds that were closed when the page was opened.

    The response id is random and lives only here, or in a respondent's own link: neither the store nor the page knows
    who answered. A respondent's model holds no results at all, whatever the book holds.
    """

    def __init__(self, book: Book, code: str, save: SaveAnswers | None = None, visitor: Visitor | None = None) -> None:
        self.book, self.code = book, code
        self._save = save
        self.bound = visitor if visitor is not None and visitor.role is Role.RESPONDENT else None
        self.group: RespondentGroup | None = None
        self.answers: dict[str, int | None] = {}
        self._response = ""
        opened = book.entries(ROUND, code)
        days = (answer.at.date() for answer in self._given)
        self.rounds: tuple[Asked, ...] = () if self.bound else rounds(opened, days, book.as_of)
        self.closed: tuple[tuple[Asked, Results], ...] = round_results(self.questionnaire, self._given, self.rounds)
        self.results: Results = self.closed[-1][1] if self.closed else results(self.questionnaire, [])
        self.gaps: tuple[Gap, ...] = gaps(self.questionnaire, self.results)

    @cached_property
    def _given(self) -> tuple[Answer, ...]:
        if self.bound:
            return ()
        return answers_to(self.questionnaire, (a for a in self.book.answers if a.municipality == self.code), every=True)

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
    def shown(self) -> Asked | None:
        """The round whose results are shown: the newest closed one."""
        return self.closed[-1][0] if self.closed else None

    @property
    def open_round(self) -> Asked | None:
        """The round that is open, or None."""
        return next((one for one in self.rounds if one.open), None)

    @property
    def scores(self) -> tuple[ScaleScore, ...]:
        """The scores that may be shown, by scale and cell."""
        return self.results.scores

    @cached_property
    def opinions(self) -> tuple[Opinion, ...]:
        """How opinions spread in the round that is shown."""
        one = self.shown
        if one is None or one.last is None:
            return ()
        inside = [answer for answer in self._given if one.first <= answer.at.date() <= one.last]
        return opinions(self.questionnaire, inside, self.results)

    def people(self, cell: str) -> int | None:
        """How many in a group, a pool or all have answered; None when the number is hidden to protect a small group."""
        return self.results.people[cell]

    @property
    def groups(self) -> tuple[RespondentGroup, ...]:
        """The groups that can be chosen: the one of a respondent's link where it names one."""
        wanted = self.bound.group if self.bound else ""
        return tuple(group for group in self.questionnaire.groups if wanted in ("", group.id))

    def choose(self, group_id: object) -> RespondentGroup:
        """Begin a new anonymous response for this group; a respondent's link goes on with its own.

        Raises ValueRefused for an unknown group.
        """
        group = next((g for g in self.groups if g.id == group_id), None)
        if group is None:
            raise ValueRefused("apps.refused.choice")
        self.group, self.answers = group, {}
        self._response = self.bound.response if self.bound else secrets.token_hex(RESPONSE_BYTES)
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
