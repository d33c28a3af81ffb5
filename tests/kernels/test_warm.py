"""Warm kernels: forked, and otherwise like any other kernel."""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psutil
import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager, start_new_kernel
from living_kernels import own_kernels

from kit.kernels import KERNEL_NAME, fork, jupyter_environment
from kit.kernels.fork import SWITCH, Forked, usable
from kit.kernels.provisioner import WarmProvisioner

pytestmark = pytest.mark.skipif(
    not usable({}), reason="kernels are forked on Linux only; elsewhere the stock one serves"
)
PATIENCE = 90.0


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_PATH", jupyter_environment({})["JUPYTER_PATH"])
    monkeypatch.setenv("KIT_HOST", "report")
    monkeypatch.delenv(SWITCH, raising=False)


@contextmanager
def kernel(**options: Any) -> Iterator[tuple[KernelManager, BlockingKernelClient]]:
    manager, client = start_new_kernel(kernel_name=KERNEL_NAME, startup_timeout=PATIENCE, **options)
    try:
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def said(client: BlockingKernelClient, code: str) -> str:
    """What a cell prints; raises AssertionError with what it raised."""
    found: list[Any] = []
    reply = client.execute_interactive(code, output_hook=found.append, timeout=PATIENCE)
    assert reply["content"]["status"] == "ok", reply["content"]
    return "".join(m["content"]["text"] for m in found if m["msg_type"] == "stream").strip()


def process_of(manager: KernelManager) -> Forked:
    provisioner = manager.provisioner
    assert isinstance(provisioner, WarmProvisioner)
    assert isinstance(provisioner.process, Forked)
    return provisioner.process


def until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def gone(pid: int) -> bool:
    """Ended, and no zombie left."""
    return not psutil.pid_exists(pid)


def test_a_kernel_is_forked_with_everything_imported_and_ends_without_a_trace() -> None:
    with kernel() as (manager, client):
        pid = process_of(manager).pid
        assert said(client, "import os; print(os.getpid())") == str(pid)
        loaded = "import sys; print([m in sys.modules for m in ('kit.notebook.door', 'plotly.graph_objects', 'numpy')])"
        assert said(client, loaded) == "[True, True, True]"
        connection = manager.connection_file
    assert until(lambda: gone(pid))
    assert not pathlib.Path(connection).exists()


def test_the_fork_server_can_begin_before_the_first_kernel() -> None:
    fork.prepare()
    fork.prepare()
    with kernel() as (manager, client):
        assert said(client, "import os; print(os.getppid())") == str(psutil.Process(process_of(manager).pid).ppid())


def test_a_fork_server_that_ended_and_was_waited_for_by_others_is_followed_by_a_new_one() -> None:
    with kernel() as (manager, _):
        server = psutil.Process(process_of(manager).pid).parent()
    assert server
    server.kill()
    server.wait()
    with kernel() as (manager, client):
        pid = process_of(manager).pid
        assert said(client, "import os; print(os.getpid())") == str(pid)
        assert psutil.Process(pid).ppid() != server.pid


def test_widgets_and_figures_know_the_kernel() -> None:
    with kernel() as (_, client):
        found: list[Any] = []
        client.execute_interactive(
            "import ipywidgets, plotly.graph_objects as go\ndisplay(go.Figure())\ndisplay(ipywidgets.Text())",
            output_hook=found.append,
            timeout=PATIENCE,
        )
        types = {name for m in found if m["msg_type"] == "display_data" for name in m["content"]["data"]}
        assert {"application/vnd.plotly.v1+json", "application/vnd.jupyter.widget-view+json"} <= types
        assert any(m["msg_type"] == "comm_open" for m in found)


LEAVE_BEHIND = """
import builtins, os, sys, random, numpy as np, plotly.io, warnings
builtins.left = left = 'Nordvang'
os.environ['LEFT'] = 'Nordvang'
sys.modules['left_module'] = sys
plotly.io.renderers.default = 'png'
kept = open(os.devnull)
np.random.seed(1); random.seed(1)
import kit.texts.catalogue as c; c.texts = None
os.chdir('/')
"""
LOOK = """
import builtins, os, sys, plotly.io, kit.texts.catalogue as c
print(hasattr(builtins, 'left'), 'left' in globals(), 'LEFT' in os.environ, 'left_module' in sys.modules,
      plotly.io.renderers.default, callable(c.texts), os.getcwd() == '/')
"""


def test_nothing_of_one_run_is_seen_by_the_next() -> None:
    with kernel() as (_, first):
        said(first, LEAVE_BEHIND)
        with kernel() as (_, beside):
            assert said(beside, LOOK) == "False False False False plotly_mimetype True False"
    with kernel() as (_, after):
        assert said(after, LOOK) == "False False False False plotly_mimetype True False"


def test_chance_differs_from_kernel_to_kernel() -> None:
    throw = "import random, numpy as np, uuid; print(random.random(), np.random.rand(), uuid.uuid4())"
    with kernel() as (_, one), kernel() as (_, other):
        assert len({*said(one, throw).split(), *said(other, throw).split()}) == 6


