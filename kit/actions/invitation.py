"""Inviting: who gets a link, until when, whose links are called back, and the sheet to hand out."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kit.actions.accept import known_part
from kit.actions.folder import NetworkFolder, find_folder
from kit.actions.invite import MAX_AGE_DAYS, Link, sign_links
from kit.actions.structure import read_structure
from kit.domain.access import FACILITATOR, ROOM, Role, Visitor
from kit.domain.network import Municipality
from kit.domain.programme import Programme
from kit.errors import ValueRefused
from kit.sources.link_sheet import Sheet, write_sheet
from kit.sources.network import NetworkFile
from kit.store import open_store
from kit.texts import texts_of

MOST_SLIPS = 500
_ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?")


@dataclass(frozen=True, slots=True)
class Guests:
    """Who is to be invited. With nothing set: the facilitator and the lead of every municipality that takes part.

    `slips` is how many personal links for the questionnaire are wanted, beside one for the whole room; None for none.
    """

    municipality: str = ""
    unit: str = ""
    viewer: bool = False
    facilitator: bool = False
    slips: int | None = None
    group: str = ""

    @property
    def named(self) -> bool:
        """Whether anybody was named."""
        return bool(self.municipality or self.unit or self.viewer or self.facilitator or self.slips is not None)


@dataclass(frozen=True, slots=True)
class Invitation:
    """The links that were made, their last day, and how many holders' older links were called back."""

    links: tuple[Link, ...]
    until: date
    called_back: int
    sheet: Path | None = None


def last_day(today: date, days: int | None, until: date | None) -> date:
    """The last day of a link. Raises ValueRefused ``invite.bad_until`` for one that has gone or is too far away."""
    day = until or today + timedelta(days=MAX_AGE_DAYS if days is None else days)
    latest = today + timedelta(days=MAX_AGE_DAYS)
    if not today <= day <= latest:
        raise ValueRefused("invite.bad_until", found_day=day.isoformat(), latest=latest.isoformat())
    return day


def invite(
    folder: Path | str,
    guests: Guests,
    base_url: str,
    *,
    days: int | None = None,
    until: date | None = None,
    renew: bool = False,
    sheet: Path | None = None,
    language: str = "",
) -> Invitation:
    """Make links; with `renew` those that the same people have had until now stop working.

    With `sheet` a page with QR codes is written there, in `language` or the network's own.

    Raises
    ------
    FolderError, ProblemsFound, StoreError
        The folder, its network file or its database cannot be used, or the sheet cannot be written.
    ValueRefused
        Somebody who is not in the network, or a day, number or address that cannot be meant.
    """
    home = find_folder(folder)
    content, programme = read_structure(home)
    last = last_day(date.today(), days, until)
    if not _ADDRESS.fullmatch(base_url):
        raise ValueRefused("invite.bad_address", found=known_part(base_url))
    if sheet is not None and sheet.suffix.lower() != ".html":
        raise ValueRefused("invite.bad_sheet", found=known_part(sheet.name))
    people = list(_people(content, programme, guests))
    called_back = _call_back(home, content, programme, guests) if renew else 0
    made = sign_links(home, content.network.id, people, base_url, last)
    if sheet is not None:
        words = texts_of(content.network, language or content.network.language)
        asked = programme.leadership
        write_sheet(sheet, words, Sheet(content.network, asked, tuple((x.visitor, x.name, x.url) for x in made), last))
    return Invitation(made, last, called_back, sheet)


def revoke(folder: Path | str, guests: Guests) -> int:
    """Call back every link of those named; gives how many holders that were. Raises as `invite` does."""
    home = find_folder(folder)
    if not guests.named:
        raise ValueRefused("invite.nobody_named")
    return _call_back(home, *read_structure(home), guests)


def _call_back(home: NetworkFolder, content: NetworkFile, programme: Programme, guests: Guests) -> int:
    people = _people(content, programme, guests, leaving=True)
    holders = dict.fromkeys(who.holder for who, _ in people)
    if guests.slips is not None and not guests.group:
        some = [holder for holder in holders if holder.startswith(Role.RESPONDENT)]
        holders |= dict.fromkeys(f"{one}{group.id}" for one in some for group in programme.leadership.groups)
    with open_store(home.database, create=True) as store:
        for holder in holders:
            store.raise_link_number(holder, by=FACILITATOR.id, at=datetime.now(UTC))
    return len(holders)


def _people(
    content: NetworkFile, programme: Programme, guests: Guests, *, leaving: bool = False
) -> Iterator[tuple[Visitor, str]]:
    """Everybody named, each with the name of the place. With `leaving` also those of a withdrawn municipality."""
    if guests.facilitator or not guests.named:
        yield FACILITATOR, content.network.name
    if guests.unit:
        yield _team(content, guests, leaving)
    special = guests.unit or guests.viewer or guests.slips is not None
    if guests.slips is not None:
        yield from _respondents(_one(content, guests.municipality, leaving), programme, guests)
    places = _places(content, guests, leaving)
    if guests.viewer:
        yield from ((Visitor(Role.VIEWER, one.code), one.name) for one in places)
    if not special and (guests.municipality or not guests.facilitator):
        yield from ((Visitor(Role.MUNICIPALITY, one.code), one.name) for one in places)


def _places(content: NetworkFile, guests: Guests, leaving: bool) -> list[Municipality]:
    if guests.municipality:
        return [_one(content, guests.municipality, leaving)]
    return [one for one in content.municipalities if one.active]


def _one(content: NetworkFile, code: str, leaving: bool) -> Municipality:
    """The municipality with a code, which may be left out where there is only one. Raises ValueRefused."""
    active = [one for one in content.municipalities if one.active]
    if not code and len(active) == 1:
        return active[0]
    found = next((one for one in content.municipalities if one.code == code), None)
    if found is None:
        known = ", ".join(one.code for one in content.municipalities)
        raise ValueRefused("invite.unknown_municipality", found=known_part(code), expected=known)
    if not found.active and not leaving:
        raise ValueRefused("invite.withdrawn", name=found.name)
    return found


def _team(content: NetworkFile, guests: Guests, leaving: bool) -> tuple[Visitor, str]:
    known = [unit for unit in content.units if guests.municipality in ("", unit.municipality)]
    unit = next((one for one in known if one.id == guests.unit), None)
    if unit is None:
        names = ", ".join(one.id for one in known)
        raise ValueRefused("invite.unknown_unit", found=known_part(guests.unit), expected=names)
    place = _one(content, unit.municipality, leaving)
    return Visitor(Role.UNIT, place.code, unit=unit.id), f"{place.name} · {unit.name}"


def _respondents(place: Municipality, programme: Programme, guests: Guests) -> Iterator[tuple[Visitor, str]]:
    """One link for the room, then the personal ones, each with a response of at least 128 random bits."""
    groups = [group.id for group in programme.leadership.groups]
    if guests.group and guests.group not in groups:
        expected = ", ".join(groups)
        raise ValueRefused("invite.unknown_group", found=known_part(guests.group), expected=expected)
    slips = guests.slips or 0
    if not 0 <= slips <= MOST_SLIPS:
        raise ValueRefused("invite.too_many", found_number=slips, most=MOST_SLIPS)
    for response in (ROOM, *(secrets.token_urlsafe(24) for _ in range(slips))):
        yield Visitor(Role.RESPONDENT, place.code, group=guests.group, response=response), place.name
