"""What a TOML file of a network's own may hold, and how a message speaks of it. Test numbers only."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.errors import Problem
from kit.sources.entries import read_entry

CPR = "070761-4285"  # a published example


def problems_of(path: Path, text: str) -> list[Problem]:
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    entry = read_entry(path, problems)
    assert entry is not None
    entry.note_identifiers()
    entry.choice("kind", ("outcome", "process"), "process")
    entry.finish()
    return problems


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f'kind = "{CPR}"', "kind"),
        (f'[[measure]]\nid = "m1"\nname = {{ da = "Fru Hansen {CPR}" }}', "measure.m1.name.da"),
        (f'[[measure]]\nsettings = ["a", "{CPR}"]', "measure.1.settings.2"),
        (f'[area]\n"{CPR}" = 1', "area"),
    ],
)
def test_an_identity_number_is_refused_wherever_it_stands(text: str, place: str, tmp_path: Path) -> None:
    found = problems_of(tmp_path / "measures.toml", text)
    assert ("problems.identifier", place) in [(problem.key, problem.where.cell) for problem in found]


@pytest.mark.parametrize("text", [f'kind = "{CPR}"', f'"{CPR}" = 1', f'[[measure]]\nid = "{CPR}"\nx = "{CPR}"'])
def test_no_message_shows_an_identity_number(text: str, tmp_path: Path) -> None:
    found = problems_of(tmp_path / "measures.toml", text)
    assert found
    assert CPR not in repr(found)
