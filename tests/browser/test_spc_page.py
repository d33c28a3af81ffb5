"""The page that `kit spc` writes, opened from the disk: drawn, reachable by everyone, and silent towards the world."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import DESKTOP, PHONE, fits, violations
from playwright.sync_api import Browser

from kit import resources
from kit.cli import run

TEXTBOOK = resources.datasets("textbook")
CASES = {
    "run": ("cdi.csv",),
    "units": ("hospital_infections.csv", "--group", "hospital", "--kind", "u", "--n", "days", "--multiply", "10000"),
    "funnel": ("hai_2016_2nd_half.csv", "--kind", "funnel", "--group", "hospital", "--n", "days"),
}


@pytest.mark.parametrize("view", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("case", CASES)
def test_the_page_draws_itself_without_asking_anyone_for_anything(
    browser: Browser, tmp_path: Path, case: str, view: dict[str, int]
) -> None:
    file, *words = CASES[case]
    page_file = tmp_path / "chart.html"
    assert run(["spc", str(TEXTBOOK / file), *words, "--out", str(page_file), "--lang", "da"]) == 0
    context = browser.new_context(viewport=view)
    asked: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page = context.new_page()
    page.goto(page_file.as_uri())
    charts = 6 if case == "units" else 1
    page.wait_for_function(f"document.querySelectorAll('.kit-chart .main-svg .trace').length >= {charts}")
    assert fits(page)
    assert violations(page) == []
    assert page.locator("[data-title*='hare'], [data-title*='loud']").count() == 0
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert complaints == []
