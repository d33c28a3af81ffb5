"""The preparation as a project lead lives it: what is entered is there after a reload, and in the report."""

from __future__ import annotations

import pytest
from browsing import PHONE, Visit
from running_server import OSLO

from kit import notebook
from kit.actions.load import load_book
from kit.apps.parts import HTML
from kit.domain.checklist import ItemStatus
from kit.texts import texts

SERVER = "real"
NB = texts("nb")
ITEM = "P03"


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
    page.get_by_label(NB("apps.form.status", item=ITEM), exact=True).select_option(label=NB("apps.status.begun"))
    row = page.locator(".kit-row").filter(has=page.get_by_label(NB("apps.form.note", item=ITEM), exact=True))
    row.get_by_role("status").filter(has_text=NB("apps.saved.at", time="")[:6]).wait_for()
    assert load_book(visit.server.folder).checklist["0301"][ITEM].status is ItemStatus.BEGUN
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
