"""The code of a seminar's room: short enough to type, for everybody who is in the room, and it can be called back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping

from kit.domain.network import Seminar
from kit.domain.seminars.seat import Seat, holder_of

LENGTH = 8  # letters of 5 bits: nobody finds one by trying
SEAT_BYTES = 9


def room_code(key: str, network_id: str, seminar_id: str, number: int) -> str:
    """The code of a seminar's room, made with the key that signs the folder's links; a higher number makes another."""
    said = f"room {network_id} {seminar_id} {number}".encode()
    made = hmac.new(key.encode(), said, hashlib.sha256).digest()
    return base64.b32encode(made).decode().lower()[:LENGTH]


def seat_for(
    code: str, key: str, network_id: str, seminars: Iterable[Seminar], numbers: Mapping[str, int], earlier: Seat | None
) -> Seat | None:
    """The seat of a phone that comes in with a code; its `earlier` one when it has been in this room before.

    None when the code is no seminar's, or has been called back.
    """
    for seminar in seminars:
        number = numbers.get(holder_of(seminar.id), 0)
        if hmac.compare_digest(room_code(key, network_id, seminar.id, number), code.lower()):
            if earlier is not None and earlier.seminar == seminar.id and earlier.number == number:
                return earlier
            return Seat(seminar.id, secrets.token_urlsafe(SEAT_BYTES).replace("-", "x"), number=number)
    return None
