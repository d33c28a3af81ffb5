"""Starting: what stands in the way is said in a sentence."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from running_server import make_network

from kit.actions.folder import find_folder
from kit.errors import FolderError, ProblemsFound
from kit.serve import serve
from kit.serve.roster import LiveRoster
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
    roster = LiveRoster(find_folder(folder))
    good = (folder / "network.xlsx").read_bytes()
    (folder / "network.xlsx").write_bytes(b"half written")
    assert roster.now().network.name == "Nettverk Prøve"
    with pytest.raises(ProblemsFound):
        LiveRoster(find_folder(folder))
    (folder / "network.xlsx").unlink()
    assert roster.now().network.name == "Nettverk Prøve"
    (folder / "network.xlsx").write_bytes(good)
    assert [m.code for m in roster.now().municipalities] == ["0301", "4601", "5001"]
