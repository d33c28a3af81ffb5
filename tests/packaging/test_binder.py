"""The files in `binder/` are what repo2docker reads: names, first lines, executable bits, and a lock that is there."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BINDER = ROOT / "binder"


@pytest.mark.parametrize("name", ["postBuild", "start"])
def test_a_script_is_executable_starts_with_a_shell_and_has_unix_line_ends(name: str) -> None:
    content = (BINDER / name).read_bytes()
    assert content.startswith(b"#!/bin/bash\n")
    assert b"\r" not in content
    if sys.platform != "win32":
        assert os.access(BINDER / name, os.X_OK)


def test_start_hands_over_to_what_binder_wants_to_run() -> None:
    assert (BINDER / "start").read_text(encoding="utf-8").rstrip().endswith('exec "$@"')


def test_the_python_is_one_the_kit_runs_on() -> None:
    version = re.fullmatch(r"python-3\.(\d+)", (BINDER / "runtime.txt").read_text(encoding="utf-8").strip())
    assert version
    assert int(version[1]) >= 11


def test_the_requirements_are_the_hash_locked_ones_with_jupyterlab_and_voila() -> None:
    lines = (BINDER / "requirements.txt").read_text(encoding="utf-8").split()
    lock = (BINDER / lines[lines.index("-r") + 1]).resolve()
    content = lock.read_text(encoding="utf-8")
    assert re.search(r"^jupyterlab==", content, re.M)
    assert re.search(r"^voila==", content, re.M)
    assert "--hash=sha256:" in content


def test_nothing_else_lies_there_that_binder_would_prefer() -> None:
    stronger = {"Dockerfile", "environment.yml", "Pipfile", "Project.toml", "default.nix"}
    assert not stronger & {path.name for path in BINDER.iterdir()}
