"""What is typed is not lost: not by a reload, a kernel that ends, or a server that is killed."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browsing import Visit, violations
from playwright.sync_api import Browser, Page
from running_server import OSLO, make_network, start_server, stop_server

from kit.domain.access import Role, Visitor
from kit.texts import texts

SERVER = "stand_ins"
NB = texts("nb")
TYPED = "Vi prøver tavlemøte på torsdag"


def type_in(page: Page, text: str) -> None:
    """Type and stay in the field: nothing is sent to the kernel yet."""
    field = page.get_by_label("Note")
    field.click()
    field.press("Control+a")
    page.keyboard.type(text)


def offered(page: Page) -> str:
    box = page.locator("#kit-kept")
    box.get_by_role("button", name=NB("serve.page.kept_away")).wait_for(timeout=20_000)
    return box.inner_text()


def test_what_was_typed_is_offered_after_a_reload_and_can_be_put_back_saved_and_is_then_forgotten(visit: Visit) -> None:
    visit.join(OSLO)
    page = visit.open("preparation")
    type_in(page, TYPED)
    page.reload()
    visit.ready()
    said = offered(page)
    assert NB("serve.page.kept") in said
    assert f"Note: {TYPED}" in said
    assert violations(page) == []
    page.get_by_role("button", name=NB("serve.page.kept_back")).focus()
    page.keyboard.press("Enter")
    page.get_by_text("kept", exact=True).wait_for()
    assert page.get_by_label("Note").input_value() == TYPED
    assert NB("serve.page.kept_done") in page.locator("#kit-kept").inner_text()
    page.reload()
    visit.ready()
    page.wait_for_timeout(1500)
    assert page.locator("#kit-kept").inner_text() == ""
    assert page.get_by_label("Note").input_value() == TYPED


def test_what_was_typed_can_be_thrown_away(visit: Visit) -> None:
    visit.join(OSLO)
    page = visit.open("preparation")
    type_in(page, "<b>slett meg</b>")
    page.reload()
    visit.ready()
    assert "<b>slett meg</b>" in offered(page)
    page.get_by_role("button", name=NB("serve.page.kept_away")).click()
    assert page.locator("#kit-kept").inner_text() == ""
    assert page.evaluate("window.sessionStorage.length") == 0


def test_another_visitor_on_the_same_tab_is_offered_nothing(visit: Visit) -> None:
    visit.join(OSLO)
    type_in(visit.open("preparation"), TYPED + "!")
    visit.join(Visitor(Role.VIEWER, "0301"))
    page = visit.open("preparation")
    page.wait_for_timeout(1500)
    assert page.locator("#kit-kept").inner_text() == ""


@pytest.mark.parametrize("app", ["leadership"])
def test_a_respondent_s_page_keeps_nothing(visit: Visit, app: str) -> None:
    visit.join(Visitor(Role.RESPONDENT, "0301", group="staff", response="s" * 32))
    page = visit.page
    visit.ready()
    assert f"/{app}.ipynb" in page.url
    assert page.locator("body").get_attribute("data-kit-keep") == ""
    assert page.get_by_role("link", name=NB("serve.page.home")).count() == 0


def test_a_kernel_that_the_server_has_ended_leaves_no_dead_page(visit: Visit) -> None:
    visit.join(OSLO)
    page = visit.open("preparation")
    page.wait_for_function("window.kit_watched")
    page.evaluate("window.kit_first = true")
    type_in(page, TYPED + " og fredag")
    kernel = page.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId")
    cookies = {one["name"]: one["value"] for one in visit.context.cookies()}
    with visit.server.client() as other:
        other.cookies.update(cookies)
        ended = other.post(f"/voila/api/shutdown/{kernel}", data={"_xsrf": cookies["_xsrf"]})
        assert ended.status_code == 204
    # Somebody who is typing is asked first; otherwise the page begins anew by itself.
    page.wait_for_function("!window.kit_first || !document.getElementById('kit-lost').hidden", timeout=60_000)
    if page.evaluate("window.kit_first === true"):
        page.get_by_role("button", name=NB("serve.page.reload")).click()
    page.wait_for_function("!window.kit_first")
    visit.ready()
    assert TYPED + " og fredag" in offered(page)
    visit.complaints.clear()


def test_a_server_that_is_killed_and_started_again_loses_nothing_that_was_typed(
    browser: Browser, tmp_path: Path
) -> None:
    folder = make_network(tmp_path / "nett")
    server = start_server(folder, tmp_path)
    context = browser.new_context(locale="nb-NO")
    try:
        visit = Visit(context, server)
        visit.join(OSLO)
        page = visit.open("preparation")
        page.wait_for_function("window.kit_watched")
        type_in(page, TYPED)
        server.kill()
        alert = page.get_by_role("alert")
        alert.wait_for(timeout=40_000)
        assert NB("serve.page.lost") in alert.inner_text()
        server = start_server(folder, tmp_path, port=urlsplit(server.url).port or 0)
        page.get_by_text(NB("serve.page.back")).wait_for(timeout=40_000)
        assert page.get_by_label("Note").input_value() == TYPED
        page.get_by_role("button", name=NB("serve.page.reload")).click()
        page.wait_for_function("document.readyState === 'complete'")
        visit.ready()
        assert TYPED in offered(page)
        page.get_by_role("button", name=NB("serve.page.kept_back")).click()
        page.get_by_text("kept", exact=True).wait_for()
        assert (folder / "note-municipality-0301.txt").read_text(encoding="utf-8") == TYPED
    finally:
        stop_server(server)
        context.close()
