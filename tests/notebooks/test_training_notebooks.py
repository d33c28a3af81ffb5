"""The notebooks of the course are what the script writes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from kit import resources

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_training_notebooks.py"


def test_the_notebooks_are_what_the_script_writes() -> None:
    code = f"import runpy, json; print(json.dumps(runpy.run_path({str(SCRIPT)!r})['files']()))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    for name, content in json.loads(shown.stdout).items():
        assert (resources.notebooks() / name).read_text(encoding="utf-8") == content, f"run {SCRIPT.name}"
