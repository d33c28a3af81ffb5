"""The way to a team's aim: where a straight line from the level it started at stands today."""

from __future__ import annotations

from datetime import date

from kit.figures.chart import Chart, Path


def path_of(chart: Chart, set_on: date) -> Path | None:
    """The straight way from the median to the team's aim, from the day after which the median is known.

    It begins at the newest frozen baseline's last point, or on the day the aim was `set_on`, from the median of that
    phase. None without a median, without a day to reach the aim by, and for events, which follow no calendar.
    """
    phase, aim = chart.last, chart.aim
    if phase is None or phase.median is None or aim is None or aim.by is None or chart.measure.from_events:
        return None
    since = chart.x[phase.baseline.stop - 1] if phase.baseline.stop else max(set_on, chart.x[phase.start])
    if since >= aim.by:
        return None
    share = min(1.0, (chart.as_of - since).days / (aim.by - since).days)
    return Path(since, phase.median, aim.by, aim.goal, phase.median + max(0.0, share) * (aim.goal - phase.median))
