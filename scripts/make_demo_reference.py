"""Make `datasets/demo/<programme>/summary.csv`: the summary of each demo network that the tests compare with."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from kit.actions.demo.recipe import read_recipe, recipes
from kit.actions.demo.summary import COLUMNS, summary
from kit.sources.programme import programme_folders, read_programme

DEMO = Path(__file__).resolve().parent.parent / "datasets" / "demo"
DAY = date(2026, 11, 22)  # the day the reference networks are made on; their months end with October 2026


def make(path: Path, name: str) -> None:
    """Write the summary of the demo network of the programme `name`."""
    programme = read_programme(programme_folders()[name])
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows(summary(read_recipe(name), programme, DAY))


if __name__ == "__main__":
    for name in recipes():
        make(DEMO / name / "summary.csv", name)
