"""A half-day's agenda in minutes: 19 municipalities, 60 phones, every exercise answered, the server killed once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from running_server import Server, start_server, stop_server
from seminar_people import SEMINAR, Facilitator, Participant, make_room

from kit.actions.load import load_book
from kit.batch.run import run_reports
from kit.domain.entries.improvement import CYCLE
from kit.domain.entries.seminar import ACTION_PLAN, COMMITMENT_CARD
from kit.domain.held import Held, seminar_of

PEOPLE, PLACES, AT_ONCE = 60, 19, 12
ORDER = ("time", "leaders", "data", "colleagues", "others")
Fields = dict[str, str]


def place_of(number: int) -> str:
    """Where a participant sits: the last of each round of the table belongs to no unit."""
    code = f"09{number % PLACES + 1:02d}"
    round_ = number // PLACES
    return f"{code}/{code}-{round_ + 1}" if round_ < 2 else f"{code}/"


def card(fields: Fields) -> Callable[[int], Fields]:
    """The fields of a card; those of no unit say which of their municipality's it is for."""
    return lambda n: fields | ({"unit": f"{place_of(n)[:4]}-1"} if place_of(n).endswith("/") else {})


def ranked(n: int) -> Fields:
    return {f"place.{option}": str((at + n) % len(ORDER) + 1) for at, option in enumerate(ORDER)}


ANSWERS: dict[str, Callable[[int], Fields]] = {
    "since": lambda n: {"chosen": ("not", "tried", "learned", "changed")[n % 4]},
    "predict": lambda n: {"number": f"{30 + n},5"},
    "chart": lambda n: {"chosen": ("signal", "noise", "few")[n % 3]},
    "definition": lambda n: {"text": f"Alle nye tryksår kategori 2 til 4, skrevet af {n}"},
    "apply": lambda n: {"chosen": ("same", "unsure", "other")[n % 3]},
    "barriers": ranked,
    "steal": lambda n: {"text": f"Idé nummer {n}: tavlemøde om aftenen"},
    "pdsa": card({"title": "Hudtjek ved bad", "prediction": "Vi finder to", "plan": "Mandag", "who": "UL"}),
    "plan": card({"first": "Tavlen op", "ask": "En time om ugen"}),
    "ready": lambda n: {"chosen": str(n % 5 + 1)},
    "commitment": lambda n: {"what": f"Løfte {n}", "owner": "UL"},
    "evaluation": lambda n: {f"value.E{k}": str((n + k) % 5 + 1) for k in range(1, 7)},
}
KILLED_AFTER = "barriers"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[list[Server]]:
    """A server on a network for a rehearsal; a second one takes its place on the same port."""
    folder = make_room(tmp_path / "nett", PLACES)
    servers = [start_server(folder, tmp_path)]
    yield servers
    stop_server(servers[-1])


def answer_all(people: list[Participant], item: str) -> None:
    """Everybody answers at once; a team mate who was faster is read, and then written over knowingly."""

    def says(number: int) -> httpx.Response:
        answer = people[number].says(item, ANSWERS[item](number))
        while answer.headers.get("X-Kit-Refused") == "seminar.refused.team_wrote":
            answer = people[number].says(item, ANSWERS[item](number))
        return answer

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(says, range(len(people))))
    assert {one.status_code for one in found} == {200}, [one.text[:300] for one in found if one.status_code != 200][:1]


def chosen(page: str) -> list[str]:
    """What stands chosen in a page's form."""
    return re.findall(r"<option[^>]* selected>[^<]*", page)


def kill_and_start(servers: list[Server], cwd: Path) -> None:
    port = int(servers[-1].url.rsplit(":", 1)[1])
    servers[-1].kill()
    servers.append(start_server(servers[-1].folder, cwd, port=port))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_rehearsal_of_a_whole_seminar_with_a_killed_server(running: list[Server], tmp_path: Path) -> None:
    folder, url = running[0].folder, running[0].url
    facilitator = Facilitator(url, folder)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        people = list(pool.map(lambda n: Participant(url, folder, place_of(n)), range(PEOPLE)))
    assert "60 telefoner er inde" in facilitator.sees()
    facilitator.steer("move", move="next")
    for item, says in ANSWERS.items():
        facilitator.steer("move", move=f"to:{item}")
        assert f'data-kit-answer="{item}"' not in people[0].sees(), "not open yet"
        facilitator.steer("move", move="open")
        answer_all(people, item)
        if item == KILLED_AFTER:
            before = people[7].sees()
            kill_and_start(running, tmp_path)
            assert all(f'data-kit-answer="{item}"' in one.sees() for one in people), (
                "everyone is back where the room is"
            )
            assert chosen(people[7].sees()) == chosen(before) != [], "with the answer that was given"
        if item == "steal":
            keys = re.findall(r'name="key" value="([^"]+)"', facilitator.sees())
            assert len(set(keys)) == PEOPLE  # each in a form of its own, and all in one that shows them together
            facilitator.steer("judge", key=keys[0], shown="1")
        facilitator.steer("move", move="show")
        assert 'data-kit-answer="' not in people[0].sees(), "closed again"
        assert people[0].says(item, says(0)).status_code == 422
        assert re.search("kit-(result|quotes|statements)", people[0].sees())
    facilitator.steer("count", municipality="0901", people="9")
    facilitator.steer("move", move="end")
    assert "Seminaret er slut" in people[0].sees()
    assert "Tak for i dag" in facilitator.sees("wall")
    check_store(folder)
    check_report(folder)


def check_store(folder: Path) -> None:
    """Everything that was answered is there, once."""
    book = load_book(folder)
    held = seminar_of(book, SEMINAR)
    assert isinstance(held, Held)
    teams = {place_of(n).removesuffix("/").rpartition("/")[2] for n in range(PEOPLE)}
    for item in held.plan.items:
        if item.id in ANSWERS:
            together = item.id in ("definition", "pdsa", "plan")
            assert len(held.answers_to(item)) == (len(teams) if together else PEOPLE), item.id
            assert held.released(item) is not None
    assert sum(one.phones for one in held.present) == PEOPLE
    assert len(book.entries(COMMITMENT_CARD)) == PEOPLE
    assert len(book.entries(CYCLE)) == 2 * PLACES
    assert len(book.entries(ACTION_PLAN)) == 2 * PLACES


def check_report(folder: Path) -> None:
    """The final report holds the agenda, who came, every result and every card."""
    summary = run_reports(folder, notebooks=["seminar"])
    assert summary.failed == ()
    pages = list((folder / "reports").rglob("seminar.html"))
    assert len(pages) == 1
    text = pages[0].read_text(encoding="utf-8")
    for words in (
        "2. læringsseminar",
        "65 deltagere fra 19 af 19 kommuner",
        "Løfte 59",
        "Hudtjek ved bad",
        "Tavlen op",
    ):
        assert words in text, words
    for words in (
        "Hvor langt kom I med jeres plan?",
        "Signal eller støj?",
        "Idé nummer",
        "Øverst med lige mange point",  # each of sixty turns the ranks by one
        "60 har svaret",
    ):
        assert words in text, words
    assert "Plejecenter 0919.2" in text
