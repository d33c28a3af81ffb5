"""What participants and the facilitator save at a seminar, and everything a hostile phone may try."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from builders import small_network_file

from kit.actions import seminar as act
from kit.actions.folder import NetworkFolder
from kit.actions.live_book import LiveBook
from kit.actions.seminar_code import room_code, seat_for
from kit.actions.seminar_room import count_present, judge_texts, move_room
from kit.domain.access import FACILITATOR, Role, Visitor
from kit.domain.book import Book
from kit.domain.entries.improvement import CYCLE
from kit.domain.entries.seminar import ACTION_PLAN, COMMITMENT_CARD, SEMINAR_ANSWER
from kit.domain.held import Held, seminar_of
from kit.domain.seminars.seat import Seat
from kit.domain.series import Point
from kit.errors import KitError, NotAllowed, ValueRefused
from kit.sources.network import write_network
from kit.sources.programme import programme_folders, read_programme
from kit.store import open_store

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
PLACES = ("place__time", "place__leaders", "place__data", "place__colleagues", "place__others")
SEAT = Seat("ls1", "phone1abc", "0301", "0301-1")


@pytest.fixture
def folder(tmp_path: Path) -> NetworkFolder:
    programme = read_programme(programme_folders()["i-sikre-haender"])
    write_network(tmp_path / "network.xlsx", replace(small_network_file(), in_use=()), programme)
    return NetworkFolder(tmp_path)


@pytest.fixture
def book(folder: NetworkFolder) -> Book:
    content = small_network_file()
    programme = read_programme(programme_folders()["i-sikre-haender"])
    return Book(
        content.network, programme, date(2026, 3, 10), content.municipalities, content.units, seminars=content.seminars
    )


def now_at(folder: NetworkFolder, book: Book) -> Held:
    with open_store(folder.database, create=True) as store:
        held = seminar_of(act.fresh(book, store), "ls1")
    assert held is not None
    return held


def go(folder: NetworkFolder, book: Book, *moves: str) -> None:
    for move in moves:
        move_room(folder.path, book, FACILITATOR, "ls1", move, now=NOW)


def say(folder: NetworkFolder, book: Book, item: str, seat: Seat = SEAT, **form: str | list[str]) -> bool:
    fields = {name.replace("__", "."): value if isinstance(value, list) else [value] for name, value in form.items()}
    return act.answer(folder.path, book, seat, item, fields, now=NOW).changed


def test_an_answer_is_saved_once_however_often_it_is_sent_and_may_be_changed_while_it_is_open(folder, book) -> None:
    go(folder, book, "to:since", "open")
    assert say(folder, book, "since", chosen="tried")
    assert not say(folder, book, "since", chosen="tried")
    assert say(folder, book, "since", chosen="not")
    (one,) = now_at(folder, book).answers
    assert one.value.chosen == ("not",)
    assert (one.municipality, one.unit, one.by) == ("0301", "0301-1", "participant")
    assert one.at == datetime(2026, 3, 10, tzinfo=UTC), "no time of day, which would tell who it was"


@pytest.mark.parametrize(
    ("moves", "item"),
    [((), "since"), (("to:since",), "since"), (("to:since", "open", "close"), "since"), (("to:since", "open"), "chart"),
     (("to:since", "open", "show"), "since"), (("to:welcome",), "welcome"), (("to:since", "open", "next"), "since")],
)  # fmt: skip
def test_what_is_not_open_takes_no_answer(folder, book, moves: tuple[str, ...], item: str) -> None:
    go(folder, book, *moves)
    with pytest.raises(ValueRefused) as refused:
        say(folder, book, item, chosen="tried")
    assert refused.value.key == "seminar.refused.closed"
    assert now_at(folder, book).answers == ()


@pytest.mark.parametrize(
    ("item", "form", "key"),
    [
        ("since", {"chosen": "elsewhere"}, "seminar.refused.choose_one"),
        ("since", {"chosen": ["tried", "not"]}, "seminar.refused.choose_one"),
        ("since", {}, "seminar.refused.choose_one"),
        ("ready", {"chosen": "6"}, "seminar.refused.choose_one"),
        ("barriers", {"place__time": "1"}, "seminar.refused.rank"),
        ("barriers", dict.fromkeys(PLACES, "1"), "seminar.refused.rank"),
        ("steal", {"text": "x" * 601}, "actions.too_long"),
        ("steal", {"text": "x" * 900_000}, "actions.too_long"),
        ("steal", {"text": "Ring til 010203-1234"}, "actions.identifier"),
        ("steal", {"text": "   "}, "seminar.refused.empty"),
        ("steal", {"text": "\ud800"}, "actions.not_text"),
        ("definition", {"text": "Født 01.02.03-1234"}, "actions.identifier"),
        ("predict", {"number": "mange"}, "seminar.refused.number"),
        ("predict", {"number": "1e9"}, "seminar.refused.number"),
        ("evaluation", {"value__E1": "9"}, "seminar.refused.choose_one"),
        ("evaluation", {}, "seminar.refused.no_statement"),
        ("commitment", {"what": ""}, "entries.refused.required"),
        ("commitment", {"what": "Vi ringer til 010203-1234"}, "actions.identifier"),
        ("commitment", {"what": "Ja", "unit": "0302-1"}, "seminar.refused.unit"),
        ("commitment", {"what": "Ja", "by": "i morgen"}, "actions.not_date"),
        ("commitment", {"what": "Ja", "owner": "KING"}, "entries.refused.unknown_choice"),
        ("pdsa", {"title": "x" * 5000}, "actions.too_long"),
    ],
)  # fmt: skip
def test_a_hostile_form_is_refused_and_nothing_is_kept(folder, book, item: str, form: dict, key: str) -> None:
    go(folder, book, f"to:{item}", "open")
    with pytest.raises(ValueRefused) as refused:
        say(folder, book, item, **form)
    assert refused.value.key == key
    with open_store(folder.database) as store:
        assert [one.kind for one in store.entries()] == ["seminar_room"]


@pytest.mark.parametrize(
    "seat",
    [Seat("ls1", "p"), Seat("ls1", "p", "9999"), Seat("ls1", "p", "0301", "0302-1"), Seat("ls1", "p", "0301", "x")],
)
def test_a_seat_that_is_no_place_in_the_network_saves_nothing(folder, book, seat: Seat) -> None:
    go(folder, book, "to:since", "open")
    with pytest.raises(NotAllowed):
        say(folder, book, "since", seat, chosen="tried")
    with pytest.raises(NotAllowed):
        act.attend(folder.path, book, seat, now=NOW)


def test_a_withdrawn_municipality_and_another_seminar_are_refused(folder, book) -> None:
    late = datetime(2026, 5, 1, tzinfo=UTC)
    with pytest.raises(ValueRefused, match=r"actions\.withdrawn"):
        act.attend(folder.path, book, Seat("ls1", "p", "0303"), now=late)
    with pytest.raises(ValueRefused, match="unknown"):
        act.attend(folder.path, book, Seat("gone", "p", "0301"), now=NOW)


def test_a_phone_cannot_write_under_another_phones_key(folder, book) -> None:
    go(folder, book, "to:since", "open")
    say(folder, book, "since", chosen="tried")
    say(
        folder,
        book,
        "since",
        Seat("ls1", "phone2", "0301", "0301-1"),
        chosen="not",
        who="phone1abc",
        key="ls1.since.phone1abc",
    )
    kept = {one.key: one.value.chosen for one in now_at(folder, book).answers}
    assert kept == {"ls1.since.phone1abc": ("tried",), "ls1.since.phone2": ("not",)}


def test_a_team_has_one_definition_and_nobody_writes_over_a_team_mate_unseen(folder, book) -> None:
    go(folder, book, "to:definition", "open")
    say(folder, book, "definition", text="Alle nye sår")
    mate = Seat("ls1", "phone2", "0301", "0301-1")
    with pytest.raises(ValueRefused, match="team_wrote") as refused:
        say(folder, book, "definition", mate, text="Kun kategori 2")
    assert refused.value.values["text"] == "Alle nye sår"
    assert say(folder, book, "definition", mate, text="Kun kategori 2", seen=act.digest("Alle nye sår"))
    held = now_at(folder, book)
    assert [one.value.text for one in held.answers] == ["Kun kategori 2"]
    neighbour = held.neighbour("0302")
    assert neighbour is not None
    assert neighbour.value.text == "Kun kategori 2"
    assert held.neighbour("0301") is None


def test_cards_are_kept_with_the_team_as_a_cycle_a_plan_and_a_promise(folder, book) -> None:
    go(folder, book, "to:pdsa", "open")
    say(folder, book, "pdsa", title="Hudtjek ved bad", prediction="Vi finder to", plan="Mandag")
    go(folder, book, "to:plan", "open")
    say(folder, book, "plan", first="Tavlen op", ask="En time om ugen")
    with pytest.raises(ValueRefused, match="team_wrote"):
        say(folder, book, "plan", Seat("ls1", "phone2", "0301", "0301-1"), first="Noget andet")
    go(folder, book, "to:commitment", "open")
    say(folder, book, "commitment", what="Vi hænger tavlen op", owner="UL", by="2026-04-01")
    with open_store(folder.database) as store:
        records = store.entries()
    full = LiveBook(folder).now()
    assert [one.value.title for one in full.entries(CYCLE, "0301", "0301-1")] == ["Hudtjek ved bad"]
    assert [one.value.ask for one in full.entries(ACTION_PLAN, "0301", "0301-1")] == ["En time om ugen"]
    (card,) = full.entries(COMMITMENT_CARD, "0301")
    assert (card.value.what, card.value.by, card.value.seminar) == ("Vi hænger tavlen op", date(2026, 4, 1), "ls1")
    assert sum(one.kind == SEMINAR_ANSWER.id for one in records) == 3


def test_a_phone_at_the_wrong_table_moves_with_its_answers_and_is_counted_once(folder, book) -> None:
    act.attend(folder.path, book, SEAT, now=NOW)
    go(folder, book, "to:since", "open")
    say(folder, book, "since", chosen="tried")
    moved = Seat("ls1", SEAT.who, "0302")
    act.attend(folder.path, book, moved, now=NOW)
    held = now_at(folder, book)
    assert {one.municipality.code: one.phones for one in held.present if one.phones} == {"0302": 1}
    assert [one.municipality for one in held.answers] == ["0302"]


def test_only_the_facilitator_moves_the_room_judges_and_counts(folder, book) -> None:
    for visitor in (None, Visitor(Role.MUNICIPALITY, "0301"), Visitor(Role.VIEWER, "0301")):
        with pytest.raises(NotAllowed):
            move_room(folder.path, book, visitor, "ls1", "next")
        with pytest.raises(NotAllowed):
            judge_texts(folder.path, book, visitor, "ls1", ["ls1.steal.x"], True)
        with pytest.raises(NotAllowed):
            count_present(folder.path, book, visitor, "ls1", "0301", 4)
    for move in ("jump", "to:nowhere", None, 4, ""):
        with pytest.raises(ValueRefused):
            move_room(folder.path, book, FACILITATOR, "ls1", move)
    for people in (-1, 1.5, 100_000, "mange"):
        with pytest.raises(KitError):
            count_present(folder.path, book, FACILITATOR, "ls1", "0301", people)
    count_present(folder.path, book, FACILITATOR, "ls1", "0301", 7)
    assert [one.people for one in now_at(folder, book).present] == [7, 0]


def test_a_text_reaches_the_room_when_it_is_approved_and_leaves_it_when_that_is_taken_back(folder, book) -> None:
    go(folder, book, "to:steal", "open")
    say(folder, book, "steal", text="Tavlemøde kl. 13")
    go(folder, book, "show")
    item = now_at(folder, book).plan.item("steal")
    shown = now_at(folder, book).released(item)
    assert (shown.n, shown.words) == (1, ())
    judge_texts(folder.path, book, FACILITATOR, "ls1", ["ls1.steal.phone1abc"], True, now=NOW)
    assert now_at(folder, book).released(item).words == ("Tavlemøde kl. 13",)
    judge_texts(folder.path, book, FACILITATOR, "ls1", ["ls1.steal.phone1abc"], False, now=NOW)
    assert now_at(folder, book).released(item).words == ()
    with pytest.raises(ValueRefused):
        judge_texts(folder.path, book, FACILITATOR, "ls1", ["ls1.steal.nobody"], True)


def test_what_the_room_was_shown_stays_in_a_municipalitys_own_book(folder, book) -> None:
    go(folder, book, "to:since", "open")
    for n in range(6):
        say(folder, book, "since", Seat("ls1", f"p{n}", "0301" if n else "0302"), chosen="tried")
    go(folder, book, "show")
    own = LiveBook(folder).now().only("0302")
    held = seminar_of(own, "ls1")
    assert held is not None
    assert len(held.answers) == 1
    assert dict(held.released(held.plan.item("since")).counts)["tried"] == 6


def test_a_code_opens_its_own_seminar_until_it_is_called_back(book) -> None:
    key, seminars = "ab" * 32, book.seminars
    code = room_code(key, "net-1", "ls1", 0)
    seat = seat_for(code, key, "net-1", seminars, {}, None)
    assert seat is not None
    assert (seat.seminar, seat.municipality) == ("ls1", "")
    assert seat_for(code.upper(), key, "net-1", seminars, {}, seat) == seat, "the same phone keeps its seat"
    assert seat_for(code, key, "net-1", seminars, {"participant:ls1": 1}, seat) is None
    assert seat_for(code, key, "net-2", seminars, {}, None) is None
    assert seat_for("aaaaaaaa", key, "net-1", seminars, {}, None) is None


def test_the_live_book_reads_again_what_was_written_by_others(folder, book) -> None:
    live = LiveBook(folder)
    assert live.now().records == ()
    before = live.stamp()
    go(folder, book, "next")
    assert live.stamp() != before
    held = seminar_of(live.now(), "ls1")
    assert held is not None
    assert held.room.item == "welcome"


def test_a_question_opened_again_shows_nobody_the_answer_of_the_one_who_came_last(folder, book) -> None:
    go(folder, book, "to:since", "open")
    for n in range(5):
        say(folder, book, "since", Seat("ls1", f"p{n}", "0301"), chosen="tried")
    go(folder, book, "show", "open")
    item = now_at(folder, book).plan.item("since")
    say(folder, book, "since", Seat("ls1", "late", "0302"), chosen="not")
    go(folder, book, "show")
    shown = now_at(folder, book).released(item)
    assert (shown.n, shown.counts["not"]) == (5, 0)
    go(folder, book, "open")
    for n in range(4):
        say(folder, book, "since", Seat("ls1", f"q{n}", "0302"), chosen="learned")
    go(folder, book, "show")
    shown = now_at(folder, book).released(item)
    assert (shown.n, shown.counts["not"]) == (10, 1)


def test_in_a_full_room_those_who_are_in_may_come_again(folder, book, monkeypatch) -> None:
    monkeypatch.setattr(act, "MOST_SEATS", 1)
    act.attend(folder.path, book, SEAT, now=NOW)
    act.attend(folder.path, book, Seat("ls1", SEAT.who, "0302"), now=NOW)
    with pytest.raises(ValueRefused, match="full"):
        act.attend(folder.path, book, Seat("ls1", "another", "0301"), now=NOW)


def test_measurements_that_were_left_out_are_read_when_they_are_due(folder, book) -> None:
    seconds = [0.0]
    live = LiveBook(folder, clock=lambda: seconds[0])
    act.attend(folder.path, book, SEAT, now=NOW)
    live.now()
    seen, unit = live.stamp(), book.units[0].id
    seconds[0] = 30.0
    with open_store(folder.database) as store:
        store.save_point(unit, "m", Point(date(2026, 1, 1), 3, 10), by="facilitator", at=NOW)
    assert live.stamp() != seen
    assert live.now().series == {}
    seen = live.stamp()
    seconds[0] = 59.0
    assert live.stamp() == seen
    seconds[0] = 61.0
    assert live.stamp() != seen, "nobody has written since, and yet there is news"
    assert list(live.now().series) == [(unit, "m")]
    seconds[0] = 600.0
    live.now()  # the read before closed the file, and SQLite put its log away
    seen = live.stamp()
    seconds[0] = 6000.0
    assert live.stamp() == seen
