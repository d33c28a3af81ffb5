"""A list of reported events, counted for one unit, shown and saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from folder_sample import CONTENT, DAYS, NOW, PERCENT, PROGRAMME, RATE

from kit.actions import enter, previewing
from kit.actions.folder import NetworkFolder
from kit.actions.load import load_book
from kit.actions.reported_events import preview_list
from kit.actions.structure import structure_book
from kit.domain.access import Role, Visitor
from kit.domain.book import Book
from kit.domain.compared import Preview
from kit.domain.reported_events import CASE, DAY, KIND, PLACE, Picks, Span, Tally
from kit.errors import NotAllowed, ValueRefused
from kit.sources.reported_events import read_list

TEAM = Visitor(Role.UNIT, "0301", unit="0301-1")
BOOK = structure_book(CONTENT, PROGRAMME, NOW.date())
TEXT = "nr;dato;sted\n1;05-01-2026;Syd\n1;05-01-2026;Syd\n2;20-01-2026;Syd\n3;03-02-2026;Nord\n4;01-03-2026;Syd"
MEANS = (CASE, DAY, PLACE)
SPAN = (date(2026, 1, 1), date(2026, 2, 28))


def listed(
    folder: NetworkFolder,
    measure: str = RATE,
    text: str = TEXT,
    means: Sequence[str] = MEANS,
    picks: Picks = {PLACE: ["Syd"]},  # noqa: B006
    span: Span = SPAN,
    who: Visitor = TEAM,
    book: Book = BOOK,
) -> tuple[Preview, Tally]:
    table = read_list(text)
    return preview_list(folder.path, who, "0301-1", measure, table, means, picks, span, now=NOW, book=book)


def with_denominators(folder: NetworkFolder) -> Book:
    for month in (1, 2):
        enter.save_month(
            folder.path, TEAM, "0301-1", RATE, date(2026, month, 1), 9, 700, f"note {month}", now=NOW, book=BOOK
        )
    return load_book(folder.path, as_of=NOW.date())


def test_event_dates_are_counted_by_day_shown_and_saved(folder: NetworkFolder) -> None:
    preview, tally = listed(folder, DAYS)
    assert tally == Tally(counted=3, twice=1, elsewhere=1)
    assert [(one.day, one.verdict, one.after) for one in preview.changes] == [
        ("2026-01-05", "new", (1, None, "")),
        ("2026-01-20", "new", (1, None, "")),
        ("2026-03-01", "new", (1, None, "")),
    ]
    assert previewing.save_preview(folder.path, TEAM, preview, now=NOW, book=BOOK).changed
    assert not listed(folder, DAYS)[0].ready


def test_a_rate_keeps_its_denominators_and_notes_and_a_covered_month_without_events_is_zero(
    folder: NetworkFolder,
) -> None:
    preview, tally = listed(folder, book=with_denominators(folder))
    assert tally == Tally(counted=2, twice=1, outside=1, elsewhere=1)
    assert [(one.day, one.verdict, one.after) for one in preview.changes] == [
        ("2026-01-01", "corrected", (2, 700, "note 1")),
        ("2026-02-01", "corrected", (0, 700, "note 2")),
    ]


def test_a_rate_without_denominators_says_which_are_missing(folder: NetworkFolder) -> None:
    preview, _ = listed(folder)
    assert [(one.key, one.values["period"]) for one in preview.problems] == [
        ("problems.list_no_denominator", "2026-01-01"),
        ("problems.list_no_denominator", "2026-02-01"),
    ]
    assert not preview.ready


def test_a_month_with_nobody_to_count_stays_so_unless_events_are_listed(folder: NetworkFolder) -> None:
    for month in (1, 2):
        enter.save_month(folder.path, TEAM, "0301-1", RATE, date(2026, month, 1), 0, 0, now=NOW, book=BOOK)
    book = load_book(folder.path, as_of=NOW.date())
    preview, _ = listed(folder, book=book)
    assert [one.values["period"] for one in preview.problems] == ["2026-01-01"]
    preview, _ = listed(folder, text="nr;dato;sted\n4;01-03-2026;Syd", book=book)
    assert [(one.verdict, one.after) for one in preview.changes] == [("unchanged", (0, 0, ""))] * 2


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"measure": PERCENT}, "apps.refused.choice"),
        ({"measure": "nothing"}, "apps.refused.choice"),
        ({"means": (CASE, DAY)}, "apps.refused.choice"),
        ({"means": (CASE, DAY, "<script>")}, "apps.refused.choice"),
        ({"picks": {}}, "apps.refused.choice"),
        ({"picks": {PLACE: ["Syd"], KIND: ["Fald"]}}, "apps.refused.choice"),
        ({"means": (DAY, DAY, PLACE)}, "paste.twice"),
        ({"means": (CASE, "", PLACE)}, "paste.list.no_day"),
        ({"picks": {PLACE: []}}, "paste.list.no_place"),
        ({"means": (CASE, DAY, KIND), "picks": {KIND: []}}, "paste.list.no_kind"),
        ({"picks": {PLACE: ["Vest"]}}, "apps.refused.choice"),
        ({"span": (None, SPAN[1])}, "paste.list.no_span"),
        ({"span": SPAN[::-1]}, "paste.list.no_span"),
        ({"span": (date(2026, 1, 2), date(2026, 1, 30))}, "paste.list.short_span"),
        ({"span": (SPAN[0], date(2099, 1, 1))}, "actions.future"),
    ],
)
def test_what_is_missing_or_made_up_is_refused(folder: NetworkFolder, changed: dict, key: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        listed(folder, **changed)
    assert refused.value.key == key


def test_another_unit_s_team_is_refused(folder: NetworkFolder) -> None:
    with pytest.raises(NotAllowed):
        listed(folder, who=Visitor(Role.UNIT, "0302", unit="0302-1"))
    with pytest.raises(NotAllowed):
        listed(folder, who=Visitor(Role.VIEWER, "0301"))
