"""What `kit.spc` refuses, and how it says so."""

from __future__ import annotations

__all__ = ["DataError", "OptionError", "PositionError", "ShapeError", "SpcError"]


class SpcError(ValueError):
    """An argument `kit.spc` cannot use: which one, what was given, what is allowed.

    Attributes
    ----------
    argument : str
        Name of the argument at fault.
    given, allowed : str
        What was found, and what would have been accepted.
    point : int or None
        1-based number of the point or row at fault, when there is one.
    series : int or None
        1-based number of the series at fault, in calls with many series.
    """

    def __init__(
        self, argument: str, given: str, allowed: str, *, point: int | None = None, series: int | None = None
    ) -> None:
        self.argument, self.given, self.allowed = argument, given, allowed
        self.point, self.series = point, series
        where = argument
        if series is not None:
            where += f", series {series}"
        if point is not None:
            where += f", point {point}"
        super().__init__(f"{where}: {given}. Allowed: {allowed}.")


class OptionError(SpcError):
    """A named choice or a setting that does not exist or cannot be used here."""


class PositionError(SpcError):
    """A point number in `freeze`, `part` or `exclude` that no point has."""


class ShapeError(SpcError):
    """Arrays whose lengths or dimensions do not belong together."""


class DataError(SpcError):
    """A value in the data that the chart cannot hold."""
