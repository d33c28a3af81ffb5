"""Letters are filled with what the network file knows, and a letter that somebody has worked on is never touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from folder_sample import CONTENT, PROGRAMME, TODAY

from kit.actions.filled_letters import LINE, letter_fields
from kit.actions.letters import write_letters
from kit.actions.structure import structure_book
from kit.domain.entries.entry import Record, written
from kit.domain.entries.team import Member
from kit.domain.label import LANGUAGES
from kit.domain.letters import FIELDS
from kit.domain.network import Person
from kit.errors import ValueRefused
from kit.texts import texts

PEOPLE = (
    Person("0301", "", "TOP", "Kari Dahl"),
    Person("0301", "", "SPONSOR", "Nils Berg"),
    Person("0301", "", "PL", "Åse Bjørk"),
    Person("5001", "", "PL", "Per Moe"),
)
BOOK = replace(structure_book(CONTENT, PROGRAMME, TODAY), people=PEOPLE)


def test_every_field_is_filled_from_the_municipality_s_own_rows() -> None:
    fields = letter_fields(BOOK, BOOK.municipalities[0], texts("nb"))
    assert set(fields) == set(FIELDS)
    assert fields["sponsor"] == "Nils Berg"
    assert fields["project_leader"] == "Åse Bjørk"
    assert fields["units"] == "Solsiden, Skyggesiden"
    assert fields["areas"] == "trykksår"
    assert fields["first_seminar"] == "13. januar 2026"
    assert fields["readiness"] == "0\N{NO-BREAK SPACE}%"


def test_what_is_not_known_becomes_a_line_to_write_on() -> None:
    fields = letter_fields(replace(BOOK, people=()), BOOK.municipalities[0], texts("nb"))
    assert fields["sponsor"] == fields["project_leader"] == fields["contact"] == LINE


def test_whoever_was_entered_in_the_app_is_known_too() -> None:
    sponsor = written(Member(name="Ida Lie", role="SPONSOR"))
    record = Record("member", "0301", "", "k1", sponsor, datetime(2026, 1, 1, tzinfo=UTC), "municipality:0301")
    known = replace(BOOK, people=(), records=(record,))
    assert letter_fields(known, BOOK.municipalities[0], texts("nb"))["sponsor"] == "Ida Lie"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_can_be_filled_in_every_language(language: str) -> None:
    words = texts(language)
    fields = letter_fields(BOOK, BOOK.municipalities[0], words)
    for letter in PROGRAMME.letters:
        text = words.label(letter.text).format(**fields)
        assert "{" not in text
        assert "Oslo" in text or "Nord" in text


def test_letters_are_written_for_every_municipality_that_takes_part(folder) -> None:
    made = write_letters(folder.path, today=date(2026, 3, 15))
    assert {path.parent.name for path in made.written} == {"0301", "5001"}
    assert len(made.written) == 2 * 2 * len(PROGRAMME.letters)
    page = (folder.path / "letters" / "5001" / "commitment.html").read_text(encoding="utf-8")
    assert "Trondheim deltar i Nord" in page
    assert "Oslo" not in page


def test_a_letter_that_is_there_is_left_as_it_is(folder) -> None:
    write_letters(folder.path, municipality="0301")
    mine = folder.path / "letters" / "0301" / "staff.txt"
    mine.write_text("Min egen tekst", encoding="utf-8")
    again = write_letters(folder.path, municipality="0301")
    assert mine.read_text(encoding="utf-8") == "Min egen tekst"
    assert (len(again.written), len(again.kept)) == (0, 2 * len(PROGRAMME.letters))


def test_an_unknown_municipality_is_refused_and_nothing_is_written(folder) -> None:
    with pytest.raises(ValueRefused):
        write_letters(folder.path, municipality="9999")
    assert not (folder.path / "letters").exists()
