"""The addresses of a seminar: the way in, a participant's page, the facilitator's, and the wall.

They are small pages made by the server, and no notebook: two hundred phones need no kernels, the forms work without a
script, and every page finds its way back after a drop. See docs/architecture.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote

from jupyter_server.auth.decorator import allow_unauthenticated
from markupsafe import Markup, escape
from tornado.web import authenticated

from kit.actions import seminar as participants
from kit.actions import seminar_room as facilitating
from kit.actions.seminar_code import room_code, seat_for
from kit.domain.access import FACILITATOR
from kit.domain.book import Book
from kit.domain.held import Held, seminar_of
from kit.domain.seminars.seat import Seat, holder_of, seat_from
from kit.errors import KitError
from kit.serve.hall import Hall
from kit.serve.identity import cookie_name
from kit.serve.pages import Page, Refused
from kit.serve.reach import reachable
from kit.serve.seminar_views import control_view, phone_view, wall_view
from kit.sources.link_sheet import qr

T = TypeVar("T")
SEAT_DAYS = 2
PATIENCE = 25.0  # seconds that a page waits for news; shorter than any proxy's


class SeminarPage(Page):
    """What the pages of a seminar share."""

    @property
    def hall(self) -> Hall:
        """Where they read and write."""
        hall: Hall = self.settings["kit_hall"]
        return hall

    @property
    def seat_name(self) -> str:
        """The name of the seat's cookie; beside the visitor's, so that a lead's phone stays signed in as the lead's."""
        return cookie_name("seat", self.settings["kit_key"], self.roster.network.id)

    @property
    def seat(self) -> Seat | None:
        """The seat of this phone, None where it has none or its seminar's codes were called back."""
        cookie = self.get_signed_cookie(self.seat_name, max_age_days=SEAT_DAYS)
        seat = seat_from(cookie.decode()) if cookie else None
        numbers = self.settings["kit_numbers"].now()
        return seat if seat and seat.number >= numbers.get(seat.holder, 0) else None

    def keep_seat(self, seat: Seat) -> None:
        """Put the seat into the answer's cookie."""
        secure = {"secure": True} if self.request.protocol == "https" else {}
        self.set_signed_cookie(
            *(self.seat_name, seat.text),
            expires_days=SEAT_DAYS,
            httponly=True,
            samesite="Lax",
            path=self.base_url,
            **secure,
        )

    def code(self, seminar_id: str) -> str:
        """The code of a seminar's room."""
        number = self.settings["kit_numbers"].now().get(holder_of(seminar_id), 0)
        return room_code(self.settings["kit_key"], self.roster.network.id, seminar_id, number)

    async def held(self, seminar_id: str) -> Held:
        """A seminar as of now."""
        found = seminar_of(await self.hall.book(), seminar_id)
        if found is None:
            raise Refused(HTTPStatus.NOT_FOUND, "serve.not_found")
        return found

    def draw(self, template: str, **values: Any) -> str:
        """A piece of a page."""
        page = self.settings["voila_jinja2_env"].get_template(template)
        return str(page.render(**self.frame(), xsrf=self.xsrf_token.decode(), **values))

    @property
    def by_script(self) -> bool:
        """Whether a page's script asks, which wants the piece alone."""
        return self.request.headers.get("X-Kit-Script") == "1"

    def answer_with(self, html: str, mark: str = "", status: HTTPStatus = HTTPStatus.OK) -> None:
        """Send a piece of a page to its script."""
        self.set_status(int(status))
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.set_header("X-Kit-Mark", mark)
        self.finish(html)

    def form(self) -> dict[str, list[str]]:
        """Every field that was sent."""
        return {name: self.get_body_arguments(name) for name in self.request.body_arguments if name != "_xsrf"}


class Enter(SeminarPage):
    """The way in: a code becomes a seat."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Take a seat, or say that the code is no good."""
        book, numbers = await self.hall.book(), self.settings["kit_numbers"].now()
        seat = seat_for(code, self.settings["kit_key"], book.network.id, book.seminars, numbers, self.seat)
        if seat is None:
            raise Refused(HTTPStatus.NOT_FOUND, "serve.no_room")
        self.keep_seat(seat)
        self.redirect(f"{self.base_url}seminar")


