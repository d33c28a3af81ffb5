"""All municipalities side by side: the order of need, what is late, and who is counted."""

from __future__ import annotations

from dataclasses import replace

from page_books import LEFT, OTHER, OWN, small_book

from kit.domain.book import Book
from kit.domain.checklist import Band, ItemState, ItemStatus
from kit.domain.portfolio import counted, counted_by_theme, late_items, standings, taking_part


def with_done(book: Book, code: str, *but: str) -> Book:
    items = (item.id for item in book.programme.checklist.items if item.id not in but)
    states = {item: ItemState(item, ItemStatus.DONE) for item in items}
    return replace(book, checklist={**book.checklist, code: states})


def test_a_municipality_that_has_withdrawn_is_in_no_number() -> None:
    book = small_book()
    found = standings(book)
    assert [one.code for one in taking_part(book)] == [OWN, OTHER]
    assert LEFT not in {one.municipality.code for one in found}
    assert sum(counted(found).values()) == 2
    assert all(sum(row.values()) <= 2 for row in counted_by_theme(found).values())
    assert all(LEFT not in {one.code for one in row.open_in} for row in late_items(book, found))


def test_the_one_with_most_critical_items_late_comes_first() -> None:
    book = with_done(small_book(), OWN)
    assert [one.municipality.code for one in standings(book)] == [OTHER, OWN]
    assert standings(book)[1].readiness.band is Band.GREEN
    assert standings(book)[1].late == ()


def test_late_items_name_who_lacks_them_and_the_one_that_most_lack_comes_first() -> None:
    book = with_done(with_done(small_book(), OWN, "P01"), OTHER, "P01", "P02")
    rows = late_items(book, standings(book))
    assert [(row.item.id, [one.code for one in row.open_in]) for row in rows] == [
        ("P01", [OWN, OTHER]),
        ("P02", [OTHER]),
    ]
    assert all(row.due < book.as_of for row in rows)


def test_a_theme_with_an_open_critical_item_is_never_ready() -> None:
    book = with_done(small_book(), OWN, "P01")
    theme = next(item.theme for item in book.programme.checklist.items if item.id == "P01")
    mine = next(one for one in standings(book) if one.municipality.code == OWN)
    state = next(one for one in mine.themes if one.theme == theme)
    assert state.late == 1
    assert state.band is not Band.GREEN
