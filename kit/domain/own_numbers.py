"""A column of numbers that a participant brings to a lesson. It is looked at and kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Numbers:
    """One column: its name, and its numbers in order, NaN where nothing was measured."""

    name: str
    values: tuple[float, ...]
