"""Proposed phases: evidence for a person to judge, never applied by itself."""

import pytest

from kit import spc

LOW, HIGH = [4, 6, 5, 3, 7, 4, 6, 5, 5, 4, 6, 5, 6], [9, 8, 10, 9, 8, 10, 9, 8, 11]


@pytest.mark.parametrize(("points", "proposed"), [(8, 0), (9, 1)])
def test_a_change_is_proposed_from_the_run_length_on(points, proposed):
    tail = HIGH[:points] + [5] * (9 - points)
    assert len(spc.propose_phases(LOW + tail).changes) == proposed


def test_a_proposal_carries_its_evidence_and_fits_analyse():
    proposal = spc.propose_phases([*LOW, *HIGH, 9, 9])
    change = proposal.changes[0]
    assert (change.first, change.last, change.side, change.run_length) == (13, 21, "above", 9)
    assert (change.former_median, change.median) == (5, 9)
    assert proposal.part == (13,)
    result = spc.analyse("run", [*LOW, *HIGH, 9, 9], part=proposal.part)
    assert [part.start for part in result.parts] == [0, 13]


def test_points_on_the_median_are_skipped_and_missing_points_keep_their_place():
    y = [*LOW, *HIGH[:4], 5, None, *HIGH[4:]]
    change = spc.propose_phases(y).changes[0]
    assert (change.first, change.last, change.median) == (13, 23, 9)


def test_only_the_asked_direction_counts():
    turned = [10 - value for value in [*LOW, *HIGH]]
    assert len(spc.propose_phases(turned, direction="below").changes) == 1
    assert spc.propose_phases(turned, direction="above").changes == ()


def test_a_series_too_short_to_say_gets_no_proposal():
    assert spc.propose_phases([*LOW, *HIGH[:8]]).phases == ()
    assert spc.propose_phases([]).phases == ()
