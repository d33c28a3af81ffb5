"""An entry is checked for access and for its value, whatever the browser sent, and is on disk when it is receipted."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from folder_sample import CONTENT, DAYS, NOW, PERCENT, PROGRAMME, RATE, TODAY, UNUSED, content_of

from kit.actions.enter import Receipt, save_answers, save_event_date, save_item, save_month
from kit.actions.folder import NetworkFolder
from kit.actions.load import load_book
from kit.actions.structure import structure_book
from kit.domain.access import FACILITATOR, Role, Visitor
from kit.domain.checklist import ItemStatus
from kit.domain.label import LANGUAGES
from kit.domain.measure import ValueKind
from kit.domain.network import MeasureInUse
from kit.errors import KitError, NotAllowed, StoreError, ValueRefused
from kit.store import open_store
from kit.texts import texts

OSLO, TRONDHEIM = Visitor(Role.MUNICIPALITY, "0301"), Visitor(Role.MUNICIPALITY, "5001")
FEBRUARY = date(2026, 2, 1)
ITEM = PROGRAMME.checklist.items[0].id
ROLE = next(iter(PROGRAMME.roles))
ASKED = PROGRAMME.leadership
GROUP = ASKED.groups[-1].id
STATEMENTS = [statement.id for statement in ASKED.statements]
RESPONSE = "0123456789abcdef0123456789abcdef"
BOOK = structure_book(CONTENT, PROGRAMME, TODAY)
NUMBERS = ("010190-1234", "0101901234", "01019012345", "Kari 010190 1234")


@pytest.fixture(params=["the folder", "a book"])
def known(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The same, whether the network is read from the folder or handed in."""
    return {"book": BOOK} if request.param == "a book" else {}


@pytest.fixture
def untouched(folder: NetworkFolder) -> Iterator[None]:
    """After the test every file is as it was."""
    before = content_of(folder)
    yield
    assert content_of(folder) == before, "nothing half-saved"


def refused(save: Callable[..., Receipt], *values: object, kind: type[KitError] = ValueRefused) -> str:
    with pytest.raises(kind) as caught:
        save(*values, now=NOW, book=BOOK)
    assert type(caught.value) is kind
    for language in LANGUAGES:
        sentence = texts(language).error(caught.value)
        assert not any(number in sentence for number in NUMBERS)
    return caught.value.key


# -- a month


def test_a_month_is_on_disk_when_it_is_receipted(folder: NetworkFolder, known: dict[str, Any]) -> None:
    receipt = save_month(folder.path, OSLO, "0301-1", RATE, date(2026, 2, 14), 3, 712, " ferie ", now=NOW, **known)
    assert receipt == Receipt(NOW, True)
    (point,) = load_book(folder.path, as_of=TODAY).series_of("0301-1", RATE).points
    assert (point.period, point.numerator, point.denominator, point.note) == (FEBRUARY, 3, 712, "ferie")
    with open_store(folder.database) as store:
        assert store.history("0301-1", RATE, FEBRUARY)[0].by == "municipality:0301"
    again = save_month(folder.path, FACILITATOR, "0301-1", RATE, FEBRUARY, 3, 712, "ferie", now=NOW, **known)
    assert not again.changed


def test_the_time_of_a_receipt_is_now_in_utc(folder: NetworkFolder) -> None:
    before = datetime.now(UTC)
    receipt = save_month(folder.path, OSLO, "0301-1", RATE, FEBRUARY, 3, 712)
    assert before <= receipt.at <= datetime.now(UTC)
    assert receipt.at.tzinfo is UTC


def test_a_month_is_taken_back_by_saving_it_empty(folder: NetworkFolder) -> None:
    assert not save_month(folder.path, OSLO, "0301-1", RATE, FEBRUARY, None, None, now=NOW).changed
    save_month(folder.path, OSLO, "0301-1", RATE, FEBRUARY, 3, 712, now=NOW)
    assert save_month(folder.path, OSLO, "0301-1", RATE, FEBRUARY, None, None, now=NOW).changed
    assert load_book(folder.path, as_of=TODAY).series == {}


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 0), (0, 10), (10, 10)])
def test_none_of_some_all_of_some_and_none_to_count_are_fine(
    folder: NetworkFolder, numerator: int, denominator: int
) -> None:
    assert save_month(
        folder.path, OSLO, "0301-1", PERCENT, FEBRUARY, numerator, denominator, now=NOW, book=BOOK
    ).changed


