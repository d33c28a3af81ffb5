"""`kit serve` and `kit lab`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kit.actions.folder import NetworkFolder, find_folder
from kit.actions.invite import links
from kit.actions.language import voice_of
from kit.cli import options
from kit.cli.talk import FINE, Terminal, write
from kit.domain.access import FACILITATOR
from kit.errors import KitError


def show_links(terminal: Terminal, place: NetworkFolder, base_url: str) -> None:
    """The facilitator's link and one per municipality."""
    texts, all_links = terminal.texts, links(place.path, base_url)
    names = [texts("cli.serve.facilitator") if link.visitor == FACILITATOR else link.name for link in all_links]
    width = max(len(name) for name in names)
    terminal.say("cli.serve.links")
    for name, link in zip(names, all_links, strict=True):
        write(f"  {name:<{width}}  {link.url}")
    if "//127.0.0.1:" in base_url:
        terminal.say("cli.serve.local")
    terminal.say("cli.serve.stop")


@dataclass(frozen=True, slots=True)
class Door:
    """Where the apps are served; `base_url` is the address under which a proxy shows them."""

    port: int
    ip: str = "127.0.0.1"
    browser: bool = False
    base_url: str = ""
    expected: int = options.EXPECTED


def serve_folder(terminal: Terminal, place: NetworkFolder, door: Door) -> int:
    """Serve the apps until they are stopped."""
    from kit.serve import serve as serve_apps

    terminal.note("cli.serve.starting")
    serve_apps(
        place.path,
        port=door.port,
        ip=door.ip,
        open_browser=door.browser,
        base_url=door.base_url,
        expected=door.expected,
        on_ready=lambda base_url: show_links(terminal, place, base_url),
    )
    return FINE


def serve(terminal: Terminal, folder: Path, door: Door) -> int:
    """`kit serve`."""
    place = find_folder(folder)
    spoken = terminal.speaks(voice_of(place))
    try:
        return serve_folder(spoken, place, door)
    except KitError as error:
        return spoken.refuse(error)


def lab(terminal: Terminal, folder: Path, port: int, *, browser: bool) -> int:
    """`kit lab`."""
    from kit.actions.lessons import course_outline
    from kit.apps.parts import wrap
    from kit.apps.start import start_parts
    from kit.serve import lab as open_lab

    place = find_folder(folder)
    spoken = terminal.speaks(voice_of(place))
    welcome = [wrap(shown) for shown in start_parts(course_outline(), spoken.texts, place.path.resolve().name)]

    def ready(url: str) -> None:
        spoken.say("cli.lab.ready", url=url)
        spoken.say("cli.serve.stop")

    try:
        return open_lab(place.path, port=port, open_browser=browser, welcome=welcome, on_ready=ready)
    except KitError as error:
        return spoken.refuse(error)