def test_a_kernel_gets_the_environment_and_folder_it_was_started_with(tmp_path: Any) -> None:
    environ = {**os.environ, "KIT_NETWORK": "et sted", "TZ": "America/New_York"}
    with kernel(env=environ, cwd=str(tmp_path)) as (_, client):
        assert said(client, "import os, time; print(os.environ['KIT_NETWORK'], time.tzname[0])") == "et sted EST"
        assert said(client, "print(os.getcwd())") == str(tmp_path)
        assert said(client, "print('PYTEST_CURRENT_TEST' in os.environ)") == "True"


def test_interrupt_stops_a_cell_and_the_kernel_lives_on() -> None:
    with kernel() as (manager, client):
        asked = client.execute("import time; print('on', flush=True); time.sleep(600)")
        while client.get_iopub_msg(timeout=PATIENCE)["msg_type"] != "stream":
            pass
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=PATIENCE)
        while reply["parent_header"]["msg_id"] != asked:
            reply = client.get_shell_msg(timeout=PATIENCE)
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        while client.get_iopub_msg(timeout=PATIENCE)["content"].get("execution_state") != "idle":
            pass  # until then ipykernel turns away what was asked after the cell that failed
        assert said(client, "print(1)") == "1"


def test_restart_gives_a_new_process_and_forgets() -> None:
    with kernel() as (manager, client):
        said(client, "x = 1")
        before = process_of(manager).pid
        manager.restart_kernel(now=True)
        client.wait_for_ready(timeout=PATIENCE)
        assert process_of(manager).pid != before
        assert said(client, "print('x' in globals())") == "False"
        assert until(lambda: gone(before))


@pytest.mark.parametrize(
    ("way", "code"),
    [("import os; os._exit(7)", 7), ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL)],
)
def test_a_crash_is_told_with_its_code(way: str, code: int) -> None:
    with kernel() as (manager, client):
        process = process_of(manager)
        client.execute(way)
        assert until(lambda: process.poll() is not None)
        assert process.poll() == code
        assert not manager.is_alive()
        assert until(lambda: gone(process.pid))


def test_a_signal_to_an_ended_kernel_reaches_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    with kernel() as (manager, client):
        process = process_of(manager)
        client.execute("import os; os._exit(0)")
        assert until(lambda: process.poll() is not None)
        sent: list[int] = []
        monkeypatch.setattr(os, "kill", lambda *_: sent.append(1))
        monkeypatch.setattr(os, "killpg", lambda *_: sent.append(1))
        process.send_signal(signal.SIGTERM)
        manager.interrupt_kernel()
        assert sent == []


KILLED = """
import os, signal, sys, psutil
from kit.kernels import block_slow_import
block_slow_import()
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="kit", startup_timeout=90)
child = manager.provisioner.process.pid
server = psutil.Process(child).ppid()
print(child, server, flush=True)
os.kill(int(sys.argv[1] == "server") and server or os.getpid(), signal.SIGKILL)
if sys.argv[1] == "server":
    code = manager.provisioner.process.wait(90)
    print(code is not None, flush=True)
    again, _ = start_new_kernel(kernel_name="kit", startup_timeout=90)
    print(again.is_alive(), flush=True)
    again.shutdown_kernel(now=True)
"""


@pytest.mark.parametrize("victim", ["server", "creator"])
def test_no_kernel_outlives_a_killed_fork_server_or_creator(victim: str) -> None:
    command = [sys.executable, "-c", KILLED, victim]
    done = subprocess.run(command, capture_output=True, text=True, timeout=4 * PATIENCE, check=False)
    child, server = (int(pid) for pid in done.stdout.splitlines()[0].split())
    assert until(lambda: gone(child)), done.stderr
    assert until(lambda: gone(server)), done.stderr
    if victim == "server":
        assert done.stdout.splitlines()[1:] == ["True", "True"], done.stderr


def test_where_it_is_switched_off_the_stock_kernel_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "0")
    with kernel() as (manager, client):
        assert isinstance(manager.provisioner.process, subprocess.Popen)
        assert said(client, "print(1)") == "1"


def test_when_the_fork_server_cannot_be_reached_the_stock_kernel_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Forked:
        raise OSError("no fork server")

    monkeypatch.setattr(fork, "fork", broken)
    with kernel() as (manager, client):
        assert isinstance(manager.provisioner.process, subprocess.Popen)
        assert said(client, "print(1)") == "1"


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [({}, "linux", True), ({SWITCH: "0"}, "linux", False), ({}, "darwin", False), ({SWITCH: "1"}, "darwin", True)],
)
def test_where_kernels_are_forked(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], platform: str, expected: bool
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert usable(environ) is expected


def test_windows_cannot_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    assert not usable({SWITCH: "1"})


def test_many_starts_in_a_row_leave_nothing_behind() -> None:
    me = psutil.Process()
    with kernel():
        pass
    files, threads, others = me.num_fds(), me.num_threads(), own_kernels(me)
    for _ in range(12):
        with kernel() as (_, client):
            assert said(client, "print(1)") == "1"
    assert me.num_fds() <= files + 6
    assert me.num_threads() <= threads + 3
    assert until(lambda: set(own_kernels(me)) <= set(others))