@pytest.mark.parametrize(
    ("numerator", "denominator", "key"),
    [
        (11, 10, "actions.over_denominator"),
        (1, 0, "actions.over_denominator"),
        (-1, 10, "actions.negative"),
        (1, -10, "actions.negative"),
        (1.5, 10, "actions.not_whole"),
        (1, 10.5, "actions.not_whole"),
        (math.nan, 10, "actions.not_number"),
        (1, math.inf, "actions.not_number"),
        ("3", 10, "actions.not_number"),
        (True, 10, "actions.not_number"),
        ([3], 10, "actions.not_number"),
        (None, 10, "actions.not_number"),
        (10**400, 10, "actions.too_high"),
        (1, None, "actions.needs_denominator"),
    ],
)
@pytest.mark.usefixtures("untouched")
def test_numbers_that_cannot_be_are_refused(folder: NetworkFolder, numerator: Any, denominator: Any, key: str) -> None:
    assert refused(save_month, folder.path, OSLO, "0301-1", PERCENT, FEBRUARY, numerator, denominator) == key


@pytest.mark.usefixtures("untouched")
def test_a_count_takes_no_denominator(folder: NetworkFolder) -> None:
    count = next(measure for measure in PROGRAMME.measures if measure.value is ValueKind.COUNT)
    book = replace(BOOK, in_use=(MeasureInUse(count.id),))
    with pytest.raises(ValueRefused, match=r"actions\.no_denominator"):
        save_month(folder.path, OSLO, "0301-1", count.id, FEBRUARY, 3, 10, now=NOW, book=book)


@pytest.mark.parametrize(
    ("period", "key"),
    [
        (date(2026, 4, 1), "actions.future"),
        (date(1999, 12, 31), "actions.long_ago"),
        ("2026-02-01", "actions.not_date"),
        (None, "actions.not_date"),
        (datetime(2026, 2, 1), "actions.not_date"),
    ],
)
@pytest.mark.usefixtures("untouched")
def test_a_period_that_cannot_be_is_refused(folder: NetworkFolder, period: Any, key: str) -> None:
    assert refused(save_month, folder.path, OSLO, "0301-1", RATE, period, 3, 712) == key


@pytest.mark.parametrize(
    ("frequency", "day", "first"),
    [
        ("week", date(2026, 2, 19), date(2026, 2, 16)),
        ("month", date(2026, 2, 19), date(2026, 2, 1)),
        ("quarter", date(2026, 2, 19), date(2026, 1, 1)),
        ("half_year", date(2025, 12, 31), date(2025, 7, 1)),
    ],
)
def test_any_day_of_a_period_stands_for_its_first(
    folder: NetworkFolder, frequency: str, day: date, first: date
) -> None:
    measures = tuple(replace(m, frequency=frequency) if m.id == RATE else m for m in PROGRAMME.measures)
    book = replace(BOOK, programme=replace(PROGRAMME, measures=measures))
    save_month(folder.path, OSLO, "0301-1", RATE, day, 3, 712, now=NOW, book=book)
    with open_store(folder.database) as store:
        assert store.series()["0301-1", RATE].points[0].period == first


@pytest.mark.parametrize(
    ("unit", "measure", "key"),
    [
        ("unknown", RATE, "actions.unknown_unit"),
        (7, RATE, "actions.unknown_unit"),
        (None, RATE, "actions.unknown_unit"),
        ("0301-1", "unknown", "actions.unknown_measure"),
        ("0301-1", ["a"], "actions.unknown_measure"),
        ("0301-1", UNUSED, "actions.not_in_use"),
        ("0301-1", DAYS, "actions.needs_events"),
    ],
)
@pytest.mark.usefixtures("untouched")
def test_an_unknown_unit_or_measure_is_refused(folder: NetworkFolder, unit: Any, measure: Any, key: str) -> None:
    assert refused(save_month, folder.path, OSLO, unit, measure, FEBRUARY, 3, 712) == key


@pytest.mark.usefixtures("untouched")
def test_nobody_writes_for_another_municipality(folder: NetworkFolder) -> None:
    for values in (
        (save_month, TRONDHEIM, "0301-1", RATE, FEBRUARY, 3, 712),
        (save_event_date, TRONDHEIM, "0301-1", DAYS, FEBRUARY),
        (save_item, TRONDHEIM, "0301", ITEM, "done", "", ""),
        (save_answers, TRONDHEIM, "0301", GROUP, RESPONSE, {STATEMENTS[0]: 3}),
        (save_item, Visitor(Role.MUNICIPALITY, ""), "0301", ITEM, "done", "", ""),
    ):
        save, visitor, *rest = values
        assert refused(save, folder.path, visitor, *rest, kind=NotAllowed) == "actions.not_allowed"


def test_a_facilitator_writes_for_every_municipality_and_the_store_says_so(folder: NetworkFolder) -> None:
    for unit in ("0301-1", "5001-1"):
        save_month(folder.path, FACILITATOR, unit, RATE, FEBRUARY, 3, 712, now=NOW, book=BOOK)
    with open_store(folder.database) as store:
        assert store.history("5001-1", RATE, FEBRUARY)[0].by == "facilitator"


