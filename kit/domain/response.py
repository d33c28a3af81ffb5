"""How many of those invited have answered."""

from __future__ import annotations

from dataclasses import dataclass

CAUTION_UNDER = 0.6  # the kit's own limit; the field's custom is 50 to 60 %


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """`answered` of `invited`. More answers than invitations contradict each other: then there is no share."""

    answered: int
    invited: int

    @property
    def contradicts(self) -> bool:
        """Whether more have answered than were invited."""
        return self.answered > self.invited

    @property
    def share(self) -> float | None:
        """The share that has answered, 0 to 1."""
        return None if self.contradicts or self.invited == 0 else self.answered / self.invited

    @property
    def caution(self) -> bool:
        """Whether so few have answered that the result may not hold for all."""
        return self.share is not None and self.share < CAUTION_UNDER


def response_rate(answered: int | None, invited: int | None) -> ResponseRate | None:
    """The response rate, or None when the number invited is not given or the number of answers is hidden: a rate and
    the number invited would give a hidden number of answers back. Raises ValueError for a negative number."""
    if answered is None or invited is None:
        return None
    if answered < 0 or invited < 0:
        raise ValueError(f"{answered} answers of {invited} invited; expected 0 or more of each")
    return ResponseRate(answered, invited)
