"""The calendar as people see it: the network's language, its own dates, and a file that a calendar program opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from folder_sample import CONTENT, NOW, PROGRAMME, TODAY

from kit.actions.calendar import calendar_file, write_calendar
from kit.actions.calendar_words import calendar_lines
from kit.actions.structure import structure_book
from kit.domain.label import LANGUAGES
from kit.errors import FolderError, ValueRefused
from kit.texts import texts

BOOK = structure_book(CONTENT, PROGRAMME, TODAY)


def test_the_file_is_in_the_network_s_language_and_says_who_and_when_it_is_done(folder, tmp_path) -> None:
    path = tmp_path / "nord.ics"
    lines = write_calendar(folder.path, path, now=NOW)
    content = path.read_bytes().replace(b"\r\n ", b"").decode("utf-8")
    assert content.count("BEGIN:VEVENT") == len(lines)
    assert "X-WR-CALNAME:Nord" in content
    assert "UID:phase.prep@nord.learning-network-kit" in content
    assert "Ferdig når: " in content
    assert "Ansvar: Prosjektleder i kommunen" in content


def test_a_municipality_s_file_has_its_open_items_and_its_name(folder, tmp_path) -> None:
    path = tmp_path / "oslo.ics"
    write_calendar(folder.path, path, municipality="0301", now=NOW)
    content = path.read_bytes().replace(b"\r\n ", b"").decode("utf-8")
    assert content.count("UID:item.") == len(PROGRAMME.checklist.items)
    owners = sum(item.owners[0] == "UL" for item in PROGRAMME.checklist.items)
    assert (
        content.count("SUMMARY:Frist (Enhetsleder)") + content.count("SUMMARY:Avgjørende frist (Enhetsleder)") == owners
    )
    assert content.count("CATEGORIES:Enhetsleder") >= owners
    assert "X-WR-CALNAME:Nord – Oslo" in content
    assert "5001" not in content


def test_every_entry_has_a_title_in_every_language_and_the_languages_differ() -> None:
    titles = {language: [one.title for one in calendar_lines(BOOK, texts(language), "0301")] for language in LANGUAGES}
    assert all(all(title.strip() for title in found) for found in titles.values())
    assert len({tuple(found) for found in titles.values()}) == 3


def test_moving_a_seminar_moves_what_follows_it() -> None:
    moved = replace(BOOK, seminars=tuple(replace(one, on=one.on + timedelta(weeks=2)) for one in BOOK.seminars))
    first = {one.uid: one.first for one in calendar_lines(BOOK, texts("nb"))}
    later = {one.uid: one.first for one in calendar_lines(moved, texts("nb"))}
    assert later["phase.ap.ls1"] - first["phase.ap.ls1"] == timedelta(weeks=2)
    assert later["phase.apply"] == first["phase.apply"]


def test_a_name_that_is_not_a_calendar_file_is_refused_before_anything_is_written(folder, tmp_path) -> None:
    with pytest.raises(FolderError) as raised:
        write_calendar(folder.path, tmp_path / "network.xlsx")
    assert raised.value.key == "calendar.not_ics"
    assert not (tmp_path / "network.xlsx").exists()


def test_an_unknown_municipality_is_refused_and_nothing_is_written(folder, tmp_path) -> None:
    with pytest.raises(ValueRefused):
        write_calendar(folder.path, tmp_path / "x.ics", municipality="9999")
    assert not (tmp_path / "x.ics").exists()


def test_a_page_hands_out_the_calendar_the_same_each_time() -> None:
    first = calendar_file(BOOK, texts("nb"), "0301")
    assert first == calendar_file(BOOK, texts("nb"), "0301")
    lines = calendar_lines(BOOK, texts("nb"), "0301")
    assert first.count(b"BEGIN:VEVENT") == len(lines) > 0
    assert f"DTSTAMP:{TODAY:%Y%m%d}T000000Z".encode() in first
