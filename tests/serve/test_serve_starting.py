"""Starting: what stands in the way is said in a sentence."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from running_server import make_network

from kit.actions.folder import NetworkFolder, find_folder
from kit.errors import FolderError, ProblemsFound
from kit.serve import roster, serve
from kit.serve.identity import cookie_name
from kit.serve.roster import LiveRoster, Roster
from kit.texts import texts

TRY = (
    "import sys; from pathlib import Path; from kit.errors import KitError; from kit.serve import serve\n"
    "try: serve(Path(sys.argv[1]), port=int(sys.argv[2]), ip=sys.argv[3])\n"
    "except KitError as fault: print(fault.key, fault.values['port'])\n"
)


def refusal(folder: Path, port: int, ip: str) -> list[str]:
    """What a server that cannot start says, and what else it leaves on the screen."""
    command = [sys.executable, "-c", TRY, str(folder), str(port), ip]
    said = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8", timeout=120)
    assert said.stderr == ""
    return said.stdout.split()


def test_a_port_in_use_is_said_and_no_other_port_is_taken(tmp_path: Path) -> None:
    folder = make_network(tmp_path / "nett")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert refusal(folder, port, "127.0.0.1") == ["serve.port_in_use", str(port)]
    assert str(port) in texts("da")("serve.port_in_use", port=port)


def test_an_address_of_another_machine_is_refused_with_a_sentence(tmp_path: Path) -> None:
    folder = make_network(tmp_path / "nett")
    assert refusal(folder, 8899, "192.0.2.7") == ["serve.port_refused", "8899"]


def test_a_folder_that_is_no_network_folder_is_refused_before_anything_starts(tmp_path: Path) -> None:
    with pytest.raises(FolderError):
        serve(tmp_path)


def test_a_faulty_network_file_is_refused_at_the_start_and_survived_later(tmp_path: Path) -> None:
    folder = make_network(tmp_path / "nett")
    watched = LiveRoster(find_folder(folder))
    good = (folder / "network.xlsx").read_bytes()
    (folder / "network.xlsx").write_bytes(b"half written")
    assert watched.now().network.name == "Nettverk Prøve"
    with pytest.raises(ProblemsFound):
        LiveRoster(find_folder(folder))
    (folder / "network.xlsx").unlink()
    assert watched.now().network.name == "Nettverk Prøve"
    (folder / "network.xlsx").write_bytes(good)
    assert [m.code for m in watched.now().municipalities] == ["0301", "4601", "5001"]


def test_a_network_file_that_was_held_for_a_moment_is_read_a_little_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, seconds = make_network(tmp_path / "nett"), [0.0]
    watched = LiveRoster(find_folder(folder), clock=lambda: seconds[0])
    before, read, asked = watched.now(), roster.read_roster, []

    def held(place: NetworkFolder) -> Roster:
        asked.append(place)
        if len(asked) == 1:
            raise PermissionError
        return replace(read(place), units=())

    monkeypatch.setattr(roster, "read_roster", held)
    os.utime(folder / "network.xlsx", (1, 1))
    assert watched.now() == watched.now() == before
    assert len(asked) == 1, "not at every request"
    seconds[0] = 6.0
    assert watched.now().units == ()


def test_two_networks_on_one_machine_do_not_sign_each_other_s_visitors_out() -> None:
    told = [("visitor", "a" * 64, "n"), ("visitor", "b" * 64, "n"), ("seat", "a" * 64, "n"), ("visitor", "a" * 64, "m")]
    assert len({cookie_name(*one) for one in told}) == 4
