"""A seminar in browsers: the facilitator with keys, the wall, three phones; one is locked, and the server is killed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import PHONE, fits, violations
from playwright.sync_api import Browser, BrowserContext, Page, expect
from running_server import Server, start_server, stop_server

sys.path.insert(0, str(Path(__file__).parents[1] / "journeys"))

from seminar_people import NETWORK, SEMINAR, Facilitator, Participant, code, make_room

from kit.actions.invite import secret, sign
from kit.actions.load import load_book
from kit.domain.access import FACILITATOR
from kit.domain.held import seminar_of
from kit.texts import texts

DA = texts("da")
WALL = {"width": 1920, "height": 1080}
SOON = 15_000


@pytest.fixture
def running(tmp_path: Path) -> Iterator[list[Server]]:
    """A server; a second one takes its place on the same port."""
    servers = [start_server(make_room(tmp_path / "nett", 3), tmp_path)]
    yield servers
    stop_server(servers[-1])


@pytest.fixture
def windows(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Every browser of a test; none of them may ask for anything outside the host."""
    opened: list[BrowserContext] = []
    yield opened
    for one in opened:
        one.close()


def phone(browser: Browser, windows: list[BrowserContext], server: Server, place: str) -> Page:
    """A phone that has come in by the code and has chosen its place."""
    context = browser.new_context(viewport=PHONE, locale="da-DK", has_touch=True)
    windows.append(context)
    page = context.new_page()
    page.goto(f"{server.url}/s/{code(server.folder)}")
    page.get_by_label(DA("seminar.place.ask")).select_option(place)
    page.get_by_role("button", name=DA("seminar.place.go")).click()
    expect(page.get_by_text(DA("seminar.waiting"))).to_be_visible()
    return page


def at_work(browser: Browser, windows: list[BrowserContext], server: Server) -> tuple[Page, Page]:
    """The facilitator's screen and the wall, in one browser."""
    context = browser.new_context(viewport=WALL, locale="da-DK")
    windows.append(context)
    control, wall = context.new_page(), context.new_page()
    control.goto(f"{server.url}/join?t={sign(secret(server.folder), FACILITATOR, NETWORK)}")
    for page, view in ((control, "control"), (wall, "wall")):
        page.goto(f"{server.url}/seminar/{SEMINAR}/{view}")
    return control, wall


def answers(folder: Path, item: str) -> dict[str, tuple[str, ...]]:
    """What the store holds, by the place of who answered."""
    held = seminar_of(load_book(folder), SEMINAR)
    assert held is not None
    found = held.plan.item(item)
    assert found is not None
    return {one.unit: one.value.chosen for one in held.answers_to(found)}


