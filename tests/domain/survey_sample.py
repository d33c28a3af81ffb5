"""A questionnaire of two scales with five groups, two wordings, and people who answer it."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from kit.domain.label import same
from kit.domain.survey import Answer, Option, Questionnaire, RespondentGroup, Scale, Statement

AT = datetime(2026, 1, 1, tzinfo=UTC)
VERSIONS = {"chief": "leader", "project": "leader", "unit": "leader", "data": "staff", "nurse": "staff"}
_numbers = count()


def questionnaire(minimum: int = 5, options: int = 5, reverse: tuple[str, ...] = ()) -> Questionnaire:
    return Questionnaire(
        *("q", "1", same("q"), same("q"), same("own"), same("own"), minimum),
        options=(*(Option(v, same(str(v))) for v in range(1, options + 1)), Option(None, same("?"))),
        groups=tuple(RespondentGroup(group, same(group), version) for group, version in VERSIONS.items()),
        scales=(Scale("one", same("one"), same("")), Scale("two", same("two"), same(""))),
        statements=tuple(
            Statement(f"{scale}{n}", scale, same("l"), same("s"), f"{scale}{n}" in reverse)
            for scale in ("one", "two")
            for n in range(4)
        ),
    )


def person(
    group: str, one: tuple[int | None, ...], two: tuple[int | None, ...] | None = None, at: datetime = AT
) -> list[Answer]:
    """One filled-in questionnaire: the answers to scale one, and to scale two (the same where not given)."""
    who = f"r{next(_numbers)}"
    given = {"one": one, "two": one if two is None else two}
    return [
        Answer(who, "0901", group, "q", "1", f"{scale}{n}", value, at)
        for scale, values in given.items()
        for n, value in enumerate(values)
    ]


def people(size: int, group: str, value: int, two: int | None = None, at: datetime = AT) -> list[Answer]:
    """`size` people who answer every statement alike."""
    second = None if two is None else (two,) * 4
    return [one for _ in range(size) for one in person(group, (value,) * 4, second, at)]
