"""The improvement page in a browser: a cycle is written, is there after a reload, and stands in the report."""

from __future__ import annotations

import pytest
from browsing import PHONE, Visit, fits, violations
from running_server import OSLO

from kit import notebook
from kit.actions.load import load_book
from kit.domain.entries.improvement import CYCLE
from kit.texts import texts

SERVER = "real"
NB = texts("nb")
TITLE = "Hudsjekk på ett rom"


def test_a_cycle_is_written_on_a_phone_stands_after_a_reload_and_in_the_report(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.page.set_viewport_size(PHONE)
    visit.join(OSLO)
    page = visit.open("improvement")
    page.get_by_role("button", name=NB("entries.cycle.add")).click()
    page.get_by_label(NB("entries.cycle.title")).fill(TITLE)
    page.get_by_label(NB("entries.cycle.prediction")).fill("Alle blir sett")
    page.get_by_label(NB("entries.cycle.predicted")).fill("80")
    page.get_by_label(NB("entries.cycle.scale")).select_option(label=NB("entries.cycle.scale.one"))
    assert page.get_by_label(NB("entries.cycle.done")).count() == 0, "the result is asked afterwards"
    page.get_by_role("button", name=NB("entries.save")).first.click()
    page.get_by_role("status").filter(has_text=NB("apps.saved.at", time="")[:6]).first.wait_for()
    (entry,) = load_book(visit.server.folder).entries(CYCLE, "0301")
    assert (entry.value.title, entry.value.predicted, entry.value.scale) == (TITLE, 80.0, "one")
    assert violations(page) == []
    assert fits(page)

    page.reload()
    visit.ready()
    page.get_by_role("button", name=NB("entries.change", name=TITLE)).click()
    page.get_by_label(NB("entries.cycle.done")).fill("Vi så alle")
    page.get_by_label(NB("entries.cycle.found")).fill("90")
    page.get_by_role("button", name=NB("entries.save")).first.click()
    page.get_by_text(NB("improvement.stage.study")).first.wait_for()

    monkeypatch.setenv("KIT_HOST", "report")
    report = notebook.open("improvement", str(visit.server.folder), "0301", "nb")
    for words in (TITLE, "Alle blir sett", "Vi så alle"):
        assert words in report.cycles().html
