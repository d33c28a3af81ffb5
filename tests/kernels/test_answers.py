"""A new kernel is known to answer as soon as it does, and nothing it tells afterwards is lost."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from jupyter_client.manager import AsyncKernelManager

from kit.kernels import KERNEL_NAME, jupyter_environment
from kit.kernels.answers import answers
from kit.kernels.fork import SWITCH, usable

PATIENCE = 90.0
FORKED = pytest.param("1", marks=pytest.mark.skipif(not usable({}), reason="kernels are forked on Linux only"))
warm_or_cold = pytest.mark.parametrize("warm", ["0", FORKED])


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_PATH", jupyter_environment({})["JUPYTER_PATH"])
    monkeypatch.setenv("KIT_HOST", "report")


def with_kernel(work: Callable[[AsyncKernelManager, Any], Coroutine[Any, Any, None]]) -> None:
    """Do something with a kernel that was started this moment, and end it."""

    async def main() -> None:
        manager = AsyncKernelManager(kernel_name=KERNEL_NAME)
        await manager.start_kernel()
        client = manager.client()
        client.start_channels(hb=False)
        try:
            await work(manager, client)
        finally:
            client.stop_channels()
            await manager.shutdown_kernel(now=True)

    with ThreadPoolExecutor(1) as beside:  # a test of a browser before this one leaves its event loop running
        beside.submit(lambda: asyncio.run(main())).result()


@warm_or_cold
def test_the_first_cell_is_heard_from_beginning_to_end(warm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, warm)

    async def work(_: AsyncKernelManager, client: Any) -> None:
        await answers(client, PATIENCE)
        asked = client.execute("print('here')")
        told = [await client.get_iopub_msg(timeout=PATIENCE) for _ in range(4)]
        assert [one["parent_header"]["msg_id"] for one in told] == [asked] * 4
        assert [one["msg_type"] for one in told] == ["status", "execute_input", "stream", "status"]
        assert (await client.get_shell_msg(timeout=PATIENCE))["parent_header"]["msg_id"] == asked

    with_kernel(work)


def test_a_kernel_that_ends_before_it_answers_is_said_to_have_ended() -> None:
    async def work(manager: AsyncKernelManager, client: Any) -> None:
        await manager.signal_kernel(signal.SIGKILL)
        with pytest.raises(RuntimeError, match="ended"):
            await answers(client, PATIENCE)

    with_kernel(work)


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot stop a process for a while")
def test_a_kernel_that_hangs_is_waited_for_so_long_and_no_longer() -> None:
    async def work(manager: AsyncKernelManager, client: Any) -> None:
        await manager.signal_kernel(signal.SIGSTOP)
        with pytest.raises(TimeoutError):
            await answers(client, 1.5)

    with_kernel(work)
