"""How differently leaders and staff see the leaders, scale by scale, and never when either side is few.

Leaders of all groups are pooled, and so are the staff: a group with one leader would show that person. The comparison
is made from what may be shown, so it can give nothing back that is hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from kit.domain.survey import Questionnaire, Results, ScaleScore, pool

LEADER, STAFF = "leader", "staff"
ALIKE_UNDER = 0.075  # the kit's own limit, as a share of the scale's width: 0.3 points on a scale from 1 to 5


class GapKind(StrEnum):
    """What the two sides say together."""

    HIGHER = "higher"  # leaders see themselves higher than the staff sees them
    LOWER = "lower"
    ALIKE = "alike"
    HIDDEN = "hidden"
    NO_ANSWERS = "no_answers"  # one side has not answered


@dataclass(frozen=True, slots=True)
class Gap:
    """A scale as leaders see themselves and as the staff sees them. `difference`, leaders minus staff, is taken from
    the means with the one decimal that readers see, so that they can check it; None unless both sides are shown."""

    scale: str
    kind: GapKind
    difference: float | None = None
    leaders: ScaleScore | None = None
    staff: ScaleScore | None = None


def tenths(value: float) -> Decimal:
    """`value` with one decimal, rounded the way the numbers are written (half to even on the decimal digits)."""
    return Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN)


def gaps(questionnaire: Questionnaire, results: Results) -> tuple[Gap, ...]:
    """The gap on every scale; nothing when the questionnaire has not both a leader and a staff version."""
    if not {LEADER, STAFF} <= {group.version for group in questionnaire.groups}:
        return ()
    width = questionnaire.values[-1] - questionnaire.values[0]
    return tuple(_gap(scale.id, results, width) for scale in questionnaire.scales)


def _gap(scale: str, results: Results, width: int) -> Gap:
    leaders, staff = (results.score(scale, pool(version)) for version in (LEADER, STAFF))
    if leaders is None or staff is None or leaders.n == 0 or staff.n == 0:
        return Gap(scale, GapKind.NO_ANSWERS)
    if leaders.mean is None or staff.mean is None:
        return Gap(scale, GapKind.HIDDEN)
    difference = tenths(leaders.mean) - tenths(staff.mean)
    if abs(difference) < Decimal(str(ALIKE_UNDER)) * width:
        kind = GapKind.ALIKE
    else:
        kind = GapKind.HIGHER if difference > 0 else GapKind.LOWER
    return Gap(scale, kind, float(difference), leaders, staff)
