"""The preparation page on a real folder: who may write what, what is there after a reload, and two at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_books import OTHER, OWN, small_book

from kit import notebook
from kit.apps.views.preparation import ChecklistForm, ItemForm, TeamForm
from kit.domain.checklist import ItemStatus
from kit.domain.entries.team import MEMBER
from kit.errors import NotAllowed, ValueRefused
from kit.sources.network import NetworkFile, write_network
from kit.texts import texts

DA = texts("da")
LEAD, TEAM, VIEWER = f"municipality:{OWN}", f"unit:{OWN}:u1", f"viewer:{OWN}"


@pytest.fixture
def visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Open the preparation page as a visitor of the app does."""
    book = small_book()
    content = NetworkFile(book.network, book.municipalities, book.units, book.people, book.seminars, book.in_use)
    write_network(tmp_path / "network.xlsx", content, book.programme)

    def opened(visitor: str = LEAD):
        monkeypatch.setenv("KIT_HOST", "app")
        monkeypatch.setenv("KIT_NETWORK", str(tmp_path))
        monkeypatch.setenv("HTTP_X_KIT_VISITOR", visitor)
        monkeypatch.setenv("QUERY_STRING", "")
        return notebook.open("preparation")

    return opened


def add(page, unit: str, name: str, role: str) -> str:
    """Enter a member through the form; what the form says."""
    team = TeamForm(page.model, DA)
    team.chooser.value = unit
    form = team.lists[unit].form
    fields = {field.spec.name: field.widget for field in form.fields}
    fields["name"].value, fields["role"].value = name, role
    form.button.click()
    return str(form.line.widget.value)


def test_a_member_that_a_team_enters_is_there_after_a_reload_and_told_as_new(visit) -> None:
    assert "Gemt kl." in add(visit(TEAM), "u1", "Anna Berg", "TL")
    page = visit()
    assert "Anna Berg" in page.team().html
    assert "Teammedlem: Anna Berg" in page.changes().html
    assert "Plejecenter Åsen" in page.changes().html


def test_a_unit_team_and_a_reader_see_the_checklist_but_get_no_form(visit) -> None:
    for visitor in (TEAM, VIEWER):
        page = visit(visitor)
        assert page.checklist().live is None
        assert page.commitment().live is None
        assert page.letters().live is None
        assert "P01 " in page.checklist().html
    assert visit(TEAM).team().live is not None
    assert visit(VIEWER).team().live is None
    assert visit(LEAD).checklist().live is not None


def test_a_unit_team_that_forges_a_save_for_another_team_is_refused(visit) -> None:
    page = visit(TEAM)
    for unit in ("", "u2", "o1"):
        with pytest.raises((NotAllowed, ValueRefused)):
            page.model.desk.save(MEMBER, unit, "k1", {"name": "Anna", "role": "TL"})
    assert visit(f"municipality:{OTHER}").model.book.entries(MEMBER) == ()


def test_two_at_the_same_item_find_out_and_nothing_is_silently_written_over(visit) -> None:
    first, second = visit(), visit("facilitator")
    own = ItemForm(first.model, first.model.row_of("P03"), DA)
    ItemForm(second.model, second.model.row_of("P03"), DA).note.value = "deres"
    own.note.value = "mine"
    assert "Sekretariatet gemte noget andet her kl." in own.line.widget.value
    assert visit().book.checklist[OWN]["P03"].note == "deres"
    own.mine.click()
    assert visit().book.checklist[OWN]["P03"].note == "mine"


def test_an_undone_tick_is_undone_after_a_reload(visit) -> None:
    made = ChecklistForm(visit().model, DA)
    item = next(iter(made.forms))
    made.forms[item].status.value = "done"
    assert visit().book.checklist[OWN][item].status is ItemStatus.DONE
    made.undo.click()
    assert visit().book.checklist[OWN][item].status is ItemStatus.NOT_STARTED
    assert item not in visit().changes().html
