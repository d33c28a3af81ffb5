"""The documentation stays true: its commands are typed, its Python is run, and every language has every page."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import typer

from kit.cli import run
from kit.cli.app import build
from kit.cli.talk import USAGE, Terminal
from kit.domain.label import LANGUAGES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(path for language in LANGUAGES for path in (DOCS / language).rglob("*.md"))
STAYS_OPEN = ("serve", "lab", "demo")  # they run until they are stopped: only what is typed is checked


def named(path: Path) -> str:
    return path.relative_to(DOCS).as_posix()


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.S | re.M)


def commands(path: Path) -> list[list[str]]:
    lines = [line for block in blocks(path, "") for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("kit ")]


def understood(words: list[str]) -> None:
    """Raise what click says of a command that cannot be meant."""
    group = typer.main.get_command(build(Terminal("en")))
    command = group.get_command(click.Context(group), words[0])  # type: ignore[attr-defined]
    assert command is not None, words
    with command.make_context(words[0], list(words[1:])):
        pass


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the textbook data where the reader of a page sits."""
    shutil.copytree(ROOT / "datasets" / "textbook", tmp_path / "datasets" / "textbook")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_language_has_every_page() -> None:
    pages = {
        language: {path.relative_to(DOCS / language) for path in (DOCS / language).rglob("*.md")}
        for language in LANGUAGES
    }
    assert pages["da"] == pages["nb"] == pages["en"] != set()


@pytest.mark.parametrize("path", [path for path in PAGES if commands(path)], ids=named)
def test_every_command_of_a_page_does_what_it_says(path: Path, workplace: Path) -> None:
    typed = commands(path)
    folders = {word for words in typed if words[0] not in ("new", "spc", "demo") for word in words[1:2]}
    made = {words[1] for words in typed if words[0] == "new"}
    for folder in folders - made:
        assert run(["new", folder, "--programme", "i-sikre-haender"]) == 0
    for words in typed:
        understood(words)
        if words[0] not in STAYS_OPEN:
            assert run(words) != USAGE, words


@pytest.mark.parametrize("path", [path for path in PAGES if blocks(path, "python")], ids=named)
def test_the_python_of_a_page_runs(path: Path, workplace: Path) -> None:
    for code in blocks(path, "python"):
        shown = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False, cwd=workplace
        )
        assert shown.returncode == 0, shown.stderr
        assert shown.stdout


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_every_link_and_picture_of_a_page_is_there_and_pictures_say_what_they_show(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    places = [place for place in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text) if "://" not in place]
    assert [place for place in places if not (path.parent / place).exists()] == []
    assert all(len(alt) > 40 for alt in re.findall(r"!\[([^\]]*)\]", text))
