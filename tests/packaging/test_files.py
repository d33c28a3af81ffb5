"""What lies in the repository keeps its promises: locks without addresses, a version that the changelog knows."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kit import __version__, resources

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["requirements.lock.txt", "requirements-dev.lock.txt"])
def test_a_lock_holds_hashes_and_no_address(name: str) -> None:
    content = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in content
    names = re.findall(r"^([A-Za-z0-9_.-]+)==", content, re.M)
    assert content.count("--hash=sha256:") >= len(names) > 50


def test_every_dependency_of_the_project_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock.txt").read_text(encoding="utf-8").lower()
    wanted = {re.split(r"[<>=\[; ]", one)[0].lower() for one in project["dependencies"]}
    assert {name for name in wanted if f"\n{name}==" not in f"\n{lock}"} == set()


def test_the_newest_changelog_entry_is_this_version() -> None:
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert newest
    assert newest[1] == __version__


def test_the_packaged_folders_are_found() -> None:
    assert {resources.folder(name).name for name in resources.FOLDERS} == set(resources.FOLDERS)
    with pytest.raises(ValueError, match="notebooks"):
        resources.folder("secrets")


def test_importing_the_package_brings_nothing_with_it() -> None:
    """Every kernel pays for what `import kit` imports."""
    code = "import sys; before = set(sys.modules); import kit; print(sorted(set(sys.modules) - before))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert shown.stdout.strip() == "['kit']"


def test_the_statistics_need_numpy_alone() -> None:
    """Nothing but numpy, the standard library and `kit.spc` itself is imported by `from kit import spc`."""
    code = (
        "import sys, numpy; before = set(sys.modules); from kit import spc\n"
        "new = {m.split('.')[0] for m in set(sys.modules) - before} - set(sys.stdlib_module_names)\n"
        "print(sorted(new), sorted(m for m in sys.modules if m.startswith('kit.') and not m.startswith('kit.spc')))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert shown.stdout.strip() in ("['kit'] []", "['kit', 'numpy'] []")


def test_no_two_test_files_have_the_same_name() -> None:
    """Their folders are no packages, so that one would hide the other."""
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
