"""Make `datasets/textbook/hospital-infections`: six hospitals, three infections, 24 months, as a network folder."""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

from kit.domain.network import MeasureInUse, Municipality, Network, Unit
from kit.domain.series import Point, Series
from kit.sources.measurements import write_measurements_csv
from kit.sources.network import NetworkFile, write_network
from kit.sources.programme import programme_folders, read_programme

TEXTBOOK = Path(__file__).resolve().parent.parent / "datasets" / "textbook"
PUBLISHED = TEXTBOOK / "hospital_infections.csv"
NETWORK = TEXTBOOK / "hospital-infections"
MEASURES = {"BAC": "hospital.r.bacteraemia", "CDI": "hospital.r.cdi", "UTI": "hospital.r.uti"}


def published() -> dict[str, tuple[Series, ...]]:
    """The published rows as series, by hospital."""
    points: dict[tuple[str, str], list[Point]] = defaultdict(list)
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            point = Point(date.fromisoformat(row["month"]), float(row["n"]), float(row["days"]))
            points[row["hospital"], MEASURES[row["infection"]]].append(point)
    hospitals = sorted({hospital for hospital, _ in points})
    return {
        hospital: tuple(Series(hospital, measure, tuple(points[hospital, measure])) for measure in MEASURES.values())
        for hospital in hospitals
    }


def content(hospitals: list[str]) -> NetworkFile:
    """The network file: each hospital is a participant with one unit."""
    name = "Hospital infections in the Capital Region of Denmark, 2015–2016"
    return NetworkFile(
        network=Network("hospital-infections", name, "i-sikre-haender", "en", date(2016, 1, 12)),
        municipalities=tuple(Municipality(code, code) for code in hospitals),
        units=tuple(Unit(code, code, f"Hospital {code}", "hospital") for code in hospitals),
        in_use=tuple(MeasureInUse(measure) for measure in MEASURES.values()),
    )


def make(folder: Path) -> None:
    """Write network.xlsx and one CSV file a hospital into `folder`."""
    hospitals = published()
    programme = read_programme(programme_folders()["i-sikre-haender"], NETWORK / "measures.toml")
    (folder / "data").mkdir(parents=True, exist_ok=True)
    write_network(folder / "network.xlsx", content(list(hospitals)), programme)
    for code, series in hospitals.items():
        write_measurements_csv(folder / "data" / f"{code}.csv", series)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else NETWORK)
