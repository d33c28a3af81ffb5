"""People in a room, as programs: each signs in, opens a page, and works on its widgets over a kernel's own line.

A participant does what a phone's browser does, and nothing that it cannot do: it follows a link, reads the page, waits
in the queue when it is told to, opens the websocket, asks for all widgets, changes them, and looks for what the page
then says. Only scripts, styles and drawing are left out. It is used by benchmarks and by rehearsals alike.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import urljoin

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from kit.texts import Texts

PROTOCOL = "v1.kernel.websocket.jupyter.org"
CONTROL = "jupyter.widget.control"
CONTROL_VERSION = "1.0.0"
KERNEL = re.compile(r'"kernelId": "([0-9a-f-]+)"')
VIEW = re.compile(r'"application/vnd\.jupyter\.widget-view\+json": \{"model_id": "(\w+)"')
QUEUE = re.compile(r'data-kit-queue="([^"]+)"')
PATIENCE = 300.0
LOOK_AGAIN = 2.0
POINTER = "IPY_MODEL_"

State = dict[str, Any]


class Lost(Exception):
    """A participant did not get in, or was thrown out."""


@dataclass
class Visit:
    """What happened to one participant; times are seconds from the request for the page."""

    live: float = 0.0
    queued: float = 0.0
    page_bytes: int = 0
    kernel: str = ""
    saves: list[float] = field(default_factory=list)
    fault: str = ""


def pack(kind: str, content: State, session: str) -> bytes:
    """A message to the kernel as JupyterLab's scripts write it."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": session, "username": "", "version": "5.3"}
    parts = [b"shell", *(json.dumps(one).encode() for one in (header, {}, {"version": CONTROL_VERSION}, content))]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return b"".join([len(offsets).to_bytes(8, "little"), *(at.to_bytes(8, "little") for at in offsets), *parts])


def unpack(message: bytes) -> tuple[str, Callable[[], State]]:
    """A message's kind, and a function that reads its content: most contents are nobody's business here."""
    count = int.from_bytes(message[:8], "little")
    at = [int.from_bytes(message[8 * i : 8 * i + 8], "little") for i in range(1, count + 1)]
    kind = str(json.loads(message[at[1] : at[2]])["msg_type"])
    return kind, lambda: dict(json.loads(message[at[4] : at[5]]))


class Line:
    """The line to a kernel, and the widgets as the kernel last told of them."""

    def __init__(self, socket: ClientConnection) -> None:
        self.widgets: dict[str, State] = {}
        self._socket, self._session, self._control = socket, uuid.uuid4().hex, uuid.uuid4().hex
        self._news = asyncio.Condition()
        self._closed = False
        self._listener = asyncio.create_task(self._listen())

    async def say(self, kind: str, **content: Any) -> None:
        """Send a message."""
        await self._socket.send(pack(kind, content, self._session))

    async def ask_for_all(self) -> None:
        """Ask for the state of every widget, as a page does when it opens."""
        await self.say("comm_open", comm_id=self._control, target_name=CONTROL, data={})
        await self.say("comm_msg", comm_id=self._control, data={"method": "request_states"})

    async def change(self, widget: str, **state: Any) -> None:
        """Change a widget as a reader does."""
        await self.say("comm_msg", comm_id=widget, data={"method": "update", "state": state, "buffer_paths": []})

    async def click(self, widget: str) -> None:
        """Press a button."""
        await self.say("comm_msg", comm_id=widget, data={"method": "custom", "content": {"event": "click"}})

    async def until(self, condition: Callable[[], Any], seconds: float = PATIENCE) -> Any:
        """Wait until the widgets are so that the condition gives something. Raises Lost when they never are."""
        try:
            async with asyncio.timeout(seconds), self._news:
                while not (found := condition()):
                    if self._closed:
                        raise Lost("the line was cut")
                    await self._news.wait()
                return found
        except TimeoutError:
            raise Lost("the page does not answer") from None

    def find(self, **wanted: Any) -> list[str]:
        """The widgets whose state says this."""
        return [one for one, state in self.widgets.items() if all(state.get(k) == v for k, v in wanted.items())]

    def children(self, widget: str) -> list[str]:
        """The widgets inside a box, in order."""
        return [one.removeprefix(POINTER) for one in self.widgets[widget].get("children", ())]

    def text(self, widget: str) -> str:
        """What a widget says."""
        return str(self.widgets.get(widget, {}).get("value", ""))

    async def close(self) -> None:
        """Hang up."""
        await self._socket.close()
        await self._listener

    async def _listen(self) -> None:
        with suppress(ConnectionClosed):
            async for message in self._socket:
                kind, content = unpack(bytes(message, "utf-8") if isinstance(message, str) else message)
                if kind in ("comm_open", "comm_msg"):
                    self._hear(content())
                    async with self._news:
                        self._news.notify_all()
        async with self._news:
            self._closed = True
            self._news.notify_all()

    def _hear(self, content: State) -> None:
        data, comm = content.get("data", {}), content["comm_id"]
        if comm == self._control:
            for name, one in data.get("states", {}).items():
                self.widgets[name] = {**one["state"], **self.widgets.get(name, {})}
        elif "state" in data:
            self.widgets.setdefault(comm, {}).update(data["state"])


