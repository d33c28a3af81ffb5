"""A seminar as data: its plan, how the room moves, and what is counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from kit.domain.entries.entry import Entry
from kit.domain.entries.seminar import (
    SEMINAR_ITEM,
    SEMINAR_PLAN,
    SeminarAnswer,
    SeminarItem,
    SeminarPlanChoice,
    SeminarRoom,
)
from kit.domain.label import same
from kit.domain.network import Seminar
from kit.domain.seminars.plan import Activity, Item, SeminarPlan, planned, template_of
from kit.domain.seminars.room import Move, at_item, elapsed, minutes_of, moved
from kit.domain.seminars.seat import Seat, seat_from
from kit.domain.seminars.tally import (
    answers_to,
    as_result,
    from_result,
    guess,
    may_show_own,
    middle_of,
    spread,
    statements,
    tally,
)

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
OPTIONS = {"a": same("A"), "b": same("B"), "c": same("C")}
PLAN = SeminarPlan(
    "learning",
    ("learning",),
    same("Læring"),
    "09:00",
    (
        Item("welcome", 10, same("Velkommen")),
        Item("ask", 20, same("Spørgsmål"), activity=Activity.SINGLE, options=OPTIONS),
        Item("end", 5, same("Slut")),
    ),
)
LS1 = Seminar("ls1", "learning", "1. læringsseminar", date(2026, 3, 10))


def answer(
    who: str, *chosen: str, item: str = "ask", at: str = "0301", number: float | None = None, text: str = ""
) -> Entry:
    value = SeminarAnswer(seminar="ls1", item=item, who=who, chosen=chosen, number=number, text=text)
    return Entry(at, "", f"ls1.{item}.{who}", value, NOW, "participant")


def of(kind: str, key: str, value: object) -> Entry:
    return Entry("", "", key, value, NOW, "facilitator")


def test_a_template_is_chosen_by_its_id_then_by_the_kind_of_seminar_then_the_first() -> None:
    other = SeminarPlan("final", ("final",), same("Slut"), "10:00", ())
    assert template_of([PLAN, other], "final") is other
    assert template_of([PLAN, other], "final", "learning") is PLAN
    assert template_of([PLAN, other], "guidance", "gone") is PLAN
    with pytest.raises(ValueError, match="no templates"):
        template_of([], "final")


def test_an_agenda_is_the_template_with_what_was_changed_left_out_and_put_in() -> None:
    own = SeminarItem(seminar="ls1", place=2, activity="several", ask="?", options="Et\n\nTo")
    changes = [
        of(SEMINAR_ITEM.id, "ls1.welcome", SeminarItem(seminar="ls1", minutes=0, title="Goddag")),
        of(SEMINAR_ITEM.id, "ls1.end", SeminarItem(seminar="ls1", dropped=True)),
        of(SEMINAR_ITEM.id, "ls1.own", own),
        of(SEMINAR_ITEM.id, "ls2.welcome", SeminarItem(seminar="ls2", title="En anden dag")),
    ]
    chosen = [of(SEMINAR_PLAN.id, "ls1", SeminarPlanChoice(starts="08:30"))]
    made = planned([PLAN], LS1, chosen, changes)
    assert [one.id for one in made.items] == ["welcome", "own", "ask"]
    assert made.items[0].title.da == "Goddag"
    assert made.items[0].minutes == 0
    assert {key: label.nb for key, label in made.items[1].options.items()} == {"o1": "Et", "o2": "To"}
    assert made.clock() == {"welcome": "08:30", "own": "08:30", "ask": "08:30"}
    assert planned([PLAN], LS1, [of("", "ls1", SeminarPlanChoice(starts="klokken ni"))], []).starts == "09:00"


def test_the_room_goes_through_the_agenda_and_stops_at_both_ends() -> None:
    room = moved(SeminarRoom(), PLAN, Move.PREVIOUS, NOW)
    assert room == SeminarRoom()
    seen = []
    for _ in range(4):
        room = moved(room, PLAN, Move.NEXT, NOW)
        seen.append(room.item)
    assert seen == ["welcome", "ask", "end", "end"]
    assert moved(room, PLAN, Move.PREVIOUS, NOW).item == "ask"


def test_only_what_is_asked_can_be_opened_and_results_close_the_question() -> None:
    welcome = at_item(SeminarRoom(), "welcome", NOW)
    assert not moved(welcome, PLAN, Move.OPEN, NOW).open
    assert not moved(welcome, PLAN, Move.SHOW, NOW).shown
    asked = moved(at_item(welcome, "ask", NOW), PLAN, Move.OPEN, NOW)
    assert asked.open
    shown = moved(moved(asked, PLAN, Move.SHOW, NOW), PLAN, Move.SHOW, NOW)
    assert (shown.open, shown.shown, shown.released) == (False, True, ("ask",))
    again = moved(shown, PLAN, Move.OPEN, NOW)
    assert (again.open, again.shown) == (True, False)
    assert not moved(moved(shown, PLAN, Move.NEXT, NOW), PLAN, Move.HIDE, NOW).shown


def test_the_clock_stands_still_in_a_pause_and_minutes_can_be_added() -> None:
    room = at_item(SeminarRoom(), "ask", NOW)
    held = moved(room, PLAN, Move.PAUSE, NOW + timedelta(minutes=5))
    assert elapsed(held, NOW + timedelta(minutes=50)) == timedelta(minutes=5)
    on = moved(held, PLAN, Move.PAUSE, NOW + timedelta(minutes=50))
    assert elapsed(on, NOW + timedelta(minutes=52)) == timedelta(minutes=7)
    assert minutes_of(moved(on, PLAN, Move.MORE, NOW), PLAN) == 25
    assert elapsed(SeminarRoom(), NOW) == timedelta()


def test_an_ended_seminar_stays_ended_until_it_is_taken_back() -> None:
    ended = moved(at_item(SeminarRoom(), "end", NOW), PLAN, Move.END, NOW)
    assert ended.ended
    assert moved(ended, PLAN, Move.OPEN, NOW) == ended
    back = moved(ended, PLAN, Move.PREVIOUS, NOW)
    assert (back.ended, back.item) == (False, "end")


@pytest.mark.parametrize(("n", "hidden"), [(4, True), (5, False), (6, False)])
def test_opinions_of_few_are_hidden(n: int, hidden: bool) -> None:
    made = tally(PLAN.items[1], [answer(f"w{i}", "a") for i in range(n)])
    assert (made.n, made.hidden, made.counts.get("a")) == (n, hidden, None if hidden else n)


def test_options_are_counted_in_their_order_with_those_nobody_chose() -> None:
    item = Item("ask", 1, same("?"), activity=Activity.SEVERAL, options=OPTIONS)
    made = tally(item, [answer("1", "a", "c"), answer("2", "c"), *(answer(str(n), "c") for n in range(3, 6))])
    assert dict(made.counts) == {"a": 1, "b": 0, "c": 5}
    assert made.share("c") == 1.0


def test_ranks_give_points_and_the_highest_stands_first() -> None:
    item = Item("ask", 1, same("?"), activity=Activity.RANK, options=OPTIONS)
    made = tally(item, [*(answer(str(n), "b", "a", "c") for n in range(4)), answer("9", "a", "b", "c")])
    assert list(made.counts.items()) == [("b", 14), ("a", 11), ("c", 5)]


def test_texts_are_shown_when_they_are_approved_and_not_before() -> None:
    item = Item("ask", 1, same("?"), activity=Activity.TEXT)
    said = [answer("1", text="Ja"), answer("2", text="Nej")]
    assert tally(item, said).words == ()
    assert tally(item, said, approved={"ls1.ask.2"}).words == ("Nej",)


@pytest.mark.parametrize(
    ("number", "median", "judged"),
    [
        (9.0, 10.0, "near"),
        (8.9, 10.0, "under"),
        (11.1, 10.0, "over"),
        (0.5, 0.0, "near"),
        (0.6, 0.0, "over"),
        (None, 1.0, ""),
    ],
)
def test_a_guess_within_a_tenth_is_near(number: float | None, median: float, judged: str) -> None:
    assert guess(number, median) == judged


def test_the_spread_of_a_scale_is_told_in_three_parts() -> None:
    counts = {"1": 2, "3": 3, "5": 5}
    assert spread(counts) == (20, 30, 50)
    assert middle_of(counts) == 4.0
    assert spread({}) is None
    assert statements({"E1:5": 3, "E1:1": 1, "E2:2": 4}) == {"E1": {"5": 3, "1": 1}, "E2": {"2": 4}}


def test_a_phone_that_moved_counts_once_and_results_come_back_as_they_were_kept() -> None:
    said = [answer("1", "a"), answer("1", "b", at="0302"), *(answer(str(n), "b") for n in range(2, 6))]
    made = tally(PLAN.items[1], answers_to(said, "ls1", "ask"))
    assert dict(made.counts) == {"a": 0, "b": 5, "c": 0}
    assert from_result(as_result("ls1", made), 5) == made
    few = tally(PLAN.items[1], said[:1])
    assert from_result(as_result("ls1", few), 5).hidden


@pytest.mark.parametrize(
    ("own", "everyone", "shown"), [(5, 10, True), (4, 10, False), (5, 9, False), (6, 6, True), (5, 6, False)]
)
def test_a_municipality_sees_its_own_answers_when_neither_they_nor_the_rest_are_few(
    own: int, everyone: int, shown: bool
) -> None:
    assert may_show_own(own, everyone, 5) is shown


def test_a_seat_comes_back_from_its_cookie_and_nothing_else_does() -> None:
    seat = Seat("ls1", "x1y2", "0301", "0301-1", 2)
    assert seat_from(seat.text) == seat
    for text in ("", "[]", "null", '["ls1"]', '["ls1","",  "","",0]', '["ls1","x","","","0"]', '{"a":1}'):
        assert seat_from(text) is None