def test_everybody_follows_the_room_and_comes_back_after_the_server_was_killed(
    browser: Browser, windows: list[BrowserContext], running: list[Server], tmp_path: Path
) -> None:
    server = running[0]
    control, wall = at_work(browser, windows, server)
    phones = [phone(browser, windows, server, f"090{n}/090{n}-1") for n in (1, 2, 3)]
    expect(wall.get_by_text(DA.counted("seminar.phones", 3))).to_be_visible(timeout=SOON)
    control.bring_to_front()
    control.keyboard.press("n")
    for one in phones:
        expect(one.get_by_role("heading", name="Velkommen")).to_be_visible(timeout=SOON)
    control.keyboard.press("n")
    expect(control.get_by_role("button", name=DA("seminar.move.open"))).to_be_visible()
    control.keyboard.press("o")
    phones[0].get_by_label("Vi kom ikke i gang").check(timeout=SOON)
    phones[0].get_by_role("button", name=DA("seminar.answer.send")).click()
    expect(phones[0].get_by_text(DA("seminar.saved"))).to_be_visible()
    expect(wall.get_by_text(DA.counted("seminar.answered", 1))).to_be_visible(timeout=SOON)
    assert [violations(page) for page in (control, wall, phones[0])] == [[], [], []]
    assert all(fits(page) for page in (control, wall, *phones))

    server.kill()
    phones[1].get_by_label("Vi har prøvet noget af").check()
    phones[1].get_by_role("button", name=DA("seminar.answer.send")).click()
    expect(phones[1].get_by_text(DA("seminar.line.kept"))).to_be_visible(timeout=SOON)
    phones[2].get_by_label("Vi har prøvet af og lært noget").check()
    running.append(start_server(server.folder, tmp_path, port=int(server.url.rsplit(":", 1)[1])))
    expect(phones[1].get_by_text(DA("seminar.saved"))).to_be_visible(timeout=30_000)
    phones[2].reload()
    assert phones[2].get_by_label("Vi har prøvet af og lært noget").is_checked(), (
        "what was chosen and not sent stands there"
    )
    phones[2].get_by_role("button", name=DA("seminar.answer.send")).click()
    expect(wall.get_by_text(DA.counted("seminar.answered", 3))).to_be_visible(timeout=SOON)
    assert answers(server.folder, "since") == {"0901-1": ("not",), "0902-1": ("tried",), "0903-1": ("learned",)}

    control.bring_to_front()
    control.keyboard.press("r")
    expect(wall.get_by_text(DA("seminar.results.few"))).to_be_visible(timeout=SOON)
    for one in phones:
        expect(one.get_by_text(DA("seminar.results.few"))).to_be_visible(timeout=SOON)
    control.get_by_label(DA("seminar.keys")).uncheck()
    control.keyboard.press("n")
    control.wait_for_timeout(500)
    expect(wall.get_by_role("heading", name="Siden sidst")).to_be_visible()


def test_an_answer_that_came_too_late_waits_on_the_phone_until_the_question_opens_again(
    browser: Browser, windows: list[BrowserContext], running: list[Server]
) -> None:
    server = running[0]
    control, _wall = at_work(browser, windows, server)
    one = phone(browser, windows, server, "0901/")
    control.get_by_role("button", name=DA("seminar.move.to", title="Siden sidst")).click()
    control.get_by_role("button", name=DA("seminar.move.open")).click()
    one.get_by_label("Vi kom ikke i gang").check(timeout=SOON)
    one.context.set_offline(True)
    one.get_by_role("button", name=DA("seminar.answer.send")).click()
    expect(one.get_by_text(DA("seminar.line.kept"))).to_be_visible(timeout=SOON)
    control.get_by_role("button", name=DA("seminar.move.close")).click()
    expect(control.get_by_role("button", name=DA("seminar.move.open"))).to_be_visible()
    one.context.set_offline(False)
    expect(one.get_by_text(DA("seminar.line.late"))).to_be_visible(timeout=SOON)
    assert answers(server.folder, "since") == {}
    control.get_by_role("button", name=DA("seminar.move.open")).click()
    expect(one.get_by_text(DA("seminar.saved"))).to_be_visible(timeout=SOON)
    assert answers(server.folder, "since") == {"": ("not",)}


def test_a_phone_that_wakes_while_its_page_is_on_the_way_still_gets_it(
    browser: Browser, windows: list[BrowserContext], running: list[Server]
) -> None:
    control, _wall = at_work(browser, windows, running[0])
    one = phone(browser, windows, running[0], "0901/")
    one.evaluate("""() => {
        const text = Response.prototype.text;
        Response.prototype.text = function () {
            Response.prototype.text = text;
            window.brokenOff = true;
            return Promise.reject(new DOMException("the page woke", "AbortError"));
        };
    }""")
    control.get_by_role("button", name=DA("seminar.move.to", title="Siden sidst")).click()
    expect(one.get_by_role("heading", name="Siden sidst")).to_be_visible(timeout=SOON)
    assert one.evaluate("window.brokenOff")