class Participant:
    """One person with a link. Use it in an ``async with`` block."""

    def __init__(self, address: str, *, link: str = "", page: str = "leadership", language: str = "nb") -> None:
        self.visit = Visit()
        self._address, self._link, self._page, self._language = address, link, page, language
        self._http = httpx.AsyncClient(base_url=address, timeout=PATIENCE, follow_redirects=True)
        self.line: Line

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if hasattr(self, "line"):
            await self.line.close()
        await self._http.aclose()

    async def sign_in(self) -> None:
        """Follow the link, and stop where it leads to the page: `open` asks for that. Raises Lost."""
        if self._link:
            answer = await self._asked(self._link, follow_redirects=False)
            if not answer.has_redirect_location:
                raise Lost(f"the link was refused with {answer.status_code}")

    async def open(self) -> None:
        """Open the page and wait until its widgets live. Raises Lost."""
        began = time.perf_counter()
        page = await self._read_page(began)
        found = KERNEL.search(page)
        if found is None:
            raise Lost("there is no kernel in the page")
        self.visit.kernel, self.visit.page_bytes = found.group(1), len(page)
        self.line = Line(await self._connect(found.group(1)))
        await self.line.ask_for_all()
        views = VIEW.findall(page)
        await self.line.until(lambda: views and all(one in self.line.widgets for one in views))
        self.visit.live = time.perf_counter() - began

    async def leave(self) -> None:
        """Close the page as a browser does: it says good-bye, and the kernel goes."""
        data = {"_xsrf": self._http.cookies.get("_xsrf", "")}
        await self._http.post(f"voila/api/shutdown/{self.visit.kernel}", data=data)

    async def _read_page(self, began: float) -> str:
        address = f"voila/render/{self._page}.ipynb"
        query = {"lang": self._language} if self._link else None
        while True:
            answer = await self._get(address, query)
            queue = QUEUE.search(answer.text)
            if queue is None:
                return answer.text
            await self._wait_in(urljoin(str(answer.url), queue.group(1)))
            self.visit.queued = time.perf_counter() - began

    async def _wait_in(self, queue: str) -> None:
        while not (await self._get(queue)).json()["ready"]:
            await asyncio.sleep(LOOK_AGAIN)

    async def _asked(self, address: str, **how: Any) -> httpx.Response:
        try:
            return await self._http.get(address, **how)
        except httpx.HTTPError as fault:
            raise Lost(f"no answer: {type(fault).__name__}") from fault

    async def _get(self, address: str, query: dict[str, str] | None = None) -> httpx.Response:
        answer = await self._asked(address, params=query)
        if answer.status_code != HTTPStatus.OK:
            raise Lost(f"refused with {answer.status_code}")
        return answer

    async def _connect(self, kernel: str) -> ClientConnection:
        address = urljoin(self._address.replace("http", "ws", 1), f"api/kernels/{kernel}/channels")
        cookies = "; ".join(f"{name}={value}" for name, value in self._http.cookies.items())
        headers = {"Cookie": cookies} if cookies else {}
        try:
            return await connect(
                f"{address}?session_id={uuid.uuid4().hex}",
                additional_headers=headers,
                subprotocols=[PROTOCOL],  # type: ignore[list-item]
                max_size=None,
                open_timeout=PATIENCE,
            )
        except Exception as fault:
            raise Lost(f"no line: {type(fault).__name__}") from fault


class Answering:
    """The questionnaire of the leadership page, worked on as a reader does: item by item, part by part."""

    def __init__(self, who: Participant, texts: Texts) -> None:
        self._line, self._texts, self._saves = who.line, texts, who.visit.saves
        self._done: set[str] = set()

    async def choose_group(self, index: int = 1) -> None:
        """Say which group one belongs to, where the link does not; `index` counts the groups from 1."""
        asked = self._line.find(_model_name="DropdownModel", description=self._texts("apps.answer.group"))
        if asked:
            await self._line.change(asked[0], index=index)
        await self._line.until(self._open_items)

    async def answer(self, items: int, think: float = 0.0, choice: int = 1) -> None:
        """Answer so many items and wait for each to be saved, with `think` seconds before each. Raises Lost."""
        for _ in range(items):
            if not self._open_items():
                await self._turn_over()
            item, line = self._open_items()[0]
            await asyncio.sleep(think)
            began = time.perf_counter()
            await self._line.change(item, index=choice)
            said = await self._line.until(lambda line=line: self._line.text(line))  # type: ignore[misc]
            if 'role="status"' not in said:
                raise Lost(f"an answer was refused: {said}")
            self._saves.append(time.perf_counter() - began)
            self._done.add(item)

    async def _turn_over(self) -> None:
        following = self._line.find(_model_name="ButtonModel", description=self._texts("leadership.answer.next"))
        if not following:
            raise Lost("there are no more items")
        await self._line.click(following[0])
        await self._line.until(self._open_items)

    def _open_items(self) -> list[tuple[str, str]]:
        """The items on the page that are not answered yet, each with the line that tells of its save."""
        widgets = self._line.widgets
        for state in list(widgets.values()):
            inside = [one.removeprefix(POINTER) for one in state.get("children", ())]
            pairs = list(zip(inside[::2], inside[1::2], strict=False))
            if pairs and all(self._is_item(item) and line in widgets for item, line in pairs):
                return [pair for pair in pairs if pair[0] not in self._done]
        return []

    def _is_item(self, widget: str) -> bool:
        return bool(self._line.widgets.get(widget, {}).get("_model_name") == "RadioButtonsModel")
