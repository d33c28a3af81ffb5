"""The kit's apps in a browser: what is entered is on disk and comes back, nothing leaves the machine."""

from __future__ import annotations

from datetime import date

import pytest
from browsing import DESKTOP, PHONE, ZOOMED, Visit, fits, violations
from running_server import BERGEN, OSLO

from kit.actions.enter import save_answers
from kit.actions.load import load_book
from kit.domain.access import FACILITATOR
from kit.domain.checklist import ItemStatus
from kit.serve.address import APPS
from kit.texts import texts

SERVER = "real"
NB = texts("nb")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("app", APPS)
def test_an_app_opens_without_a_fault_passes_axe_and_fits_the_screen(
    visit: Visit, app: str, size: dict[str, int]
) -> None:
    visit.page.set_viewport_size(size)
    visit.join(OSLO)
    page = visit.open(app)
    page.wait_for_timeout(1500)
    assert page.get_by_role("heading", level=1).inner_text() == NB(f"apps.title.{app}")
    assert NB("serve.page.failed") not in page.get_by_role("main").inner_text()
    assert violations(page) == []
    assert fits(page)
    page.set_viewport_size(ZOOMED)
    page.wait_for_timeout(500)
    assert fits(page)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("app", APPS)
def test_an_app_speaks_the_language_asked_for(visit: Visit, app: str, language: str) -> None:
    visit.join(OSLO)
    page = visit.open(app, lang=language)
    assert page.locator("html").get_attribute("lang") == language
    assert page.get_by_role("heading", level=1).inner_text() == texts(language)(f"apps.title.{app}")
    assert violations(page) == []


def test_a_tick_on_the_checklist_is_on_disk_and_there_after_a_reload(visit: Visit) -> None:
    visit.join(OSLO)
    page = visit.open("preparation")
    first = load_book(visit.server.folder).programme.checklist.items[0].id
    status = page.get_by_label(NB("apps.form.status", item=first), exact=True)
    before = status.locator("option:checked").inner_text()
    done = status.locator("option").nth(list(ItemStatus).index(ItemStatus.DONE)).inner_text()
    assert before != done
    status.select_option(label=done)
    page.get_by_role("status").filter(has_text=NB("apps.saved.at", time="")[:6]).first.wait_for()
    assert load_book(visit.server.folder).checklist["0301"][first].status is ItemStatus.DONE
    page.reload()
    visit.ready()
    again = page.get_by_label(NB("apps.form.status", item=first), exact=True)
    again.wait_for()
    assert again.locator("option:checked").inner_text() == done


def test_an_event_that_is_entered_is_on_disk_and_there_after_a_reload(visit: Visit) -> None:
    visit.join(BERGEN)
    page = visit.open("baseline")
    page.get_by_label(NB("apps_baseline.task"), exact=True).select_option(label=NB("apps_baseline.task.single"))
    page.get_by_label(NB("apps.entry.on")).fill("2026-03-09")
    page.get_by_role("button", name=NB("apps.entry.save")).click()
    page.get_by_role("status").filter(has_text=NB("apps.saved.at", time="")[:6]).first.wait_for()
    events = load_book(visit.server.folder).series_of("4601-a", "pu.r.days_between").events
    assert [event.on for event in events] == [date(2026, 3, 9)]
    page.reload()
    visit.ready()
    page.get_by_label(NB("apps_baseline.task"), exact=True).wait_for()
    row = page.get_by_role("row").filter(has_text=NB.counted("apps.status.events", 1))
    assert row.count() == 1


def test_an_anonymous_answer_is_on_disk(visit: Visit) -> None:
    visit.join(OSLO)
    page = visit.open("leadership")
    questions = load_book(visit.server.folder).programme.leadership
    group = questions.groups[0]
    page.get_by_label(NB("apps.answer.group")).select_option(label=NB.label(group.name))
    wording = NB.label(questions.statements[0].wording(group.version))
    page.get_by_role("radiogroup", name=wording).get_by_role("radio").nth(2).check()
    page.get_by_role("status").filter(has_text=NB("apps.saved.at", time="")[:6]).first.wait_for()
    answers = load_book(visit.server.folder).answers
    assert [(one.municipality, one.group, one.statement) for one in answers] == [
        ("0301", group.id, questions.statements[0].id)
    ]
    assert violations(page) == []


def test_a_round_shows_its_results_once_the_lead_has_closed_it_and_not_before(visit: Visit) -> None:
    visit.join(BERGEN)
    page = visit.open("leadership")
    page.get_by_role("button", name=NB("leadership.round.begin")).wait_for()
    page.get_by_label(NB("entries.round.name"), exact=True).fill("Høst")
    page.get_by_label(NB("entries.round.name"), exact=True).press("Tab")
    page.get_by_role("button", name=NB("leadership.round.begin")).click()
    page.get_by_role("button", name=NB("leadership.round.close"), exact=True).wait_for()
    answer_as_six(visit)
    page.reload()
    visit.ready()
    page.get_by_text(NB("leadership.round.waiting", round="Høst")[:11]).first.wait_for()
    assert page.get_by_role("table", name=NB("apps.results.who")).count() == 0
    page.get_by_role("button", name=NB("leadership.round.close"), exact=True).click()
    page.get_by_role("button", name=NB("leadership.round.sure")).click()
    page.get_by_role("status").filter(has_text=NB("leadership.round.done", time="")[:16]).first.wait_for()
    page.reload()
    visit.ready()
    page.get_by_role("table", name=NB("apps.results.who")).wait_for()
    page.wait_for_selector("main .js-plotly-plot .main-svg", timeout=60_000)
    assert violations(page) == []


def answer_as_six(visit: Visit) -> None:
    """Six people of one group answer everything, each in a response of their own."""
    asked = load_book(visit.server.folder).programme.leadership
    values = {statement.id: 4 for statement in asked.statements}
    for n in range(6):
        save_answers(visit.server.folder, BERGEN, "4601", asked.groups[-1].id, f"{n}" * 32, values)


def test_a_run_chart_is_drawn_with_its_finding_and_no_button_that_sends_it_away(visit: Visit) -> None:
    visit.join(OSLO)
    page = visit.open("run_chart")
    programme = load_book(visit.server.folder).programme
    measure = programme.measure("pu.r.count")
    assert measure
    page.get_by_label(NB("apps.entry.measure"), exact=True).select_option(label=NB.label(measure.name))
    page.wait_for_selector("main .js-plotly-plot .main-svg", timeout=30_000)
    page.wait_for_timeout(1000)
    labels = page.locator("[data-title]").evaluate_all("all => all.map(one => one.getAttribute('data-title'))")
    assert not [label for label in labels if "share" in label.lower() or "cloud" in label.lower()]
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    page.wait_for_timeout(1000)
    assert fits(page)


def test_a_municipality_sees_nothing_of_another_in_any_app(visit: Visit) -> None:
    visit.join(BERGEN)
    for app in APPS:
        page = visit.open(app, municipality="0301")
        page.wait_for_timeout(500)
        shown = page.locator("body").inner_text()
        assert "Bergen" in shown
        assert "Oslo" not in shown


def test_the_facilitator_opens_a_municipality_from_the_table(visit: Visit) -> None:
    page = visit.join(FACILITATOR)
    page.get_by_role("link", name=f"{NB('apps.title.run_chart')}, Oslo").click()
    visit.ready()
    assert "Oslo" in page.get_by_role("banner").inner_text()
    assert "Sykehjem Oslo" in page.get_by_role("main").inner_text().replace("\u00a0", " ")
