"""What changes while a page is open, without a kernel for each glance: ``GET /live/<topic>``.

A page asks every few seconds. The answer is JSON, ``{"version": "…", "data": {…}}``, with an ETag, so that a page that
sends it back gets 304 and no body for as long as nothing has changed. However many ask, the database is looked at once
a second at most, and read only when it has been written to.

A new topic is one entry of `TOPICS`: who may hear of it, and what is told. What is told depends on the visitor's
municipality alone, never on the visitor, so that all who read the same share one reading.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from jupyter_server.base.handlers import APIHandler
from tornado.web import HTTPError, authenticated

from kit.actions.folder import NetworkFolder
from kit.actions.link_numbers import file_stamps
from kit.domain.access import Role, Visitor, visitor_from
from kit.errors import KitError, StoreError
from kit.serve.roster import LiveRoster, Roster
from kit.store import Store, open_store

LATELY = 30.0  # seconds for which what somebody asked for is read along
PAUSE = 1.0  # seconds between two looks at the database, for all who ask together


Key = tuple[str, str]  # a topic's name and a municipality's code


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to be told of.

    `may` decides who hears of it. `tell` gives JSON values, from the store and the network as it is, about one
    municipality, or about all where the code is empty.
    """

    may: Callable[[Visitor], bool]
    tell: Callable[[Store, Roster, str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Told:
    """What a topic says now; the same data have the same version."""

    version: str
    data: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The answer's body."""
        return json.dumps({"version": self.version, "data": self.data}, ensure_ascii=False, sort_keys=True)


def told(data: Mapping[str, Any]) -> Told:
    """Data with their version."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return Told(hashlib.sha256(text.encode()).hexdigest()[:16], data)


def _reads(visitor: Visitor) -> bool:
    return visitor.role is not Role.RESPONDENT


def _changes(store: Store, roster: Roster, municipality: str) -> Mapping[str, int]:
    """How much has been said, by kind; kinds of which nothing has been said are left out. Answers to the questionnaire
    count in the whole network only: in a small municipality the number would tell who has just answered."""
    units = [unit.id for unit in roster.units if unit.municipality == municipality]
    counts = store.counts(municipality, units) if municipality else store.counts()
    return {name: count for name, count in counts.items() if count and not (municipality and name == "answers")}


TOPICS: Mapping[str, Topic] = {"changes": Topic(_reads, _changes)}


class Live:
    """What the topics say now, read for everybody together. For one event loop."""

    def __init__(
        self, folder: NetworkFolder, roster: LiveRoster, topics: Mapping[str, Topic] = TOPICS, pause: float = PAUSE
    ) -> None:
        self.topics = topics
        self._folder, self._roster, self._pause = folder, roster, pause
        database = folder.database
        self._files = (database, database.with_name(f"{database.name}-wal"), folder.network_file)
        self._known: dict[Key, Told] = {}
        self._asked: dict[Key, float] = {}
        self._stamp: object = None
        self._looked_at = 0.0
        self._reading = asyncio.Lock()

    async def now(self, name: str, municipality: str) -> Told:
        """What a topic says about a municipality, or about all; at most `pause` seconds old.

        Raises StoreError when the database cannot be read and never could; otherwise what was read last stands.
        """
        key = (name, municipality)
        self._asked[key] = time.monotonic()
        if not self._fresh(key):
            async with self._reading:
                if not self._fresh(key):
                    await self._read(key)
        return self._known[key]

    def _fresh(self, key: Key) -> bool:
        if key not in self._known:
            return False
        return time.monotonic() - self._looked_at < self._pause or self._stamp == file_stamps(*self._files)

    async def _read(self, key: Key) -> None:
        """Read what was not known yet; else everything that somebody has asked for lately, in one go."""
        stamp, now = file_stamps(*self._files), time.monotonic()
        wanted, known = [key], key in self._known
        if known:
            self._asked = {one: at for one, at in self._asked.items() if now - at < LATELY}
            wanted = list(self._asked)
        try:
            read = await asyncio.to_thread(self._tell, wanted)
        except KitError:
            if not known:
                raise
            self._looked_at = now
            return
        if known or not self._known:
            self._known, self._stamp, self._looked_at = {}, stamp, now
        self._known.update(read)

    def _tell(self, wanted: Iterable[Key]) -> dict[Key, Told]:
        roster = self._roster.now()
        try:
            with open_store(self._folder.database) as store:
                return {(name, place): told(self.topics[name].tell(store, roster, place)) for name, place in wanted}
        except StoreError as error:
            if error.key != "store.missing":
                raise
            return {key: told({}) for key in wanted}  # nobody has saved anything yet


class LiveHandler(APIHandler):
    """Tells a page what a topic says now, to those who may hear of it."""

    @authenticated
    async def get(self, name: str) -> None:
        """The topic as JSON; 304 where the page has this already. A facilitator hears of the whole network, or of the
        municipality that ``?municipality=`` names; everybody else of their own."""
        live: Live = self.settings["kit_live"]
        visitor = visitor_from(self.current_user.username)
        topic = live.topics.get(name)
        if topic is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        if visitor is None or not topic.may(visitor):
            raise HTTPError(HTTPStatus.FORBIDDEN)
        said = await live.now(name, self._municipality(visitor))
        self.set_header("Cache-Control", "private, no-cache")
        self.set_header("Content-Type", "application/json; charset=UTF-8")
        self.finish(said.text)

    def _municipality(self, visitor: Visitor) -> str:
        if visitor.role is not Role.FACILITATOR:
            return visitor.municipality
        code = self.get_query_argument("municipality", "")
        if code and self.settings["kit_roster"].now().municipality(code) is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        return code

    def write_error(self, status_code: int, **_: object) -> None:
        """No page is shown to a script."""
        self.finish(f"{status_code}")
