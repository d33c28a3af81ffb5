"""Sign-in links: made for the facilitator to hand out, read when somebody comes with one."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

from kit.actions.folder import NetworkFolder, find_folder
from kit.actions.link_numbers import LinkNumbers
from kit.actions.structure import read_structure
from kit.domain.access import FACILITATOR, ROOM, Pass, Role, Visitor, visitor_from
from kit.errors import FolderError, LinkBroken, LinkExpired, LinkRevoked

MAX_AGE_DAYS = 800  # the longest programme runs two years, and is prepared for months before
_PURPOSE = "learning-network-kit sign-in link 1"
_KEY_LENGTH = 64
_KEY = re.compile(r"[0-9a-f]{64}")
_LONGEST_TOKEN = 2000
_RESPONSE_BYTES = 24


@dataclass(frozen=True, slots=True)
class Link:
    """One link; `name` is the network's for the facilitator, else the municipality's."""

    visitor: Visitor
    name: str
    url: str


def secret(folder: Path | str) -> str:
    """The key that signs the links of the network in `folder`, made when it is first needed and never replaced.

    Raises
    ------
    FolderError
        ``links.secret_unwritable`` or ``links.secret_broken``.
    """
    path = find_folder(folder).secret
    try:
        _make_secret(path)
        return _read_secret(path)
    except OSError as error:
        raise FolderError("links.secret_unwritable", file=path.name) from error


def _make_secret(path: Path) -> None:
    """Write a new key unless there is one; two processes at once cannot both do it."""
    if path.exists():
        return
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_KEY_LENGTH // 2))


def _read_secret(path: Path) -> str:
    deadline = time.monotonic() + 0.5
    while True:
        key = path.read_bytes().decode("ascii", errors="replace").strip()
        if _KEY.fullmatch(key):
            return key
        if len(key) >= _KEY_LENGTH or time.monotonic() > deadline:
            raise FolderError("links.secret_broken", file=path.name)
        time.sleep(0.05)  # another process may be in the middle of writing it


def _serializer(key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        key, salt=_PURPOSE, signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"}
    )


def sign(key: str, visitor: Visitor, network_id: str, *, number: int = 0, until: date | None = None) -> str:
    """A token that lets its holder in as `visitor` of the network `network_id`, to the end of the day `until`.

    Without a day it is good for `MAX_AGE_DAYS` from now.
    """
    more = [number, until.isoformat() if until else ""] if number or until else []
    return str(_serializer(key).dumps([network_id, visitor.id, *more]))


def read_link(
    key: str, token: object, *, network_id: str, numbers: Mapping[str, int], now: datetime | None = None
) -> Pass:
    """What a token says. Whether the municipality still takes part is for the caller to decide.

    Links made before there were numbers have the number 0.

    Raises
    ------
    LinkExpired
        ``links.expired``; its value `signed_at` is the ISO date on which the link was made.
    LinkRevoked
        ``links.revoked``: its holder's links have been called back since.
    LinkBroken
        ``links.broken``: cut off, changed, signed with another key, or made for another network.
    """
    try:
        if not isinstance(token, str) or len(token) > _LONGEST_TOKEN:
            raise LinkBroken("links.broken")
        content, signed_at = _serializer(key).loads(token, return_timestamp=True)
        link = _pass(content, signed_at, network_id)
    except (BadData, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise LinkBroken("links.broken") from error
    if link.expired((now or datetime.now(UTC)).astimezone().date()):
        raise LinkExpired("links.expired", signed_at=signed_at.date().isoformat())
    if not link.stands(numbers):
        raise LinkRevoked("links.revoked")
    return link


def _pass(content: Any, signed_at: datetime, network_id: str) -> Pass:
    """The pass in a token that is ours. Raises ValueError or TypeError for any other content."""
    network, holder, *more = content
    number, until = more or (0, "")
    visitor = visitor_from(holder) if network == network_id else None
    if visitor is None or type(number) is not int:
        raise ValueError("not a pass")
    last = date.fromisoformat(until) if until else (signed_at + timedelta(days=MAX_AGE_DAYS)).astimezone().date()
    return Pass(visitor, number, last)


def admitted(key: str, link: Pass, earlier: Pass | None = None) -> Pass:
    """The pass that a browser keeps after it has come in by `link`.

    A respondent's is about a response that no paper names: the printed one goes through the folder's key. By a link for
    a room every browser gets a response of its own, and keeps the one it has when it comes in `earlier` by the same.
    """
    visitor = link.visitor
    if visitor.role is not Role.RESPONDENT:
        return link
    shared = visitor.response == ROOM
    if shared and earlier and earlier.shared and earlier.visitor.holder == visitor.holder:
        return replace(link, visitor=earlier.visitor, shared=True)
    printed = secrets.token_urlsafe(_RESPONSE_BYTES) if shared else visitor.response
    return replace(link, visitor=replace(visitor, response=stored_response(key, printed)), shared=shared)


def stored_response(key: str, printed: str) -> str:
    """The response that the store keeps for a slip's; nobody without the key can tell which belongs to which."""
    made = hmac.new(key.encode(), b"response " + printed.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def links(folder: Path | str, base_url: str) -> tuple[Link, ...]:
    """One link for the facilitator, then one for every municipality that takes part, in the network file's order."""
    home = find_folder(folder)
    content, _ = read_structure(home)
    holders = [(FACILITATOR, content.network.name)]
    holders += [(Visitor(Role.MUNICIPALITY, one.code), one.name) for one in content.municipalities if one.active]
    return sign_links(home, content.network.id, holders, base_url)


def sign_links(
    home: NetworkFolder,
    network_id: str,
    holders: Iterable[tuple[Visitor, str]],
    base_url: str,
    until: date | None = None,
) -> tuple[Link, ...]:
    """A link for each holder, with the number that its links have now."""
    key, numbers = secret(home.path), LinkNumbers(home).now()
    address = f"{base_url.rstrip('/')}/join?t="
    return tuple(
        Link(who, name, address + sign(key, who, network_id, number=numbers.get(who.holder, 0), until=until))
        for who, name in holders
    )
