"""An entry of a team is checked for access, place and every field, and is on disk when it is receipted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from folder_sample import CONTENT, NOW, PROGRAMME, RATE, TODAY, content_of

from kit.actions.enter import save_answers, save_entry, save_month
from kit.actions.folder import NetworkFolder
from kit.actions.load import load_book
from kit.actions.structure import structure_book
from kit.domain.access import FACILITATOR, Role, Visitor
from kit.domain.entries.improvement import CYCLE, Cycle
from kit.domain.entries.team import COMMITMENT, MEMBER, Member
from kit.domain.label import LANGUAGES
from kit.domain.seen import Seen
from kit.errors import ChangedMeanwhile, FieldRefused, KitError, NotAllowed, ValueRefused
from kit.store import open_store
from kit.texts import texts

LEAD, TEAM = Visitor(Role.MUNICIPALITY, "0301"), Visitor(Role.UNIT, "0301", unit="0301-1")
VIEWER, OTHER = Visitor(Role.VIEWER, "0301"), Visitor(Role.MUNICIPALITY, "5001")
RESPONSE = "0123456789abcdef0123456789abcdef"
RESPONDENT = Visitor(Role.RESPONDENT, "0301", response=RESPONSE)
BOOK = structure_book(CONTENT, PROGRAMME, TODAY)
ROLE = next(iter(PROGRAMME.roles))
ANNA: Mapping[str, object] = {"name": "  Anna\tBerg ", "role": ROLE, "hours": 3}
MEMBER_AT = ("member", "0301", "0301-1", "k1")


def refusal(folder: NetworkFolder, visitor: Visitor, *entry: object) -> KitError:
    before = content_of(folder)
    with pytest.raises(KitError) as caught:
        save_entry(folder.path, visitor, *entry, now=NOW, book=BOOK)  # type: ignore[arg-type]
    assert content_of(folder) == before, "nothing half-saved"
    for language in LANGUAGES:
        assert texts(language).error(caught.value)
    return caught.value


def test_an_entry_is_on_disk_when_it_is_receipted(folder: NetworkFolder) -> None:
    receipt = save_entry(folder.path, TEAM, *MEMBER_AT, ANNA, now=NOW)
    assert receipt.changed
    (entry,) = load_book(folder.path, as_of=TODAY, municipality="0301").entries(MEMBER, "0301", "0301-1")
    assert entry.value == Member(name="Anna Berg", role=ROLE, hours=3.0)
    assert (entry.key, entry.by, entry.at) == ("k1", "unit:0301:0301-1", NOW)


def test_an_entry_can_be_taken_back(folder: NetworkFolder) -> None:
    save_entry(folder.path, TEAM, *MEMBER_AT, ANNA, now=NOW)
    assert save_entry(folder.path, TEAM, *MEMBER_AT, None, now=NOW).changed
    assert load_book(folder.path, as_of=TODAY).entries(MEMBER) == ()


def test_two_who_edit_the_same_entry_find_out(folder: NetworkFolder) -> None:
    save_entry(folder.path, TEAM, *MEMBER_AT, ANNA, now=NOW, seen=Seen(None))
    with pytest.raises(ChangedMeanwhile):
        save_entry(folder.path, LEAD, *MEMBER_AT, {**ANNA, "hours": 5}, now=NOW, seen=Seen(None))


@pytest.mark.parametrize("visitor", [VIEWER, OTHER, RESPONDENT, Visitor(Role.UNIT, "0301", unit="0301-2")])
def test_nobody_else_writes_a_teams_entries(folder: NetworkFolder, visitor: Visitor) -> None:
    assert isinstance(refusal(folder, visitor, *MEMBER_AT, ANNA), NotAllowed)


@pytest.mark.parametrize(
    "place",
    [
        ("member", "5001", "0301-1", "k1"),  # the unit is another municipality's
        ("commitment", "0301", "0301-1", "k1"),  # a municipality's, not a unit's
        ("commitment", "0301", "", "k1"),  # the lead's, not the team's
    ],
)
def test_a_team_writes_in_its_own_place_only(folder: NetworkFolder, place: tuple[str, ...]) -> None:
    values = {"name": "Anna", "role": ROLE}
    assert isinstance(refusal(folder, TEAM, *place, values), NotAllowed)


def test_the_lead_writes_what_the_leader_promised(folder: NetworkFolder) -> None:
    promise = {"name": "Anna", "role": ROLE, "hours": 2.5, "signed_on": date(2026, 1, 5)}
    assert save_entry(folder.path, LEAD, "commitment", "0301", "", "k1", promise, now=NOW).changed
    assert load_book(folder.path, as_of=TODAY).entries(COMMITMENT, "0301", "")[0].value.hours == 2.5


@pytest.mark.parametrize(
    ("values", "field", "key"),
    [
        ({"role": ROLE}, "name", "entries.refused.required"),
        ({"name": "Anna"}, "role", "entries.refused.required"),
        ({"name": "Anna", "role": "root"}, "role", "entries.refused.unknown_choice"),
        ({"name": "Anna", "role": ROLE, "hours": 41}, "hours", "entries.refused.range"),
        ({"name": "Anna", "role": ROLE, "hours": "3"}, "hours", "actions.not_number"),
        ({"name": "Anna 010190-1234", "role": ROLE}, "name", "actions.identifier"),
        ({"name": "A" * 201, "role": ROLE}, "name", "actions.too_long"),
        ({"name": "Anna", "role": ROLE, "deputy": "yes"}, "deputy", "entries.refused.unknown_choice"),
    ],
)
def test_every_field_is_checked_and_named(
    folder: NetworkFolder, values: dict[str, object], field: str, key: str
) -> None:
    error = refusal(folder, TEAM, *MEMBER_AT, values)
    assert isinstance(error, FieldRefused)
    assert (error.field, error.key) == (field, key)


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        (("root", "0301", "0301-1", "k1", ANNA), "entries.refused.unknown_kind"),
        ((["member"], "0301", "0301-1", "k1", ANNA), "entries.refused.unknown_kind"),
        (("member", "0301", "0301-1", "../k1", ANNA), "entries.refused.bad_key"),
        (("member", "0301", "0301-1", "k" * 81, ANNA), "entries.refused.bad_key"),
        (("member", "0301", "0301-1", 7, ANNA), "entries.refused.bad_key"),
        (("member", "0301", "0301-1", "k1", {**ANNA, "admin": True}), "entries.refused.unknown_field"),
        (("member", "0301", "0301-1", "k1", [1]), "entries.refused.unknown_field"),
        (("cycle", "0301", "", "k1", {"title": "x"}), "actions.unknown_unit"),
    ],
)
def test_a_hostile_entry_gets_nowhere(folder: NetworkFolder, entry: tuple[object, ...], key: str) -> None:
    error = refusal(folder, LEAD, *entry)
    assert isinstance(error, ValueRefused)
    assert error.key == key


def test_days_lie_ahead_only_where_they_may(folder: NetworkFolder) -> None:
    ahead = date(2031, 1, 1)
    place = ("cycle", "0301", "0301-1", "c1")
    assert save_entry(folder.path, TEAM, *place, {"title": "x", "started_on": ahead}, now=NOW).changed
    error = refusal(folder, TEAM, *place, {"title": "x", "ended_on": ahead})
    assert isinstance(error, FieldRefused)
    assert (error.field, error.key) == ("ended_on", "actions.future")
    (entry,) = load_book(folder.path, as_of=TODAY).entries(CYCLE)
    assert entry.value == Cycle(title="x", started_on=ahead)


def test_a_team_enters_measurements_of_its_own_unit_only(folder: NetworkFolder) -> None:
    assert save_month(folder.path, TEAM, "0301-1", RATE, date(2026, 2, 1), 3, 712, now=NOW).changed
    with pytest.raises(NotAllowed):
        save_month(folder.path, VIEWER, "0301-1", RATE, date(2026, 2, 1), 4, 712, now=NOW)


def test_a_respondent_fills_in_the_one_response_of_its_link() -> None:
    statement, group = PROGRAMME.leadership.statements[0].id, PROGRAMME.leadership.groups[-1].id
    for visitor, response in ((RESPONDENT, "f" * 32), (VIEWER, RESPONSE)):
        with pytest.raises(NotAllowed):
            save_answers(".", visitor, "0301", group, response, {statement: 3}, now=NOW, book=BOOK)
    bound = Visitor(Role.RESPONDENT, "0301", group=PROGRAMME.leadership.groups[0].id, response=RESPONSE)
    with pytest.raises(NotAllowed):
        save_answers(".", bound, "0301", group, RESPONSE, {statement: 3}, now=NOW, book=BOOK)


def test_a_respondents_answer_is_saved(folder: NetworkFolder) -> None:
    statement, group = PROGRAMME.leadership.statements[0].id, PROGRAMME.leadership.groups[-1].id
    assert save_answers(folder.path, RESPONDENT, "0301", group, RESPONSE, {statement: 3}, now=NOW).changed
    with open_store(folder.database) as store:
        assert [answer.value for answer in store.answers("0301")] == [3]


def test_a_facilitator_writes_on_a_municipalitys_behalf(folder: NetworkFolder) -> None:
    assert save_entry(folder.path, FACILITATOR, *MEMBER_AT, ANNA, now=datetime(2026, 6, 1, tzinfo=UTC)).changed
