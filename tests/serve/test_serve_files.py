"""Scripts and styles: kept for good under an address that changes with them, and Voilà's in one piece."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import plotly.offline
import pytest
from jupyter_core.paths import jupyter_path
from running_server import Server, page

import kit
from kit.resources import templates
from kit.serve.bundle import BUNDLE, listed, make_bundle
from kit.serve.files import edition_of

TEMPLATE = templates("jupyter") / "voila/templates/kit"
FILE = re.compile(r'(?:src|href)="(/[^"]+\.(?:js|css))"')


def test_every_file_of_a_page_is_kept_for_good_and_the_page_is_not(oslo: httpx.Client) -> None:
    html = page(oslo)
    named = FILE.findall(html)
    assert len(named) >= 8
    for address in named:
        answer = oslo.get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["cache-control"], address
        assert "max-age=31536000" in answer.headers["cache-control"]
        assert len(answer.content) < 2000 or answer.headers["content-encoding"] == "gzip"
    assert len(html.encode()) < 40_000


def test_a_front_page_uses_the_same_files(oslo: httpx.Client) -> None:
    named = FILE.findall(oslo.get("/").text)
    assert named
    assert set(named) <= set(FILE.findall(page(oslo)))


@pytest.mark.parametrize("address", ["/files/{}/kit/kit.css", "/files/{}/voila/static/voila.js"])
def test_another_edition_is_not_there(server: Server, oslo: httpx.Client, address: str) -> None:
    (edition,) = set(re.findall(r"/files/([0-9a-f]+)/", oslo.get("/").text))
    with server.client() as stranger:
        assert stranger.get(address.format(edition)).status_code == 200
        assert stranger.get(address.format("0" * len(edition))).status_code in {403, 404}


def test_an_edition_follows_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.js").write_text("1", encoding="utf-8")
    first = edition_of([tmp_path])
    assert edition_of([tmp_path]) == first
    (tmp_path / "a" / "one.js").write_text("2", encoding="utf-8")
    second = edition_of([tmp_path])
    (tmp_path / "a" / "one.js").rename(tmp_path / "a" / "two.js")
    assert len({first, second, edition_of([tmp_path])}) == 3


def test_every_script_that_the_list_names_is_installed() -> None:
    static = [Path(place, "voila/templates/base/static") for place in jupyter_path()]
    lab = [Path(place, name) for place in jupyter_path() for name in ("labextensions", "voila/labextensions")]
    places = {"static": static, "labextensions": lab}
    names = listed(TEMPLATE / "scripts.txt")
    assert len(set(names)) == len(names) > 50
    missing = [n for n in names if not any((p / n.partition("/")[2]).is_file() for p in places[n.partition("/")[0]])]
    assert missing == []


def test_a_bundle_leaves_out_what_is_not_there_and_keeps_each_script_to_itself(tmp_path: Path) -> None:
    (tmp_path / "one.js").write_text('"use strict";a()//', encoding="utf-8")
    (tmp_path / "two.js").write_text("b()", encoding="utf-8")
    names = ("static/one.js", "static/none.js", "labextensions/x/y.js", "static/two.js")
    made = make_bundle(names, {"static": (tmp_path,), "labextensions": ()}, tmp_path / "made")
    assert made.name == BUNDLE
    assert made.read_text(encoding="utf-8") == (
        '(function () {"use strict";a()//\n}).call(self);\n(function () {b()\n}).call(self);\n'
    )


def test_the_small_plotly_is_of_the_same_version_as_the_one_that_makes_the_figures() -> None:
    head = (templates("style") / "plotly-basic.min.js").read_text(encoding="utf-8")[:200]
    assert f"v{plotly.offline.get_plotlyjs_version()}" in head


def test_figures_need_no_more_than_the_small_plotly() -> None:
    sources = Path(kit.__file__).parent.rglob("*.py")
    used = {name for path in sources for name in re.findall(r"\bgo\.([A-Z]\w+)\(", path.read_text(encoding="utf-8"))}
    assert "Scatter" in used
    assert used <= {"Bar", "Figure", "Layout", "Pie", "Scatter"}
