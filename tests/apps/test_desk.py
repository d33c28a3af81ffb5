"""Entries on a page: what is typed is saved or stays where it is, and two who write at once find out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from builders import TODAY, small_book
from markupsafe import Markup

from kit.apps.desk import Desk, Values
from kit.apps.entry_words import entry_brief, entry_html, who
from kit.apps.views.entry_form import EntryForm, EntryList
from kit.domain.entries.entry import Kind, read, written
from kit.domain.entries.fields import specs
from kit.domain.entries.improvement import CYCLE
from kit.domain.entries.kinds import KINDS
from kit.domain.entries.team import MEMBER, Member
from kit.domain.label import LANGUAGES
from kit.domain.seen import Seen
from kit.errors import ChangedMeanwhile, FieldRefused, StoreError, ValueRefused
from kit.texts import texts

AT = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
DA = texts("da")
UNIT = "0301-1"
# What a seminar's room keeps is asked for by its own pages; sharing is one choice and never a list.
ASKED_ELSEWHERE = ("seminar_", "attendance", "sharing")
WITH_A_FORM = [kind for kind in KINDS.values() if not kind.id.startswith(ASKED_ELSEWHERE)]
ANNA: Values = {"name": "Anna Berg", "role": "UL"}


@dataclass
class Receipt:
    at: datetime = AT
    changed: bool = True


@dataclass
class Shelf:
    """Stands in for the store: keeps what was saved, and tells when something else stands there."""

    kept: dict[tuple[str, ...], str | None] = field(default_factory=dict)
    fault: Exception | None = None

    def save(self, kind: str, municipality: str, unit: str, key: str, values: Values | None, *, seen: Seen) -> Receipt:
        if self.fault:
            raise self.fault
        place = (kind, municipality, unit, key)
        made = None if values is None else written(KINDS[kind].body(**values))
        now = self.kept.get(place)
        if now != seen.said and now != made:
            raise ChangedMeanwhile(now, "unit:0301:0301-1", AT)
        self.kept[place] = made
        return Receipt(changed=made != now)

    def values(self) -> list[Any]:
        return [read(KINDS[place[0]], content) for place, content in self.kept.items() if content]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def desk(shelf: Shelf) -> Desk:
    return Desk(replace(small_book(), as_of=TODAY), "0301", shelf.save, "municipality:0301")


def sentence(form: EntryForm | EntryList) -> str:
    return str(form.line.widget.value)


def named(form: EntryForm, name: str) -> Any:
    return next(field.widget for field in form.fields if field.spec.name == name)


def member_form(desk: Desk) -> EntryForm:
    return EntryForm(desk, MEMBER, UNIT, DA, lambda: None, {})


def test_what_is_saved_stands_on_the_desk(desk: Desk, shelf: Shelf) -> None:
    desk.save(MEMBER, UNIT, "k1", ANNA)
    assert [entry.value for entry in desk.of(MEMBER, UNIT)] == shelf.values() == [Member(name="Anna Berg", role="UL")]
    assert desk.of(MEMBER, "") == ()


def test_undo_puts_back_what_stood_and_can_be_done_once(desk: Desk, shelf: Shelf) -> None:
    desk.save(MEMBER, UNIT, "k1", ANNA)
    desk.save(MEMBER, UNIT, "k1", {**ANNA, "name": "Anne"})
    desk.undo()
    assert [member.name for member in shelf.values()] == ["Anna Berg"]
    with pytest.raises(ValueRefused):
        desk.undo()


def test_undo_takes_a_first_save_back_and_brings_a_deleted_entry_again(desk: Desk, shelf: Shelf) -> None:
    desk.save(MEMBER, UNIT, "k1", ANNA)
    desk.take_back(MEMBER, UNIT, "k1")
    desk.undo()
    assert [member.name for member in shelf.values()] == ["Anna Berg"]


def test_undo_does_not_write_over_what_another_has_done_since(desk: Desk, shelf: Shelf) -> None:
    desk.save(MEMBER, UNIT, "k1", ANNA)
    theirs = written(Member(name="Per", role="PL"))
    shelf.kept["member", "0301", UNIT, "k1"] = theirs
    with pytest.raises(ChangedMeanwhile):
        desk.undo()
    assert shelf.kept["member", "0301", UNIT, "k1"] == theirs


def test_after_a_notice_the_desk_shows_theirs_and_a_second_save_is_knowing(desk: Desk, shelf: Shelf) -> None:
    desk.save(MEMBER, UNIT, "k1", ANNA)
    shelf.kept["member", "0301", UNIT, "k1"] = written(Member(name="Per", role="PL"))
    with pytest.raises(ChangedMeanwhile):
        desk.save(MEMBER, UNIT, "k1", {**ANNA, "hours": 3.0})
    assert desk.of(MEMBER, UNIT)[0].value.name == "Per"
    desk.save(MEMBER, UNIT, "k1", {**ANNA, "hours": 3.0})
    assert [member.hours for member in shelf.values()] == [3.0]


def test_a_desk_that_cannot_save_says_so() -> None:
    desk = Desk(small_book(), "0301")
    assert not desk.can_save
    with pytest.raises(ValueRefused):
        desk.save(MEMBER, UNIT, "k1", ANNA)


def test_a_value_that_is_not_acceptable_is_refused_before_it_leaves_the_page(desk: Desk, shelf: Shelf) -> None:
    with pytest.raises(FieldRefused):
        desk.save(MEMBER, UNIT, "k1", {"name": "Anna 010190-1234", "role": "UL"})
    assert shelf.kept == {}


@pytest.mark.parametrize("kind", WITH_A_FORM, ids=lambda kind: kind.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_form_with_its_words_in_every_language(desk: Desk, kind: Kind, language: str) -> None:
    words = texts(language)
    made = EntryList(desk, kind, UNIT, words, lambda entry: Markup(""), lambda entry: entry.key)
    labels = [field.label for field in made.form.fields]
    assert len(set(labels)) == len(labels) == len(specs(kind.body))
    assert made.add.description
    assert all(field.label.strip() for field in made.form.fields)


def test_a_form_saves_and_says_when(desk: Desk, shelf: Shelf) -> None:
    form = member_form(desk)
    named(form, "name").value, named(form, "role").value, named(form, "hours").value = "Anna", "UL", "2,5"
    form.save()
    assert shelf.values() == [Member(name="Anna", role="UL", hours=2.5)]
    assert 'role="status"' in sentence(form)
    assert "Gemt kl." in sentence(form)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("name", "", "Navn: Feltet skal udfyldes."),
        ("role", "", "Rolle: Feltet skal udfyldes."),
        ("hours", "mange", "Timer om ugen til arbejdet: »mange« kan ikke læses som et tal."),
        ("hours", "99", "Timer om ugen til arbejdet: Skriv et tal fra 0 til 40."),
    ],
)
def test_a_refusal_names_the_field_and_keeps_what_was_typed(
    desk: Desk, shelf: Shelf, name: str, value: str, told: str
) -> None:
    form = member_form(desk)
    named(form, "name").value, named(form, "role").value = "Anna", "UL"
    named(form, name).value = value
    form.save()
    assert 'role="alert"' in sentence(form)
    assert told in sentence(form)
    assert shelf.kept == {}
    assert named(form, name).value == value


def test_a_form_tells_who_changed_it_meanwhile_and_offers_both_ways_out(desk: Desk, shelf: Shelf) -> None:
    form = member_form(desk)
    named(form, "name").value, named(form, "role").value = "Anna", "UL"
    form.save()
    shelf.kept["member", "0301", UNIT, form.key] = written(Member(name="Per", role="PL"))
    named(form, "name").value = "Anne"
    form.save()
    assert "Plejecenter Åbrinken gemte noget andet her" in sentence(form)
    assert "Per" in form.news.value
    assert named(form, "name").value == "Anne"
    form.theirs.click()
    assert named(form, "name").value == "Per"
    assert form.between.children == ()
    assert [member.name for member in shelf.values()] == ["Per"]


def test_keeping_ones_own_words_saves_them(desk: Desk, shelf: Shelf) -> None:
    form = member_form(desk)
    named(form, "name").value, named(form, "role").value = "Anna", "UL"
    form.save()
    shelf.kept["member", "0301", UNIT, form.key] = written(Member(name="Per", role="PL"))
    named(form, "name").value = "Anne"
    form.save()
    form.mine.click()
    assert [member.name for member in shelf.values()] == ["Anne"]


def test_a_fault_of_the_store_keeps_what_was_typed(desk: Desk, shelf: Shelf) -> None:
    form = member_form(desk)
    named(form, "name").value, named(form, "role").value = "Anna", "UL"
    shelf.fault = StoreError("store.busy", file="kit.db")
    form.save()
    assert 'role="alert"' in sentence(form)
    assert named(form, "name").value == "Anna"


def test_a_list_changes_deletes_and_undoes(desk: Desk, shelf: Shelf) -> None:
    shown = EntryList(
        desk, MEMBER, UNIT, DA, lambda e: Markup("<p>{}</p>").format(e.value.name), lambda e: e.value.name
    )
    assert "Der står ingen i teamet endnu." in shown.rows.children[0].value
    desk.save(MEMBER, UNIT, "k1", ANNA)
    shown.show()
    (row,) = shown.rows.children
    change, delete = row.children[1].children
    assert change.description == "Ret Anna Berg"
    change.click()
    assert named(shown.form, "name").value == "Anna Berg"
    delete.click()
    assert shelf.values() == []
    assert "Slettet kl." in sentence(shown)
    shown.undo.click()
    assert [member.name for member in shelf.values()] == ["Anna Berg"]


def test_a_list_of_one_measure_shows_and_makes_only_its_own(desk: Desk, shelf: Shelf) -> None:
    given = {"measure": "pu.risk"}
    shown = EntryList(desk, CYCLE, UNIT, DA, lambda e: Markup(""), lambda e: e.value.title, given)
    named(shown.form, "title").value = "Hudtjek hver morgen"
    shown.form.save()
    desk.save(CYCLE, UNIT, "k9", {"title": "Noget andet"})
    assert [entry.value.title for entry in shown.mine()] == ["Hudtjek hver morgen"]
    assert [cycle.measure for cycle in shelf.values()] == ["pu.risk", ""]


def test_an_entry_in_words_is_plain_text_and_leaves_out_what_is_empty(desk: Desk) -> None:
    values = {"title": "<b>Hudtjek</b>", "started_on": date(2026, 3, 1), "predicted": 2.5, "decision": "adapt"}
    desk.save(CYCLE, UNIT, "k1", values)
    found = entry_html(desk.of(CYCLE, UNIT)[0], desk, CYCLE, DA)
    assert "&lt;b&gt;" in found
    assert "1. marts 2026" in found
    assert "2,5" in found
    assert "Tilpas og prøv igen" in found
    assert "Hvad lærte I?" not in found


@pytest.mark.parametrize(
    ("by", "name"),
    [
        ("facilitator", "Sekretariatet"),
        ("municipality:0301", "Kommunens projektleder"),
        ("unit:0301:0301-1", "Plejecenter Åbrinken"),
        ("unit:0301:gone", "En enhed"),
        ("import", "En anden"),
    ],
)
def test_who_wrote_is_told_as_far_as_the_link_tells(by: str, name: str) -> None:
    assert who(by, small_book(), DA) == name


def test_an_entry_in_a_few_lines_begins_with_its_first_field_and_is_plain_text(desk: Desk) -> None:
    desk.save(MEMBER, UNIT, "k1", {"name": "Anna <b>Berg</b>", "role": "UL", "hours": 2.5})
    found = entry_brief(desk.of(MEMBER, UNIT)[0], desk, MEMBER, DA)
    assert found.startswith("<p><strong>Anna &lt;b&gt;Berg&lt;/b&gt;</strong>")
    assert "Rolle: Enhedsleder · Timer om ugen til arbejdet: 2,5" in found
    assert "Faggruppe" not in found