@pytest.mark.usefixtures("untouched")
def test_nothing_is_saved_for_the_time_after_a_withdrawal(folder: NetworkFolder) -> None:
    assert refused(save_month, folder.path, FACILITATOR, "4601-1", RATE, FEBRUARY, 3, 712) == "actions.withdrawn"
    assert refused(save_event_date, folder.path, FACILITATOR, "4601-1", DAYS, FEBRUARY) == "actions.withdrawn"
    assert refused(save_item, folder.path, FACILITATOR, "4601", ITEM, "done", "", "") == "actions.withdrawn"
    answers = (FACILITATOR, "4601", GROUP, RESPONSE, {STATEMENTS[0]: 3})
    assert refused(save_answers, folder.path, *answers) == "actions.withdrawn"


def test_the_time_before_a_withdrawal_can_still_be_mended(folder: NetworkFolder) -> None:
    assert save_month(folder.path, FACILITATOR, "4601-1", RATE, date(2026, 1, 1), 3, 712, now=NOW, book=BOOK).changed


# -- texts


@pytest.mark.parametrize("note", [*NUMBERS, "010190\x00-1234", "ring til 01.01.90, cpr 010190-1234."])
@pytest.mark.usefixtures("untouched")
def test_a_personal_number_is_refused_and_never_said_again(folder: NetworkFolder, note: str) -> None:
    assert refused(save_month, folder.path, OSLO, "0301-1", RATE, FEBRUARY, 3, 712, note) == "actions.identifier"
    assert refused(save_event_date, folder.path, OSLO, "0301-1", DAYS, FEBRUARY, 1, note) == "actions.identifier"
    assert refused(save_item, folder.path, OSLO, "0301", ITEM, "done", "", note) == "actions.identifier"


@pytest.mark.parametrize(
    ("note", "key"),
    [
        ("x" * 2001, "actions.too_long"),
        (7, "actions.not_text"),
        (None, "actions.not_text"),
        ("a\ud800", "actions.not_text"),
    ],
)
@pytest.mark.usefixtures("untouched")
def test_a_text_that_cannot_be_kept_is_refused(folder: NetworkFolder, note: Any, key: str) -> None:
    assert refused(save_item, folder.path, OSLO, "0301", ITEM, "done", "", note) == key


def test_a_text_keeps_its_lines_and_letters_and_loses_what_nobody_can_see(folder: NetworkFolder) -> None:
    save_item(folder.path, OSLO, "0301", ITEM, "done", "", " første\nlinje \x00\x1b\u202e☂ =1+1 ", now=NOW, book=BOOK)
    assert load_book(folder.path).checklist["0301"][ITEM].note == "første\nlinje ☂ =1+1"


# -- events


def test_a_day_with_events_is_saved_counted_anew_and_taken_back(folder: NetworkFolder) -> None:
    day = date(2026, 3, 2)
    for count, expected in ((1, [1]), (3, [3]), (0, [])):
        assert save_event_date(folder.path, OSLO, "0301-1", DAYS, day, count, now=NOW, book=BOOK).changed
        assert [
            event.count for event in load_book(folder.path, as_of=TODAY).series_of("0301-1", DAYS).events
        ] == expected


@pytest.mark.parametrize(
    ("measure", "on", "count", "key"),
    [
        (RATE, FEBRUARY, 1, "actions.needs_numbers"),
        (DAYS, TODAY + timedelta(days=2), 1, "actions.future"),
        (DAYS, FEBRUARY, -1, "actions.negative"),
        (DAYS, FEBRUARY, 1.5, "actions.not_whole"),
        (DAYS, FEBRUARY, 1001, "actions.too_high"),
        (DAYS, FEBRUARY, "1", "actions.not_number"),
    ],
)
@pytest.mark.usefixtures("untouched")
def test_an_event_that_cannot_be_is_refused(
    folder: NetworkFolder, measure: str, on: date, count: Any, key: str
) -> None:
    assert refused(save_event_date, folder.path, OSLO, "0301-1", measure, on, count) == key


# -- the checklist


def test_an_item_s_state_is_saved_with_owner_note_and_time(folder: NetworkFolder, known: dict[str, Any]) -> None:
    receipt = save_item(folder.path, OSLO, "0301", ITEM, "nearly", ROLE, "snart", now=NOW, **known)
    assert receipt == Receipt(NOW, True)
    state = load_book(folder.path).checklist["0301"][ITEM]
    assert (state.status, state.owner, state.note, state.changed_at) == (ItemStatus.NEARLY, ROLE, "snart", NOW)
    assert not save_item(folder.path, OSLO, "0301", ITEM, "nearly", ROLE, "snart", now=NOW, **known).changed


