"""People at a seminar as programs over HTTP: the facilitator with a laptop, and participants with phones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import httpx

from kit.actions.invite import secret, sign
from kit.actions.seminar_code import room_code
from kit.domain.access import FACILITATOR
from kit.domain.network import MeasureInUse, Municipality, Network, Seminar, Unit
from kit.domain.series import Point, Series
from kit.sources.network import NetworkFile, write_network
from kit.sources.programme import programme_folders, read_programme
from kit.store import Incoming, open_store

NETWORK, SEMINAR = "rehearsal", "ls2"
SCRIPT = {"X-Kit-Script": "1"}
MEASURE = "pu.p.risk"


def make_room(folder: Path, municipalities: int = 19) -> Path:
    """A Danish network of so many municipalities with two units each, one measure for a year, and two seminars."""
    programme = read_programme(programme_folders()["i-sikre-haender"])
    today = date.today()
    network = Network(NETWORK, "Netværk Generalprøve", programme.id, "da", today)
    places = tuple(Municipality(f"09{n:02d}", f"Prøvekommune {n}") for n in range(1, municipalities + 1))
    kind = next(iter(programme.unit_kinds))
    units = tuple(Unit(f"{m.code}-{k}", m.code, f"Plejecenter {m.code}.{k}", kind, 40) for m in places for k in (1, 2))
    seminars = (Seminar("ls1", "learning", "1. læringsseminar", date(2025, 9, 1)),)
    seminars += (Seminar(SEMINAR, "learning", "2. læringsseminar", today),)
    content = NetworkFile(network, places, units, (), seminars, (MeasureInUse(MEASURE),))
    folder.mkdir(parents=True, exist_ok=True)
    write_network(folder / "network.xlsx", content, programme)
    months = [date(2025, month, 1) for month in range(1, 13)]
    with open_store(folder / "kit.db", create=True) as store:
        for number, unit in enumerate(units):
            points = tuple(Point(month, float(4 + (n * 7 + number) % 9), 20.0) for n, month in enumerate(months))
            incoming = Incoming(f"{unit.id}.xlsx", unit.id, (Series(unit.id, MEASURE, points),))
            store.save_imports([incoming], by="facilitator", at=datetime.now(UTC))
    return folder


def code(folder: Path) -> str:
    """The code of the room."""
    return room_code(secret(folder), NETWORK, SEMINAR, 0)


def token(html: str) -> str:
    """The token in a page's forms."""
    found = re.search(r'name="_xsrf" value="([^"]+)"', html)
    assert found, html[:400]
    return found.group(1)


class Facilitator:
    """The facilitator's browser."""

    def __init__(self, url: str, folder: Path) -> None:
        self.client = httpx.Client(base_url=url, follow_redirects=True, timeout=120)
        assert self.client.get(f"/join?t={sign(secret(folder), FACILITATOR, NETWORK)}").status_code == 200

    def sees(self, view: str = "control") -> str:
        """The facilitator's screen, or the wall."""
        answer = self.client.get(f"/seminar/{SEMINAR}/{view}")
        assert answer.status_code == 200, answer.text[:400]
        return answer.text

    def steer(self, what: str, **fields: str) -> str:
        """Move the room, judge a text or count; gives the screen after it."""
        said = {"_xsrf": token(self.sees()), **fields}
        answer = self.client.post(f"/seminar/{SEMINAR}/{what}", data=said, headers=SCRIPT)
        assert answer.status_code == 200, answer.text[:400]
        return answer.text


class Participant:
    """A participant's phone. `place` is a municipality's code, a stroke, and a unit or nothing."""

    def __init__(self, url: str, folder: Path, place: str) -> None:
        self.client = httpx.Client(base_url=url, follow_redirects=True, timeout=120)
        page = self.client.get(f"/s/{code(folder)}")
        assert page.status_code == 200, page.text[:400]
        self.place = place
        page = self.client.post("/seminar/place", data={"_xsrf": token(page.text), "place": place})
        assert page.status_code == 200, page.text[:400]

    def sees(self) -> str:
        """The phone's page."""
        answer = self.client.get("/seminar")
        assert answer.status_code == 200, answer.text[:400]
        return answer.text

    def says(self, item: str, fields: Mapping[str, str | Sequence[str]]) -> httpx.Response:
        """Answer an item."""
        page = self.sees()
        seen = re.search(r'name="seen" value="([^"]*)"', page)
        said = {"_xsrf": token(page), "item": item, **fields, **({"seen": seen.group(1)} if seen else {})}
        return self.client.post("/seminar/answer", data=said, headers=SCRIPT)
