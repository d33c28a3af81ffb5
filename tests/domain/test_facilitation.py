"""Guidance, pairs, sharing, stories, and work that is finished."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from page_books import AS_OF, LEFT, OTHER, OWN, PERCENT, small_book

from kit.domain.book import Book
from kit.domain.entries.entry import Kind, Record, written
from kit.domain.entries.facilitating import (
    FINISHED,
    GUIDANCE,
    MENTOR_PAIR,
    SHARING,
    Finished,
    Guidance,
    MentorPair,
    Sharing,
)
from kit.domain.entries.improvement import PROGRESS_FACILITATOR, PROGRESS_TEAM, STORY, ProgressRating, Story
from kit.domain.facilitation import contacts, pairs, shared, stories, without_mentor
from kit.domain.freshness import Age, followed
from kit.domain.portfolio import taking_part
from kit.domain.progress_network import progress_of_network
from kit.domain.warnings import warnings

AT = datetime(2026, 4, 1, 9, tzinfo=UTC)


def said(kind: Kind, municipality: str, value: Any, unit: str = "", key: str = "k1") -> Record:
    return Record(kind.id, municipality, unit, key, written(value), AT, "facilitator")


def network(*records: Record) -> Book:
    book = small_book()
    first, second, left = book.municipalities
    return replace(book, municipalities=(replace(first, wave="pilot"), second, left), records=records)


def test_late_steps_come_first_and_whoever_was_never_talked_with_is_quiet() -> None:
    talk = Guidance(on=date(2026, 4, 1), way="phone", said="Kort", step="Ring", due=date(2026, 4, 5))
    first, second = contacts(network(said(GUIDANCE, OTHER, talk)))
    assert (first.municipality.code, first.late, first.quiet, first.talks) == (OTHER, 1, False, 1)
    assert (second.municipality.code, second.quiet, second.on) == (OWN, True, None)
    done = replace(talk, done_on=date(2026, 4, 4))
    assert all(not one.open and not one.late for one in contacts(network(said(GUIDANCE, OTHER, done))))


def test_a_pair_counts_while_both_are_in_the_network_and_it_has_not_ended() -> None:
    pair = MentorPair(mentor=OWN, learner=OTHER)
    assert len(pairs(network(said(MENTOR_PAIR, "", pair)))) == 1
    assert pairs(network(said(MENTOR_PAIR, "", replace(pair, ended_on=AS_OF)))) == ()
    assert pairs(network(said(MENTOR_PAIR, "", replace(pair, learner=LEFT)))) == ()
    assert [one.code for one in without_mentor(network())] == [OTHER]
    assert without_mentor(network(said(MENTOR_PAIR, "", pair))) == ()


def test_only_those_who_take_part_share_anything() -> None:
    word = Sharing(measures=(PERCENT,))
    found = shared(network(said(SHARING, OWN, word), said(SHARING, LEFT, word)))
    assert list(found) == [OWN]


def test_stories_are_found_by_measure_and_theme_and_those_of_who_left_are_kept() -> None:
    about = Story(title="Om", on=date(2026, 3, 1), what="x", measure=PERCENT, share=True)
    plain = Story(title="Uden", on=date(2026, 4, 1), what="x")
    book = network(said(STORY, OWN, about, "u1"), said(STORY, LEFT, plain, "l1"), said(STORY, OWN, plain, "nowhere"))
    assert [(told.story.title, told.open) for told in stories(book)] == [("Uden", False), ("Om", True)]
    area = next(one.area for one in book.programme.measures if one.id == PERCENT)
    assert [told.story.title for told in stories(book, area=area)] == ["Om"]
    assert stories(book, measure="other") == ()
    everything = replace(book, records=(*book.records, said(SHARING, OWN, Sharing(stories=True))))
    assert stories(everything, measure=PERCENT)[0].open


def test_finished_work_leaves_every_denominator_and_is_warned_of_no_more() -> None:
    end = Finished(on=date(2026, 4, 1), result="I drift")
    book = network(said(FINISHED, OTHER, end))
    assert [one.code for one in taking_part(book)] == [OWN]
    assert {one.municipality.code for one in followed(book)} == {OWN}
    assert OTHER not in {one.municipality.code for one in warnings(book)}
    assert OTHER in {one.municipality.code for one in warnings(network())}
    later = network(said(FINISHED, OTHER, replace(end, on=date(2026, 5, 1))))
    assert len(taking_part(later)) == 2


def test_every_series_by_period_has_an_age_and_events_have_none() -> None:
    found = list(followed(small_book()))
    states = {(one.unit.id, one.measure.id): one.state for one in found}
    assert all(not one.measure.from_events for one in found)
    assert states["u1", PERCENT] is Age.FRESH
    assert Age.NEVER in states.values()
    old = list(followed(replace(small_book(), as_of=date(2027, 4, 10))))
    assert {one.state for one in old} == {Age.HALF_YEAR, Age.NEVER}


def test_units_to_talk_with_come_first_by_the_gap_between_the_raters() -> None:
    def rated(kind: Kind, unit: str, step: str) -> Record:
        return said(kind, OWN, ProgressRating(on=date(2026, 4, 1), step=step), unit)

    book = network(
        rated(PROGRESS_TEAM, "u1", "3.0"),
        rated(PROGRESS_FACILITATOR, "u1", "3.0"),
        rated(PROGRESS_TEAM, "u2", "3.5"),
        rated(PROGRESS_FACILITATOR, "u2", "2.0"),
    )
    first, *rest = progress_of_network(book)
    assert (first.unit.id, first.progress.gap, first.progress.talk) == ("u2", 1.5, True)
    assert [one.unit.id for one in rest if one.stale] == ["o1"]
    assert LEFT not in {one.municipality.code for one in (first, *rest)}
