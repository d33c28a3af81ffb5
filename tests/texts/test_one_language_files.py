"""What the kit writes into a network folder, and says about it, is in the network's language."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from telltale import bare_keys, foreign, read_out, wrong_numbers
from test_one_language_terminal import TYPED, said

from kit.actions.folder import NetworkFolder
from kit.actions.new import create_network
from kit.sources.programme import programme_folders, read_programme

FOLDED = re.compile(r"\r?\n ")
ICS_FRAME = re.compile(r"^(?:BEGIN|END|VERSION|PRODID|CALSCALE|METHOD|UID|DTSTAMP|DTSTART|DTEND)[;:].*$", re.MULTILINE)
ICS_NAME = re.compile(r"^(?:SUMMARY|DESCRIPTION|CATEGORIES|X-WR-CALNAME)\b", re.MULTILINE)
READ = [read_programme(folder) for folder in programme_folders().values()]
NAMES = {one.id for programme in READ for one in (*programme.measures, *programme.seminars)}
IDS = re.compile("|".join(rf"(?<![\w.]){re.escape(one)}(?![\w.])" for one in sorted(NAMES, key=len, reverse=True)))
NETWORKS = (("i-sikre-haender", "da"), ("i-trygge-hender", "nb"), ("i-trygge-hender", "en"))


@pytest.fixture(scope="module", params=NETWORKS, ids="-".join)
def network(request, tmp_path_factory) -> tuple[NetworkFolder, str]:
    """A new network in each language, with its first seminar in the past so that there is something to say."""
    programme, language = request.param
    path = tmp_path_factory.mktemp("new") / "q"
    return create_network(path, programme, language, first_seminar=date(2026, 1, 13)), language


def check(text: str, language: str, *, typed: bool = False) -> None:
    text = TYPED.sub(" ", text)
    assert len(text) > 5
    assert (foreign(text, language), bare_keys(text)) == (set(), set())
    assert wrong_numbers(text, language, typed=typed) == set()


def workbook_text(path: Path) -> str:
    """Everything a workbook shows but ids: names of sheets, cells, comments, and the words of its drop-downs."""
    shown = []
    for sheet in load_workbook(path).worksheets:
        if sheet.sheet_state != "visible":
            continue
        shown.append(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                shown += [cell.value] if isinstance(cell.value, str) else []
                shown += [cell.comment.text] if cell.comment else []
        for rule in sheet.data_validations.dataValidation:
            shown += [rule.promptTitle, rule.prompt, rule.errorTitle, rule.error]
            shown += [rule.formula1] if (rule.formula1 or "").startswith('"') else []
    return IDS.sub(" ", "\n".join(filter(None, shown)))


def test_what_is_wrong_in_the_network_file_is_told_in_its_language(network, tmp_path: Path) -> None:
    place, language = network
    broken = NetworkFolder(tmp_path / "q")
    broken.data.mkdir(parents=True)
    book = load_workbook(place.network_file)
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows(min_row=2, max_row=12, max_col=4):
            for cell in row:
                if isinstance(cell.value, str) and cell.value not in IDS.sub("", cell.value):
                    continue
                cell.value = "§" if cell.value is not None else None
    book.save(broken.network_file)
    check(said("check", broken.path), language, typed=True)


def test_the_workbooks_speak_one_language(network) -> None:
    place, language = network
    for path in (place.network_file, *place.data.glob("*.xlsx")):
        check(workbook_text(path), language, typed=True)


def test_the_text_beside_them_speaks_one_language(network) -> None:
    place, language = network
    (read_me,) = place.path.glob("*.txt")
    check(f"{read_me.stem}\n{read_me.read_text(encoding='utf-8-sig')}", language)


def test_the_calendar_file_speaks_one_language(network, tmp_path: Path) -> None:
    place, language = network
    out = tmp_path / "q.ics"
    check(said("calendar", place.path, "--out", out, "--municipality", "0000").replace(str(out), "q"), language)
    calendar = FOLDED.sub("", out.read_text(encoding="utf-8").replace("\r\n", "\n"))
    check(ICS_NAME.sub("", ICS_FRAME.sub("", calendar)), language)


@pytest.mark.parametrize("command", ["warnings", "check"])
def test_what_is_said_of_the_network_is_in_its_language(network, command: str) -> None:
    place, language = network
    check(said(command, place.path).replace(str(place.path), "q"), language)


def test_the_letters_speak_one_language(network) -> None:
    place, language = network
    check(said("letters", place.path).replace(str(place.path), "q"), language)
    pages = [*place.path.glob("letters/*/*.html")]
    assert pages
    for page in pages:
        check(read_out(page.read_text(encoding="utf-8")), language)
        check(page.with_suffix(".txt").read_text(encoding="utf-8-sig"), language)
