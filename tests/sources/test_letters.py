"""Letters are texts with fields: the same fields in every language, and nothing but fields that can be filled."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kit.domain.label import LANGUAGES
from kit.domain.letters import FIELDS, fields_of
from kit.errors import ProblemsFound
from kit.sources.letters import write_page, write_plain
from kit.sources.programme import programme_folders, read_programme

PROGRAMMES = ("i-sikre-haender", "i-trygge-hender")
LETTERS = {"staff", "doctors", "partners", "leaders", "commitment", "storyboard", "status_report", "final_report"}
TEXT = "Kære <alle> & enhver\n\n## Hvorfor & hvordan\n\n- et\n- to\n\nHilsen\nPer"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(programme_folders()["i-sikre-haender"], tmp_path / "i-sikre-haender"))


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_programme_has_its_eight_letters_and_each_helps_to_close_an_item_of_its_own(name: str) -> None:
    letters = read_programme(programme_folders()[name]).letters
    assert {letter.id for letter in letters} == LETTERS
    items = [letter.item for letter in letters if letter.item]
    assert len(set(items)) == len(items) == 6


@pytest.mark.parametrize("name", PROGRAMMES)
def test_every_letter_names_the_municipality_or_the_network_and_has_the_same_fields_in_every_language(name) -> None:
    for letter in read_programme(programme_folders()[name]).letters:
        fields = {language: fields_of(letter.text.text(language)) for language in LANGUAGES}
        assert fields["da"] == fields["nb"] == fields["en"] <= set(FIELDS)
        assert fields["da"] & {"network", "municipality"}
        headings = {letter.text.text(language).count("\n## ") for language in LANGUAGES}
        assert len(headings) == 1, letter.id


@pytest.mark.parametrize(
    ("old", "new", "key", "place"),
    [
        ("{project_leader}.", "{projectleader}.", "letters.unknown_field", "text.da"),
        ("{project_leader}.", "os.", "letters.missing_field", "text.da"),
        ("{project_leader}.", "{project_leader.", "letters.braces", "text.da"),
        ("{project_leader}.", "{project_leader!r}.", "letters.braces", "text.da"),
        ("{project_leader}.", "{project_leader.__class__}.", "letters.unknown_field", "text.da"),
        ('item = "P21"', 'item = "P99"', "programme.not_choice", "item"),
        ('id = "staff"', 'id = "partners"', "programme.duplicate", "id"),
        ('id = "staff"', 'ident = "staff"', "programme.unknown_key", "ident"),
        ("text.nb", "text.nn", "programme.no_language", "text"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(copied: Path, old: str, new: str, key: str, place: str) -> None:
    path = copied / "letters" / "staff.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProblemsFound) as raised:
        read_programme(copied)
    found = [(one.key, one.where.file, one.where.cell) for one in raised.value.problems]
    assert (key, "i-sikre-haender/letters/staff.toml", place) in found, found


def test_a_programme_without_letters_is_read_as_before(copied: Path) -> None:
    shutil.rmtree(copied / "letters")
    assert read_programme(copied).letters == ()


def test_a_page_has_its_language_its_parts_and_nothing_from_outside(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    write_page(path, "Brev & hilsen", "da", TEXT)
    page = path.read_text(encoding="utf-8")
    assert '<html lang="da">' in page
    assert "<title>Brev &amp; hilsen</title>" in page
    assert "<p>Kære &lt;alle&gt; &amp; enhver</p>" in page
    assert "<h2>Hvorfor &amp; hvordan</h2>" in page
    assert "<li>et</li>\n<li>to</li>" in page
    assert "<p>Hilsen<br>\nPer</p>" in page
    assert not re.search(r"https?:|src=|@import|url\(", page)


def test_a_list_right_below_a_line_of_text_is_still_a_list(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    write_page(path, "x", "da", "Vi beder om\n- tid\n- ro")
    assert "<p>Vi beder om</p>\n<ul>" in path.read_text(encoding="utf-8")


def test_plain_text_ends_its_lines_the_windows_way_and_says_that_it_is_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_plain(path, "Brev", TEXT)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfBREV\r\n\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert "HVORFOR & HVORDAN" in content.decode("utf-8-sig")
