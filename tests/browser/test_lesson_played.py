"""A lesson as a class uses it: an exercise answered by keyboard, a simulator stepped and played, the large view."""

from __future__ import annotations

import re

from browsing import PHONE, Visit, fits, violations
from playwright.sync_api import expect
from running_server import OSLO

from kit.domain.access import FACILITATOR

SERVER = "real"


def test_a_class_answers_an_exercise_by_keyboard_and_keeps_score(visit: Visit) -> None:
    visit.join(FACILITATOR)
    page = visit.open("training/03_run_chart", lang="en")
    box = page.locator(".kit-exercise").first
    field = box.get_by_label("Your answer")
    field.fill("8")
    field.press("Enter")
    expect(box.get_by_role("alert")).to_contain_text("the middle one in time", timeout=20_000)
    field.fill("7")
    field.press("Tab")
    page.keyboard.press("Enter")
    expect(box.get_by_role("status")).to_contain_text("✓ Right.", timeout=20_000)
    expect(page.get_by_text("1 of 8 exercises. 1 are solved, 0 of them")).to_be_visible(timeout=20_000)
    choice = page.locator(".kit-exercise", has_text="What does Engen's chart show?")
    choice.get_by_label(re.compile("The level has fallen")).check()
    choice.get_by_role("button", name="Check").press("Enter")
    expect(choice.get_by_role("status")).to_contain_text("The longest run is 9", timeout=20_000)
    assert violations(page) == []
    assert fits(page)


def test_a_simulator_is_stepped_played_and_begun_again_by_keyboard(visit: Visit) -> None:
    visit.join(FACILITATOR)
    page = visit.open("training/06_tampering", lang="da")
    simulator = page.locator(".kit-simulator")
    step = simulator.get_by_role("button", name="Et trin")
    step.press("Enter")
    expect(simulator.get_by_text("Trin 1 af 25.")).to_be_visible(timeout=20_000)
    simulator.get_by_role("button", name="Kør").press("Enter")
    expect(simulator.get_by_text("Trin 3 af 25.")).to_be_visible(timeout=20_000)
    simulator.get_by_role("button", name="Stop").press("Enter")
    expect(simulator.get_by_role("button", name="Kør")).to_be_visible(timeout=20_000)
    simulator.get_by_label("Hvad gør I efter hver kugle?").select_option("Regel 4: Flyt den hen over sidste kugle")
    expect(simulator.locator(".kit-finding")).to_contain_text("Regel 4", timeout=20_000)
    simulator.get_by_role("button", name="Forfra").press("Enter")
    expect(simulator.get_by_text("Målet er krydset i midten.")).to_be_visible(timeout=20_000)
    assert violations(page) == []


def test_a_participant_on_a_phone_sees_no_guide_and_draws_numbers_of_their_own(visit: Visit) -> None:
    visit.join(OSLO)
    visit.page.set_viewport_size(PHONE)
    page = visit.open("training/11_own_data", lang="nb")
    expect(page.get_by_text("Til kursholderen")).to_have_count(0)
    page.get_by_label(re.compile("Tallene deres")).fill("12\n14\n9\n11\n8\n10\n13\n15\n12\n14\n7\n9")
    page.get_by_role("button", name="Vis diagrammet").click()
    expect(page.get_by_text(re.compile("12 punkter")).first).to_be_visible(timeout=30_000)
    assert fits(page)
    assert violations(page) == []


def test_the_large_view_makes_words_and_figures_larger(visit: Visit) -> None:
    visit.join(FACILITATOR)
    page = visit.open("training/01_variation", lang="nb")
    words = page.locator("h2", has_text="To slags variasjon")
    small = words.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    page.get_by_role("button", name="Stor visning til lerret").press("Enter")
    expect(page.get_by_role("button", name="Vanlig visning")).to_be_visible(timeout=20_000)
    assert words.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") > 1.3 * small
    assert fits(page)