class Phone(SeminarPage):
    """A participant's page."""

    async def views(self, seat: Seat) -> dict[str, Any]:
        """What this phone shows."""
        held = await self.held(seat.seminar)
        if not seat.municipality:
            places = [m for m in held.book.municipalities if m.active]
            return {"held": held, "places": places, "units": held.book.units, "seat": seat}
        return {"seat": seat, **phone_view(held, seat, self.words, self.hall.chart)}

    def seated(self) -> Seat:
        """The seat, or a page that tells how to get one."""
        seat = self.seat
        if seat is None:
            raise Refused(HTTPStatus.FORBIDDEN, "serve.no_seat")
        return seat

    @allow_unauthenticated
    async def get(self) -> None:
        """Show where the room is."""
        self.remember_language()
        seat = self.seated()
        mark = await self.hall.mark(everything=False)
        body = self.draw("seminar_phone_body.html", **await self.views(seat))
        name = hashlib.sha256(seat.who.encode()).hexdigest()[:12]
        self.show("seminar_phone.html", body=Markup(body), mark=mark, seat_name=name)


class PhoneNow(Phone):
    """The same without its frame, once the room has moved."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Wait for news, at most `PATIENCE` seconds."""
        seat, seen = self.seated(), self.asked("seen")
        mark = await self.hall.wait(seen, PATIENCE, everything=False)
        if mark == seen:
            self.answer_with("", mark, HTTPStatus.NO_CONTENT)
            return
        self.answer_with(self.draw("seminar_phone_body.html", **await self.views(seat)), mark)


class Saving(Phone):
    """A form of a participant's: saved, then the page again with a receipt, or with why not."""

    async def saved(self, seat: Seat, action: Callable[[Book], object]) -> None:
        """Save, and answer the script with a piece or the browser with a page."""
        words = self.words
        try:
            self.hall.pace(seat.who)
            await self.hall.write(action)
            told, status = words("seminar.saved"), HTTPStatus.OK
        except KitError as error:
            told, status = words.error(error), HTTPStatus.UNPROCESSABLE_ENTITY
            self.set_header("X-Kit-Refused", error.key)
        values = {"told": told, "refused": status is not HTTPStatus.OK, **await self.views(seat)}
        body = self.draw("seminar_phone_body.html", **values)
        mark = await self.hall.mark(everything=False)
        if self.by_script:
            self.answer_with(body, mark, status)
            return
        self.set_status(int(status))
        name = hashlib.sha256(seat.who.encode()).hexdigest()[:12]
        self.show("seminar_phone.html", body=Markup(body), mark=mark, seat_name=name)


class Place(Saving):
    """Where a participant sits."""

    @allow_unauthenticated
    async def post(self) -> None:
        """Take the place, and be counted as present."""
        seat, form = self.seated(), self.form()
        municipality, _, unit = (form.get("place") or [""])[0].partition("/")
        new = Seat(seat.seminar, seat.who, municipality, unit, seat.number)
        try:
            self.hall.pace(seat.who)
            await self.hall.write(lambda book: participants.attend(self.hall.folder.path, book, new))
        except KitError as error:
            told = self.words.error(error)
            body = self.draw("seminar_phone_body.html", told=told, refused=True, **await self.views(seat))
            self.set_status(int(HTTPStatus.UNPROCESSABLE_ENTITY))
            self.show("seminar_phone.html", body=Markup(body), mark="", seat_name="")
            return
        self.keep_seat(new)
        self.redirect(f"{self.base_url}seminar", status=HTTPStatus.SEE_OTHER)


class Leave(SeminarPage):
    """Back to the choice of a place."""

    @allow_unauthenticated
    async def post(self) -> None:
        """Choose another place; what was answered moves along when it is chosen."""
        seat = self.seat
        if seat is not None:
            self.keep_seat(Seat(seat.seminar, seat.who, number=seat.number))
        self.redirect(f"{self.base_url}seminar", status=HTTPStatus.SEE_OTHER)


class Answer(Saving):
    """An answer."""

    @allow_unauthenticated
    async def post(self) -> None:
        """Save it."""
        seat, form = self.seated(), self.form()
        item = (form.get("item") or [""])[0]
        await self.saved(seat, lambda book: participants.answer(self.hall.folder.path, book, seat, item, form))


