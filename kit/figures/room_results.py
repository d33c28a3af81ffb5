"""What a room has answered, as words and bars: plain HTML that phones, the wall and the report show alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from kit.domain.instruments import Instrument
from kit.domain.seminars.plan import CARDS, Activity, Item
from kit.domain.seminars.tally import GUESSES, SCALE, WRITTEN, Tally, middle_of, spread, statements
from kit.texts import Texts

_ROW = Markup(
    '<li class="kit-result"><span class="kit-result-name">{}</span>'
    '<span class="kit-result-bar" aria-hidden="true"><span style="width:{}%"></span></span>'
    '<span class="kit-result-n">{}</span></li>'
)
_LIST = Markup('<{0} class="kit-results">{1}</{0}>')
_SAID = Markup('<p class="kit-result-says">{}</p>')


def results_html(item: Item, made: Tally, texts: Texts, evaluation: Instrument | None = None) -> Markup:
    """The results of an item. `evaluation` is the instrument whose statements an evaluation has."""
    if made.n == 0:
        return _SAID.format(texts("seminar.results.none"))
    if made.hidden:
        return _SAID.format(texts("seminar.results.few"))
    if item.activity in WRITTEN:
        return _texts(made, texts)
    if item.activity in CARDS:
        return _SAID.format(texts.counted("seminar.results.cards", made.n))
    if item.activity is Activity.EVALUATION:
        return _evaluation(made, texts, evaluation)
    return _bars(item, made, texts)


def answered(item: Item, n: int, texts: Texts) -> str:
    """How many have answered, as people or as teams."""
    return texts.counted("seminar.answered", n) if item.activity not in CARDS else texts.counted("seminar.handed_in", n)


def _bars(item: Item, made: Tally, texts: Texts) -> Markup:
    if item.activity is Activity.RANK:
        return _rank(item, made, texts)
    names = _names(item, texts)
    rows = [
        _row(names.get(option, option), made.share(option), _count(n, made, texts)) for option, n in _known(item, made)
    ]
    said = _scale_says(made, texts) if item.activity is Activity.SCALE else _single_says(names, made, texts)
    if item.activity is Activity.PREDICT and (without := made.n - sum(made.counts.values())):
        said += Markup("<p>{}</p>").format(texts.counted("seminar.guess.without", without))
    return said + _LIST.format("ul", Markup("").join(rows))


def _known(item: Item, made: Tally) -> Iterable[tuple[str, int]]:
    order = SCALE if item.activity is Activity.SCALE else GUESSES if item.activity is Activity.PREDICT else item.options
    return [(option, made.counts.get(option, 0)) for option in order]


def _names(item: Item, texts: Texts) -> Mapping[str, str]:
    if item.activity is Activity.PREDICT:
        return {name: texts(f"seminar.guess.{name}") for name in GUESSES}
    if item.activity is Activity.SCALE:
        ends = {"1": texts.label(item.low), "5": texts.label(item.high)}
        return {value: f"{value} · {ends[value]}" if ends.get(value) else value for value in SCALE}
    return {option: texts.label(label) for option, label in item.options.items()}


def _row(name: str, share: float, told: str) -> Markup:
    return _ROW.format(name, f"{100 * min(1.0, max(0.0, share)):.0f}", told)


def _count(n: int, made: Tally, texts: Texts) -> str:
    return texts("seminar.results.count", n=n, percent=texts.formats.percent(100 * n / made.n))


def _single_says(names: Mapping[str, str], made: Tally, texts: Texts) -> Markup:
    most = max(made.counts.values(), default=0)
    first = [names[option] for option, n in made.counts.items() if n == most and option in names]
    key = "seminar.results.most" if len(first) == 1 else "seminar.results.alike"
    return _SAID.format(texts(key, names=" · ".join(first), n=most, all=made.n)) if most else Markup("")


def _scale_says(made: Tally, texts: Texts) -> Markup:
    parts, middle = spread(made.counts), middle_of(made.counts)
    if parts is None or middle is None:
        return Markup("")
    low, between, high = (texts.formats.percent(part) for part in parts)
    return _SAID.format(texts("seminar.results.spread", middle=middle, low=low, between=between, high=high)) + _stack(
        parts
    )


def _stack(parts: tuple[int, int, int]) -> Markup:
    """The spread as one bar of three parts, told apart by pattern as well as by colour; the words stand beside it."""
    names = ("low", "between", "high")
    spans = [
        Markup('<span class="kit-{}" style="width:{}%"></span>').format(n, p) for n, p in zip(names, parts, strict=True)
    ]
    return Markup('<p class="kit-spread" aria-hidden="true">{}</p>').format(Markup("").join(spans))


def _rank(item: Item, made: Tally, texts: Texts) -> Markup:
    names, most = _names(item, texts), made.n * len(item.options)
    rows = [
        _row(names.get(option, option), points / most, texts.counted("seminar.results.points", points))
        for option, points in made.counts.items()
    ]
    top = max(made.counts.values(), default=0)
    first = [names.get(option, option) for option, points in made.counts.items() if points == top]
    key = "seminar.results.first" if len(first) == 1 else "seminar.results.first_alike"
    return _SAID.format(texts(key, names=" · ".join(first))) + _LIST.format("ol", Markup("").join(rows))


def _texts(made: Tally, texts: Texts) -> Markup:
    if not made.words:
        return _SAID.format(texts("seminar.results.unread"))
    quotes = Markup("").join(Markup("<li>{}</li>").format(words) for words in made.words)
    return Markup('<ul class="kit-quotes">{}</ul>').format(quotes)


def _evaluation(made: Tally, texts: Texts, evaluation: Instrument | None) -> Markup:
    found, rows = statements(made.counts), []
    for statement in evaluation.items if evaluation else ():
        counts = found.get(statement.id, {})
        parts = spread(counts)
        if parts is None:
            continue
        low, between, high = (texts.formats.percent(part) for part in parts)
        told = texts("seminar.results.agree", n=sum(counts.values()), low=low, between=between, high=high)
        rows.append(Markup("<li><p>{}</p>{}<p>{}</p></li>").format(texts.verbatim(statement.text), _stack(parts), told))
    return Markup('<ul class="kit-statements">{}</ul>').format(Markup("").join(rows))
