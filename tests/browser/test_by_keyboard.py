"""Every page by keyboard alone: each control is reached, shows that it has the focus, and lets it go again."""

from __future__ import annotations

import pytest
from browsing import Visit
from running_server import OSLO

from kit.serve.address import APPS

SERVER = "real"
MOST_STEPS = 1500
# Of a group of radio buttons one is reached by Tab and the others by the arrow keys.
CONTROLS = """() => {
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  window.controls = [...document.querySelectorAll(kinds)].filter(one =>
    one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0
    && one.type !== "radio" && one.id !== "kit-main");
  return window.controls.map(one => one.outerHTML.slice(0, 160));
}"""
FOCUSED = """() => {
  const here = document.activeElement, look = getComputedStyle(here), box = here.getBoundingClientRect();
  return here === document.body ? null : {
    index: window.controls.indexOf(here),
    html: here.outerHTML.slice(0, 160),
    marked: (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== "none",
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""


@pytest.mark.parametrize("app", APPS)
def test_every_control_is_reached_by_tab_and_shows_it(visit: Visit, app: str) -> None:
    visit.join(OSLO)
    page = visit.open(app)
    page.wait_for_timeout(1500)
    controls = page.evaluate(CONTROLS)
    reached: set[int] = set()
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here is None:
            break
        assert here["marked"], here["html"]
        assert here["seen"], here["html"]
        reached.add(here["index"])
    else:
        raise AssertionError(f"the focus never left the page; the last was {here['html']}")
    assert [html for index, html in enumerate(controls) if index not in reached] == []
