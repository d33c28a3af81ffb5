"""Every fault the sources can note has its sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kit import sources
from kit.texts.catalogue import catalogue

FOLDER = Path(sources.__file__).parent
FILES = ["row", "grid", "excel", "csv_file", "judge", "measurements", "network_in", "faults"]
PLAIN = re.compile(r'note\(\s*(?:[\w."]+,\s*)?"([a-z_]+)"')


@pytest.mark.parametrize("name", FILES)
def test_every_fault_noted_has_a_sentence(name: str) -> None:
    text = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
    columns = {"unit_id", "measure_id", "numerator", "denominator", "count", "unit", "code", "status", "baseline"}
    keys = {key for key in PLAIN.findall(text)} - columns
    assert keys or name == "measurements"
    assert [key for key in keys if f"problems.{key}" not in catalogue() and key not in columns] == []
