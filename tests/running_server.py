"""A running server for tests, with stand-in notebooks that show what their kernel was told."""

from __future__ import annotations

import os
import queue
import re
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
import psutil
from living_kernels import living_kernels

from kit.actions.invite import secret, sign
from kit.domain.access import Role, Visitor
from kit.domain.network import MeasureInUse, Municipality, Network, Status, Unit
from kit.sources.network import NetworkFile, write_network
from kit.sources.programme import programme_folders, read_programme

STAND_INS = Path(__file__).parent / "serve" / "notebooks"
OSLO = Visitor(Role.MUNICIPALITY, "0301")
BERGEN = Visitor(Role.MUNICIPALITY, "4601")
TRONDHEIM = Visitor(Role.MUNICIPALITY, "5001")
START = (
    "import sys; from pathlib import Path; from kit.serve import serve; "
    "serve(Path(sys.argv[1]), port=int(sys.argv[3]), notebooks=Path(sys.argv[2]) if sys.argv[2] else None, "
    "base_url=sys.argv[4], on_ready=lambda url: print('ready', url, flush=True))"
)


def make_network(folder: Path, network_id: str = "nett-2026", wards: str = "a") -> Path:
    """A small Norwegian network; one municipality has withdrawn. Each has a unit for every letter of `wards`."""
    programme = read_programme(programme_folders()["i-trygge-hender"])
    network = Network(network_id, "Nettverk Prøve", programme.id, "nb", date(2026, 9, 15), "usht@kommune.example")
    municipalities = (
        Municipality("0301", "Oslo"),
        Municipality("4601", "Bergen"),
        Municipality(
            "5001",
            "Trondheim",
            status=Status.WITHDRAWN,
            withdrawn_on=date(2026, 5, 5),
            withdrawn_reason="Ny organisering",
        ),
    )
    units = tuple(
        Unit(f"{m.code}-{ward}", m.code, f"Sykehjem {m.name}", next(iter(programme.unit_kinds)), 40)
        for m in municipalities
        for ward in wards
    )
    in_use = tuple(MeasureInUse(measure.id) for measure in programme.measures[:3])
    folder.mkdir(parents=True, exist_ok=True)
    write_network(folder / "network.xlsx", NetworkFile(network, municipalities, units, (), (), in_use), programme)
    return folder


@dataclass(frozen=True)
class Server:
    """A running server."""

    url: str
    folder: Path
    process: subprocess.Popen[str]
    network_id: str = "nett-2026"

    def link(self, visitor: Visitor) -> str:
        """The visitor's sign-in link."""
        return f"{self.url}/join?t={sign(secret(self.folder), visitor, self.network_id)}"

    def client(self) -> httpx.Client:
        """A browser without a cookie."""
        return httpx.Client(base_url=self.url, timeout=120)

    @contextmanager
    def signed_in(self, visitor: Visitor) -> Iterator[httpx.Client]:
        """A browser that has used its link."""
        with self.client() as client:
            assert client.get(self.link(visitor)).status_code == 302
            assert client.get("/").status_code == 200
            yield client

    def kernels(self) -> int:
        """How many kernels run."""
        return len(living_kernels(psutil.Process(self.process.pid)))

    def runs(self, kernel_id: str) -> bool:
        """Whether a kernel's process is there."""
        return bool(self._kernels_of(kernel_id))

    def kill_kernel(self, kernel_id: str) -> None:
        """End a kernel's process as a crash would."""
        for kernel in self._kernels_of(kernel_id):
            kernel.kill()

    def _kernels_of(self, kernel_id: str) -> list[psutil.Process]:
        living = living_kernels(psutil.Process(self.process.pid))
        return [kernel for kernel in living if kernel_id in " ".join([*kernel.cmdline(), *_sockets(kernel)])]

    def kill(self) -> None:
        """End the server and its kernels as a power cut would."""
        children = self._children()
        for process in (self.process, *children):
            process.kill()
        self.process.wait(30)

    def _children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)


def _sockets(process: psutil.Process) -> list[str]:
    """The names of a process's sockets, in which a forked kernel's id stands."""
    return [str(connection.laddr) for connection in process.net_connections(kind="unix")]


def start_server(
    folder: Path, cwd: Path, *, port: int = 0, base_url: str = "", notebooks: Path | None = STAND_INS, **environ: str
) -> Server:
    """Start a server in its own process and wait until it says that it is ready."""
    command = [sys.executable, "-c", START, str(folder), str(notebooks or ""), str(port), base_url]
    process = subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **environ}, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=lambda: [lines.put(line) for line in process.stdout or ()], daemon=True).start()
    said, url = lines.get(timeout=280).split()
    assert said == "ready"
    return Server(url, folder, process)


def stop_server(server: Server) -> None:
    """Stop the server and what it started."""
    if server.process.poll() is not None:
        return
    children = psutil.Process(server.process.pid).children(recursive=True)
    server.process.terminate()
    server.process.wait(60)
    _, alive = psutil.wait_procs(children, 20)
    for child in alive:
        child.kill()


def page(client: httpx.Client, app: str = "preparation", **query: str) -> str:
    """An app's page as the browser gets it, once it is its turn."""
    while True:
        answer = client.get(f"/voila/render/{app}.ipynb", params=query, follow_redirects=True)
        assert answer.status_code == 200, answer.text[:400]
        if "data-kit-queue" not in answer.text:
            return answer.text
        while not client.get(f"/queue/{app}").json()["ready"]:
            time.sleep(0.2)


def told(html: str, name: str) -> str:
    """What a stand-in notebook shows under a name."""
    found = re.search(rf"\[{name}=(.*?)\]", html)
    return found.group(1) if found else ""


def kernel_of(html: str) -> str:
    """The kernel's id in a page."""
    found = re.search(r'"kernelId": "([0-9a-f-]+)"', html)
    assert found
    return str(uuid.UUID(found.group(1)))


def good_bye(client: httpx.Client, kernel_id: str) -> httpx.Response:
    """What a page sends when it is closed."""
    return client.post(f"/voila/api/shutdown/{kernel_id}", data={"_xsrf": client.cookies.get("_xsrf", "")})
