"""Voilà, set up in code: own addresses only, own sign-in, own pages. No setting is read from the user's home."""

from __future__ import annotations

import errno
import logging
import os
import re
import shutil
import socket
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jupyter_core.utils import run_sync
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import RequestHandler
from traitlets.config import Config
from voila.app import Voila

from kit.actions.folder import NetworkFolder
from kit.actions.invite import secret
from kit.actions.link_numbers import LinkNumbers
from kit.errors import KitError
from kit.resources import templates
from kit.serve.address import APPS, NETWORK_APPS, lesson_apps
from kit.serve.app_page import AppPage
from kit.serve.bundle import listed, make_bundle
from kit.serve.files import ExtensionFiles, SharedFiles, Squeezer, TemplateFiles, ThemeFiles, edition_of
from kit.serve.hall import Hall
from kit.serve.handlers import Another, Front, GoodBye, Join, KernelSocket
from kit.serve.identity import KernelOwners, LinkIdentity, OwnKernelsOnly, cookie_secret
from kit.serve.line import KernelLine, PageKernels
from kit.serve.live import Live, LiveHandler
from kit.serve.pages import Missing
from kit.serve.paper_pages import ADDRESSES as PAPER_ADDRESSES
from kit.serve.queue_page import QueuePlace
from kit.serve.reception import Reception
from kit.serve.roster import LiveRoster
from kit.serve.seminar_pages import ADDRESSES

KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
LAB_EXTENSIONS = ["@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager"]
PAGE_TEMPLATE = templates("jupyter") / "voila/templates/kit"
KIT_FILES = [templates("style"), PAGE_TEMPLATE / "static"]
LARGEST_BODY = 1_000_000
LARGEST_MESSAGE = 500_000  # a note of the longest kind takes a few thousand
# They warn of every refused request, address and all, and of Jupyter counting its pings in milliseconds.
QUIET = ("tornado.general", "tornado.application", "tornado.access")
IN_USE = {errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)}


def configuration(notebooks: Path, scratch: Path, language: str) -> Config:
    """Everything that is set on Voilà and the Jupyter server."""
    return Config(
        Voila={"root_dir": str(notebooks), "open_browser": False, "connection_dir_root": str(scratch)},
        VoilaConfiguration={
            "template": "kit",
            "multi_kernel_manager_class": PageKernels,
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "show_tracebacks": False,
            "file_allowlist": [],
            "file_denylist": [".*"],
            "extension_allowlist": LAB_EXTENSIONS,
            "resources": {},
        },
        VoilaExporter={"language_code": language, "optimistic_validation": True},
        MappingKernelManager={"cull_idle_timeout": 0},  # kit.serve.room does it
        NotebookNotary={"db_file": ":memory:"},
        KernelManager={"transport": transport(scratch)},
    )


def transport(scratch: Path) -> str:
    """How the server talks to its kernels: by sockets in its own folder where the system has them, else by local ports.

    The names of such sockets may be 104 bytes long on macOS and 108 on Linux.
    """
    return "ipc" if hasattr(socket, "AF_UNIX") and os.name == "posix" and len(str(scratch)) <= 30 else "tcp"


