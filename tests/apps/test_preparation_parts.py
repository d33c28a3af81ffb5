"""The parts of the preparation page around the checklist: the next step, teams, promises, letters, dates, changes."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from page_books import AS_OF, FIRST_SEMINAR, OWN, PERCENT, SCRIPT, small_book

from kit.apps.desk import Desk
from kit.apps.preparation import PreparationModel
from kit.apps.preparation_calendar import calendar_html, data_html
from kit.apps.preparation_changes import changes_html
from kit.apps.preparation_checklist import checklist_html, named_owner
from kit.apps.preparation_commitment import sheet_html
from kit.apps.preparation_letters import letters_html
from kit.apps.preparation_readiness import blockers_html, first_steps_html, gauge, next_html, readiness_html
from kit.apps.preparation_surveys import surveys_html
from kit.apps.preparation_team import check_html, team_html
from kit.apps.views import preparation as view
from kit.apps.views.preparation import TeamForm
from kit.domain.book import Book
from kit.domain.changes import ITEM, Change, item_said
from kit.domain.checklist import ItemState, ItemStatus
from kit.domain.entries.entry import Record, written
from kit.domain.entries.team import LETTER_SENT, Commitment, LetterSent, Member
from kit.domain.label import LANGUAGES
from kit.domain.network import Person
from kit.domain.phases import Watch
from kit.texts import Texts, texts

AT = datetime(2026, 4, 9, 8, 0, tzinfo=UTC)
LEAD = f"municipality:{OWN}"
ANNA = Member(name=f"Anna {SCRIPT}", role="TL", profession="sygeplejerske", hours=2.5, deputy=True)
PROMISE = Commitment(name=f"Karen {SCRIPT}", role="SPONSOR", hours=2.0, promise=SCRIPT, signed_on=date(2026, 4, 3))


def record(kind: str, key: str, value: Any, unit: str = "") -> Record:
    return Record(kind, OWN, unit, key, written(value), AT, LEAD)


@pytest.fixture
def lively() -> Book:
    """Somebody has entered something of every kind, hostile text among it."""
    records = (
        record("member", "m1", ANNA, "u1"),
        record("commitment", "c1", PROMISE),
        record("commitment", "c2", Commitment(name="Per", role="UL")),
        record("letter_sent", "l1", LetterSent(letter="staff", on=date(2026, 4, 2), to=f"alle {SCRIPT}")),
    )
    people = (Person(OWN, "", "PL", "Åse Bjørk"), Person(OWN, "u1", "UL", "Per Ø. Holm"))
    lately = (
        Change(ITEM, OWN, "", "P02", None, item_said("begun", "PL", f"referat {SCRIPT}"), AT, LEAD),
        Change("member", OWN, "u1", "m1", None, written(ANNA), AT, f"unit:{OWN}:u1"),
        Change("commitment", OWN, "", "c1", None, written(PROMISE), AT, LEAD),
        Change("member", OWN, "u2", "m9", written(replace(ANNA, name="Gået")), None, AT, LEAD),
        Change("letter_sent", OWN, "", "l9", "{broken", None, AT, LEAD),
        Change("cycle", OWN, "u1", "x", None, "{}", AT, LEAD),
    )
    return replace(small_book(), records=records, people=people, lately=lately)


@pytest.fixture
def model(lively: Book) -> PreparationModel:
    return PreparationModel(lively, OWN)


def everything(book: Book, words: Texts) -> str:
    model = PreparationModel(book, OWN)
    parts = (
        *(readiness_html(model, words), readiness_html(model, words, folded=True), blockers_html(model, words)),
        *(checklist_html(model, words), team_html(book, OWN, words), sheet_html(book, OWN, words)),
        *(letters_html(model, words), data_html(book, OWN, words), calendar_html(book, OWN, words, b"x")),
        changes_html(book, words),
    )
    return "\n".join(parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_plain_text_in_every_language(lively: Book, language: str) -> None:
    made = everything(lively, texts(language))
    assert "<script" not in made
    assert "&lt;script&gt;" in made
    for text in (">None<", ">nan<", "apps_preparation.", "{"):
        assert text not in made


# -- the next step


def test_the_next_step_is_the_oldest_overdue_critical_item_with_owner_day_and_reason(model, danish: Texts) -> None:
    row = model.next_step()
    assert row.late
    assert row.item.critical
    assert row == model.blockers()[0]
    made = next_html(model, danish)
    assert f"{row.item.id} " in made
    assert danish.formats.short_date(row.due) in made
    assert "Det er afgørende for, at I kan begynde" in made


def done(book: Book, *, but: tuple[str, ...] = ()) -> PreparationModel:
    states = {item.id: ItemState(item.id, ItemStatus.DONE) for item in book.programme.checklist.items}
    return PreparationModel(replace(book, checklist={OWN: {k: v for k, v in states.items() if k not in but}}), OWN)


def test_an_overdue_item_comes_before_a_critical_one_that_is_not_due_yet(lively: Book, danish: Texts) -> None:
    model = done(lively, but=("P27", "P29"))  # P27 critical, due 4 weeks before; P29 due 6 weeks before
    model = PreparationModel(replace(model.book, as_of=date(2026, 3, 25)), OWN)
    assert model.next_step().item.id == "P29"
    assert "Fristen er overskredet." in next_html(model, danish)
    ahead = PreparationModel(replace(model.book, as_of=date(2026, 1, 1)), OWN)
    assert ahead.next_step().item.id == "P29"
    assert "Det har den tidligste frist" in next_html(ahead, danish)


def test_when_all_is_done_the_page_says_so(lively: Book, danish: Texts) -> None:
    model = done(lively)
    assert model.next_step() is None
    assert "Alt på tjeklisten er på plads." in next_html(model, danish)


def test_the_owner_is_named_when_one_person_alone_holds_the_role(model, danish: Texts) -> None:
    assert named_owner(model, model.row_of("P02"), danish) == "Kommunal projektleder (Åse Bjørk)"
    assert named_owner(model, model.row_of("P01"), danish) == "Direktør eller chef"


def test_the_gauge_repeats_the_score_for_the_eye_only_and_names_the_bands(danish: Texts) -> None:
    made = gauge(0.37, danish)
    assert made.startswith('<div class="kit-gauge" aria-hidden="true">')
    assert "width:37%" in made
    assert [danish(f"apps.band.{band}") in made for band in ("not_ready", "partly_ready", "ready")] == [True] * 3
    assert "width:0%" in gauge(None, danish)


def test_the_first_steps_are_the_information_day_and_the_sign_up(model, danish: Texts) -> None:
    made = first_steps_html(model, danish)
    assert "Informationsmøde for ledere" in made
    assert "overstået" in made
    assert "Ansøgning og tilmelding" in made
    assert "P01:" in made
    bare = replace(model.book, programme=replace(model.book.programme, phases=()))
    assert first_steps_html(PreparationModel(bare, OWN), danish) == ""


# -- teams


def test_the_team_shows_the_files_people_and_those_entered_and_says_which(lively: Book, danish: Texts) -> None:
    made = team_html(lively, OWN, danish)
    assert "netværksfilen" in made
    assert "appen" in made
    assert made.index("Per Ø. Holm") < made.index("Anna &lt;script&gt;")
    assert "Nabokommune" not in made


def test_the_check_tells_each_fault_in_words(lively: Book, danish: Texts) -> None:
    made = check_html(lively, OWN, "u1", danish)
    assert "Der er færre end tre." in made
    assert "Ingen har rollen: Dataansvarlig." in made
    assert "Der er ikke skrevet nogen på endnu." in check_html(lively, OWN, "u2", danish)
    assert "Der er ikke skrevet en sponsor" in check_html(lively, OWN, "", danish)


def live(book: Book, shelf: list[tuple[Any, ...]], places: tuple[str, ...]) -> PreparationModel:
    def save(*values: Any, seen: Any) -> Any:
        shelf.append(values)
        return type("Receipt", (), {"at": AT, "changed": True})()

    return PreparationModel(book, OWN, None, Desk(book, OWN, save, f"unit:{OWN}:u1"), places)


def test_a_unit_writes_its_own_team_and_reads_the_others(lively: Book, danish: Texts) -> None:
    shelf: list[tuple[Any, ...]] = []
    form = TeamForm(live(lively, shelf, ("u1",)), danish)
    assert form.chooser.value == "u1"
    entered = form.lists["u1"]
    entered.add.click()
    fields = {field.spec.name: field.widget for field in entered.form.fields}
    fields["name"].value, fields["role"].value = "Ida", "DA"
    entered.form.button.click()
    assert shelf[0][:3] == ("member", OWN, "u1")
    assert "Ingen har rollen" not in form.check.value
    assert "Sammensætningen er i orden." in form.check.value
    form.chooser.value = "u2"
    assert "u2" not in form.lists
    form.chooser.value = ""
    assert "" not in form.lists


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "x" * 5000),
        ("name", "Anna 010190-1234"),
        ("name", "\ud800"),
        ("hours", "1e400"),
        ("hours", "-1"),
        ("hours", "NaN"),
        ("profession", "y" * 201),
    ],
)
def test_hostile_values_in_a_team_change_nothing_and_get_a_sentence(lively, danish: Texts, name: str, value) -> None:
    shelf: list[tuple[Any, ...]] = []
    model = live(lively, shelf, ("u1",))
    form = TeamForm(model, danish).lists["u1"].form
    fields = {field.spec.name: field.widget for field in form.fields}
    fields["name"].value, fields["role"].value = "Ida", "DA"
    fields[name].value = value
    form.button.click()
    assert shelf == []
    assert 'role="alert"' in form.line.widget.value
    assert "Traceback" not in form.line.widget.value
    assert model.book.records == lively.records


def test_what_is_entered_shows_in_readiness_changes_and_letters_at_once(lively: Book, danish: Texts) -> None:
    model = live(lively, [], ("", "u1"))
    changes = view.changes(model, danish)
    model.desk.save(LETTER_SENT, "", "l2", {"letter": "doctors", "on": AS_OF})
    assert "Brev sendt: Brev til praktiserende læger" in changes.value
    assert "sendt 10.04.2026" in checklist_html(model, danish)
    model.desk.undo()
    assert "Brev til praktiserende læger" not in changes.value


# -- commitments and letters


def test_the_sheet_shows_who_has_signed_and_leaves_a_line_for_the_others(lively: Book, danish: Texts) -> None:
    made = sheet_html(lively, OWN, danish)
    assert made.startswith('<div class="kit-sheet">')
    assert "Underskrevet 3. april 2026" in made
    assert made.count("Dato og underskrift") == 1 + 2
    assert "den 1. maj 2026" in made


def test_a_sheet_without_commitments_can_be_signed_on_paper(danish: Texts) -> None:
    made = sheet_html(small_book(), OWN, danish)
    assert "<table" not in made
    assert made.count("Dato og underskrift") == 2


def test_letters_are_filled_in_and_a_sent_letter_tells_its_item_and_closes_nothing(model, danish: Texts) -> None:
    made = letters_html(model, danish)
    assert "Ærøby deltager i Netværk Prøve" in made
    assert "02.04.2026, alle &lt;script&gt;" in made
    assert model.row_of("P21").state.status is ItemStatus.NOT_STARTED
    assert "Brev til personalet: sendt 02.04.2026 til alle &lt;script&gt;" in checklist_html(model, danish)


def test_a_letter_can_be_copied_as_text_with_a_name_for_the_box(model, danish: Texts) -> None:
    boxes = re.findall(
        r'<textarea readonly class="kit-copy" rows="12" aria-label="([^"]+)">', letters_html(model, danish)
    )
    assert len(boxes) == len(set(boxes)) == len(model.book.programme.letters)


# -- dates and changes


def test_the_calendar_tells_monthly_things_once_and_carries_a_file(lively: Book, danish: Texts) -> None:
    made = calendar_html(lively, OWN, danish, b"BEGIN:VCALENDAR")
    (name, data) = re.search(
        r'download="([^"]+)" href="data:text/calendar;charset=utf-8;base64,([^"]+)"', made
    ).groups()
    assert name == f"n1-{OWN}.ics"
    assert b64decode(data) == b"BEGIN:VCALENDAR"
    assert made.count("Månedsrapport") == 1
    assert "Hver måned. Næste:" in made
    assert "Næste:" not in calendar_html(replace(lively, as_of=date(2035, 1, 1)), OWN, danish, b"")


@pytest.mark.parametrize(
    ("as_of", "word"), [(date(2025, 1, 1), "kommer"), (FIRST_SEMINAR, "nu"), (date(2035, 1, 1), "overstået")]
)
def test_a_phase_is_to_come_now_or_over(lively: Book, danish: Texts, as_of: date, word: str) -> None:
    made = calendar_html(replace(lively, as_of=as_of), OWN, danish, b"")
    row = re.search(r"Forberedelsespakke</th>(.*?)</tr>", made, re.DOTALL).group(1)
    assert word in row


def test_the_data_part_says_what_a_plan_lacks(lively: Book, danish: Texts) -> None:
    made = data_html(lively, OWN, danish)
    assert "0 af 4 indikatorer" in made
    assert "en plan: hvem samler tallene" in made
    assert "Der er ikke valgt indikatorer" in data_html(replace(lively, in_use=()), OWN, danish)
    assert PERCENT not in made


def test_changes_tell_what_who_and_when_and_leave_out_what_is_not_of_this_page(lively: Book, danish: Texts) -> None:
    made = changes_html(lively, danish)
    assert made.count("<tr") == 1 + 4
    assert "ikke startet" in made
    assert "Ansvarlig: Kommunal projektleder" in made
    assert "Note: referat &lt;script&gt;" in made
    assert "Teammedlem: Anna &lt;script&gt;" in made
    assert "Plejecenter Åsen" in made
    assert "underskrevet" in made
    assert "slettet" in made
    assert "09.04.2026" in made
    assert "Der er ikke ændret noget" in changes_html(replace(lively, lately=()), danish)


def test_the_forms_of_the_lead_are_made(lively: Book, danish: Texts) -> None:
    model = live(lively, [], ("", "u1", "u2"))
    for made in (view.team(model, danish), view.commitment(model, danish), view.letters(model, danish)):
        assert made.children


def test_the_questionnaires_before_the_first_seminar_are_told(book: Book, danish: Texts) -> None:
    asked = surveys_html(PreparationModel(book, OWN), danish)
    assert "Spørgeskemaer før første læringsseminar 1. maj 2026" in asked
    assert "afsluttet 28. marts 2026" in asked
    assert "Er vi klar til forandringen?" in asked
    assert "P43" in asked
    assert "ikke begyndt" in surveys_html(PreparationModel(replace(book, answers=()), OWN), danish)
    bare = replace(book, programme=replace(book.programme, watch=Watch()))
    assert surveys_html(PreparationModel(bare, OWN), danish) == ""
