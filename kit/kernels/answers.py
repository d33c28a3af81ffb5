"""Whether a new kernel answers, known as soon as it does.

Jupyter's own ``wait_for_ready`` listens on, once it has been answered, until nothing has been said for 0.2 seconds.
Here the kernel is heard out instead: the answer, and on the channel that tells of everything, the end of that answer.
"""

from __future__ import annotations

import asyncio
from queue import Empty

from jupyter_client.asynchronous.client import AsyncKernelClient

_LOOK_SECONDS = 1.0  # after which the kernel is looked at, whether it lives
_TELL_SECONDS = 0.05  # what was told before the channel was connected is lost: ask again


async def answers(client: AsyncKernelClient, seconds: float | None) -> None:
    """Return once the kernel answers and what it tells arrives; nothing it has said is then left to read.

    Raises TimeoutError after so many seconds (None: never), and RuntimeError when the kernel has ended.
    """
    async with asyncio.timeout(seconds):
        while not await _heard_out(client, client.kernel_info()):
            if not await client.is_alive():
                raise RuntimeError("the kernel ended before it answered")


async def _heard_out(client: AsyncKernelClient, asked: str) -> bool:
    """Whether a question was answered, and was the last thing told of."""
    try:
        while (await client.get_shell_msg(timeout=_LOOK_SECONDS))["parent_header"].get("msg_id") != asked:
            pass
        while True:
            told = await client.get_iopub_msg(timeout=_TELL_SECONDS)
            if told["parent_header"].get("msg_id") == asked and told["content"].get("execution_state") == "idle":
                return True
    except Empty:
        return False
