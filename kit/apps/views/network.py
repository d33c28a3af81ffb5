"""The network page as forms: one measure at a time."""

from __future__ import annotations

import ipywidgets as w

from kit.apps import html
from kit.apps.network import NetworkModel, section
from kit.apps.network_measures import measure_pieces, overview_html
from kit.apps.network_signals import measure_name
from kit.apps.views import widgets as kw
from kit.errors import ValueRefused
from kit.texts import Texts


def measures(model: NetworkModel, texts: Texts) -> w.Widget:
    """The overview of every measure, and the one that is chosen in full."""
    head = kw.markup(html.join(section("measures", texts), overview_html(model, texts)))
    if not model.signals:
        return kw.column([head], "kit-form", "kit-wide")
    names = [(measure_name(row, texts), place) for place, row in enumerate(model.signals)]
    chooser = kw.dropdown(texts("network.measures.choose"), names, 0)
    line, place = kw.Status(), kw.column([])

    def show() -> None:
        chosen = chooser.value
        if not isinstance(chosen, int) or not 0 <= chosen < len(model.signals):
            raise ValueRefused("apps.refused.choice")
        place.children = (kw.pieces(measure_pieces(model, model.signals[chosen], texts)),)

    chooser.observe(lambda _: kw.guarded(line, texts, show), names="value")
    show()
    return kw.column([head, chooser, line.widget, place], "kit-form", "kit-wide")
