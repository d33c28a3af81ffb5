"""A calendar file is read the same by every calendar program: RFC 5545 to the letter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from kit.sources.ics import LONGEST_LINE, IcsEvent, ics_bytes

STAMP = datetime(2026, 3, 1, 12, 30, tzinfo=timezone(timedelta(hours=1)))
EVENT = IcsEvent("item.P01@net", date(2026, 3, 10), date(2026, 3, 11), "Samling; 1, to \\ dage", "Ansvar: PL\nSlut")


def unfolded(content: bytes) -> list[str]:
    return content.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")


def values(content: bytes) -> dict[str, str]:
    return dict(line.split(":", 1) for line in unfolded(content) if ":" in line)


def test_every_line_ends_with_crlf_and_none_stands_alone() -> None:
    content = ics_bytes("Nord", [EVENT], STAMP)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut_in_two() -> None:
    for length in range(60, 90):
        summary = "å" * length
        content = ics_bytes("Nord", [IcsEvent("u", date(2026, 1, 1), date(2026, 1, 1), summary)], STAMP)
        assert max(len(line) for line in content.split(b"\r\n")) <= LONGEST_LINE
        assert all(line.decode("utf-8") is not None for line in content.split(b"\r\n"))
        assert values(content)["SUMMARY"] == summary


def test_a_line_of_exactly_75_octets_is_not_folded_and_one_more_is() -> None:
    room = LONGEST_LINE - len("SUMMARY:")
    lines = [
        ics_bytes("N", [IcsEvent("u", date(2026, 1, 1), date(2026, 1, 1), "x" * n)], STAMP).count(b"\r\n ")
        for n in (room - 1, room, room + 1)
    ]
    assert lines == [0, 0, 1]


def test_commas_semicolons_backslashes_and_line_ends_are_escaped() -> None:
    found = values(ics_bytes("Nord", [EVENT], STAMP))
    assert found["SUMMARY"] == "Samling\\; 1\\, to \\\\ dage"
    assert found["DESCRIPTION"] == "Ansvar: PL\\nSlut"


def test_a_whole_day_ends_the_day_after_and_has_no_alarm() -> None:
    content = ics_bytes("Nord", [EVENT], STAMP)
    found = values(content)
    assert found["DTSTART;VALUE=DATE"] == "20260310"
    assert found["DTEND;VALUE=DATE"] == "20260312"
    assert b"VALARM" not in content


def test_the_stamp_is_in_universal_time() -> None:
    assert values(ics_bytes("Nord", [EVENT], STAMP))["DTSTAMP"] == "20260301T113000Z"
    assert values(ics_bytes("Nord", [EVENT], STAMP.astimezone(UTC)))["DTSTAMP"] == "20260301T113000Z"


def test_a_line_end_in_a_name_cannot_add_a_line_of_its_own() -> None:
    lines = unfolded(ics_bytes("Nord\r\nATTENDEE:x", [EVENT], STAMP))
    assert not [line for line in lines if line.startswith("ATTENDEE")]
