"""A participant's own numbers for a lesson: read, and kept nowhere."""

from __future__ import annotations

from kit.sources.own_numbers import Numbers, numbers_in_file, numbers_in_text

__all__ = ["Numbers", "numbers_in_file", "numbers_in_text"]
