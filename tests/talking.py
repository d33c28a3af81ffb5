"""The line between a page and its kernel, for tests that speak on it as a hostile browser would."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from running_server import Server, good_bye, kernel_of, page
from websockets.sync.client import ClientConnection, connect

MOST_LOOKS = 100


def open_line(server: Server, client: httpx.Client, kernel: str) -> ClientConnection:
    """The socket of a kernel, with the client's cookies."""
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    address = f"{server.url.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels?session_id=proeve"
    return connect(address, additional_headers={"Cookie": cookie}, max_size=None)


def message(kind: object, content: object, **more: object) -> str:
    """A message as a browser sends it."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "proeve", "username": "", "version": "5.3"}
    return json.dumps(
        {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell", **more}
    )


class Widgets:
    """The widgets of a page, set and read over the line, shown or not."""

    def __init__(self, socket: ClientConnection, html: str) -> None:
        self._socket, self.html = socket, html
        self._control = uuid.uuid4().hex
        opening = {"comm_id": self._control, "target_name": "jupyter.widget.control", "data": {}}
        socket.send(message("comm_open", opening, metadata={"version": "1.0.0"}))

    def states(self) -> dict[str, dict[str, Any]]:
        """Every widget's state by its model id."""
        self._socket.send(message("comm_msg", {"comm_id": self._control, "data": {"method": "request_states"}}))
        while True:
            data = self._heard().get("data", {})
            if data.get("method") == "update_states":
                return {name: one["state"] for name, one in data["states"].items()}

    def set(self, description: str, value: object) -> None:
        """Write into the widget with a description, whatever the page shows."""
        model = next(name for name, state in self.states().items() if state.get("description") == description)
        update = {"method": "update", "state": {"value": value}, "buffer_paths": []}
        self._socket.send(message("comm_msg", {"comm_id": model, "data": update}))

    def answer(self, description: str, value: str) -> str:
        """What the page's HTML widget says of a value, once it says ``[value, words]`` in JSON."""
        self.set(description, value)
        for _ in range(MOST_LOOKS):
            for state in self.states().values():
                if state.get("_model_name") == "HTMLModel" and state["value"].startswith("["):
                    heard, words = json.loads(state["value"])
                    if heard == value:
                        return str(words)
            time.sleep(0.1)
        raise AssertionError("the page says nothing")

    def _heard(self) -> dict[str, Any]:
        raw = self._socket.recv(timeout=30)
        if isinstance(raw, bytes):
            first, second = (int.from_bytes(raw[n : n + 4], "big") for n in (4, 8))
            raw = raw[first:second] if int.from_bytes(raw[:4], "big") > 1 else raw[first:]
        content: dict[str, Any] = json.loads(raw)["content"]
        return content


@contextmanager
def widgets(server: Server, client: httpx.Client, app: str = "preparation", **query: str) -> Iterator[Widgets]:
    """The widgets of a page of the client's own; its kernel stops at the end."""
    html = page(client, app, **query)
    kernel = kernel_of(html)
    try:
        with open_line(server, client, kernel) as socket:
            yield Widgets(socket, html)
    finally:
        good_bye(client, kernel)
