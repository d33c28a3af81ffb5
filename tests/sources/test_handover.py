"""The hand-over file is the Book and nothing but the Book."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from book_sample import whole_book

from kit.domain.label import LANGUAGES
from kit.domain.local_words import LocalWord
from kit.errors import FolderError
from kit.sources.handover import read_handover, write_handover
from kit.texts import texts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "0301.json"


def refusal(path: Path) -> str:
    with pytest.raises(FolderError) as caught:
        read_handover(path)
    for language in LANGUAGES:
        assert path.name in texts(language).error(caught.value)
    return caught.value.key


def test_a_network_s_own_words_travel_with_the_book(path: Path) -> None:
    book = whole_book()
    words = (LocalWord("samling", "nettverksdag"), LocalWord("samlinger", "nettverksdager"))
    write_handover(path, replace(book, network=replace(book.network, local_words=words)))
    assert read_handover(path).network.local_words == words


def test_a_book_comes_back_exactly_as_it_was(path: Path) -> None:
    book = whole_book()
    write_handover(path, book)
    again = read_handover(path)
    assert again == book
    assert again.checklist["0301"].popitem()[1].changed_at.tzinfo is not None
    assert list(again.programme.roles) == list(book.programme.roles), "roles keep their order"


def test_a_municipality_s_file_holds_no_row_of_any_other(path: Path) -> None:
    book = whole_book()
    write_handover(path, book.only("0301"))
    assert read_handover(path) == book.only("0301")
    text = path.read_text(encoding="utf-8")
    assert not any(word in text for word in ("Trondheim", "5001", "ny ledelse", "Ytre", "helg", '"r2"'))


def test_the_same_book_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    book = whole_book()
    turned = replace(
        book,
        series=dict(reversed(list(book.series.items()))),
        checklist=dict(reversed(list(book.checklist.items()))),
    )
    write_handover(path, book)
    write_handover(tmp_path / "again.json", turned)
    assert path.read_bytes() == (tmp_path / "again.json").read_bytes()


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"handover\.unwritable"):
        write_handover(tmp_path / "no such folder" / "0301.json", whole_book())
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_is_named(path: Path) -> None:
    assert refusal(path) == "handover.missing"


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b'{"format": "another"}', b"\xff\xfe\x00", b"null"])
def test_another_file_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert refusal(path) == "handover.broken"


def test_a_file_cut_short_is_refused(path: Path) -> None:
    write_handover(path, whole_book())
    path.write_bytes(path.read_bytes()[:-40])
    assert refusal(path) == "handover.broken"


def test_a_file_of_another_edition_is_refused(path: Path) -> None:
    write_handover(path, whole_book())
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"schema": 99}), encoding="utf-8")
    assert refusal(path) == "handover.newer"


def first_point(content: dict) -> dict:
    return content["series"][0]["points"][0]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content["book"].pop("units"),
        lambda content: content["book"]["network"].update(first_seminar="yesterday"),
        lambda content: content["book"]["municipalities"][0].update(status="asleep"),
        lambda content: content["book"]["municipalities"][0].update(code=301),
        lambda content: content["book"].update(units={"a": 1}),
        lambda content: content.update(series="none"),
        lambda content: first_point(content).update(numerator="3"),
        lambda content: first_point(content).update(numerator=True),
        lambda content: first_point(content).update(numerator=float("nan")),
    ],
)
def test_a_changed_file_is_refused_whatever_was_changed(path: Path, spoil: Callable[[dict], object]) -> None:
    write_handover(path, whole_book())
    content = json.loads(path.read_text(encoding="utf-8"))
    spoil(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    assert refusal(path) == "handover.broken"
