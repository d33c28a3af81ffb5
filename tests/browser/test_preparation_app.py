"""The preparation as a project lead lives it: what is entered is there after a reload, and in the report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from browsing import PHONE, Visit
from running_server import OSLO

from kit import notebook
from kit.actions.load import load_book
from kit.apps.parts import HTML
from kit.domain.checklist import ItemState, ItemStatus
from kit.texts import texts

SERVER = "real"
NB = texts("nb")
ITEM = "P03"


def until_saved(visit: Visit, wanted: ItemState) -> None:
    """Wait until the item stands on disk as wanted: each field is saved by itself."""
    for _ in range(300):
        state = load_book(visit.server.folder).checklist.get("0301", {}).get(wanted.item)
        if state and replace(state, changed_at=None) == wanted:
            return
        visit.page.wait_for_timeout(100)
    raise AssertionError(f"{wanted} was never saved")


def test_what_is_entered_on_a_phone_is_there_after_a_reload_and_in_the_report(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.page.set_viewport_size(PHONE)
    visit.join(OSLO)
    page = visit.open("preparation")
    page.get_by_role("button", name=NB("entries.member.add")).click()
    page.get_by_label(NB("entries.member.name"), exact=True).fill("Anna Bjørk")
    page.get_by_label(NB("entries.member.role"), exact=True).first.select_option(index=1)
    page.get_by_role("button", name=NB("entries.save"), exact=True).click()
    page.get_by_role("button", name=NB("entries.change", name="Anna Bjørk")).wait_for()
    page.get_by_label(NB("apps.form.note", item=ITEM), exact=True).fill("Møteplan lagt 1. juni")
    page.keyboard.press("Tab")
    page.get_by_label(NB("apps.form.status", item=ITEM), exact=True).select_option(label=NB("apps.status.begun"))
    until_saved(visit, ItemState(ITEM, ItemStatus.BEGUN, "", "Møteplan lagt 1. juni"))
    page.reload()
    visit.ready()
    page.get_by_role("button", name=NB("entries.change", name="Anna Bjørk")).wait_for()
    note = page.get_by_label(NB("apps.form.note", item=ITEM), exact=True)
    assert note.input_value() == "Møteplan lagt 1. juni"

    monkeypatch.setenv("KIT_HOST", "report")
    report = notebook.open("preparation", str(visit.server.folder), "0301")
    parts = (report.checklist(), report.team(), report.changes())
    shown = [data[HTML] for made in parts for data, _ in made.bundles()]
    assert "Møteplan lagt 1. juni" in shown[0]
    assert "Anna Bjørk" in shown[1]
    assert NB("apps_preparation.changes.member", name="Anna Bjørk") in shown[2]
