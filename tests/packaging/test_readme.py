"""The README stays true: its Python runs, its commands exist, its pictures and files are there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kit.cli.app import build
from kit.cli.talk import Terminal
from kit.sources.programme import programme_folders

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, re.S))
def test_python_in_the_readme_runs(code: str) -> None:
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout


def test_the_readme_names_every_kit_command_and_no_other() -> None:
    app = build(Terminal("en"))
    there = {command.name for command in app.registered_commands}
    assert set(re.findall(r"(?:^|`|\\)kit ([a-z]+)", README, re.M)) == there


def test_every_make_target_in_the_readme_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(f"\n{target}:" in makefile for target in re.findall(r"(?:^|`)make ([a-z]+)", README, re.M))


def test_every_link_and_picture_is_there() -> None:
    places = [place for place in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in place]
    assert places
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_a_picture_says_what_it_shows() -> None:
    assert all(len(alt) > 40 for alt in re.findall(r"!\[([^\]]*)\]", README))


def test_the_programmes_it_names_are_the_ones_there_are() -> None:
    named = set(re.findall(r"`(i-[a-z-]+)`", README))
    assert named == set(programme_folders())
