"""Others save while a page is open: the page says so, and a board on a wall shows it by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from browsing import PHONE, Visit, fits, violations
from playwright.sync_api import Page
from running_server import OSLO, Server, make_network, start_server, stop_server
from waiting import until

from kit.actions.enter import save_event_date, save_month
from kit.actions.load import load_book
from kit.domain.access import FACILITATOR, Role, Visitor
from kit.texts import texts

SERVER = "two_wards"
NB = texts("nb")
LOOK = "window.kit_news.look()"


@pytest.fixture(scope="module")
def two_wards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the kit's own notebooks, and two units in each municipality."""
    folder = make_network(tmp_path_factory.mktemp("nett"), wards="ab")
    running = start_server(folder, tmp_path_factory.mktemp("home"), notebooks=None)
    yield running
    stop_server(running)


def saved_elsewhere(server: Server, unit: str, day: int = 1) -> None:
    save_event_date(server.folder, FACILITATOR, unit, "pu.r.days_between", date(2026, 1, day))


def told(page: Page) -> bool:
    """The page looks, more than once, for the server reads the database once a second at most; then it says so."""
    box = page.locator("#kit-news")
    return until(lambda: page.evaluate(LOOK) or box.is_visible())


def quiet(page: Page) -> bool:
    """The page has looked and has nothing to say."""
    page.wait_for_timeout(1500)
    page.evaluate(LOOK)
    page.wait_for_timeout(300)
    return page.locator("#kit-news").is_hidden()


def test_a_page_says_that_others_have_saved_and_shows_it_when_reloaded(visit: Visit) -> None:
    visit.join(OSLO)
    visit.page.set_viewport_size(PHONE)
    page = visit.open("run_chart")
    assert quiet(page)
    saved_elsewhere(visit.server, "4601-a")
    assert quiet(page), "a neighbour's news is no news"
    saved_elsewhere(visit.server, "0301-a")
    assert told(page)
    box = page.get_by_role("status").filter(has_text=NB("serve.page.news"))
    assert violations(page) == []
    assert fits(page)
    box.get_by_role("button", name=NB("serve.page.reload")).click()
    visit.ready()
    assert quiet(page)


def test_what_a_page_has_saved_itself_is_no_news(visit: Visit) -> None:
    visit.join(OSLO)
    page = visit.open("board")
    today = NB.formats.day(load_book(visit.server.folder).as_of)
    page.locator(f"button[title^='{today}:']").first.click()
    page.get_by_role("status").filter(has_text=NB("board.tapped", day=today, time="")[:20]).wait_for()
    assert quiet(page)


def test_a_board_that_nobody_touches_shows_the_news_and_stays_with_its_unit(visit: Visit) -> None:
    visit.join(Visitor(Role.VIEWER, "0301"))
    page = visit.open("board")
    unit = page.get_by_label(NB("apps.entry.unit"))
    unit.press("ArrowDown")
    page.evaluate("window.kit_here = true")
    saved_elsewhere(visit.server, "0301-b", 5)
    assert told(page)
    assert page.evaluate("window.kit_here"), "a hand was on it just now"
    page.evaluate("window.kit_news.quiet = 0; setTimeout(window.kit_news.look, 0)")
    page.wait_for_function("!window.kit_here", timeout=20_000)
    visit.ready()
    page.wait_for_function("document.querySelector('.kit-stays select')?.selectedIndex === 1", timeout=20_000)
    assert quiet(page)


def test_a_board_shows_the_new_day(visit: Visit) -> None:
    visit.join(Visitor(Role.VIEWER, "0301"))
    page = visit.open("board")
    assert quiet(page)
    page.evaluate("window.kit_here = true; window.kit_news.quiet = 0")
    page.evaluate("Date.prototype.toDateString = () => 'Tomorrow'; setTimeout(window.kit_news.look, 0)")
    page.wait_for_function("!window.kit_here", timeout=20_000)
    visit.ready()


def test_a_board_that_is_being_written_on_is_left_alone(visit: Visit) -> None:
    visit.join(OSLO)
    page = visit.open("board")
    page.get_by_role("textbox").first.click()
    page.keyboard.type("Vi prøver")
    page.evaluate("window.kit_here = true; window.kit_news.quiet = 0")
    save_month(visit.server.folder, FACILITATOR, "0301-a", "pu.r.count", date(2025, 3, 1), 2, None)
    assert told(page)
    assert page.evaluate("window.kit_here")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")


def test_a_respondent_s_page_asks_for_no_news(visit: Visit) -> None:
    visit.join(Visitor(Role.RESPONDENT, "0301", group="staff", response="s" * 32))
    visit.open("leadership")
    assert [url for url in visit.requests if "/live/" in url] == []
