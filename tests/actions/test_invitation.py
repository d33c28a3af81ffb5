"""Inviting: whom the links are for, until when, and whose are called back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from kit.actions.folder import NetworkFolder
from kit.actions.invitation import Guests, Invitation, invite, revoke
from kit.actions.invite import Link, admitted, read_link, secret
from kit.actions.link_numbers import LinkNumbers
from kit.actions.structure import read_structure
from kit.domain.access import ROOM, Pass, Role
from kit.domain.label import LANGUAGES
from kit.errors import LinkRevoked, ValueRefused
from kit.texts import texts

HERE = "https://seminar.example/kit/"


def opened(folder: NetworkFolder, link: Link) -> Pass:
    (token,) = parse_qs(urlsplit(link.url).query)["t"]
    return read_link(secret(folder.path), token, network_id="nord", numbers=LinkNumbers(folder).now())


def made(folder: NetworkFolder, guests: Guests, **more: object) -> Invitation:
    return invite(folder.path, guests, HERE, **more)


def unit_of(folder: NetworkFolder) -> str:
    return next(unit.id for unit in read_structure(folder)[0].units if unit.municipality == "0301")


@pytest.mark.parametrize(
    ("guests", "ids"),
    [
        (Guests(), ["facilitator", "municipality:0301", "municipality:5001"]),
        (Guests(municipality="0301"), ["municipality:0301"]),
        (Guests(facilitator=True), ["facilitator"]),
        (Guests(municipality="0301", viewer=True), ["viewer:0301"]),
        (Guests(viewer=True), ["viewer:0301", "viewer:5001"]),
        (Guests(municipality="0301", facilitator=True), ["facilitator", "municipality:0301"]),
    ],
)
def test_those_named_get_a_link_that_opens_for_them(folder: NetworkFolder, guests: Guests, ids: list[str]) -> None:
    links = made(folder, guests).links
    assert [link.visitor.id for link in links] == ids
    for link in links:
        assert link.url.startswith(f"{HERE}join?t=")
        assert opened(folder, link).visitor == link.visitor


def test_a_unit_s_team_gets_its_own_link(folder: NetworkFolder) -> None:
    unit = unit_of(folder)
    (link,) = made(folder, Guests(unit=unit)).links
    assert opened(folder, link).visitor.id == f"unit:0301:{unit}"


def test_every_slip_is_its_own_response_and_one_link_is_for_the_room(folder: NetworkFolder) -> None:
    links = made(folder, Guests("0301", slips=30, group="staff")).links
    visitors = [opened(folder, link).visitor for link in links]
    assert {(who.role, who.municipality, who.group) for who in visitors} == {(Role.RESPONDENT, "0301", "staff")}
    assert [who.response == ROOM for who in visitors] == [True] + [False] * 30
    printed = {who.response for who in visitors[1:]}
    assert len(printed) == 30
    assert all(len(response) * 6 >= 128 for response in printed)
    stored = {admitted(secret(folder.path), Pass(who)).visitor.response for who in visitors[1:]}
    assert len(stored) == 30
    assert not stored & printed


def test_links_are_good_for_the_days_or_until_the_day_chosen(folder: NetworkFolder) -> None:
    today = date.today()
    (link,) = made(folder, Guests("0301"), days=10).links
    assert opened(folder, link).until == today + timedelta(days=10)
    (link,) = made(folder, Guests("0301"), until=today).links
    assert opened(folder, link).until == today


def test_renewed_links_work_and_the_old_ones_of_the_same_holder_do_not(folder: NetworkFolder) -> None:
    (old,), (other,) = made(folder, Guests("0301")).links, made(folder, Guests("5001")).links
    renewed = made(folder, Guests("0301"), renew=True)
    assert renewed.called_back == 1
    assert opened(folder, renewed.links[0]).visitor == old.visitor
    with pytest.raises(LinkRevoked):
        opened(folder, old)
    assert opened(folder, other)


def test_calling_back_all_who_answer_takes_every_group(folder: NetworkFolder) -> None:
    some = [made(folder, Guests("0301", slips=1, group=group)).links for group in ("staff", "top_leader", "")]
    (lead,), others = made(folder, Guests("0301")).links, made(folder, Guests("5001", slips=1, group="staff")).links
    revoke(folder.path, Guests("0301", slips=0))
    for link in [one for links in some for one in links]:
        with pytest.raises(LinkRevoked):
            opened(folder, link)
    assert [opened(folder, link).number for link in (lead, *others)] == [0, 0, 0]


def test_calling_back_one_group_leaves_the_others(folder: NetworkFolder) -> None:
    staff = made(folder, Guests("0301", slips=1, group="staff")).links
    leaders = made(folder, Guests("0301", slips=1, group="top_leader")).links
    assert revoke(folder.path, Guests("0301", slips=0, group="staff")) == 1
    with pytest.raises(LinkRevoked):
        opened(folder, staff[1])
    assert opened(folder, leaders[1])


@pytest.mark.parametrize(
    ("guests", "more", "key"),
    [
        (Guests("9999"), {}, "invite.unknown_municipality"),
        (Guests(unit="nowhere"), {}, "invite.unknown_unit"),
        (Guests("0301", slips=3, group="kings"), {}, "invite.unknown_group"),
        (Guests(slips=3), {}, "invite.unknown_municipality"),
        (Guests("0301", slips=501), {}, "invite.too_many"),
        (Guests("0301"), {"days": 801}, "invite.bad_until"),
        (Guests("0301"), {"until": date(2020, 1, 1)}, "invite.bad_until"),
        (Guests("0301"), {"sheet": Path("sheet.pdf")}, "invite.bad_sheet"),
    ],
)
def test_what_cannot_be_meant_is_a_sentence_and_calls_nothing_back(
    folder: NetworkFolder, guests: Guests, more: dict[str, object], key: str
) -> None:
    with pytest.raises(ValueRefused) as refused:
        made(folder, guests, renew=True, **more)
    assert refused.value.key == key
    assert all(texts(language).error(refused.value) for language in LANGUAGES)
    assert LinkNumbers(folder).now() == {}


def test_a_withdrawn_municipality_gets_no_link_and_can_be_called_back(folder: NetworkFolder) -> None:
    gone = next(one.code for one in read_structure(folder)[0].municipalities if not one.active)
    with pytest.raises(ValueRefused) as refused:
        made(folder, Guests(gone))
    assert refused.value.key == "invite.withdrawn"
    assert revoke(folder.path, Guests(gone)) == 1


def test_nobody_is_called_back_unless_named(folder: NetworkFolder) -> None:
    with pytest.raises(ValueRefused) as refused:
        revoke(folder.path, Guests())
    assert refused.value.key == "invite.nobody_named"


@pytest.mark.parametrize(
    "address", ["", "seminar.example", "ftp://x", "https://", "https://a b", "https://u:p@x", "javascript:1"]
)
def test_a_link_begins_with_a_whole_address(folder: NetworkFolder, address: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        invite(folder.path, Guests("0301"), address)
    assert refused.value.key == "invite.bad_address"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_stands_alone_and_a_slip_tells_nothing_about_who_gets_it(
    folder: NetworkFolder, tmp_path: Path, language: str
) -> None:
    sheet = tmp_path / "sheet.html"
    guests = Guests("0301", facilitator=True, slips=3, group="staff")
    links = made(folder, guests, sheet=sheet, language=language).links
    page = sheet.read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in page
    assert not re.search(r"<script|<link|@import|url\(|src=", page)
    assert page.count("<svg") == len(links) == 5
    slips = page.split('<section class="slip">')[1:]
    assert len(slips) == 3
    words = {re.sub(r"<svg.*?</svg>", "", slip.split("</section>")[0]) for slip in slips}
    assert len(words) == 1, "two slips differ by more than their code"
    assert "join?t=" not in words.pop()
    assert len({re.search(r"<svg.*?</svg>", slip).group() for slip in slips}) == 3


def test_a_name_from_the_network_file_is_plain_text_on_the_sheet(folder: NetworkFolder, tmp_path: Path) -> None:
    from kit.sources.link_sheet import qr

    assert "<b>" not in qr("https://x", "<b>")