class KitVoila(Voila):
    """The kit's server. `serve` in `kit.serve.server` starts it."""

    def __init__(
        self,
        folder: NetworkFolder,
        *,
        notebooks: Path,
        scratch: Path,
        base: str,
        expected: int,
        on_ready: Callable[[int], None],
        **settings: Any,
    ) -> None:
        self.network_folder = folder
        self.roster = LiveRoster(folder)
        self.numbers = LinkNumbers(folder)
        self.owners = KernelOwners()
        self.hall = Hall(folder)
        self.on_ready, self.expected = on_ready, expected
        self.fault: Exception | None = None
        self.made, self.edition = scratch, ""
        self.scratch = scratch
        language = self.roster.now().network.language
        super().__init__(config=configuration(notebooks, scratch, language), base_url=base, **settings)
        self.config_file_paths = []
        self.log_level = logging.ERROR
        for name in QUIET:
            logging.getLogger(name).setLevel(logging.ERROR)
        self.identity_provider_class = LinkIdentity
        self.authorizer_class = OwnKernelsOnly
        self.kernel_websocket_connection_class = KernelLine
        self.cookie_secret = cookie_secret(secret(folder.path))

    def init_settings(self) -> dict[str, Any]:
        """Voilà's settings, and what the kit's handlers need."""
        self.made, self.edition = self.make_files()
        settings = super().init_settings()
        self.reception = Reception(
            self.kernel_manager, self.owners, self.network_folder, self.scratch, expected=self.expected
        )
        return {
            **settings,
            "login_url": self.base_url,
            "kit_roster": self.roster,
            "kit_numbers": self.numbers,
            "kit_key": secret(self.network_folder.path),
            "kit_folder": self.network_folder.path,
            "kit_owners": self.owners,
            "kit_squeezer": Squeezer(self.scratch),
            "kit_edition": self.edition,
            "kit_reception": self.reception,
            "kit_hall": self.hall,
            "kit_server": self,
            "kit_live": Live(self.network_folder, self.roster),
            "websocket_max_message_size": LARGEST_MESSAGE,
            "log_function": self.log_without_query,
            "xsrf_cookie_kwargs": {"samesite": "Strict", "path": self.base_url},
            "default_handler_class": Missing,
        }

    def make_files(self) -> tuple[Path, str]:
        """The folder of the scripts made here, and the edition of all scripts and styles."""
        static, lab = map(Path, self.static_paths), map(Path, self.labextensions_path)
        places = {"static": tuple(static), "labextensions": tuple(lab)}
        made = make_bundle(listed(PAGE_TEMPLATE / "scripts.txt"), places, self.scratch / "scripts").parent
        extensions = [place / name for place in places["labextensions"] for name in LAB_EXTENSIONS]
        return made, edition_of(one for one in (made, *KIT_FILES, *places["static"], *extensions) if one.is_dir())

    def init_handlers(self) -> list[Any]:
        """The only addresses there are. Voilà's own file, folder and contents addresses are left out.

        Each is there with the path of `base_url` and without it, for some proxies take it off and others do not.
        Scripts and styles have a second address each, with their edition in it.
        """
        kit_files = {"paths": [str(folder) for folder in (*KIT_FILES, self.made)]}
        page = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        lab = {"path": self.labextensions_path}
        themes = {
            "themes_url": f"{self.base_url}voila/api/themes",
            "path": self.themes_dir,
            "labextensions_path": self.labextensions_path,
            "no_cache_paths": ["/"],
        }
        every_page = "|".join((*NETWORK_APPS, *APPS, *lesson_apps()))
        kept = f"(?:/files/{self.edition})?"
        addresses = [
            (r"/?", Front),
            (r"/join", Join),
            (r"/another", Another),
            *ADDRESSES,
            *PAPER_ADDRESSES,
            (rf"/queue/({every_page})", QueuePlace),
            (r"/live/([\w-]+)", LiveHandler),
            (rf"/voila/render/({every_page})\.ipynb", AppPage, page),
            (rf"/api/kernels/{KERNEL}", KernelHandler),
            (rf"/api/kernels/{KERNEL}/channels", KernelSocket),
            (rf"/voila/api/shutdown/{KERNEL}", GoodBye),
            (rf"{kept}/(?:kit|voila/labextensions/kit)/([\w.-]+\.(?:css|js))", SharedFiles, kit_files),
            (rf"{kept}/voila/templates/(.*)", TemplateFiles),
            (rf"{kept}/voila/static/(.*)", SharedFiles, {"paths": self.static_paths}),
            (rf"{kept}/voila/labextensions/(.*)", ExtensionFiles, lab),
            (r"/voila/api/themes/(.*)", ThemeFiles, themes),
            (r".*", Missing),
        ]
        path = f"(?:{re.escape(self.base_url.rstrip('/'))})?"
        return [(path + address, *rest) for address, *rest in addresses]

    def log_without_query(self, handler: RequestHandler) -> None:
        """Log a failed request without its query, where a link's token may stand."""
        status = handler.get_status()
        level = logging.ERROR if status >= HTTPStatus.INTERNAL_SERVER_ERROR else logging.INFO
        self.log.log(level, "%d %s %s", status, handler.request.method, handler.request.path)

    def listen(self) -> None:
        """Serve until interrupted, on the wanted port and on no other."""
        try:
            sockets = bind_sockets(self.port, self.ip)
        except OSError as fault:
            key = "serve.port_in_use" if fault.errno in IN_USE else "serve.port_refused"
            self.stop()
            raise KitError(key, port=self.port, ip=self.ip) from fault
        server = HTTPServer(self.app, max_body_size=LARGEST_BODY, xheaders=True)
        server.add_sockets(sockets)
        self.port = sockets[0].getsockname()[1]
        self.ioloop = IOLoop.current()
        self.ioloop.add_callback(self.reception.open)
        self.ioloop.add_callback(self.announce)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            self.log.info("Stopping")
        finally:
            server.stop()
            self.stop()
        if self.fault is not None:
            raise self.fault

    def announce(self) -> None:
        """Tell the caller that pages can be opened; if the caller fails, so does the server."""
        try:
            self.on_ready(self.port)
        except Exception as fault:
            self.fault = fault
            self.ioloop.stop()

    def stop(self) -> None:
        """End every kernel at once, then remove the files that led to them."""
        self.hall.close()
        self.reception.close()
        run_sync(self.kernel_manager.shutdown_all)(now=True)
        shutil.rmtree(self.connection_dir, ignore_errors=True)
