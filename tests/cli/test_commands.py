"""The commands as a facilitator types them: exit codes, sentences in the network's language, and JSON for machines."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from kit import __version__
from kit.domain.label import LANGUAGES

COMMANDS = ("new", "check", "import", "run", "serve", "lab", "demo", "doctor")


def test_version_is_said(kit) -> None:
    assert kit("--version").out.strip() == __version__


def test_help_is_in_the_reader_s_language_and_names_every_command(kit, monkeypatch) -> None:
    texts = {}
    for language in LANGUAGES:
        monkeypatch.setenv("KIT_LANG", language)
        texts[language] = kit("--help").out
        assert all(f"  {name} " in texts[language] for name in COMMANDS)
    assert len(set(texts.values())) == 3


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(kit, command: str) -> None:
    said = kit(command, "--help")
    assert said.code == 0
    assert "Netværkets mappe" in said.out or command in ("demo", "doctor")


def test_help_imports_neither_frames_nor_notebooks() -> None:
    code = (
        "import sys; from kit.cli import run; run(['--help'])\n"
        "heavy = {'pandas', 'plotly', 'papermill', 'voila', 'sqlalchemy', 'openpyxl', 'numpy', 'ipywidgets'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert shown.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("chekc",), "Der er ingen kommando, der hedder chekc. Mente du check?"),
        (("check",), "Der mangler MAPPE. Netværkets mappe."),
        (("check", "a", "b"), "Der står mere, end kommandoen kan bruge: b. Sæt anførselstegn om navne med mellemrum."),
        (("check", "a", "--jsno"), "Kommandoen har ikke et valg, der hedder --jsno. Mente du --json?"),
        (("check", "a", "--lang", "se"), "--lang kan ikke være se. Vælg mellem: da, nb, en."),
        (
            ("run", "x", "--jobs", "0"),
            "Det, der er skrevet ved --jobs, kan ikke bruges. Hvor mange rapporter der laves ad gangen (1–64).",
        ),
        (
            ("run", "x", "--jobs"),
            "--jobs er ikke skrevet rigtigt: Der mangler en værdi, eller også skal der ingen være.",
        ),
    ],
)
def test_what_was_typed_wrongly_is_said_in_the_readers_language(kit, words, sentence) -> None:
    said = kit(*words)
    assert said.code == 2
    assert said.err.splitlines()[-1] == sentence


def test_the_language_that_was_asked_for_wins_over_the_networks(kit, tmp_path) -> None:
    kit("new", tmp_path / "n", "--programme", "i-sikre-haender")
    assert kit("check", tmp_path / "n", "--lang", "nb").out.endswith(" er i orden.\n")
    assert "Everything in" in kit("check", tmp_path / "n", "--lang=en").out
    kit("calendar", tmp_path / "n", "--out", tmp_path / "n.ics", "--lang", "en")
    assert "Done when" in (tmp_path / "n.ics").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("chekc",), ("check",), ("run", "x", "--jobs", "0"), ("new", "x", "--lang", "se")])
def test_what_is_not_understood_ends_with_2_and_no_traceback(kit, words) -> None:
    said = kit(*words)
    assert said.code == 2
    assert "Traceback" not in said.err


def test_a_folder_that_is_not_there_ends_with_2_and_a_sentence(kit, tmp_path) -> None:
    said = kit("check", tmp_path / "nowhere")
    assert said.code == 2
    assert "findes ikke" in said.err


@pytest.mark.parametrize(
    ("programme", "language", "word"),
    [
        ("i-sikre-haender", "da", "er i orden"),
        ("i-trygge-hender", "nb", "er i orden"),
        ("i-sikre-haender", "en", "is in order"),
    ],
)
def test_a_new_network_is_in_order_and_speaks_its_language(kit, tmp_path, programme, language, word) -> None:
    folder = tmp_path / "network"
    assert kit("new", folder, "--programme", programme, "--lang", language).code == 0
    said = kit("check", folder)
    assert (said.code, said.err) == (0, "")
    assert word in said.out


def test_new_refuses_a_folder_with_something_in_it(kit, tmp_path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    said = kit("new", tmp_path, "--programme", "i-sikre-haender")
    assert said.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_unknown_programme_is_refused_with_the_ones_there_are(kit, tmp_path) -> None:
    said = kit("new", tmp_path / "n", "--programme", "i-gode-haender")
    assert said.code == 1
    assert "i-sikre-haender" in said.err
    assert not (tmp_path / "n").exists()


def test_check_says_every_problem_and_json_holds_the_same(kit, tmp_path) -> None:
    kit("new", tmp_path / "n", "--programme", "i-sikre-haender")
    (tmp_path / "n" / "data" / "broken.xlsx").write_bytes(b"not a workbook")
    (tmp_path / "n" / "data" / "empty.csv").write_bytes(b"")
    said = kit("check", tmp_path / "n")
    assert said.code == 1
    assert "broken.xlsx" in said.err
    assert "empty.csv" in said.err
    found = json.loads(kit("check", tmp_path / "n", "--json").out)["problems"]
    assert {one["file"] for one in found} == {"broken.xlsx", "empty.csv"}
    assert all(one["text"] in said.err for one in found)


def test_import_saves_nothing_when_anything_is_wrong(kit, tmp_path) -> None:
    kit("new", tmp_path / "n", "--programme", "i-sikre-haender")
    (tmp_path / "n" / "data" / "broken.xlsx").write_bytes(b"not a workbook")
    said = kit("import", tmp_path / "n")
    assert said.code == 1
    assert "Intet er gemt" in said.err
    assert not (tmp_path / "n" / "kit.db").exists()


def test_import_makes_the_workbook_that_a_municipality_lacks(kit, tmp_path) -> None:
    kit("new", tmp_path / "n", "--programme", "i-sikre-haender")
    workbook = next((tmp_path / "n" / "data").glob("*.xlsx"))
    workbook.unlink()
    assert workbook.name in kit("import", tmp_path / "n").out
    assert workbook.exists()


def test_doctor_says_what_it_saw_and_finds_this_machine_fit(kit, tmp_path) -> None:
    said = kit("doctor", tmp_path)
    assert said.code == 0
    assert "Python 3." in said.out
    found = json.loads(kit("doctor", tmp_path, "--json").out)["findings"]
    assert {one["level"] for one in found} <= {"fine", "remark"}
    assert any("voila" in one["text"] for one in found)


def test_doctor_finds_a_folder_it_cannot_write_in(kit, tmp_path) -> None:
    said = kit("doctor", tmp_path / "missing")
    assert said.code == 1
    assert "Kan ikke skrive" in said.out


def test_run_refuses_a_day_that_is_none(kit, tmp_path) -> None:
    kit("new", tmp_path / "n", "--programme", "i-sikre-haender")
    said = kit("run", tmp_path / "n", "--as-of", "31-01-2017")
    assert said.code == 2
    assert said.err == "--as-of kan ikke være 31-01-2017. Skriv dagen som 2026-03-31.\n"


def test_run_refuses_an_unknown_municipality_and_notebook(kit, tmp_path) -> None:
    kit("new", tmp_path / "n", "--programme", "i-sikre-haender")
    assert kit("run", tmp_path / "n", "--municipality", "9999").code == 1
    assert kit("run", tmp_path / "n", "--notebook", "forecast").code == 1
