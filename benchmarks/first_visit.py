"""What a page costs a phone: bytes over the wire and time to the first widget, kit beside stock Voilà in the same run.

Run it with `python benchmarks/first_visit.py` (`--app baseline` for another page, `--quick` without the slow phone).
Both serve the same notebooks on the same demo network from this machine, one server after the other, and the same
headless Chromium opens a page: with nothing kept, once more with what the first visit left in its cache, and then
another page. The slow phone is the browser's own emulation: a quarter of the processor and the network panel's "fast
3G" (1.6 Mbit/s, 562 ms).

Bytes are the network panel's, headers and all. What the widgets say over the websocket is counted by itself; the panel
shows it as it was before it was compressed, so where server and browser have agreed to compress it is done here again.
The time runs from the start of the navigation to the first field or button that can be seen, so it holds
the kernel's start too. Stock Voilà is `voila` with its settings as they are; two style sheets that it asks of a public
server cannot be had here and fail at once, which is to its advantage. The kit's is as `kit serve` starts it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import queue
import socket
import subprocess
import sys
import tempfile
import threading
import zlib
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from kit import resources
from kit.actions.demo import create_demo
from kit.actions.invite import secret, sign
from kit.actions.load import load_book
from kit.cli.doctor import find_browser
from kit.domain.access import Role, Visitor
from kit.kernels.surroundings import HOST, NETWORK, VISITOR, Host

BROWSER = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
PATIENCE = 280_000
FAST_3G = {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}
SLOW_PROCESSOR = 4
WAIT = """
addEventListener("DOMContentLoaded", () => {
  const seen = () => {
    const found = [...document.querySelectorAll(
      ".jupyter-widgets input, .jupyter-widgets select, .jupyter-widgets textarea, button.jupyter-widgets")];
    if (found.some(one => one.checkVisibility())) window.first_widget = performance.now();
    else requestAnimationFrame(seen);
  };
  seen();
});
"""
KIT = (
    "import sys; from pathlib import Path; from kit.cli.options import EXPECTED; from kit.serve import serve; "
    "serve(Path(sys.argv[1]), port=0, expected=EXPECTED, on_ready=lambda url: print(url, flush=True))"
)


@dataclass
class Cost:
    """What one page load cost."""

    wire: int = 0
    socket: int = 0
    requests: int = 0
    abroad: int = 0
    seconds: float = 0.0


class Socket:
    """The bytes that come over a page's websocket."""

    def __init__(self) -> None:
        self.bytes = 0
        self._squeezer: Any = None

    def agreed(self, event: dict[str, Any]) -> None:
        """The websocket is open."""
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        if "permessage-deflate" in headers.get("sec-websocket-extensions", ""):
            self._squeezer = zlib.compressobj(wbits=-zlib.MAX_WBITS)

    def heard(self, event: dict[str, Any]) -> None:
        """A message has come; one that is not text comes here in base64."""
        text = event["response"]["payloadData"]
        message = text.encode() if event["response"]["opcode"] == 1 else b64decode(text)
        if self._squeezer:
            message = self._squeezer.compress(message) + self._squeezer.flush(zlib.Z_SYNC_FLUSH)
        self.bytes += len(message)


@dataclass(frozen=True)
class Place:
    """A server of the apps: where to begin, and the address of each page."""

    name: str
    entry: str
    page: str

    def of(self, app: str) -> str:
        """The address of an app's page."""
        return self.page.format(app=app)


def started(command: list[str], environ: Mapping[str, str], cwd: str) -> tuple[subprocess.Popen[str], queue.Queue[str]]:
    """A process, and the lines that it prints."""
    process = subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **environ}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        for line in process.stdout or ():
            lines.put(line)
            if os.environ.get("TALK"):
                print(line, end="", file=sys.stderr)

    threading.Thread(target=read, daemon=True).start()
    return process, lines


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def kit(folder: Path, visitor: Visitor, network_id: str) -> Iterator[Place]:
    """The kit's server."""
    process, lines = started([sys.executable, "-c", KIT, str(folder)], {}, str(folder.parent))
    try:
        url = lines.get(timeout=280).strip()
        link = f"{url}/join?t={sign(secret(folder), visitor, network_id)}"
        yield Place("kit", link, f"{url}/voila/render/{{app}}.ipynb?municipality={visitor.municipality}&lang=da")
    finally:
        process.terminate()
        process.wait(60)


