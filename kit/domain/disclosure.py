"""Small groups stay hidden: which of several overlapping numbers can be shown together.

Every shown number (a count, a sum, a mean with its count) is a sum over some groups of people. Whoever has several of
them can add and subtract. What can be reached that way is the span of the shown cells, written as rows of 0 and 1 over
the groups. The shown cells are safe when no set of groups with fewer people than the minimum lies in that span.
This is complementary cell suppression as in Hundepool et al., Statistical Disclosure Control (Wiley 2012), chapter 4,
with exact fractions in place of linear programming, because the tables here are small.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

LOWEST_MINIMUM = 3

Row = tuple[Fraction, ...]
Span = tuple[tuple[int, Row], ...]  # reduced rows, each with the place of its leading one
Class = tuple[tuple[bool, ...], int]  # in which cells its groups are, and how many people they hold


def hidden_cells(cells: Mapping[str, Collection[str]], sizes: Mapping[str, int], minimum: int) -> frozenset[str]:
    """The cells to hide, given which groups each cell sums over and how many people each group has.

    Cells are tried in the order of `cells`: the ones worth most come first. A cell is shown when it and those shown
    before it still give nobody a sum over fewer people than `minimum` (never taken lower than `LOWEST_MINIMUM`). A
    cell with nobody in it is neither shown nor hidden. No hidden cell can be worked out from the shown ones: if it
    could, showing it would have added nothing, and it would have been shown.
    """
    minimum = max(minimum, LOWEST_MINIMUM)
    shown: list[frozenset[str]] = []
    hidden = set()
    for name, groups in cells.items():
        cell = frozenset(group for group in groups if sizes.get(group, 0) > 0)
        if not cell:
            continue
        if gives_back_few([*shown, cell], sizes, minimum):
            hidden.add(name)
        else:
            shown.append(cell)
    return frozenset(hidden)


def gives_back_few(shown: Sequence[Collection[str]], sizes: Mapping[str, int], minimum: int) -> bool:
    """Whether adding and subtracting the shown cells gives a sum over 1 to `minimum` - 1 people."""
    classes = _classes(shown, sizes)
    span = _span([Fraction(place[index]) for place, _ in classes] for index in range(len(shown)))
    return any(
        _lies_in(span, [Fraction(index in few) for index in range(len(classes))]) for few in _few(classes, minimum)
    )


def _classes(shown: Sequence[Collection[str]], sizes: Mapping[str, int]) -> list[Class]:
    """Groups that are in the same cells cannot be told apart, so they count as one."""
    people: dict[tuple[bool, ...], int] = {}
    for group, size in sizes.items():
        place = tuple(group in cell for cell in shown)
        if size > 0 and any(place):
            people[place] = people.get(place, 0) + size
    return list(people.items())


def _few(classes: Sequence[Class], minimum: int, start: int = 0) -> Iterator[frozenset[int]]:
    """Every set of classes, by index from `start`, that holds 1 to `minimum` - 1 people together."""
    for index in range(start, len(classes)):
        left = minimum - classes[index][1]
        if left > 0:
            yield frozenset({index})
            yield from (few | {index} for few in _few(classes, left, index + 1))


def _span(rows: Iterable[Sequence[Fraction]]) -> Span:
    span: Span = ()
    for row in rows:
        rest = _rest(span, row)
        lead = next((index for index, value in enumerate(rest) if value), None)
        if lead is not None:
            span = (*span, (lead, tuple(value / rest[lead] for value in rest)))
    return span


def _rest(span: Span, row: Sequence[Fraction]) -> list[Fraction]:
    """What is left of `row` when the rows of the span are taken out, in the order they came in."""
    rest = list(row)
    for lead, basis in span:
        factor = rest[lead]
        if factor:
            rest = [value - factor * other for value, other in zip(rest, basis, strict=True)]
    return rest


def _lies_in(span: Span, row: Sequence[Fraction]) -> bool:
    return not any(_rest(span, row))