@pytest.mark.parametrize(
    ("code", "item", "status", "owner", "key"),
    [
        ("0301", "P99", "done", "", "actions.unknown_item"),
        ("0301", None, "done", "", "actions.unknown_item"),
        ("0301", ITEM, "finished", "", "actions.unknown_status"),
        ("0301", ITEM, 3, "", "actions.unknown_status"),
        ("0301", ITEM, "done", "KING", "actions.unknown_role"),
        ("0301", ITEM, "done", None, "actions.unknown_role"),
        ("9999", ITEM, "done", "", "actions.unknown_municipality"),
        ("0101901234", ITEM, "done", "", "actions.unknown_municipality"),
    ],
)
@pytest.mark.usefixtures("untouched")
def test_an_item_s_state_that_cannot_be_is_refused(
    folder: NetworkFolder, code: str, item: Any, status: Any, owner: Any, key: str
) -> None:
    assert refused(save_item, folder.path, FACILITATOR, code, item, status, owner, "") == key


# -- the questionnaire


def test_answers_are_saved_without_a_trace_of_who_gave_them(folder: NetworkFolder, known: dict[str, Any]) -> None:
    highest = ASKED.values[-1]
    values = {STATEMENTS[0]: highest, STATEMENTS[1]: None}
    assert save_answers(folder.path, OSLO, "0301", GROUP, RESPONSE, values, now=NOW, **known) == Receipt(NOW, True)
    first, second = load_book(folder.path).answers
    assert (first.response, first.municipality, first.group, first.value) == (RESPONSE, "0301", GROUP, highest)
    assert (second.statement, second.value) == (STATEMENTS[1], None)
    assert (first.questionnaire, first.version) == (ASKED.id, ASKED.version)
    assert first.at == NOW.replace(hour=0, minute=0), "the day only: the time would tell who it was"
    assert OSLO.id.encode() not in folder.database.read_bytes()
    assert not save_answers(folder.path, OSLO, "0301", GROUP, RESPONSE, values, now=NOW, **known).changed


def test_a_response_cannot_be_written_to_from_another_group_or_municipality(folder: NetworkFolder) -> None:
    values = {STATEMENTS[0]: 1}
    save_answers(folder.path, OSLO, "0301", GROUP, RESPONSE, values, now=NOW, book=BOOK)
    before = load_book(folder.path).answers
    other = ASKED.groups[0].id
    assert refused(save_answers, folder.path, TRONDHEIM, "5001", GROUP, RESPONSE, values) == "actions.bad_response"
    assert refused(save_answers, folder.path, OSLO, "0301", other, RESPONSE, values) == "actions.bad_response"
    assert load_book(folder.path).answers == before


@pytest.mark.parametrize(
    ("group", "response", "values", "key"),
    [
        ("kings", RESPONSE, {STATEMENTS[0]: 3}, "actions.unknown_group"),
        (None, RESPONSE, {STATEMENTS[0]: 3}, "actions.unknown_group"),
        (GROUP, "1", {STATEMENTS[0]: 3}, "actions.bad_response"),
        (GROUP, "x" * 65, {STATEMENTS[0]: 3}, "actions.bad_response"),
        (GROUP, "'; DROP TABLE answers; --", {STATEMENTS[0]: 3}, "actions.bad_response"),
        (GROUP, None, {STATEMENTS[0]: 3}, "actions.bad_response"),
        (GROUP, RESPONSE, {}, "actions.no_answers"),
        (GROUP, RESPONSE, [3], "actions.no_answers"),
        (GROUP, RESPONSE, {"L99": 3}, "actions.unknown_statement"),
        (GROUP, RESPONSE, {STATEMENTS[0]: 3, 7: 3}, "actions.unknown_statement"),
        (GROUP, RESPONSE, {STATEMENTS[0]: 99}, "actions.unknown_option"),
        (GROUP, RESPONSE, {STATEMENTS[0]: True}, "actions.unknown_option"),
        (GROUP, RESPONSE, {STATEMENTS[0]: 3.0}, "actions.unknown_option"),
        (GROUP, RESPONSE, {STATEMENTS[0]: "3"}, "actions.unknown_option"),
    ],
)
@pytest.mark.usefixtures("untouched")
def test_answers_that_cannot_be_are_refused(
    folder: NetworkFolder, group: Any, response: Any, values: Any, key: str
) -> None:
    assert refused(save_answers, folder.path, OSLO, "0301", group, response, values) == key


# -- the database


def test_an_entry_into_a_database_that_cannot_be_used_says_so_and_touches_nothing(folder: NetworkFolder) -> None:
    folder.database.write_bytes(b"no database" * 500)
    before = content_of(folder)
    assert refused(save_item, folder.path, OSLO, "0301", ITEM, "done", "", "", kind=StoreError) == "store.not_ours"
    assert content_of(folder) == before
