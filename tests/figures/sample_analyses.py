"""Analyses for the tests of control charts and the figures beside them."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from typing import Any

import numpy as np

from kit import resources, spc
from kit.spc import Analysis

STABLE = (9, 12, 8, 11, 10, 13, 7, 9, 12, 11, 8, 10, 13, 9, 11, 7, 12, 8, 10, 11, 9, 13, 8, 12)
SHIFTED = (9, 10, 8, 9, 11, 7, 9, 10, 8, 9, 10, 9, 15, 16, 14, 15, 17, 15, 14, 16, 15, 14, 16, 15)
SPIKE = (*STABLE[:20], 40, *STABLE[20:])
NAN = float("nan")


def months(count: int) -> list[dt.date]:
    """First days of months from January 2024."""
    return [dt.date(2024 + number // 12, number % 12 + 1, 1) for number in range(count)]


def cdi(kind: str = "u", **options: Any) -> Analysis:
    """The published series of *C. difficile* infections, as a rate per 10,000 days where the chart takes one."""
    text = (resources.datasets("textbook") / "cdi.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    y, n, x = ([row[name] for row in rows] for name in ("n", "days", "month"))
    rates = {"n": [float(v) for v in n], "multiply": 10_000} if kind in ("u", "up") else {}
    return spc.analyse(kind, [float(v) for v in y], x=x, **{**rates, **options})


def hospitals() -> dict[str, Analysis]:
    """Infections at six hospitals, 24 months each."""
    text = (resources.datasets("textbook") / "hospital_infections.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["infection"] == "CDI"]
    found = {}
    for name in sorted({row["hospital"] for row in rows}):
        own = [row for row in rows if row["hospital"] == name]
        y, n = ([float(row[column]) for row in own] for column in ("n", "days"))
        found[name] = spc.analyse("u", y, n, x=[row["month"] for row in own], multiply=10_000)
    return found


SERIES = (
    (NAN,) * 5,
    (5,),
    (5, 5),
    (3,) * 20,
    STABLE,
    SHIFTED,
    SPIKE,
    (NAN, 1, 2, NAN, 5, NAN, *STABLE),
    tuple(range(1, 31)),
    (1e300, 1, 1e299) * 5,
    tuple(1e-9 * value for value in STABLE),
    (0,) * 12 + (9,) * 12,
)


def every_analysis() -> Iterator[Analysis]:
    """Charts of every kind and rule set on series of every shape, with phases, baselines, targets and names."""
    number = 0
    for y in SERIES:
        for kind in spc.KINDS:
            for rules in spc.RULE_SETS:
                number += 1
                try:
                    yield _one(number, kind, rules, y)
                except spc.SpcError:
                    continue


def _one(number: int, kind: str, rules: str, y: tuple[float, ...]) -> Analysis:
    options: dict[str, Any] = ({}, {"freeze": 2}, {"part": [3]}, {"target": 3}, {"cl": 0.5}, {"exclude": [1]})[
        number % 6
    ]
    names = [f"Enhed <b>{i}" for i in range(len(y))]
    moments = [dt.datetime(2024, 1, 1, 8) + dt.timedelta(hours=i) for i in range(len(y))]
    x = (None, months(len(y)), names, moments, [i / 7 for i in range(len(y))])[number % 5]
    n = np.array(y) * 2 + 1 if kind in ("p", "pp", "u", "up") else None
    return spc.analyse(kind, y, n, x=x, rules=rules, **options)
