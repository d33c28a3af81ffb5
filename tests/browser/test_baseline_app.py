"""A month entered by keyboard alone: saved row by row, there after a reload, and in the report."""

from __future__ import annotations

from datetime import date

from browsing import PHONE, Visit, fits, violations
from running_server import BERGEN

from kit import notebook
from kit.actions.load import load_book
from kit.domain.period import later, period_start
from kit.texts import texts

SERVER = "real"
NB = texts("nb")


def test_a_month_by_keyboard_is_saved_reloaded_and_in_the_report(visit: Visit) -> None:
    visit.page.set_viewport_size(PHONE)
    visit.join(BERGEN)
    page = visit.open("baseline")
    book = load_book(visit.server.folder)
    measure = next(m for m in book.measures_of(book.unit("4601-a")) if not m.from_events)
    first = page.locator(".kit-measure-row .kit-figure input").first
    first.focus()
    assert first.get_attribute("inputmode") == "decimal"
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    if measure.needs_denominator:
        page.get_by_role("status").filter(has_text=NB("apps.measure.denominator")).first.wait_for()
        page.keyboard.type("700")
        page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text=NB("apps.saved.at", time="")[:6]).first.wait_for()
    month = later(period_start(date.today(), 1), 1, -1)
    (point,) = load_book(visit.server.folder).series_of("4601-a", measure.id).points
    assert (point.period, point.numerator) == (month, 3)
    assert violations(page) == []
    assert fits(page)
    page.reload()
    visit.ready()
    page.locator(".kit-measure-row .kit-figure input").first.wait_for()
    assert page.locator(".kit-measure-row .kit-figure input").first.input_value() == "3"
    report = notebook.open("baseline", str(visit.server.folder), "4601").status().html
    assert NB(f"apps.status.measured.{measure.frequency}", n=1, expected=1) in report
