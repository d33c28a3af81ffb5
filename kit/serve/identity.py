"""Sign-in: a signed link becomes a cookie, a cookie becomes a visitor, and a visitor owns the kernels it started."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.identity import IdentityProvider, User
from tornado.websocket import WebSocketHandler

from kit.domain.access import Pass, Role, Visitor, pass_from, visitor_from

if TYPE_CHECKING:
    from collections.abc import Container

    from tornado.web import RequestHandler

COOKIE_DAYS = 60
RESPONDENT_DAYS = 1  # a tablet in a staff room goes from hand to hand


def cookie_secret(signing_key: str) -> bytes:
    """The secret of the cookies, made from the folder's signing key so that sign-ins outlive a restart."""
    return hmac.new(signing_key.encode(), b"kit cookie", hashlib.sha256).digest()


def cookie_name(of: str, signing_key: str, network_id: str) -> str:
    """The name of a cookie, another for each network folder: cookies do not know ports, and several networks may run on
    one machine. The network's id alone would not do: `kit new` gives those of one programme and year the same."""
    return f"kit-{of}-{hmac.new(signing_key.encode(), network_id.encode(), hashlib.sha256).hexdigest()[:8]}"


def _days(link: Pass) -> int:
    return RESPONDENT_DAYS if link.visitor.role is Role.RESPONDENT else COOKIE_DAYS


class LinkIdentity(IdentityProvider):
    """Who asks is read from the signed cookie and from nothing else; there is no login form."""

    auth_enabled = True
    login_available = False
    need_token = False

    def get_handlers(self) -> list[tuple[str, object]]:
        """No login and no logout page: the link is the only door."""
        return []

    def get_cookie_name(self, handler: RequestHandler) -> str:
        """The cookie of this network."""
        return cookie_name("visitor", handler.settings["kit_key"], self.parent.roster.now().network.id)

    async def get_user(self, handler: Any) -> User | None:
        """The visitor with a valid cookie whom the network still knows, or None."""
        handler.request.headers.pop("X-Kit-Visitor", None)
        link = self.pass_of(handler)
        if link is None:
            return None
        user = User(username=link.visitor.id)
        # Reading xsrf_token sets its cookie. Without it the page's good-bye is refused and its kernel stays
        # (voila#1458). The token needs to know who asks, or reading it fails.
        handler.current_user = handler._jupyter_current_user = user
        if not isinstance(handler, WebSocketHandler):
            _ = handler.xsrf_token
        return user

    def sign_in(self, handler: RequestHandler, link: Pass) -> None:
        """Put the visitor into the answer's cookie."""
        secure = {"secure": True} if handler.request.protocol == "https" else {}
        handler.set_signed_cookie(
            self.get_cookie_name(handler),
            link.text,
            expires_days=_days(link),
            httponly=True,
            samesite="Lax",  # Strict would leave the cookie out on the way in from a mail
            path=self.parent.base_url,
            **secure,
        )

    def shown_pass(self, handler: RequestHandler) -> Pass | None:
        """The pass in a cookie that is ours, whether it is still good or not."""
        name = self.get_cookie_name(handler)
        cookie = handler.get_signed_cookie(name, max_age_days=COOKIE_DAYS)
        link = pass_from(cookie.decode()) if cookie else None
        return link if link and handler.get_signed_cookie(name, max_age_days=_days(link)) else None

    def pass_of(self, handler: RequestHandler) -> Pass | None:
        """The pass of a visitor who may be here now: known to the network, not expired, not called back."""
        link = self.shown_pass(handler)
        if link is None or link.expired(date.today()) or not link.stands(self.parent.numbers.now()):
            return None
        return link if self.parent.roster.now().knows(link.visitor) else None


class KernelOwners:
    """Which visitor started which kernel."""

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}

    def add(self, kernel_id: str, visitor: Visitor, living: Container[str]) -> None:
        """Remember the owner of a new kernel and forget those that have ended."""
        self._owners = {kernel: owner for kernel, owner in self._owners.items() if kernel in living}
        self._owners[kernel_id] = visitor.id

    def of(self, visitor: Visitor, living: Container[str]) -> list[str]:
        """The visitor's kernels that still run, the oldest first."""
        return [kernel for kernel, owner in self._owners.items() if owner == visitor.id and kernel in living]

    def all(self, living: Container[str]) -> list[str]:
        """Every visitor's kernels that still run, the oldest first."""
        return [kernel for kernel in self._owners if kernel in living]

    def owns(self, visitor: Visitor | None, kernel_id: str) -> bool:
        """Whether the visitor started this kernel."""
        return visitor is not None and self._owners.get(kernel_id) == visitor.id


class OwnKernelsOnly(Authorizer):
    """A visitor reaches its own kernels and no other resource of the Jupyter server."""

    def is_authorized(self, handler: Any, user: User, action: str, resource: str) -> bool:  # noqa: ARG002
        """Whether the kernel in the address is the visitor's own, or ended: then the answer is that it is not there."""
        kernel_id = str(handler.path_kwargs.get("kernel_id", ""))
        if resource != "kernels" or not kernel_id:
            return False
        ended = kernel_id not in handler.kernel_manager
        return ended or self.parent.owners.owns(visitor_from(user.username), kernel_id)
