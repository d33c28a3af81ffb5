"""A facilitator's day: a network, its workbooks, an entry, the reports, and what changes when something changes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kit.actions.demo import create_demo
from kit.actions.enter import save_item, save_month
from kit.cli import run
from kit.domain.access import Role, Visitor

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)
OWN = Visitor(Role.MUNICIPALITY, "0906")
WORDS = ("--as-of", TODAY.isoformat(), "--municipality", "0906")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return create_demo(tmp_path_factory.mktemp("journey") / "demo", today=TODAY).path


@pytest.mark.slow
def test_what_is_entered_stands_in_the_next_report_and_only_that_is_made_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["run", str(folder), *WORDS]) == 0
    assert "5 lavet, 0 uændrede, 0 fejlede" in capsys.readouterr().out
    reports = folder / "reports" / f"{TODAY.isoformat()}-da"
    assert {path.name for path in (reports / "0906").glob("*.html")} == {
        "preparation.html", "baseline.html", "run_chart.html", "leadership.html",
        "improvement.html",
    }  # fmt: skip
    assert not (reports / "0907").exists()

    save_item(folder, OWN, "0906", "P38", "begun", "", "Tavlen hænger ved vagtstuen <b>fra mandag</b>", now=NOW)
    save_month(folder, OWN, "0906-1", "pu.p.risk", date(2026, 10, 1), 3, 9, "", now=NOW)
    assert run(["run", str(folder), *WORDS]) == 0
    capsys.readouterr()
    page = (reports / "0906" / "preparation.html").read_text(encoding="utf-8")
    assert "Tavlen hænger ved vagtstuen &lt;b&gt;fra mandag&lt;/b&gt;" in page
    assert "33" in (reports / "0906" / "run_chart.html").read_text(encoding="utf-8")

    assert run(["run", str(folder), *WORDS, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["ran"], said["skipped"], said["failed"]) == (0, 5, [])


@pytest.mark.slow
@pytest.mark.parametrize(("language", "word"), [("nb", "Seriediagram"), ("en", "Run charts")])
def test_the_same_network_is_reported_in_another_language(folder: Path, language: str, word: str) -> None:
    assert run(["run", str(folder), *WORDS, "--lang", language, "--notebook", "run_chart"]) == 0
    page = (folder / "reports" / f"{TODAY.isoformat()}-{language}" / "0906" / "run_chart.html").read_text(
        encoding="utf-8"
    )
    assert f'<html lang="{language}"' in page
    assert word in page
