"""The run chart app: a team begins a phase with its reason, and finds it on its chart again and in the report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from browsing import PHONE, Visit, fits, violations
from running_server import BERGEN, OSLO

from kit.actions.load import load_book
from kit.apps.parts import Picture
from kit.domain.access import Role, Visitor
from kit.domain.entries.chart import PHASE_START
from kit.kernels.surroundings import Host
from kit.notebook.pages import Opened
from kit.notebook.pages.run_chart import RunChartPage
from kit.texts import texts

SERVER = "real"
NB = texts("nb")
MEASURE = "pu.r.count"
TEAM = Visitor(Role.UNIT, "0301", unit="0301-a")


def show_chart(visit: Visit) -> None:
    """Open the chart by its button in the overview."""
    measure = load_book(visit.server.folder).programme.measure(MEASURE)
    assert measure
    name = NB("run_chart.overview.open_chart", measure=NB.label(measure.name))
    visit.page.get_by_role("button", name=name, exact=True).click()
    visit.page.wait_for_selector("main .js-plotly-plot .main-svg", timeout=30_000)


def report(folder: Path) -> str:
    """The report of the same page: its words, and the words in its figures."""
    page = RunChartPage(Opened(Host.REPORT, NB, load_book(folder), "0301", OSLO, None))
    return "".join(str(p.figure.layout) if isinstance(p, Picture) else str(p) for p in page.charts().pieces)


def test_a_team_begins_a_phase_with_its_reason_and_finds_it_again(visit: Visit) -> None:
    visit.join(TEAM)
    page = visit.open("run_chart")
    show_chart(visit)
    page.get_by_label(NB("run_chart.task"), exact=True).select_option(label=NB("run_chart.task.phase_start"))
    page.get_by_role("button", name=NB("entries.phase_start.add"), exact=True).click()
    page.get_by_label(NB("entries.phase_start.on"), exact=True).fill("2025-08-01")
    page.get_by_role("button", name=NB("entries.save"), exact=True).click()
    page.get_by_role("alert").filter(has_text=NB("entries.phase_start.reason")).wait_for()
    assert not load_book(visit.server.folder).entries(PHASE_START)
    page.get_by_label(NB("entries.phase_start.reason"), exact=True).fill("Ny snuplan <b>")
    page.get_by_role("button", name=NB("entries.save"), exact=True).click()
    page.get_by_role("status").filter(has_text=NB("apps.saved.at", time="")[:6]).first.wait_for()
    (phase,) = load_book(visit.server.folder).entries(PHASE_START)
    assert (phase.value.on, phase.value.reason, phase.by) == (date(2025, 8, 1), "Ny snuplan <b>", TEAM.id)
    page.locator("main .js-plotly-plot").get_by_text("Ny fase: Ny snuplan").wait_for()
    page.reload()
    visit.ready()
    show_chart(visit)
    page.locator("main .js-plotly-plot").get_by_text("Ny fase: Ny snuplan").wait_for()
    assert page.get_by_text("Ny fase fra 1. august 2025: Ny snuplan <b>.").count() >= 1
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    page.wait_for_timeout(1000)
    assert fits(page)
    told = report(visit.server.folder)
    assert "Ny fase fra 1. august 2025: Ny snuplan &lt;b&gt;." in told
    assert "Ny fase: Ny snuplan" in told


@pytest.mark.parametrize("visitor", [Visitor(Role.VIEWER, "0301"), BERGEN], ids=["reader", "another"])
def test_whoever_may_not_decide_gets_no_forms_for_it(visit: Visit, visitor: Visitor) -> None:
    visit.join(visitor)
    page = visit.open("run_chart")
    page.get_by_label(NB("run_chart.view"), exact=True).wait_for()
    asked = page.get_by_label(NB("run_chart.task"), exact=True).count()
    assert asked == (visitor == BERGEN)
    assert "snuplan" not in page.get_by_role("main").inner_text() or visitor != BERGEN
