"""Take the picture of the README from a real report: `python scripts/pictures.py REPORTS MUNICIPALITY NUMBER`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from kit.cli.doctor import find_browser

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"


def take(reports: Path, municipality: str, number: int) -> Path:
    """Chart `number` of a municipality's run chart page, with its finding, as docs/pictures/run_chart.png."""
    target = PICTURES / "run_chart.png"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 860, "height": 900}, device_scale_factor=1.5)
        page.goto((reports / municipality / "run_chart.html").as_uri())
        page.wait_for_selector(".js-plotly-plot .main-svg")
        chart = page.locator(".js-plotly-plot").nth(number)
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        assert box
        clip = {"x": 0, "y": box["y"] - 130, "width": 860, "height": box["height"] + 320}
        page.screenshot(path=target, clip=clip)
        browser.close()
    return target


if __name__ == "__main__":
    print(take(Path(sys.argv[1]).resolve(), sys.argv[2], int(sys.argv[3])))
