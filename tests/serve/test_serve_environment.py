"""What surrounds the server and its kernels."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kit.domain.access import Pass, Role, Visitor
from kit.resources import templates
from kit.serve.environment import kernel_environment, own_jupyter, visitor_environment
from kit.serve.server import shown_address

OSLO = Visitor(Role.MUNICIPALITY, "0301")


def test_a_kernel_gets_what_python_needs_on_every_system_and_nothing_else(tmp_path: Path) -> None:
    around = {
        "PATH": "/bin",
        "SystemRoot": "C:\\Windows",
        "LC_ALL": "nb_NO.UTF-8",
        "KIT_SECRET_KEY": "hemmelig",
        "JUPYTER_TOKEN": "hemmelig",
        "AWS_SECRET_ACCESS_KEY": "hemmelig",
        "HTTP_X_KIT_VISITOR": "facilitator",
        "QUERY_STRING": "municipality=4601",
        "KIT_HOST": "lab",
    }
    made = kernel_environment(around, tmp_path, tmp_path / "network.kept")
    assert "hemmelig" not in made.values()
    assert {name: made[name] for name in ("PATH", "SystemRoot", "LC_ALL")} == {
        "PATH": "/bin",
        "SystemRoot": "C:\\Windows",
        "LC_ALL": "nb_NO.UTF-8",
    }
    assert made["KIT_HOST"] == "app"
    assert made["KIT_NETWORK"] == str(tmp_path)
    assert made["KIT_KEPT"] == str(tmp_path / "network.kept")
    assert not {"HTTP_X_KIT_VISITOR", "QUERY_STRING", "KIT_LINK_NUMBER"} & made.keys()


def test_a_kernel_is_told_of_its_visitor_what_the_server_knows() -> None:
    assert visitor_environment(Pass(OSLO, 2), "municipality=0301&lang=nb") == {
        "HTTP_X_KIT_VISITOR": "municipality:0301",
        "KIT_LINK_NUMBER": "2",
        "QUERY_STRING": "municipality=0301&lang=nb",
    }


def test_jupyter_looks_in_the_kit_and_not_in_the_home_while_serving_and_all_is_put_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", "before")
    monkeypatch.delenv("JUPYTER_PATH", raising=False)
    with own_jupyter() as scratch:
        assert os.environ["JUPYTER_PATH"].split(os.pathsep)[0] == str(templates("jupyter"))
        assert os.environ["JUPYTER_CONFIG_DIR"].startswith(str(scratch))
        assert scratch.is_dir()
    assert os.environ["JUPYTER_CONFIG_DIR"] == "before"
    assert "JUPYTER_PATH" not in os.environ
    assert not scratch.exists()


def test_nothing_is_left_in_the_folder_for_temporary_files(tmp_path: Path) -> None:
    code = (
        "from kit.serve.environment import own_jupyter\n"
        "with own_jupyter():\n"
        "    from jupyter_core.paths import jupyter_config_dir\n"
        "    print(jupyter_config_dir())\n"
    )
    around = {**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path), "TMP": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", code], env=around, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert Path(said.stdout.strip()).parent == tmp_path
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on open files to raise")
def test_the_limit_on_open_files_is_raised_as_far_as_the_system_lets_it_and_never_lowered() -> None:
    code = (
        "import resource as r; from kit.serve.environment import raise_open_files as up; "
        "h = r.getrlimit(r.RLIMIT_NOFILE)[1]; "
        "r.setrlimit(r.RLIMIT_NOFILE, (128, h)); up(512); print(r.getrlimit(r.RLIMIT_NOFILE)[0]); "
        "up(256); print(r.getrlimit(r.RLIMIT_NOFILE)[0]); "
        "r.setrlimit(r.RLIMIT_NOFILE, (128, 256)); up(512); print(r.getrlimit(r.RLIMIT_NOFILE)[0])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert said.stdout.split() == ["512", "512", "256"]


def test_links_name_the_machine_as_others_reach_it() -> None:
    assert shown_address("127.0.0.1") == "127.0.0.1"
    assert shown_address("::1") == "[::1]"
    assert shown_address("0.0.0.0") not in {"", "0.0.0.0"}
