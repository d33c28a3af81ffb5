"""What the charts of the network show, beside what chance alone would give; nobody is ranked."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kit.actions.network_signals import Signals, signals_of
from kit.apps import html
from kit.apps.network import NetworkModel, section
from kit.apps.parts import Picture, Piece
from kit.figures.chart import Chart, Finding
from kit.figures.stacked import Share, StackedRow, stacked_bars
from kit.texts import Texts

SHOWN = (Finding.IMPROVING, Finding.WORSENING, Finding.SIGNAL_NEUTRAL, Finding.NONE, Finding.TOO_FEW)
LOOK = {
    Finding.IMPROVING: ("✓", "improving"),
    Finding.WORSENING: ("!", "worsening"),
    Finding.SIGNAL_NEUTRAL: ("◆", "signal_neutral"),
    Finding.NONE: ("–", "common"),
    Finding.TOO_FEW: ("…", "muted"),
}
NAMED = 12


def measure_name(row: Signals, texts: Texts) -> str:
    """What a row is about."""
    return texts.label(row.measure.name) if row.measure else texts("network.own")


def signals_pieces(model: NetworkModel, texts: Texts) -> tuple[Piece, ...]:
    """The sentence with the number that chance alone would give, the figure, the numbers, and who shows what."""
    rows = model.signals
    if not rows:
        return (html.join(section("signals", texts), html.paragraph(texts("network.fresh.nothing"))),)
    whole = signals_of(None, model.charts)
    said = sentence(whole, texts)
    bars = [StackedRow(measure_name(row, texts), tuple(row.counts[finding] for finding in SHOWN)) for row in rows]
    shares = [Share(LOOK[one][0], texts(f"network.signals.{one}"), LOOK[one][1]) for one in SHOWN]
    head = html.join(
        section("signals", texts), html.paragraph(said, "finding"), html.paragraph(reading(whole, texts), "small")
    )
    return head, Picture(stacked_bars(bars, shares), said), html.join(numbers_html(rows, texts), who_html(model, texts))


def sentence(whole: Signals, texts: Texts) -> str:
    """How many charts show a signal, and how many chance alone would give."""
    counts = whole.counts
    told = texts(
        "network.signals.sentence",
        signals=whole.signals,
        judged=whole.judged,
        better=counts[Finding.IMPROVING],
        worse=counts[Finding.WORSENING],
        neither=counts[Finding.SIGNAL_NEUTRAL],
    )
    return f"{told} {texts('network.signals.chance', n=about(whole.by_chance, texts), all=whole.reckoned)}"


def reading(whole: Signals, texts: Texts) -> str:
    """The rules by name, and which charts are in no number."""
    few, none = whole.counts[Finding.TOO_FEW], whole.counts[Finding.NO_DATA]
    return f"{texts('network.signals.rules')} {texts('network.signals.left_out', few=few, none=none)}"


def about(number: float, texts: Texts) -> str:
    """A number of charts that is only to be expected: whole from ten on, else with one decimal."""
    return texts.formats.number(number, 0 if number >= 10 else 1)


def numbers_html(rows: Sequence[Signals], texts: Texts) -> Markup:
    """The same as the figure, and by chance for each measure."""
    cells = [
        (
            measure_name(row, texts),
            *(str(row.counts[finding]) for finding in SHOWN),
            about(row.by_chance, texts) if row.reckoned else texts.formats.number(None),
        )
        for row in rows
    ]
    headings = [texts("network.signals.measure"), *(texts(f"network.signals.{one}") for one in SHOWN)]
    headings.append(texts("network.signals.by_chance"))
    table = html.table(texts("network.signals.caption"), headings, cells, numbers=range(1, len(headings)))
    return html.details(texts("network.signals.numbers"), table)


def who_html(model: NetworkModel, texts: Texts) -> Markup:
    """Where to ask first, and where there may be something to learn: in the network file's order."""
    parts = []
    for finding in (Finding.WORSENING, Finding.IMPROVING):
        lines = [
            Markup("<strong>{}</strong>: {}").format(measure_name(row, texts), named(model, shown, texts))
            for row in model.signals
            if (shown := row.that_show(finding))
        ]
        if lines:
            title = html.heading(3, texts(f"network.signals.who.{finding}"))
            parts.append(html.join(title, html.paragraph(texts(f"network.signals.do.{finding}")), html.bullets(lines)))
    return html.join(*parts)


def named(model: NetworkModel, charts: Sequence[Chart], texts: Texts) -> Markup:
    """Units by name, each leading to its municipality's charts."""
    names = html.join(
        *(
            Markup("{} ({})").format(model.link_of(chart.unit.municipality, "run_chart"), chart.unit.name)
            for chart in charts[:NAMED]
        ),
        between=", ",
    )
    rest = len(charts) - NAMED
    return html.join(names, texts.counted("network.late.more", rest), between=" ") if rest > 0 else names
