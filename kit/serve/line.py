"""The line between a page and its kernel: what a browser may say on it, and what it gets to hear.

Jupyter lets through every message of an allowed type and sends everything that the kernel says. A page of the kit needs
less: it changes widgets that are there, and it is told what they show. A kernel's faults, with the paths of this
machine in them, are nobody's but the server's.
"""

from __future__ import annotations

import json
from typing import Any

import zmq
from jupyter_server._tz import utcnow
from jupyter_server.services.kernels.connection.base import deserialize_binary_message, deserialize_msg_from_ws_v1
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.ioloop import IOLoop

NOT_FOR_PAGES = ("error", "stream")
CALLED_BACK = 1008  # the WebSocket's word for "against our rules"
KERNEL_ENDED = 1001  # and for "going away"
ONLY_TARGET = "jupyter.widget.control"
IN_PARTS = "v1.kernel.websocket.jupyter.org"


class KernelLine(ZMQChannelsWebsocketConnection):
    """Drops what cannot be read, widgets that a browser makes up, and the kernel's faults; cuts who may not be here."""

    def handle_incoming_message(self, incoming_msg: str) -> None:
        """Pass on what a page says. What is not understood is dropped: the line stays, and the log stays clean."""
        if not self._still_welcome():
            return
        try:
            header, content = self._said(incoming_msg)
            if header["msg_type"] == "comm_open" and content["target_name"] != ONLY_TARGET:
                return
            super().handle_incoming_message(incoming_msg)
        except Exception as fault:  # a made-up message fails in Jupyter's readers in more ways than they name
            self.log.debug("A message was not understood: %s", type(fault).__name__)

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Pass on what the kernel says, but for its faults and prints."""
        _, parts = self.session.feed_identities(outgoing_msg)
        if self.session.unpack(parts[1])["msg_type"] not in NOT_FOR_PAGES:
            super().handle_outgoing_message(stream, outgoing_msg)

    def _still_welcome(self) -> bool:
        """Whether the visitor's link still stands; if not, the line is cut, and the kernel ends without it."""
        handler = self.websocket_handler
        if handler.identity_provider.pass_of(handler) is not None:
            return True
        handler.close(CALLED_BACK)
        if self.kernel_id in self.multi_kernel_manager:
            IOLoop.current().add_callback(self.multi_kernel_manager.shutdown_kernel, self.kernel_id, now=True)
        return False

    def _said(self, raw: Any) -> tuple[Any, Any]:
        if self.subprotocol == IN_PARTS:
            _, parts = deserialize_msg_from_ws_v1(raw)
            return self.session.unpack(parts[0]), self.session.unpack(parts[3])
        message = deserialize_binary_message(raw) if isinstance(raw, bytes) else json.loads(raw)
        return message["header"], message["content"]

    @classmethod
    def cut(cls, kernel_id: str) -> None:
        """Close the lines to a kernel that has ended."""
        for line in list(cls._open_sockets):
            if line.kernel_id == kernel_id:
                line.websocket_handler.close(KERNEL_ENDED)


class PageKernels(AsyncMappingKernelManager):
    """The server's kernels. Jupyter itself leaves the line to an ended kernel open, and the page never hears of it.

    `met` are those that a page has been connected to. All share one ZeroMQ context, which holds 1023 sockets unless it
    is told otherwise: a page has up to seven of them, so that the hundred and fiftieth would be turned away.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.met: set[str] = set()
        self.context.set(zmq.MAX_SOCKETS, self.context.get(zmq.SOCKET_LIMIT))

    def notify_connect(self, kernel_id: str) -> None:
        """A page has come to its kernel."""
        self.met.add(kernel_id)
        super().notify_connect(kernel_id)

    def start_watching_activity(self, kernel_id: str) -> None:
        """Know when each kernel has last done something for somebody, and whether it is busy.

        As Jupyter knows it; but Jupyter reads each of a page's hundreds of messages whole for that, dates and all.
        """
        kernel = self._kernels[kernel_id]
        kernel.reason, kernel.last_activity = "", utcnow()
        kernel._activity_stream = kernel.connect_iopub()

        def heard(message: list[bytes]) -> None:
            _, (_, header, parent, _, content, *_) = kernel.session.feed_identities(message)
            kind, asked = json.loads(header)["msg_type"], json.loads(parent).get("msg_type")
            for_somebody = self.track_message_type(asked)
            if for_somebody or self.track_message_type(kind) or kernel.execution_state == "busy":
                self.last_kernel_activity = kernel.last_activity = utcnow()
            if kind == "status":
                state = json.loads(content)["execution_state"]
                if for_somebody:
                    kernel.execution_state = state
                elif kernel.execution_state == "starting" != state:
                    kernel.execution_state = "idle"

        kernel._activity_stream.on_recv(heard)

    async def shutdown_kernel(self, kernel_id: str, now: bool = False, restart: bool = False) -> None:
        """End a kernel, and cut the lines to it, so that its page can say so and begin anew."""
        try:
            await super().shutdown_kernel(kernel_id, now=now, restart=restart)
        finally:
            if not restart:
                self.met.discard(kernel_id)
                KernelLine.cut(kernel_id)
