"""A network folder is recognised, and anything else is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.actions.folder import find_folder, risky_place
from kit.domain.label import LANGUAGES
from kit.errors import FolderError
from kit.texts import texts


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "network.xlsx").write_bytes(b"")
    return tmp_path


def refusal(path: Path) -> str:
    with pytest.raises(FolderError) as caught:
        find_folder(path)
    for language in LANGUAGES:
        assert path.name in texts(language).error(caught.value)
    return caught.value.key


def test_a_folder_is_found_by_its_path_or_by_its_network_file(home: Path) -> None:
    folder = find_folder(str(home))
    assert folder == find_folder(home / "network.xlsx")
    assert folder.database == home.resolve() / "kit.db"
    assert folder.writable


def test_what_is_no_network_folder_is_named(home: Path, tmp_path: Path) -> None:
    (home / "letter.txt").write_text("hello", encoding="utf-8")
    (home / "empty").mkdir()
    assert refusal(tmp_path / "nowhere") == "actions.folder.missing"
    assert refusal(home / "letter.txt") == "actions.folder.is_file"
    assert refusal(home / "empty") == "actions.folder.not_network"


def test_a_personal_number_in_a_path_is_not_said_again() -> None:
    with pytest.raises(FolderError) as caught:
        find_folder("/home/kari/010190-1234")
    assert "1234" not in texts("da").error(caught.value)


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (r"C:\Users\kari\OneDrive - Oslo kommune\nord", "actions.place.synced"),
        (r"C:\Users\kari\Dropbox\nord", "actions.place.synced"),
        ("/home/kari/Nextcloud/nord", "actions.place.synced"),
        (r"\\felles\prosjekt\nord", "actions.place.shared"),
        ("//felles/prosjekt/nord", "actions.place.shared"),
        (r"C:\Nettverk\nord", None),
        ("/home/kari/nord", None),
    ],
)
def test_a_place_where_a_database_is_in_danger_is_warned_of(path: str, key: str | None) -> None:
    assert risky_place(path) == key
    if key:
        assert all(texts(language)(key) for language in LANGUAGES)
