"""The frame around every page, with stand-in notebooks: saving, closing, losing the connection, phones, axe."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import PHONE, ZOOMED, Visit, fits, violations
from playwright.sync_api import Browser
from running_server import OSLO, make_network, start_server, stop_server
from waiting import until

from kit.domain.access import FACILITATOR
from kit.resources import PAGES
from kit.texts import texts

SERVER = "stand_ins"
NB = texts("nb")


def test_a_link_leads_to_the_front_page_and_leaves_the_address(visit: Visit) -> None:
    page = visit.join(OSLO)
    assert page.url == f"{visit.server.url}/"
    assert page.get_by_role("heading", level=1).inner_text() == "Oslo"
    assert page.get_by_role("main").get_by_role("link").count() == len(PAGES) + 1  # and its papers


def test_the_front_page_leads_to_an_app_and_the_app_back(visit: Visit) -> None:
    page = visit.join(OSLO)
    page.get_by_role("link", name=NB("apps.title.preparation")).click()
    visit.ready()
    assert page.locator("html").get_attribute("lang") == "nb"
    assert page.title() == f"{NB('apps.title.preparation')} – Oslo"
    page.get_by_role("link", name=NB("serve.page.home")).click()
    assert page.url == f"{visit.server.url}/"


def test_what_is_entered_is_there_after_a_reload(visit: Visit) -> None:
    visit.join(OSLO)
    page = visit.open("preparation")
    page.get_by_label("Note").fill("Husk frist i uke 12")
    page.get_by_label("Note").press("Tab")
    page.get_by_text("kept").wait_for()
    page.reload()
    visit.ready()
    assert page.get_by_label("Note").input_value() == "Husk frist i uke 12"


def test_the_kernel_stops_when_the_page_is_reloaded_left_or_closed(visit: Visit) -> None:
    visit.join(OSLO)
    before = visit.server.kernels()
    page = visit.open("preparation")
    assert visit.server.kernels() == before + 1
    page.reload()
    visit.ready()
    assert until(lambda: visit.server.kernels() == before + 1)
    visit.close()
    assert until(lambda: visit.server.kernels() == before)


def test_a_page_that_is_closed_while_it_opens_leaves_no_kernel(visit: Visit) -> None:
    visit.join(OSLO)
    before = visit.server.kernels()
    visit.page.goto(f"{visit.server.url}/voila/render/preparation.ipynb", wait_until="commit")
    visit.page.wait_for_function("document.getElementById('jupyter-config-data')")
    assert visit.server.kernels() == before + 1
    visit.close()
    # Its good-bye may be lost on the way; then the server gives up on it after as long as a slow phone takes.
    assert until(lambda: visit.server.kernels() == before, seconds=180)


def test_a_page_that_has_lost_its_kernel_says_so_and_comes_back_by_a_button(visit: Visit) -> None:
    visit.join(OSLO)
    page = visit.open("preparation")
    page.wait_for_function("window.kit_watched")
    assert page.get_by_role("alert").count() == 0
    kernel = page.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId")
    visit.server.kill_kernel(kernel)
    alert = page.get_by_role("alert")
    alert.wait_for(timeout=30_000)
    assert NB("serve.page.lost") in alert.inner_text()
    page.get_by_role("button", name=NB("serve.page.reload")).click()
    visit.ready()
    assert page.get_by_role("alert").count() == 0
    visit.complaints.clear()  # JupyterLab's own, about the requests that the crash cut off


def test_a_page_whose_server_has_gone_says_so(browser: Browser, tmp_path: Path) -> None:
    server = start_server(make_network(tmp_path / "nett"), tmp_path)
    context = browser.new_context()
    try:
        visit = Visit(context, server)
        visit.join(OSLO)
        page = visit.open("preparation")
        page.wait_for_function("window.kit_watched")
    finally:
        stop_server(server)
    page.get_by_role("alert").wait_for(timeout=30_000)
    assert NB("serve.page.lost") in page.get_by_role("alert").inner_text()
    context.close()


def test_the_language_is_switched_on_the_page_and_stays(visit: Visit) -> None:
    visit.join(OSLO)
    page = visit.open("preparation")
    page.get_by_role("link", name="dansk").click()
    visit.ready()
    assert page.locator("html").get_attribute("lang") == "da"
    assert "municipality=0301" in page.url
    page.get_by_role("link", name=texts("da")("serve.page.home")).click()
    assert texts("da")("serve.front.municipality") in page.get_by_role("main").inner_text()


def test_the_keyboard_skips_to_the_content(visit: Visit) -> None:
    visit.join(OSLO)
    page = visit.open("preparation")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == NB("serve.page.skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "kit-main"


def test_a_chart_is_drawn_and_has_no_button_that_sends_it_away(visit: Visit) -> None:
    visit.join(OSLO)
    page = visit.open("run_chart")
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=30_000)
    page.wait_for_timeout(800)
    labels = page.locator(".modebar-btn").evaluate_all("all => all.map(one => one.getAttribute('data-title'))")
    assert labels
    assert not [label for label in labels if "share" in label.lower() or "cloud" in label.lower()]


def test_a_fault_in_a_cell_is_a_sentence_on_the_page(visit: Visit) -> None:
    visit.join(OSLO)
    page = visit.open("leadership")
    assert NB("serve.page.failed") in page.get_by_role("alert").inner_text()


@pytest.mark.parametrize("path", ["/", "/nowhere", "/join?t=x", "/voila/render/preparation.ipynb"])
@pytest.mark.parametrize("who", ["facilitator", "municipality", "stranger"])
def test_pages_pass_axe_and_fit_a_phone(visit: Visit, path: str, who: str) -> None:
    if who != "stranger":
        visit.join(FACILITATOR if who == "facilitator" else OSLO)
    visit.page.set_viewport_size(PHONE)
    visit.page.goto(f"{visit.server.url}{path}")
    if who != "stranger" and "render" in path:
        visit.ready()
    assert violations(visit.page) == []
    assert fits(visit.page)
    small = visit.page.locator("header a:visible, main a:visible, main button:visible").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"
    )
    assert small == []
    visit.complaints[:] = [one for one in visit.complaints if "status of 40" not in one]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("who", ["facilitator", "municipality", "stranger"])
def test_front_pages_and_gates_pass_axe_and_fit_in_each_language(visit: Visit, language: str, who: str) -> None:
    if who != "stranger":
        visit.join(FACILITATOR if who == "facilitator" else OSLO)
    for size in (PHONE, ZOOMED):
        visit.page.set_viewport_size(size)
        for path in ("/", "/papers", "/nowhere", "/join"):
            visit.page.goto(f"{visit.server.url}{path}?lang={language}&t=x")
            assert visit.page.locator("html").get_attribute("lang") == language
            assert violations(visit.page) == []
            assert fits(visit.page)
    visit.complaints[:] = [one for one in visit.complaints if "status of 40" not in one]
