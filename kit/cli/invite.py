"""`kit invite`: links and a sheet to hand out, renewed or called back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.actions import invitation
from kit.actions.folder import find_folder
from kit.actions.invitation import Guests, Invitation
from kit.actions.invite import Link
from kit.actions.language import voice_of
from kit.cli.talk import FINE, Misused, Terminal, write, write_json
from kit.domain.access import ROOM
from kit.domain.privacy import redacted
from kit.errors import KitError
from kit.texts import Texts

HERE = "http://127.0.0.1:8866"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the links are to be."""

    base_url: str = ""
    days: int | None = None
    until: str = ""
    renew: bool = False
    sheet: Path | None = None
    language: str = ""
    as_json: bool = False


def invite(terminal: Terminal, folder: Path, guests: Guests, wishes: Wishes) -> int:
    """Make links and say them."""
    spoken = terminal.speaks(voice_of(find_folder(folder)))
    try:
        made = invitation.invite(
            folder,
            guests,
            wishes.base_url or HERE,
            days=wishes.days,
            until=_day(wishes),
            renew=wishes.renew,
            sheet=wishes.sheet,
            language=wishes.language,
        )
    except KitError as error:
        return spoken.refuse(error)
    if wishes.as_json:
        write_json({"until": made.until, "called_back": made.called_back, "links": [_row(one) for one in made.links]})
    else:
        _tell(spoken, made, here=not wishes.base_url)
    return FINE


def call_back(terminal: Terminal, folder: Path, guests: Guests, as_json: bool) -> int:
    """Make the links of those named useless."""
    spoken = terminal.speaks(voice_of(find_folder(folder)))
    try:
        n = invitation.revoke(folder, guests)
    except KitError as error:
        return spoken.refuse(error)
    if as_json:
        write_json({"called_back": n, "links": []})
    else:
        write(spoken.texts.counted("invite.called_back", n))
    return FINE


def _day(wishes: Wishes) -> date | None:
    if not wishes.until:
        return None
    if wishes.days is not None:
        raise Misused("invite.one_end")
    try:
        return date.fromisoformat(wishes.until)
    except ValueError:
        raise Misused("invite.not_a_day", found=redacted(wishes.until)[:20]) from None


def _tell(spoken: Terminal, made: Invitation, *, here: bool) -> None:
    texts = spoken.texts
    if made.called_back:
        write(texts.counted("invite.called_back", made.called_back))
    for link in made.links:
        write(f"{_who(link, texts)}\n  {link.url}")
    spoken.say("invite.until", day=texts.formats.day(made.until))
    if made.sheet:
        spoken.say("invite.sheet.written", file=redacted(str(made.sheet)))
    if here:
        spoken.note("invite.here", address=HERE)


def _who(link: Link, texts: Texts) -> str:
    role = "room" if link.visitor.response == ROOM else str(link.visitor.role)
    return texts(f"invite.who.{role}", name=link.name)


def _row(link: Link) -> dict[str, object]:
    who = link.visitor
    return {
        "role": str(who.role),
        "municipality": who.municipality,
        "unit": who.unit,
        "group": who.group,
        "for_a_room": who.response == ROOM,
        "name": link.name,
        "url": link.url,
    }
