"""Take the pictures of the README and of docs/ from the running pages: `python scripts/pictures.py`.

It makes a demo network in a temporary folder, serves it, and opens the pages in a headless browser, in three languages.
Names after the command take only those: `python scripts/pictures.py front network`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from kit.actions.demo import create_demo
from kit.actions.invite import secret, sign
from kit.actions.load import load_book
from kit.cli.doctor import find_browser
from kit.domain.access import FACILITATOR, Role, Visitor

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PROGRAMMES = {"da": "i-sikre-haender", "en": "i-sikre-haender", "nb": "i-trygge-hender"}
COLOURS = 128
SERVE = (
    "import sys; from pathlib import Path; from kit.serve import serve; "
    "serve(Path(sys.argv[1]), port=0, on_ready=lambda url: print(url, flush=True))"
)


@dataclass(frozen=True)
class Picture:
    """A picture: the page (the front page without one), the window, and what stands at its top."""

    page: str
    width: int
    height: int
    top: str = ""
    facilitator: bool = False


PHONE = (360, 700)
PLAN = {
    "front": Picture("", 860, 620),
    "preparation": Picture("preparation", *PHONE),
    "baseline": Picture("baseline", *PHONE, top=".kit-figure"),
    "seminar": Picture("seminar", 1000, 900, facilitator=True),
    "network": Picture("network", 1000, 1000, facilitator=True),
    "run_chart": Picture("run_chart", 860, 760, top=".js-plotly-plot"),
}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a network's pages."""
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(folder)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(60)


def take(browser: Browser, address: str, folder: Path, name: str, language: str) -> Path:
    """One picture in one language."""
    picture, book = PLAN[name], load_book(folder)
    own = Visitor(Role.MUNICIPALITY, next(one.code for one in book.municipalities if one.active))
    visitor = FACILITATOR if picture.facilitator else own
    window = browser.new_context(viewport={"width": picture.width, "height": picture.height}, locale=language)
    page = window.new_page()
    page.goto(f"{address}/join?t={sign(secret(folder), visitor, book.network.id)}")
    if picture.page:
        page.goto(f"{address}/voila/render/{picture.page}.ipynb?lang={language}")
        page.wait_for_function("window.kit_watched === true", timeout=120_000)
        page.wait_for_timeout(2500)
    else:
        page.goto(f"{address}/?lang={language}")
    if picture.top:
        _scroll_to(page, picture.top)
    target = PICTURES / language / f"{name}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    shot.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    window.close()
    return target


def _scroll_to(page: Page, selector: str) -> None:
    """Put the first such element, with its heading, at the top of the window."""
    page.locator(selector).first.wait_for()
    page.locator(selector).first.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 190)")
    page.wait_for_timeout(800)


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in PLAN]
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}; there are {', '.join(PLAN)}")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for programme in dict.fromkeys(PROGRAMMES.values()):
            folder = create_demo(Path(scratch, programme), programme=programme).path
            with served(folder) as address:
                for language in (one for one, of in PROGRAMMES.items() if of == programme):
                    for name in names or PLAN:
                        print(take(browser, address, folder, name, language), flush=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
