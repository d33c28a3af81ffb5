"""The address by which the room's phones reach this server."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

EVERY_ADDRESS = ("", "0.0.0.0", "::")


def shown_address(ip: str) -> str:
    """The address to write in links: this machine's own on the room's network when the server listens everywhere."""
    if ip not in EVERY_ADDRESS:
        return f"[{ip}]" if ":" in ip else ip
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a datagram socket sends nothing when it connects; it only picks a way out
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def reachable(protocol: str, host: str, ip: str) -> str:
    """The address of the server as phones can reach it, from the one that the facilitator's browser used.

    Where that browser runs on the same machine, its address (127.0.0.1) would be useless to a phone.
    """
    asked = urlsplit(f"//{host}")
    if ip in EVERY_ADDRESS and only_here(asked.hostname or ""):
        return f"{protocol}://{shown_address(ip)}" + (f":{asked.port}" if asked.port else "")
    return f"{protocol}://{host}"


def only_here(name: str) -> bool:
    """Whether an address means the machine that uses it."""
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
