from __future__ import annotations

import json

import ipywidgets as w
import plotly.graph_objects as go
import pytest
from markupsafe import Markup

from kit.apps.parts import HTML, PLOTLY, Picture, part
from kit.kernels.surroundings import Host

WIDGET = "application/vnd.jupyter.widget-view+json"


def figure() -> Picture:
    return Picture(go.Figure(go.Scatter(x=["a"], y=[1.5])), "Én måling.")


def test_a_report_gets_words_and_figures_in_order_and_never_a_widget():
    shown = part(Markup("<p>a</p>"), Markup("<p>b</p>"), figure(), Markup("<p>c</p>"), figure(), live=w.Text)
    kinds = [list(data) for data, _ in shown.on(Host.REPORT).bundles()]
    assert kinds == [[HTML], [PLOTLY], [HTML], [PLOTLY]]


def test_an_app_gets_the_widget_alone_and_jupyterlab_gets_the_report_beside_it():
    shown = part(Markup("<p>a</p>"), live=w.Text)
    (app,), (lab,) = shown.on(Host.APP).bundles(), shown.on(Host.LAB).bundles()
    assert WIDGET in app[0]
    assert HTML not in app[0]
    assert WIDGET in lab[0]
    assert "<p>a</p>" in lab[0][HTML]


@pytest.mark.parametrize("host", list(Host))
def test_a_part_without_a_widget_is_the_same_everywhere(host: Host):
    assert [list(data) for data, _ in part(Markup("<p>a</p>"), figure()).on(host).bundles()] == [[HTML], [PLOTLY]]


def test_a_figure_carries_the_settings_that_keep_it_on_this_host_and_a_sentence_for_those_who_cannot_see_it():
    data, metadata = part(figure()).bundles()[0]
    assert data[PLOTLY]["config"]["showSendToCloud"] is False
    assert data[PLOTLY]["config"]["plotlyServerURL"] == ""
    assert metadata == {"kit": {"alt": "Én måling."}}
    json.dumps(data, allow_nan=False)


def test_a_price_in_dollars_is_not_set_as_a_formula():
    data, _ = part(Markup("<p>$5 eller $6</p>")).bundles()[0]
    assert "mathjax_ignore" in data[HTML]


def test_an_empty_part_shows_nothing():
    assert part().bundles() == ()


def test_a_part_tells_what_it_holds():
    assert repr(part(Markup("<p>to ord</p>"), figure(), live=w.Text)) == "<Part: 2 words, 1 figures, live>"
