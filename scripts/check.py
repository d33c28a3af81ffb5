"""Everything that must hold before a change lands. The same on Windows, macOS and Linux: `python scripts/check.py`.

With names it runs only those: `python scripts/check.py lint types`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable

CHECKS: dict[str, list[str]] = {
    "lint": [PYTHON, "-m", "ruff", "check", "."],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "floors": [PYTHON, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"],
    "types": [PYTHON, "-m", "mypy"],
    "notebooks": [PYTHON, "-m", "nbstripout", "--verify"],
    "tests": [PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile"],
}


def command(name: str) -> list[str]:
    """The command line of one check."""
    if name != "notebooks":
        return CHECKS[name]
    return CHECKS[name] + [str(path) for path in sorted((ROOT / "notebooks").rglob("*.ipynb"))]


def main(names: list[str]) -> int:
    """Run the checks one after the other and stop at none; 1 when any failed."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(CHECKS)}")
        return 2
    failed = []
    for name in names or list(CHECKS):
        print(f"== {name}", flush=True)
        if subprocess.run(command(name), cwd=ROOT, check=False).returncode:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
