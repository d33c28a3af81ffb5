"""What the page of the queue asks: how far the queue has come."""

from __future__ import annotations

from http import HTTPStatus

from tornado.web import authenticated

from kit.domain.access import may_open
from kit.serve.pages import Page, Refused
from kit.serve.reception import Reception

PLACE_COOKIE = "kit-place"


class QueuePlace(Page):
    """The number of the browser's place before an app, as JSON; asking keeps the place."""

    @authenticated
    async def get(self, app: str) -> None:
        """``{"ready": …, "text": …}``: whether the page can be opened now, and what to read meanwhile."""
        visitor, ticket = self.visitor, self.get_cookie(PLACE_COOKIE, "")
        assert visitor is not None
        if not may_open(visitor.role, app) or not ticket:
            raise Refused(HTTPStatus.NOT_FOUND, "serve.not_found")
        reception: Reception = self.settings["kit_reception"]
        name = f"{ticket}:{app}"
        number = reception.queue.number(name, visitor)
        self.finish({"ready": await reception.queue.ready(name), "text": self.words("serve.queue.number", n=number)})
