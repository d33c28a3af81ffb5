"""The line to a kernel: made-up messages do no harm, and a page never hears of the kernel's faults."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
import zmq
from running_server import Server, good_bye, kernel_of, page
from websockets.exceptions import ConnectionClosed, ConnectionClosedError
from websockets.sync.client import ClientConnection, connect

from kit.serve.line import PageKernels

Message = dict[str, object]


@contextmanager
def line(server: Server, client: httpx.Client) -> Iterator[ClientConnection]:
    """The line between a page of the client's own and its kernel, which stops at the end."""
    kernel = kernel_of(page(client))
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    address = f"{server.url.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels?session_id=proeve"
    try:
        with connect(address, additional_headers={"Cookie": cookie}, max_size=None) as socket:
            yield socket
    finally:
        good_bye(client, kernel)


def message(kind: object, content: object, **more: object) -> str:
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "proeve", "username": "", "version": "5.3"}
    return json.dumps(
        {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell", **more}
    )


def heard(socket: ClientConnection) -> list[str]:
    """What the kernel has said until it answers a question that is asked now."""
    socket.send(message("kernel_info_request", {}))
    kinds = []
    while "kernel_info_reply" not in kinds:
        kinds.append(str(json.loads(socket.recv(timeout=30))["header"]["msg_type"]))
    return kinds


def comm_open(target: str) -> str:
    return message("comm_open", {"comm_id": uuid.uuid4().hex, "target_name": target, "data": {}})


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "{",
        "5",
        "[]",
        json.dumps({"channel": "shell"}),
        message(["comm_msg"], {}),
        message("comm_msg", {"data": "\ud800"}),
        json.dumps({"header": {}, "content": {}, "channel": "shell"}),
        b"\x00",
        b"\xff" * 40,
    ],
)
def test_a_message_that_cannot_be_read_is_dropped_and_the_line_stays(
    server: Server, oslo: httpx.Client, nonsense: str | bytes
) -> None:
    with line(server, oslo) as socket:
        socket.send(nonsense)
        assert heard(socket)[-1] == "kernel_info_reply"


@pytest.mark.parametrize("kind", ["execute_request", "complete_request", "interrupt_request", "debug_request"])
def test_nothing_can_be_run_in_a_kernel(server: Server, oslo: httpx.Client, kind: str) -> None:
    with line(server, oslo) as socket:
        socket.send(message(kind, {"code": "print(1)", "silent": False, "cursor_pos": 0}))
        assert not {"execute_reply", "execute_input", "complete_reply", "interrupt_reply"} & set(heard(socket))


def test_a_browser_cannot_make_up_a_widget(server: Server, oslo: httpx.Client) -> None:
    with line(server, oslo) as socket:
        socket.send(comm_open("jupyter.widget"))
        assert "comm_close" not in heard(socket)  # the kernel has not even been asked


def test_a_page_never_hears_of_the_kernel_s_faults(server: Server, oslo: httpx.Client) -> None:
    with line(server, oslo) as socket:
        socket.send(comm_open("jupyter.widget.control"))  # the stand-in notebook has no widgets: this fails there
        kinds = heard(socket)
        while "comm_close" not in kinds:  # the two channels keep no order between them
            kinds += heard(socket)
    assert not {"stream", "error"} & set(kinds)


def answer_to(socket: ClientConnection, text: str) -> list[str]:
    """What comes back; the line may break while the text is still being sent."""
    socket.send(text)
    return heard(socket)


def test_a_message_that_is_far_too_long_closes_the_line(server: Server, oslo: httpx.Client) -> None:
    long = message("comm_msg", {"comm_id": "x", "data": {"text": "x" * 1_000_000}})
    with line(server, oslo) as socket, pytest.raises(ConnectionClosedError):
        answer_to(socket, long)


def test_a_page_hears_that_its_kernel_has_been_ended(server: Server, oslo: httpx.Client) -> None:
    with line(server, oslo) as socket:
        heard(socket)
        kernel = socket.request.path.split("/")[3]
        assert good_bye(oslo, kernel).status_code == 204
        with pytest.raises(ConnectionClosed) as cut:
            heard(socket)
        assert cut.value.rcvd
        assert cut.value.rcvd.code == 1001


def test_there_are_sockets_for_more_pages_than_a_server_may_have() -> None:
    manager = PageKernels()
    try:
        assert manager.context.get(zmq.MAX_SOCKETS) >= 400 * 7
    finally:
        manager.context.destroy(linger=0)
