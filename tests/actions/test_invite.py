"""A link lets in the one it was made for, into the network it was made for, for as long as it is meant to."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from folder_sample import content_of

from kit.actions import accept, link_numbers
from kit.actions.folder import NetworkFolder
from kit.actions.invite import MAX_AGE_DAYS, _serializer, admitted, links, read_link, secret, sign
from kit.actions.link_numbers import LinkNumbers
from kit.domain.access import FACILITATOR, ROOM, Pass, Role, Visitor, pass_from
from kit.domain.label import LANGUAGES
from kit.errors import FolderError, LinkBroken, LinkError, LinkExpired, LinkRevoked
from kit.store import open_store
from kit.texts import texts

KEY = "ab" * 32
OSLO = Visitor(Role.MUNICIPALITY, "0301")


def read(token: object, **options: object) -> Pass:
    return read_link(KEY, token, **{"network_id": "nord", "numbers": {}, **options})


def refusal(token: object, *, key: str = KEY, network: str = "nord", **options: object) -> LinkError:
    with pytest.raises(LinkError) as caught:
        read_link(key, token, network_id=network, **{"numbers": {}, **options})
    assert all(texts(language).error(caught.value) for language in LANGUAGES)
    return caught.value


@pytest.mark.parametrize("visitor", [FACILITATOR, OSLO])
def test_a_token_names_its_holder(visitor: Visitor) -> None:
    assert read(sign(KEY, visitor, "nord")).visitor == visitor


def test_a_token_can_stand_in_an_address_as_it_is() -> None:
    token = sign(KEY, OSLO, "nørd & søn")
    assert parse_qs(f"t={token}") == {"t": [token]}


def test_a_link_of_another_network_does_not_open_this_one() -> None:
    assert isinstance(refusal(sign(KEY, FACILITATOR, "syd")), LinkBroken)


def test_a_link_signed_with_another_key_does_not_open() -> None:
    assert isinstance(refusal(sign("cd" * 32, FACILITATOR, "nord")), LinkBroken)


def test_every_change_to_a_token_breaks_it() -> None:
    token = sign(KEY, OSLO, "nord")
    for place in range(len(token) - 1):  # the last sign of base64 holds bits that nobody reads
        other = "A" if token[place] != "A" else "B"
        assert isinstance(refusal(token[:place] + other + token[place + 1 :]), LinkBroken), place


@pytest.mark.parametrize("token", ["", ".", "a.b.c", "x" * 100_000, "æøå", "\x00", "\ud800", None, 7, b"bytes", ["a"]])
def test_whatever_else_comes_is_a_broken_link_and_never_a_crash(token: object) -> None:
    assert isinstance(refusal(token), LinkBroken)


@pytest.mark.parametrize(
    "content",
    [
        [],
        ["nord"],
        ["nord", ""],
        ["nord", "king:0301"],
        ["nord", 7],
        "nord",
        {"a": 1},
        None,
        ["nord", "facilitator", 1],
        ["nord", "facilitator", "1", ""],
        ["nord", "facilitator", True, ""],
        ["nord", "facilitator", 1, "2026-13-01"],
        ["nord", "facilitator", 1, "", "more"],
    ],
)
def test_a_signed_token_with_another_content_is_broken(content: object) -> None:
    assert isinstance(refusal(_serializer(KEY).dumps(content)), LinkBroken)


def test_a_link_grows_too_old_at_its_last_day_and_says_when_it_was_made() -> None:
    token, made = sign(KEY, OSLO, "nord"), datetime.now(UTC)
    last = made + timedelta(days=MAX_AGE_DAYS)
    assert read(token, now=last).visitor == OSLO
    expired = refusal(token, now=last + timedelta(days=1))
    assert isinstance(expired, LinkExpired)
    assert expired.values["signed_at"] == made.date().isoformat()


def test_a_clock_that_was_set_back_does_not_lock_anybody_out() -> None:
    token = sign(KEY, OSLO, "nord")
    assert read(token, now=datetime.now(UTC) - timedelta(days=3)).visitor == OSLO


def test_the_key_is_made_once_and_stays(folder: NetworkFolder) -> None:
    key = secret(folder.path)
    assert len(key) == 64
    assert secret(folder.path) == key == folder.secret.read_text(encoding="ascii")
    if sys.platform != "win32":
        assert folder.secret.stat().st_mode & 0o777 == 0o600


def test_many_who_ask_at_once_get_one_key(folder: NetworkFolder) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(secret, [folder.path] * 16))) == 1


@pytest.mark.parametrize("content", [b"", b"too short", b"\xff" * 64, b"zz" * 32])
def test_a_key_that_was_changed_is_named_and_not_replaced(folder: NetworkFolder, content: bytes) -> None:
    folder.secret.write_bytes(content)
    with pytest.raises(FolderError) as caught:
        secret(folder.path)
    assert caught.value.key == "links.secret_broken"
    assert folder.secret.read_bytes() == content


def test_a_key_that_cannot_be_written_is_named(folder: NetworkFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "write-protected")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(FolderError) as caught:
        secret(folder.path)
    assert caught.value.key == "links.secret_unwritable"


def test_the_facilitator_s_link_comes_first_and_only_those_who_take_part_get_one(folder: NetworkFolder) -> None:
    made = links(folder.path, "http://127.0.0.1:8866/")
    assert [(link.visitor.id, link.name) for link in made] == [
        ("facilitator", "Nord"),
        ("municipality:0301", "Oslo"),
        ("municipality:5001", "Trondheim"),
    ]
    for link in made:
        address = urlsplit(link.url)
        assert (address.netloc, address.path) == ("127.0.0.1:8866", "/join")
        (token,) = parse_qs(address.query)["t"]
        assert read_link(secret(folder.path), token, network_id="nord", numbers={}).visitor == link.visitor


def test_links_change_nothing_in_the_folder_but_for_the_key(folder: NetworkFolder) -> None:
    before = content_of(folder)
    links(folder.path, "http://x")
    after = content_of(folder)
    assert set(after) - set(before) == {str(folder.secret.resolve())} or set(after) - set(before) == {
        str(folder.secret)
    }
    assert all(after[path] == content for path, content in before.items())


RESPONDENT = Visitor(Role.RESPONDENT, "0301", group="leader", response="a" * 32)
EVERYBODY = [FACILITATOR, OSLO, Visitor(Role.UNIT, "0301", unit="0301:a"), Visitor(Role.VIEWER, "0301"), RESPONDENT]


@pytest.mark.parametrize("visitor", EVERYBODY, ids=lambda visitor: visitor.role)
def test_a_link_and_a_cookie_hold_the_role_the_number_and_the_last_day(visitor: Visitor) -> None:
    token = sign(KEY, visitor, "nord", number=3, until=date(2099, 1, 31))
    link = read(token)
    assert link == Pass(visitor, 3, date(2099, 1, 31))
    assert pass_from(link.text) == link


@pytest.mark.parametrize("visitor", EVERYBODY, ids=lambda visitor: visitor.role)
def test_raising_the_number_calls_the_holder_s_links_back_and_nobody_else_s(visitor: Visitor) -> None:
    raised = {visitor.holder: 1}
    assert isinstance(refusal(sign(KEY, visitor, "nord"), numbers=raised), LinkRevoked)
    assert read(sign(KEY, visitor, "nord", number=1), numbers=raised).visitor == visitor
    for other in EVERYBODY:
        if other != visitor:
            assert read(sign(KEY, other, "nord"), numbers=raised).visitor == other


def test_a_link_is_good_to_the_end_of_its_last_day() -> None:
    token = sign(KEY, OSLO, "nord", until=date(2026, 3, 31))
    assert read(token, now=datetime(2026, 3, 31, 23, 59).astimezone()).visitor == OSLO
    assert isinstance(refusal(token, now=datetime(2026, 4, 1, 0, 1).astimezone()), LinkExpired)


def test_a_cookie_of_an_earlier_version_has_the_number_0() -> None:
    assert pass_from("municipality:0301") == Pass(OSLO)
    assert not Pass(OSLO).stands({OSLO.holder: 1})


@pytest.mark.parametrize("text", ["", "[", "[]", "king", '["king",0,"",false]', '["facilitator","x","",false]', "{}"])
def test_a_cookie_that_says_nothing_lets_nobody_in(text: str) -> None:
    assert pass_from(text) is None


def test_the_response_on_a_slip_is_not_the_one_that_is_stored_and_is_the_same_wherever_it_is_opened() -> None:
    first, second = admitted(KEY, Pass(RESPONDENT)), admitted(KEY, Pass(RESPONDENT))
    assert first == second
    assert RESPONDENT.response not in first.visitor.response
    assert accept.response_id(first.visitor.response)
    assert admitted("cd" * 32, Pass(RESPONDENT)).visitor.response != first.visitor.response
    assert not first.shared


def test_a_room_s_link_gives_every_browser_a_response_of_its_own_and_keeps_it() -> None:
    room = Pass(replace(RESPONDENT, response=ROOM), 2, date(2099, 1, 1))
    mine, other = admitted(KEY, room), admitted(KEY, room)
    assert mine.visitor.response != other.visitor.response
    assert admitted(KEY, room, mine) == mine
    assert admitted(KEY, replace(room, number=3), mine) == replace(mine, number=3)
    of_another_group = replace(room, visitor=replace(room.visitor, group="staff"))
    assert admitted(KEY, of_another_group, mine).visitor.response != mine.visitor.response
    personal = admitted(KEY, Pass(RESPONDENT))
    assert admitted(KEY, room, personal).visitor.response != personal.visitor.response


def test_numbers_are_read_again_when_another_process_has_written(folder: NetworkFolder, monkeypatch) -> None:
    monkeypatch.setattr(link_numbers, "PAUSE", 0)
    seen = LinkNumbers(folder)
    assert seen.now() == {}
    with open_store(folder.database, create=True) as store:
        store.raise_link_number(OSLO.holder, by="facilitator", at=datetime.now(UTC))
    assert seen.now() == {OSLO.holder: 1}
    folder.database.write_bytes(b"no database any more")
    assert seen.now() == {OSLO.holder: 1}


def test_a_room_that_saves_all_the_time_does_not_make_the_server_read_all_the_time(folder, monkeypatch) -> None:
    monkeypatch.setattr(link_numbers, "PAUSE", 1000)
    seen = LinkNumbers(folder)
    seen.now()
    with open_store(folder.database, create=True) as store:
        store.raise_link_number(OSLO.holder, by="facilitator", at=datetime.now(UTC))
    assert seen.now() == {}


def test_links_carry_the_number_that_counts_now(folder: NetworkFolder) -> None:
    with open_store(folder.database, create=True) as store:
        store.raise_link_number(OSLO.holder, by="facilitator", at=datetime.now(UTC))
    (link,) = (one for one in links(folder.path, "http://x") if one.visitor == OSLO)
    (token,) = parse_qs(urlsplit(link.url).query)["t"]
    key = secret(folder.path)
    assert read_link(key, token, network_id="nord", numbers={OSLO.holder: 1}).visitor == OSLO
