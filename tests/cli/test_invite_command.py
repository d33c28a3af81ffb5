"""`kit invite` as a facilitator types it."""

from __future__ import annotations

import json

import pytest

from kit.actions.new import create_network
from kit.domain.label import LANGUAGES


@pytest.fixture
def network(tmp_path):
    """A new Danish network with its one example municipality."""
    create_network(tmp_path / "net", "i-sikre-haender", "da")
    return tmp_path / "net"


def test_links_are_said_with_whom_they_are_for_and_until_when(kit, network) -> None:
    said = kit("invite", network, "--until", "2099-01-01")
    assert said.code == 1
    assert "2099" in said.err
    said = kit("invite", network, "--days", "30", "--base-url", "https://seminar.example/kit/")
    assert said.code == 0
    assert said.out.count("https://seminar.example/kit/join?t=") == 2
    assert "sekretariatet" in said.out
    assert "projektlederen" in said.out
    assert said.err == ""


def test_links_for_this_computer_say_so(kit, network) -> None:
    assert "--base-url" in kit("invite", network).err


def test_json_says_the_same_to_a_machine(kit, network) -> None:
    found = json.loads(kit("invite", network, "--respondents", 2, "--group", "staff", "--json").out)
    assert [(one["role"], one["group"], one["for_a_room"]) for one in found["links"]] == [
        ("respondent", "staff", True),
        ("respondent", "staff", False),
        ("respondent", "staff", False),
    ]
    assert found["called_back"] == 0


def test_renewing_and_calling_back_are_told(kit, network, tmp_path) -> None:
    assert "virker ikke længere" in kit("invite", network, "--facilitator", "--renew").out
    back = kit("invite", network, "--facilitator", "--revoke")
    assert back.code == 0
    assert "join?t=" not in back.out
    sheet = tmp_path / "ark.html"
    assert str(sheet) in kit("invite", network, "--sheet", sheet).out
    assert sheet.is_file()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "words", [("--revoke",), ("--municipality", "9999"), ("--until", "soon"), ("--until", "2026-12-31", "--days", "3")]
)
def test_what_was_typed_wrongly_is_one_sentence(kit, network, words, language) -> None:
    said = kit("invite", network, *words, "--lang", language)
    assert said.code in (1, 2)
    assert len(said.err.strip().splitlines()) == 1
    assert said.out == ""
