"""The words of the field: 113 terms in each programme, with the mark of those that a source was seen to use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kit.domain.glossary import without_marks
from kit.domain.label import LANGUAGES
from kit.errors import ProblemsFound
from kit.sources.programme import programme_folders, read_programme

PROGRAMMES = ("i-sikre-haender", "i-trygge-hender")
TERMS = 113


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(programme_folders()["i-trygge-hender"], tmp_path / "i-trygge-hender"))


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "glossary.csv"
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8-sig")


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_programme_has_113_terms_in_three_languages_without_marks_in_the_words(name: str) -> None:
    terms = read_programme(programme_folders()[name]).glossary.terms
    assert len(terms) == TERMS
    assert all(term.word.text(language).strip() for term in terms for language in LANGUAGES)
    assert not [term.id for term in terms if "°" in term.word.da + term.word.nb + term.word.en]


def test_the_marks_are_kept_by_language() -> None:
    glossary = read_programme(programme_folders()["i-trygge-hender"]).glossary
    seen = {
        name: term.seen for name in ("fall", "readiness", "board_meeting", "sponsor") if (term := glossary.term(name))
    }
    assert seen == {"fall": ("da", "nb"), "readiness": (), "board_meeting": ("da", "nb"), "sponsor": ("da",)}
    assert glossary.term("nothing") is None


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("plejecenter / plejehjem °", "plejecenter / plejehjem"),
        ("forbedringsagent ° / forbedringsvejleder °", "forbedringsagent / forbedringsvejleder"),
        ("legemiddelsamstemming ° (samstemming)", "legemiddelsamstemming (samstemming)"),
        ("fald", "fald"),
    ],
)
def test_a_mark_is_no_part_of_the_word(cell: str, word: str) -> None:
    assert without_marks(cell) == word


@pytest.mark.parametrize(
    ("old", "new", "key", "place"),
    [
        ("fall;fall;fald °;fall °", "fall;fall;fald °;", "programme.no_language", "term.fall.word"),
        ("fall;fall;", "fa ll;fall;", "programme.not_id", "term.fa ll.id"),
        ("fall;fall;", "median;fall;", "programme.duplicate", "term.median.id"),
        ("fald °;fall °", "fald °;fall °;falle", "programme.unknown_key", "term.fall.column"),
        ("id;en;da;nb", "id;da;nb;en", "programme.not_choice", ""),
    ],
)
def test_a_mistake_is_named_with_the_term_it_is_in(copied: Path, old: str, new: str, key: str, place: str) -> None:
    change(copied, old, new)
    with pytest.raises(ProblemsFound) as raised:
        read_programme(copied)
    assert (key, "i-trygge-hender/glossary.csv", place) in [
        (one.key, one.where.file, one.where.cell) for one in raised.value.problems
    ]


def test_a_glossary_that_excel_has_saved_its_own_way_reads_the_same(copied: Path) -> None:
    path = copied / "glossary.csv"
    before = read_programme(copied).glossary
    path.write_bytes(path.read_text(encoding="utf-8-sig").replace("\n", "\r\n").encode("cp1252"))
    assert read_programme(copied).glossary == before


def test_a_programme_without_a_glossary_is_read_as_before(copied: Path) -> None:
    (copied / "glossary.csv").unlink()
    assert read_programme(copied).glossary.terms == ()
