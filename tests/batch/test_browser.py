"""A report opened from disk: drawn, quiet on the network, readable on a phone and without barriers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from kit.batch.run import Wanted, run_book
from kit.domain.book import Book

pytestmark = pytest.mark.browser

WIDE, PHONE = {"width": 1200, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def run_folder(book: Book, notebooks: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    reports = tmp_path_factory.mktemp("browser") / "reports"
    both = tmp_path_factory.mktemp("both")
    for name in ("works/ok", "mixed/fails"):
        shutil.copy(notebooks / f"{name}.ipynb", both)
    run_book(book, reports, Wanted(), notebooks=both)
    return reports / "2026-05-03-da"


def opened(browser: Browser, file: Path, size: dict) -> tuple[Page, list[str], list[str]]:
    """The page, every address it asked for, and every complaint of the browser."""
    page = browser.new_page(viewport=size, locale="en-GB")
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(file.as_uri())
    return page, asked, complaints


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_chart_is_drawn_and_nothing_outside_the_folder_is_asked_for(
    browser: Browser, run_folder: Path, size: dict
) -> None:
    page, asked, complaints = opened(browser, run_folder / "0001" / "ok.html", size)
    page.wait_for_selector(".kit-chart .scatterlayer .point")
    assert page.locator(".kit-chart").count() == 1
    assert page.locator("text=alert(1)").count() >= 1
    assert [url for url in asked if not url.startswith((run_folder.as_uri(), "data:", "blob:"))] == []
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.close()


def test_a_chart_offers_no_button_that_sends_it_away(browser: Browser, run_folder: Path) -> None:
    page, _, _ = opened(browser, run_folder / "0001" / "ok.html", WIDE)
    page.wait_for_selector(".kit-chart .scatterlayer .point")
    titles = page.locator(".modebar-btn").evaluate_all("buttons => buttons.map(b => b.dataset.title || b.dataset.attr)")
    assert titles
    assert not [title for title in titles if "hare" in str(title) or "cloud" in str(title).lower()]
    page.close()


def test_a_chart_fits_the_paper_when_the_page_is_printed_and_the_screen_again_after(
    browser: Browser, run_folder: Path
) -> None:
    page, _, _ = opened(browser, run_folder / "0001" / "ok.html", WIDE)
    page.wait_for_selector(".kit-chart .scatterlayer .point")
    width = "document.querySelector('.kit-chart .main-svg').getBoundingClientRect().width"
    before = page.evaluate(width)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function(f"{width} <= 690")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(f"{width} === {before}")
    page.close()


@pytest.mark.parametrize("place", ["index.html", "0001/ok.html", "0002/fails.html"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_pages_have_no_barrier_that_a_machine_can_find(
    browser: Browser, run_folder: Path, place: str, size: dict
) -> None:
    page, _, _ = opened(browser, run_folder / place, size)
    found = Axe().run(page)
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found.response["violations"]] == []
    page.close()


def test_the_index_fits_a_phone(browser: Browser, run_folder: Path) -> None:
    page, _, complaints = opened(browser, run_folder / "index.html", PHONE)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert complaints == []
    page.close()


def test_the_index_leads_to_a_page_by_keyboard_alone(browser: Browser, run_folder: Path) -> None:
    page, _, _ = opened(browser, run_folder / "index.html", WIDE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.locator("a[href='0001/ok.html']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/0001/ok.html")
    page.close()