class FacilitatorPage(SeminarPage):
    """What only the facilitator may see."""

    def only_facilitator(self) -> None:
        """Refuse everybody else."""
        if self.visitor != FACILITATOR:
            raise Refused(HTTPStatus.FORBIDDEN, "serve.not_yours")

    def address(self, seminar_id: str) -> str:
        """The address in the QR code."""
        app = self.settings["kit_server"]
        return f"{reachable(self.request.protocol, self.request.host, app.ip)}{self.base_url}s/{self.code(seminar_id)}"

    async def piece(self, seminar_id: str, view: str) -> str:
        """What the wall or the control shows now."""
        held, words = await self.held(seminar_id), self.words
        address = self.address(seminar_id)
        values = {"address": address, "qr": qr(address, words("seminar.qr")), "path": self.path_of(seminar_id)}
        if view == "wall":
            return self.draw("seminar_wall_body.html", **values, **wall_view(held, words))
        known = facilitating.guessed_at(held, held.item) if held.item else {}
        return self.draw("seminar_control_body.html", **values, **control_view(held, words, known))

    def path_of(self, seminar_id: str) -> str:
        """The path of a seminar's pages."""
        return f"{self.base_url}seminar/{quote(seminar_id, safe='')}"


class Control(FacilitatorPage):
    """The facilitator's screen, or the wall."""

    @authenticated
    async def get(self, seminar_id: str, view: str) -> None:
        """Show it."""
        self.only_facilitator()
        self.remember_language()
        held, mark = await self.held(seminar_id), await self.hall.mark(everything=True)
        body = Markup(await self.piece(seminar_id, view))
        self.show(f"seminar_{view}.html", body=body, mark=mark, held=held, path=self.path_of(seminar_id))


class ControlNow(FacilitatorPage):
    """The same without its frame, once something has changed."""

    @authenticated
    async def get(self, seminar_id: str, view: str) -> None:
        """Wait for news."""
        self.only_facilitator()
        seen = self.asked("seen")
        mark = await self.hall.wait(seen, PATIENCE, everything=True)
        if mark == seen:
            self.answer_with("", mark, HTTPStatus.NO_CONTENT)
            return
        self.answer_with(await self.piece(seminar_id, view), mark)


class Steer(FacilitatorPage):
    """A move of the room, a judgement on a text, a count of those present."""

    @authenticated
    async def post(self, seminar_id: str, what: str) -> None:
        """Do it, and show the control again."""
        self.only_facilitator()
        form, folder, told = self.form(), self.hall.folder.path, ""
        said = {name: values[0] for name, values in form.items() if values}

        def act(book: Book) -> object:
            if what == "move":
                return facilitating.move_room(folder, book, self.visitor, seminar_id, said.get("move"))
            if what == "judge":
                shown = said.get("shown") == "1"
                return facilitating.judge_texts(folder, book, self.visitor, seminar_id, form.get("key", ()), shown)
            people = said.get("people", "").strip()
            count = int(people) if people.isdecimal() and len(people) < 6 else people or None
            place = said.get("municipality", "")
            return facilitating.count_present(folder, book, self.visitor, seminar_id, place, count)

        try:
            await self.hall.write(act)
            status = HTTPStatus.OK
        except KitError as error:
            told, status = self.words.error(error), HTTPStatus.UNPROCESSABLE_ENTITY
        if not self.by_script and status is HTTPStatus.OK:
            self.redirect(f"{self.path_of(seminar_id)}/control", status=HTTPStatus.SEE_OTHER)
            return
        mark = await self.hall.mark(everything=True)
        self.answer_with(escape(told) if told else await self.piece(seminar_id, "control"), mark, status)


SEMINAR = r"(?P<seminar_id>[^/]{1,120})"
ADDRESSES = [
    (r"/s/([A-Za-z2-7]{8})", Enter),
    (r"/seminar", Phone),
    (r"/seminar/now", PhoneNow),
    (r"/seminar/place", Place),
    (r"/seminar/leave", Leave),
    (r"/seminar/answer", Answer),
    (rf"/seminar/{SEMINAR}/(?P<view>control|wall)", Control),
    (rf"/seminar/{SEMINAR}/now/(?P<view>control|wall)", ControlNow),
    (rf"/seminar/{SEMINAR}/(?P<what>move|judge|count)", Steer),
]
