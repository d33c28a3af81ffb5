"""`serve`: the network's apps for a room, behind signed links."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from pathlib import Path

from kit import resources
from kit.actions.folder import find_folder
from kit.actions.invite import links
from kit.kernels import fork
from kit.serve.address import base_of
from kit.serve.environment import own_jupyter, raise_open_files
from kit.serve.reach import shown_address

PORT = 8866


def serve(
    folder: Path,
    *,
    port: int = PORT,
    ip: str = "127.0.0.1",
    open_browser: bool = False,
    on_ready: Callable[[str], None] | None = None,
    notebooks: Path | None = None,
    base_url: str = "",
    expected: int = 0,
) -> None:
    """Serve a network folder's apps until Ctrl-C.

    Parameters
    ----------
    folder
        The network folder.
    port, ip
        Where to listen. Port 0 takes a free one. ``0.0.0.0`` lets other machines in the room come in.
    open_browser
        Open the facilitator's own page when the server is ready.
    on_ready
        Called with the base address, such as ``http://127.0.0.1:8866``, once pages can be opened.
    notebooks
        The folder of the apps' notebooks; the kit's own where not given.
    base_url
        The address under which a proxy shows the pages, such as ``https://seminar.example/kit/``; the path alone,
        ``/kit/``, will do, but then the links name this machine.
    expected
        How many people are expected at once: so many kernels are ready before they come, as far as the memory goes.

    Raises
    ------
    FolderError, ProblemsFound
        The folder is not a network folder, or its network file has faults.
    KitError
        ``serve.port_in_use`` or ``serve.port_refused``: the port cannot be had; ``serve.bad_base``.
    """
    where, base = find_folder(folder), base_of(base_url)

    def ready(actual_port: int) -> None:
        address = base_url.rstrip("/") if "://" in base_url else f"http://{shown_address(ip)}:{actual_port}{base[:-1]}"
        if on_ready:
            on_ready(address)
        if open_browser:
            webbrowser.open(links(where.path, address)[0].url)

    raise_open_files()
    fork.prepare()
    with own_jupyter() as scratch:
        from kit.serve.app import KitVoila  # slow to import, and it reads Jupyter's paths while it loads

        app = KitVoila(
            where,
            notebooks=notebooks or resources.notebooks(),
            scratch=scratch,
            base=base,
            expected=expected,
            on_ready=ready,
            port=port,
            ip=ip,
        )
        app.initialize([])
        app.start()
