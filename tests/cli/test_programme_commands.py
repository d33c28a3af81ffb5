"""`kit calendar` and `kit warnings` as a facilitator types them."""

from __future__ import annotations

import json
from datetime import date

import pytest

from kit.actions.new import create_network


@pytest.fixture(scope="module")
def late(tmp_path_factory):
    """A new Norwegian network whose first gathering was in 2024: everything in it is overdue."""
    folder = tmp_path_factory.mktemp("late") / "network"
    create_network(folder, "i-trygge-hender", "nb", first_seminar=date(2024, 9, 3))
    return folder


def test_the_calendar_is_listed_in_the_network_s_language(kit, late) -> None:
    said = kit("calendar", late)
    assert said.code == 0
    assert "03.09.2024 – 04.09.2024  1. samling (to dager)" in said.out
    assert "Uten dato i dette nettverket: Oppstartsmøte" in said.out


def test_the_calendar_is_written_where_it_was_asked_for(kit, late, tmp_path) -> None:
    said = kit("calendar", late, "--out", tmp_path / "c.ics", "--municipality", "0000")
    assert said.code == 0
    assert "kalenderoppføringer" in said.out
    assert (tmp_path / "c.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize("words", [("--municipality", "9999"), ("--out", "plan.pdf")])
def test_a_calendar_that_cannot_be_made_is_a_sentence_and_no_file(kit, late, tmp_path, monkeypatch, words) -> None:
    monkeypatch.chdir(tmp_path)
    said = kit("calendar", late, *words)
    assert said.code in (1, 2)
    assert said.err.strip()
    assert "Traceback" not in said.err
    assert list(tmp_path.iterdir()) == []


def test_warnings_say_who_needs_help_and_the_next_step(kit, late) -> None:
    said = kit("warnings", late)
    assert said.code == 1
    assert "noe å følge opp i 1 kommune" in said.out
    assert "Forberedelsen henger etter: 17 avgjørende punkter" in said.out
    assert "Neste steg: " in said.out


def test_warnings_as_json_name_the_check_and_its_urgency(kit, late) -> None:
    rows = json.loads(kit("warnings", late, "--json").out)["municipalities"]
    assert [row["code"] for row in rows] == ["0000"]
    checks = {(one["check"], one["urgency"]) for one in rows[0]["warnings"]}
    assert {("preparation", "soon"), ("time", "soon"), ("doctors", "watch"), ("results_late", "now")} <= checks


def test_a_new_network_needs_no_help(kit, tmp_path) -> None:
    create_network(tmp_path / "new", "i-sikre-haender", "da", first_seminar=date(2099, 9, 1))
    said = kit("warnings", tmp_path / "new")
    assert said.code == 0
    assert "Ingen advarsler" in said.out


def test_letters_are_written_once_and_said_to_be_kept_the_second_time(kit, tmp_path) -> None:
    create_network(tmp_path / "new", "i-sikre-haender", "da")
    first, second = kit("letters", tmp_path / "new"), kit("letters", tmp_path / "new", "--municipality", "0000")
    assert (first.code, second.code) == (0, 0)
    assert "16 filer er skrevet" in first.out
    assert "16 filer lå der i forvejen" in second.out
    assert kit("check", tmp_path / "new").code == 0
