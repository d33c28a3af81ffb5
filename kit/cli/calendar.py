"""`kit calendar`: the network's phases, seminars and deadlines with their dates."""

from __future__ import annotations

from pathlib import Path

from kit.actions.calendar import write_calendar
from kit.actions.calendar_words import CalendarLine, calendar_lines
from kit.actions.folder import find_folder
from kit.actions.language import voice_of
from kit.actions.load import load_book
from kit.cli.talk import FINE, Terminal, write
from kit.domain.calendar import undated
from kit.domain.privacy import redacted
from kit.errors import KitError


def show_calendar(terminal: Terminal, folder: Path, out: Path | None, municipality: str, language: str = "") -> int:
    """Write the calendar to `out`, or list it on the terminal when no file is named."""
    spoken = terminal.speaks(voice_of(find_folder(folder)))
    try:
        if out is None:
            return _listed(spoken, folder, municipality)
        lines = write_calendar(folder, out, municipality=municipality, language=language)
    except KitError as error:
        return spoken.refuse(error)
    spoken.say("calendar.written", n=len(lines), file=redacted(str(out)))
    return FINE


def _listed(spoken: Terminal, folder: Path, municipality: str) -> int:
    book = load_book(folder, municipality=municipality or None)
    for line in calendar_lines(book, spoken.texts, municipality):
        write(f"{_days(spoken, line)}  {line.title}")
    for phase in undated(book):
        spoken.say("calendar.undated", phase=spoken.texts.label(phase.name), length=spoken.texts.label(phase.length))
    return FINE


def _days(spoken: Terminal, line: CalendarLine) -> str:
    first, last = (spoken.texts.formats.short_date(day) for day in (line.first, line.last))
    return first if line.first == line.last else f"{first} – {last}"
