"""What is said at the terminal, and the page of `kit spc`, is in the language that was asked for."""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from outputs import figure_words
from telltale import bare_keys, foreign, read_out, wrong_numbers

from kit.cli import run
from kit.domain.label import LANGUAGES

COMMANDS = (
    *("new", "check", "import", "warnings", "calendar", "letters"),
    *("run", "spc", "serve", "lab", "demo", "doctor"),
)
TYPED = re.compile(r"--?[a-z][\w-]*|\bkit [a-z]+|^  [a-z]+  ", re.MULTILINE)  # options and commands: typed as they are
FIGURES = re.compile(r'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL)
MISUSES = (
    ("newx",),
    ("new",),
    ("check", "a", "b"),
    ("check", "a", "--jsno"),
    ("run", "a", "--jobs", "a"),
    ("run", "a", "--jobs"),
    ("serve", "a", "--port", "70000"),
    ("check", "nowhere"),
)
MONTHS = "\n".join(f"2024-{n:02d}-01;{n * 7 % 11 + 3};40" for n in range(1, 13))
CHARTS = {
    "run": ("x;y;n\n" + MONTHS, ("--y", "y", "--target", "9")),
    "p": ("x;y;n\n" + MONTHS, ("--y", "y", "--n", "n", "--multiply", "100", "--rules", "nelson", "--better", "down")),
    "i": ("x;y;n\n" + MONTHS, ("--y", "y", "--freeze", "6", "--exclude", "3")),
    "mr": ("x;y;n\n" + MONTHS, ("--y", "y")),
    "ewma": ("x;y;n\n" + MONTHS, ("--y", "y")),
    "u": ("x;y;n\n" + MONTHS, ("--y", "y", "--n", "n", "--part", "6")),
    "g": (
        "x;y;n\n" + MONTHS,
        (
            "--y",
            "y",
        ),
    ),
    "t": ("x;y;n\n" + MONTHS, ("--y", "y", "--rules", "western_electric")),
    "funnel": ("q;y;n\n" + "\n".join(f"A{n};{n + 3};{20 * n + 40}" for n in range(9)), ("--y", "y", "--n", "n")),
    "pareto": ("q\n" + "\n".join("AABACBADAB"), ()),
    "cusum": ("y\n" + "\n".join("0001000010010110"), ("--target", "0.1")),
}


def said(*arguments: object) -> str:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        run([str(word) for word in arguments])
    return out.getvalue() + err.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_speaks_one_language(command: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIT_LANG", language)
    text = said(*filter(None, (command, "--help")))
    assert len(text) > 100
    text = TYPED.sub(" ", text)
    assert (foreign(text, language), bare_keys(text)) == (set(), set())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", MISUSES, ids=" ".join)
def test_what_was_typed_wrongly_is_told_in_one_language(words, language: str, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("KIT_LANG", language)
    monkeypatch.chdir(tmp_path)
    text = TYPED.sub(" ", said(*words))
    assert text.strip()
    assert (foreign(text, language), bare_keys(text)) == (set(), set())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_doctor_speaks_one_language(language: str, tmp_path: Path) -> None:
    text = said("doctor", tmp_path, "--lang", language).replace(str(tmp_path), "")
    assert (foreign(text, language), bare_keys(text)) == (set(), set())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(CHARTS))
def test_a_chart_of_a_file_speaks_one_language(kind: str, language: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    content, options = CHARTS[kind]
    Path("q.csv").write_text(content, encoding="utf-8")
    told = said("spc", "q.csv", "--kind", kind, *options, "--out", "q.html", "--lang", language)
    html = Path("q.html").read_text(encoding="utf-8")
    drawn = [text for figure in FIGURES.findall(html) for text in figure_words(json.loads(figure))]
    assert drawn
    page = "\n".join([read_out(html), *drawn])
    for text in (TYPED.sub(" ", told), TYPED.sub(" ", page)):
        assert (foreign(text, language), bare_keys(text)) == (set(), set())
        assert wrong_numbers(text, language) == set()
