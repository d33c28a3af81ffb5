"""Calendar files (.ics, RFC 5545): whole-day entries without alarms, which every calendar program can open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kit.sources.safe_write import written_whole

LONGEST_LINE = 75  # octets, without the line end (RFC 5545, 3.1)
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


@dataclass(frozen=True, slots=True)
class IcsEvent:
    """One entry of whole days, `first` to `last`, both included. An unchanged `uid` replaces the entry of last time."""

    uid: str
    first: date
    last: date
    summary: str
    description: str = ""
    category: str = ""


def write_ics(path: Path, name: str, events: Iterable[IcsEvent], stamp: datetime) -> None:
    """Write a calendar called `name`, whole or not at all; `stamp` is when it was made.

    Raises FolderError ``problems.cannot_write`` or ``problems.file_in_use``.
    """
    content = ics_bytes(name, events, stamp)
    written_whole(path, lambda draft: draft.write_bytes(content))


def ics_bytes(name: str, events: Iterable[IcsEvent], stamp: datetime) -> bytes:
    """The calendar as UTF-8 with CRLF line ends and folded lines."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Learning-Network Kit//kit calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(folded + b"\r\n" for line in lines for folded in _folded(line))


def _event(event: IcsEvent, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.last + timedelta(days=1):%Y%m%d}"  # the day after the last one (3.6.1)
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.category:
        yield f"CATEGORIES:{_text(event.category)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    printable = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    return printable.translate(_ESCAPED)


def _folded(line: str) -> Iterator[bytes]:
    """The line in pieces of at most 75 octets, those after the first begun with a space; no letter is cut in two."""
    piece = b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > LONGEST_LINE:
            yield piece
            piece = b" "
        piece += octets
    yield piece
