"""Sign-in links: made for the facilitator to hand out, read when somebody comes with one."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from itsdangerous import BadData, URLSafeTimedSerializer

from kit.actions.folder import find_folder
from kit.actions.structure import read_structure
from kit.domain.access import FACILITATOR, Role, Visitor, visitor_from
from kit.errors import FolderError, LinkBroken, LinkExpired

MAX_AGE_DAYS = 800  # the longest programme runs two years, and is prepared for months before
_PURPOSE = "learning-network-kit sign-in link 1"
_KEY_LENGTH = 64
_KEY = re.compile(r"[0-9a-f]{64}")
_LONGEST_TOKEN = 2000


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


def sign(key: str, visitor: Visitor, network_id: str) -> str:
    """A token that lets its holder in as `visitor` of the network `network_id`."""
    return str(_serializer(key).dumps([network_id, visitor.id]))


def read_token(
    key: str, token: str, *, network_id: str, max_age_days: int = MAX_AGE_DAYS, now: datetime | None = None
) -> Visitor:
    """The visitor a token was signed for. Whether the municipality still takes part is for the caller to decide.

    Raises
    ------
    LinkExpired
        ``links.expired``; its value `signed_at` is the ISO date on which the link was made.
    LinkBroken
        ``links.broken``: cut off, changed, signed with another key, or made for another network.
    """
    try:
        if not isinstance(token, str) or len(token) > _LONGEST_TOKEN:
            raise LinkBroken("links.broken")
        content, signed_at = _serializer(key).loads(token, return_timestamp=True)
        network, holder = content
        visitor = visitor_from(holder) if network == network_id else None
    except (BadData, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise LinkBroken("links.broken") from error
    if visitor is None:
        raise LinkBroken("links.broken")
    if (now or datetime.now(UTC)) - signed_at > timedelta(days=max_age_days):
        raise LinkExpired("links.expired", signed_at=signed_at.date().isoformat())
    return visitor


def links(folder: Path | str, base_url: str) -> tuple[Link, ...]:
    """One link for the facilitator, then one for every municipality that takes part, in the network file's order."""
    home = find_folder(folder)
    content, _ = read_structure(home)
    key, network = secret(home.path), content.network
    holders = [(FACILITATOR, network.name)]
    holders += [(Visitor(Role.MUNICIPALITY, one.code), one.name) for one in content.municipalities if one.active]
    address = f"{base_url.rstrip('/')}/join?t="
    return tuple(Link(visitor, name, address + sign(key, visitor, network.id)) for visitor, name in holders)