def test_an_answer_whose_sending_died_unheard_is_sent_again_when_the_phone_wakes(
    browser: Browser, windows: list[BrowserContext], running: list[Server]
) -> None:
    control, _wall = at_work(browser, windows, running[0])
    one = phone(browser, windows, running[0], "0901/")
    control.get_by_role("button", name=DA("seminar.move.to", title="Siden sidst")).click()
    control.get_by_role("button", name=DA("seminar.move.open")).click()
    one.get_by_label("Vi kom ikke i gang").check(timeout=SOON)
    one.evaluate("""() => {
        const real = window.fetch;
        window.fetch = function (address, options) {
            if ((options || {}).method !== "POST") { return real(address, options); }
            window.fetch = real;
            window.unheard = true;
            return new Promise((_, fail) => {
                options.signal.addEventListener("abort", () => fail(new DOMException("", "AbortError")));
            });
        };
    }""")
    one.get_by_role("button", name=DA("seminar.answer.send")).click()
    assert one.evaluate("window.unheard")
    one.evaluate("window.dispatchEvent(new Event('online'))")
    expect(one.get_by_text(DA("seminar.saved"))).to_be_visible(timeout=SOON)
    assert answers(running[0].folder, "since") == {"": ("not",)}


def test_an_answer_whose_sending_had_failed_is_sent_as_soon_as_the_phone_wakes(
    browser: Browser, windows: list[BrowserContext], running: list[Server]
) -> None:
    control, _wall = at_work(browser, windows, running[0])
    one = phone(browser, windows, running[0], "0901/")
    control.get_by_role("button", name=DA("seminar.move.to", title="Siden sidst")).click()
    control.get_by_role("button", name=DA("seminar.move.open")).click()
    one.get_by_label("Vi kom ikke i gang").check(timeout=SOON)
    one.evaluate("""() => {
        const real = window.fetch;
        window.fetch = function (address, options) {
            if ((options || {}).method !== "POST") { return real(address, options); }
            window.fetch = real;
            return Promise.reject(new TypeError("no line"));
        };
    }""")
    one.get_by_role("button", name=DA("seminar.answer.send")).click()
    expect(one.get_by_text(DA("seminar.line.kept"))).to_be_visible(timeout=SOON)
    one.evaluate("window.dispatchEvent(new Event('online'))")
    expect(one.get_by_text(DA("seminar.saved"))).to_be_visible(timeout=SOON)
    assert answers(running[0].folder, "since") == {"": ("not",)}


def test_texts_that_do_not_fit_on_the_wall_take_turns(
    browser: Browser, windows: list[BrowserContext], running: list[Server]
) -> None:
    folder, url = running[0].folder, running[0].url
    control, wall = at_work(browser, windows, running[0])
    facilitator = Facilitator(url, folder)
    for move in ("next", "to:steal", "open"):
        facilitator.steer("move", move=move)
    ideas = [f"Idé {n}: vi holder tavlemøde om aftenen og skriver det op" for n in range(40)]
    for idea in ideas:
        assert Participant(url, folder, "0901/").says("steal", {"text": idea}).status_code == 200
    control.get_by_role("button", name=DA("seminar.judge.all.other", n=len(ideas))).click()
    expect(control.get_by_text(DA("seminar.judged.new"), exact=True)).to_have_count(0)
    facilitator.steer("move", move="show")
    seen: list[str] = []
    expect(wall.locator("[data-kit-turn]")).to_be_visible(timeout=SOON)
    while len(seen) < len(ideas):
        assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")
        now = wall.locator(".kit-quotes li:visible").all_inner_texts()
        about = DA("seminar.wall.turn", first=len(seen) + 1, last=len(seen) + len(now), all=len(ideas))
        expect(wall.locator("[data-kit-turn]")).to_have_text(about)
        seen += now
        wall.keyboard.press("ArrowRight")
    assert sorted(seen) == sorted(ideas)
    expect(wall.get_by_text(now[-1])).to_be_hidden()
    wall.keyboard.press("ArrowLeft")
    expect(wall.get_by_text(seen[-1])).to_be_visible()