@contextmanager
def stock(folder: Path, visitor: Visitor) -> Iterator[Place]:
    """Voilà as it comes, with the stock kernel, on copies of the same notebooks."""
    with tempfile.TemporaryDirectory() as place:
        for path in resources.notebooks().glob("*.ipynb"):
            notebook = json.loads(path.read_text(encoding="utf-8"))
            notebook["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
            Path(place, path.name).write_text(json.dumps(notebook), encoding="utf-8")
        port = free_port()  # of port 0 Voilà tells nobody which it took
        command = [sys.executable, "-m", "voila", place, "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1"]
        told = {HOST: str(Host.APP), NETWORK: str(folder), VISITOR: visitor.id}
        process, lines = started(command, told, place)
        try:
            while "http://" not in (line := lines.get(timeout=280)):
                pass
            url = line[line.index("http://") :].strip().rstrip("/")
            yield Place("stock Voilà", url, f"{url}/voila/render/{{app}}.ipynb")
        finally:
            process.terminate()
            process.wait(60)


def load(context: BrowserContext, url: str, slow: bool) -> Cost:
    """Open a page in a window of its own and close it again."""
    page = context.new_page()
    page.add_init_script(WAIT)
    panel = context.new_cdp_session(page)
    cost = Cost()

    def finished(event: dict[str, Any]) -> None:
        cost.wire += int(event["encodedDataLength"])

    def asked(event: dict[str, Any]) -> None:
        where = urlsplit(event["request"]["url"])
        cost.requests += where.scheme.startswith("http")
        cost.abroad += where.scheme.startswith("http") and where.hostname != "127.0.0.1"

    line = Socket()
    panel.on("Network.loadingFinished", finished)
    panel.on("Network.requestWillBeSent", asked)
    panel.on("Network.webSocketHandshakeResponseReceived", line.agreed)
    panel.on("Network.webSocketFrameReceived", line.heard)
    panel.send("Network.enable")
    if slow:
        panel.send("Network.emulateNetworkConditions", FAST_3G)
        panel.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PROCESSOR})
    page.goto(url, timeout=PATIENCE, wait_until="commit")
    page.wait_for_function("window.first_widget", timeout=PATIENCE)
    page.wait_for_load_state("networkidle", timeout=PATIENCE)
    cost.seconds, cost.socket = page.evaluate("window.first_widget") / 1000, line.bytes
    page.close(run_before_unload=True)
    return cost


def visits(browser: Browser, place: Place, app: str, other: str, slow: bool) -> dict[str, Cost]:
    """The first visit of a page, the second, and then another page, with one browser cache."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="da-DK")
    context.request.get(place.entry)
    speed = "slow phone, " if slow else ""
    found = {
        f"{speed}first visit": load(context, place.of(app), slow),
        f"{speed}second visit": load(context, place.of(app), slow),
        f"{speed}another page": load(context, place.of(other), slow),
    }
    context.close()
    return found


def measured(browser: Browser, place: Place, arguments: argparse.Namespace) -> dict[str, Cost]:
    """Every visit to one server. Pages that nobody counts come first: then both servers are warm."""
    visits(browser, place, arguments.app, arguments.other, slow=False)
    found = visits(browser, place, arguments.app, arguments.other, slow=False)
    return found if arguments.quick else {**found, **visits(browser, place, arguments.app, arguments.other, slow=True)}


def show(results: Mapping[str, Mapping[str, Cost]]) -> None:
    """The table, with how many times as much stock Voilà takes."""
    own, peer = results.values()
    head = ("", "server", "kB", "websocket kB", "requests", "abroad", "s", "ratio kB", "ratio s")
    line = "{:<26}{:<13}{:>8}{:>14}{:>10}{:>8}{:>8}{:>10}{:>9}"
    print(line.format(*head))
    for visit in own:
        for name, costs in results.items():
            one, ratios = costs[visit], ("", "")
            if costs is peer:
                ratios = (f"{one.wire / own[visit].wire:.1f}", f"{one.seconds / own[visit].seconds:.1f}")
            sizes = (f"{one.wire / 1000:.0f}", f"{one.socket / 1000:.0f}", one.requests, one.abroad)
            print(line.format(visit, name, *sizes, f"{one.seconds:.1f}", *ratios))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--app", default="run_chart", choices=resources.PAGES)
    parser.add_argument("--other", default="preparation", choices=resources.PAGES)
    parser.add_argument("--quick", action="store_true", help="without the slow phone")
    parser.add_argument("--only", choices=["kit"], help="without stock Voilà: bytes and seconds, no ratios")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = create_demo(Path(scratch, "demo")).path
        book = load_book(folder)
        visitor = Visitor(Role.MUNICIPALITY, next(one.code for one in book.municipalities if one.active))
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER)
        print(
            f"Python {platform.python_version()}, voila {version('voila')}, Chromium {browser.version}, "
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; page {arguments.app}, then {arguments.other}"
        )
        with kit(folder, visitor, book.network.id) as place:
            own = measured(browser, place, arguments)
        with stock(folder, visitor) as place:
            peer = own if arguments.only else measured(browser, place, arguments)
        show({"kit": own, "stock Voilà": peer})
        browser.close()


if __name__ == "__main__":
    main()
