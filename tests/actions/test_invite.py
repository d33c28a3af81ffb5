"""A link lets in the one it was made for, into the network it was made for, for as long as it is meant to."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from folder_sample import content_of

from kit.actions.folder import NetworkFolder
from kit.actions.invite import MAX_AGE_DAYS, _serializer, links, read_token, secret, sign
from kit.domain.access import FACILITATOR, Role, Visitor
from kit.domain.label import LANGUAGES
from kit.errors import FolderError, LinkBroken, LinkError, LinkExpired
from kit.texts import texts

KEY = "ab" * 32
OSLO = Visitor(Role.MUNICIPALITY, "0301")


def refusal(token: object, *, key: str = KEY, network: str = "nord", **options: object) -> LinkError:
    with pytest.raises(LinkError) as caught:
        read_token(key, token, network_id=network, **options)
    assert all(texts(language).error(caught.value) for language in LANGUAGES)
    return caught.value


@pytest.mark.parametrize("visitor", [FACILITATOR, OSLO])
def test_a_token_names_its_holder(visitor: Visitor) -> None:
    assert read_token(KEY, sign(KEY, visitor, "nord"), network_id="nord") == visitor


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
    "content", [[], ["nord"], ["nord", ""], ["nord", "king:0301"], ["nord", 7], "nord", {"a": 1}, None]
)
def test_a_signed_token_with_another_content_is_broken(content: object) -> None:
    assert isinstance(refusal(_serializer(KEY).dumps(content)), LinkBroken)


def test_a_link_grows_too_old_at_its_last_day_and_says_when_it_was_made() -> None:
    token, made = sign(KEY, OSLO, "nord"), datetime.now(UTC)
    last = made + timedelta(days=MAX_AGE_DAYS) - timedelta(seconds=2)
    assert read_token(KEY, token, network_id="nord", now=last) == OSLO
    expired = refusal(token, now=last + timedelta(seconds=4))
    assert isinstance(expired, LinkExpired)
    assert expired.values["signed_at"] == made.date().isoformat()
    assert isinstance(refusal(token, max_age_days=1, now=made + timedelta(days=2)), LinkExpired)


def test_a_clock_that_was_set_back_does_not_lock_anybody_out() -> None:
    token = sign(KEY, OSLO, "nord")
    assert read_token(KEY, token, network_id="nord", now=datetime.now(UTC) - timedelta(days=3)) == OSLO


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
        assert read_token(secret(folder.path), token, network_id="nord") == link.visitor


def test_links_change_nothing_in_the_folder_but_for_the_key(folder: NetworkFolder) -> None:
    before = content_of(folder)
    links(folder.path, "http://x")
    after = content_of(folder)
    assert set(after) - set(before) == {str(folder.secret.resolve())} or set(after) - set(before) == {
        str(folder.secret)
    }
    assert all(after[path] == content for path, content in before.items())
