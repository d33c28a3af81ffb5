"""The improvement board in a browser: a day is tapped, stands there after a reload, and stands in the report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from browsing import PHONE, Visit, fits, violations
from playwright.sync_api import Browser
from running_server import OSLO

from kit.actions.load import load_book
from kit.apps.board import BoardModel
from kit.apps.board_cross import cross_sentence
from kit.apps.desk import Desk
from kit.batch.run import run_reports
from kit.domain.access import Role, Visitor
from kit.texts import texts

SERVER = "real"
NB = texts("nb")
EVENTS = "pu.r.days_between"
WALL = {"width": 1920, "height": 1080}
READER = Visitor(Role.VIEWER, "0301")


def test_a_tapped_day_is_on_disk_after_a_reload_and_in_the_report_on_one_sheet(visit: Visit, browser: Browser) -> None:
    visit.join(OSLO)
    visit.page.set_viewport_size(PHONE)
    page = visit.open("board")
    book = load_book(visit.server.folder)
    day = book.as_of
    page.locator(f"button[title^='{NB.formats.day(day)}:']").click()
    page.get_by_role("status").filter(has_text=NB("board.tapped", day=NB.formats.day(day), time="")[:20]).wait_for()
    events = load_book(visit.server.folder).series_of("0301-a", EVENTS).events
    assert [(event.on, event.count) for event in events] == [(day, 1)]
    page.reload()
    visit.ready()
    page.get_by_role("heading", name="Sykehjem Oslo").wait_for()
    assert violations(page) == []
    assert fits(page)

    assert run_reports(visit.server.folder, municipalities=["0301"], notebooks=["board"]).failed == ()
    report = next((visit.server.folder / "reports").rglob("board.html"))
    window = browser.new_page(viewport=WALL)
    window.goto(report.as_uri())
    assert _sentence(visit.server.folder, book.as_of) in window.locator("main").inner_text()
    sheet = window.pdf(prefer_css_page_size=True)
    assert sheet.count(b"/Type /Page\n") == len(book.units_of("0301"))
    assert b"/MediaBox [0 0 1191.12 841.91998]" in sheet, "A3, landscape"
    window.close()


def _sentence(folder: Path, month: date) -> str:
    board = BoardModel(Desk(load_book(folder), "0301")).board("0301-a", month.replace(day=1))
    return cross_sentence(board.cards[0].cross, NB)


def test_the_board_fills_a_wall_screen_without_scrolling_and_offers_a_reader_nothing_to_change(visit: Visit) -> None:
    visit.join(READER)
    visit.page.set_viewport_size(WALL)
    page = visit.open("board")
    page.get_by_role("heading", name=NB("board.notes.title")).wait_for()
    high, there = page.evaluate("[document.documentElement.scrollHeight, innerHeight]")
    assert high <= there
    assert page.locator("main .kit-board-live button.kit-day, main .kit-board-live input").count() == 0
    assert violations(page) == []
