"""A facilitator renames a word in network.xlsx, and it stands in reports, letters, calendar and workbooks."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import load_workbook

from kit.actions.calendar import write_calendar
from kit.actions.folder import NetworkFolder
from kit.actions.letters import write_letters
from kit.actions.load import load_book
from kit.actions.new import create_network
from kit.cli import run
from kit.serve.roster import read_roster
from kit.texts import texts, texts_of

TODAY = date(2026, 3, 15)
OLD = "æringsseminar"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> NetworkFolder:
    home = create_network(tmp_path_factory.mktemp("words") / "net", "i-sikre-haender", today=TODAY)
    book = load_workbook(home.network_file)
    renamed = {
        "læringsseminar": "netværksdag",
        "læringsseminaret": "netværksdagen",
        "læringsseminarer": "netværksdage",
        "spredning": "udbredelse",
    }
    for row, (word, local) in enumerate(renamed.items(), start=4):
        book["lokale ord"].cell(row, 1).value = word
        book["lokale ord"].cell(row, 2).value = local
    book["kommuner"]["B4"].value = "Læringsseminar Kommune"
    book.save(home.network_file)
    return home


def test_the_letters_say_the_local_word_and_leave_names_alone(folder: NetworkFolder) -> None:
    made = write_letters(folder.path, today=TODAY)
    pages = {path.name: path.read_text(encoding="utf-8") for path in made.written}
    assert "Første netværksdag" in pages["staff.txt"]
    assert "Storyboard til første netværksdag" in pages["storyboard.html"]
    assert "Læringsseminar Kommune" in pages["commitment.html"]
    network = load_book(folder.path).network.name
    left = [text.replace("Læringsseminar Kommune", "").replace(network, "") for text in pages.values()]
    assert not [text for text in left if OLD in text]


def test_the_calendar_says_the_local_word(folder: NetworkFolder, capsys: pytest.CaptureFixture[str]) -> None:
    write_calendar(folder.path, folder.path.parent / "net.ics")
    written = (folder.path.parent / "net.ics").read_text(encoding="utf-8").replace("\r\n ", "").replace("\n ", "")
    assert "første netværksdag" in written
    assert run(["calendar", str(folder.path)]) == 0
    assert "Udbredelse, fastholdelse" in capsys.readouterr().out


def test_the_server_s_front_page_speaks_the_local_words_in_the_network_s_language_alone(folder: NetworkFolder) -> None:
    network = read_roster(folder).network
    assert "før første netværksdag" in texts_of(network, "da")("serve.line.preparation")
    assert texts_of(network, "nb")("serve.line.preparation") == texts("nb")("serve.line.preparation")


@pytest.mark.slow
def test_a_report_says_the_local_word_and_not_the_old_one(folder: NetworkFolder) -> None:
    assert run(["run", str(folder.path), "--as-of", TODAY.isoformat(), "--notebook", "preparation"]) == 0
    (page,) = (folder.reports / f"{TODAY.isoformat()}-da").glob("*/preparation.html")
    text = page.read_text(encoding="utf-8")
    assert "første netværksdag" in text
    assert "Læringsseminar Kommune" in text
    book = load_book(folder.path)  # names are the network's own: of the municipality, the network and its seminars
    for name in ("Læringsseminar Kommune", book.network.name, *(seminar.name for seminar in book.seminars)):
        text = text.replace(name, "")
    assert OLD not in text


def test_every_file_is_still_understood(folder: NetworkFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(folder.path)]) == 0
    assert run(["import", str(folder.path)]) == 0
    assert load_book(folder.path).network.local_words[0].local == "netværksdag"
    capsys.readouterr()
