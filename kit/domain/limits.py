"""What no entry may exceed, whether it is typed into an app or stands in a file: the same answer at both doors."""

from __future__ import annotations

from datetime import date

LONGEST_TEXT = 2000
HIGHEST_NUMBER = 1e9
MOST_EVENTS_A_DAY = 1000
EARLIEST = date(2000, 1, 1)
