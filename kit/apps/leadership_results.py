"""The results of a closed round: in words, tables and figures. Whatever may not be shown was removed before."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kit.apps import html
from kit.apps.leadership import LeadershipModel, versions
from kit.apps.parts import Picture
from kit.domain.gap import LEADER, STAFF
from kit.domain.opinion import COARSE_STEP, COARSE_UNDER, rounded_percent
from kit.domain.response import response_rate
from kit.domain.rounds import OWN_DAYS, Asked
from kit.domain.survey import TOTAL, Questionnaire, ScaleScore, best_from, pool
from kit.figures.bars import scale_bars
from kit.figures.gap import drawn, gap_figure, gap_sentence
from kit.figures.opinion import opinion_bars, opinion_sentence
from kit.texts import Texts

POOLS = {LEADER: "leadership.people.leaders", STAFF: "leadership.people.staff"}
SIDES = {pool(LEADER): "leadership.leaders", pool(STAFF): "leadership.staff", TOTAL: "apps.results.all"}


def round_name(one: Asked, texts: Texts) -> str:
    """A round by its name and days."""
    days = texts("leadership.round.since", first=one.first.isoformat())
    if one.last is not None:
        days = texts("leadership.round.days", first=one.first.isoformat(), last=one.last.isoformat())
    return texts("leadership.round.named", name=one.name, days=days) if one.name else days


def people_html(model: LeadershipModel, texts: Texts) -> Markup:
    """How many have answered: by group, leaders and staff together, and all; of how many invited, where it is known."""
    headings = [texts("apps.results.group"), texts("apps.results.people")]
    cells = {group.id: texts.label(group.name) for group in model.questionnaire.groups}
    cells |= {pool(version): texts(key) for version, key in POOLS.items() if pool(version) in model.results.people}
    cells[TOTAL] = texts("leadership.people.all")
    rows = [(name, _people(model, cell, texts)) for cell, name in cells.items()]
    return html.table(texts("apps.results.who"), headings, rows)


def _people(model: LeadershipModel, cell: str, texts: Texts) -> str:
    n, one = model.people(cell), model.shown
    if n is None:
        return texts("apps.results.hidden")
    invited = {pool(LEADER): one.invited_leaders, pool(STAFF): one.invited_staff} if one else {}
    rate = response_rate(n, invited.get(cell))
    if rate is None or rate.share is None:
        return texts.formats.number(n)
    told = texts("leadership.rate", n=n, of=rate.invited, percent=texts.formats.percent(rate.share * 100))
    return f"{told} {texts('leadership.rate.caution')}" if rate.caution else told


def _score_cell(score: ScaleScore | None, texts: Texts, *, brief: bool = False) -> Markup:
    """A score in lines: mean and people, share of positive answers, and unless `brief` the unknown and the spread."""
    if score is None or score.n == 0:
        return html.join(texts.formats.number(None))
    if score.n is None:
        return html.join(texts("apps.results.hidden"))
    mean = texts.formats.number(score.mean, 1)
    lines = [
        texts("apps.results.score", mean=mean, n=score.n),
        _share("leadership.cell.positive", score.positive, score.n, texts),
        _share("leadership.cell.unknown", score.unknown, score.n, texts) if score.unknown and not brief else None,
        texts(f"leadership.spread.{score.spread}") if score.spread and not brief else None,
    ]
    return html.join(*lines, between=Markup("<br>"))


def _share(key: str, share: float | None, n: int, texts: Texts) -> str:
    return texts(key, percent=texts.formats.percent(None if share is None else rounded_percent(share, n)))


def shown_groups(model: LeadershipModel) -> tuple[str, ...]:
    """The groups in which somebody has answered, the total last."""
    groups = [group.id for group in model.questionnaire.groups if model.people(group.id) != 0]
    return (*groups, TOTAL) if groups else ()


def shown_sides(model: LeadershipModel) -> tuple[str, ...]:
    """Leaders, staff and all; only the one side when the other has not answered."""
    people = model.results.people
    sides = tuple(pool(version) for version in versions(model.questionnaire) if people[pool(version)] != 0)
    return sides if len(sides) == 1 else (*sides, TOTAL)


def _scores_table(model: LeadershipModel, cells: Sequence[str], texts: Texts, *, brief: bool = False) -> Markup:
    asked = model.questionnaire
    names = {group.id: texts.label(group.name) for group in asked.groups}
    names |= {cell: texts(key) for cell, key in SIDES.items()}
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
        _scores_table(model, shown_sides(model), texts),
        html.note(texts("apps.results.why", n=model.minimum)) if hidden else None,
        html.details(texts("leadership.groups"), _scores_table(model, groups, texts, brief=True)),
        reading_html(model.questionnaire, texts),
    )


def reading_html(questionnaire: Questionnaire, texts: Texts) -> Markup:
    """How to read the numbers: what is positive, what does not count, what the spread is, how they are rounded."""
    best = [o for o in questionnaire.options if o.value is not None and o.value >= best_from(questionnaire)]
    positive = ", ".join(texts.label(option.label) for option in best)
    words = [texts("leadership.key.positive", options=positive)]
    words += [texts("leadership.key.unknown"), texts("leadership.key.spread")]
    words += [texts("leadership.key.rounded", n=COARSE_UNDER, step=COARSE_STEP)]
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


def opinion_pieces(model: LeadershipModel, texts: Texts) -> tuple[Markup | Picture, ...]:
    """How opinions spread, as diverging bars with a sentence; nothing where nothing may be shown."""
    sides = [cell for cell in shown_sides(model) if cell != TOTAL] if model.closed else []
    found = [one for one in model.opinions if one.group in sides]
    if not found:
        found = [one for one in model.opinions if one.group == TOTAL]
    if not found:
        return ()
    names = {cell: texts(key) for cell, key in SIDES.items()}
    figure = opinion_bars(found, model.questionnaire, names, texts)
    sentence = opinion_sentence(found, model.questionnaire, names, texts)
    head = html.join(html.heading(3, texts("leadership.opinion.title")), html.paragraph(sentence, "finding"))
    how = html.paragraph(texts("leadership.opinion.talk"))
    return head, Picture(figure, f"{texts('leadership.opinion.figure')} {sentence}"), how


def talk_html(texts: Texts) -> Markup:
    """Questions for talking about the results together."""
    questions = [texts(f"leadership.talk.{n}") for n in ("see", "surprise", "differ", "example", "step")]
    return html.card(html.heading(3, texts("leadership.talk.title")), html.bullets(questions))


def results_head(model: LeadershipModel, texts: Texts) -> Markup:
    """The heading of the results, which round they are of, and who has answered; why there are none, where so."""
    title, shown = html.heading(2, texts("apps.results.title")), model.shown
    waiting = _waiting(model, texts)
    if shown is None:
        return html.join(title, waiting)
    return html.join(
        title,
        html.paragraph(texts("leadership.round.shown", round=round_name(shown, texts)), "lead"),
        waiting if model.open_round else None,
        people_html(model, texts),
        gap_head(model, texts) if shown_groups(model) and model.gaps else None,
        None if shown_groups(model) else html.note(texts("apps.results.none")),
    )


def _waiting(model: LeadershipModel, texts: Texts) -> Markup:
    """What is waited for: somebody to answer, or the open round to close."""
    one = model.open_round
    if one is None:
        return html.note(texts("apps.results.none"))
    if one.name:
        return html.note(texts("leadership.round.waiting", round=round_name(one, texts)))
    return html.note(texts("leadership.round.waiting.own", round=round_name(one, texts), n=OWN_DAYS // 7))
