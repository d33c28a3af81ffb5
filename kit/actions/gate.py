"""The gate in front of a page's writes: a link that still stands, and no more writes than people make."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from kit.actions.folder import find_folder
from kit.actions.link_numbers import LinkNumbers
from kit.domain.access import Pass
from kit.errors import LinkRevoked, ValueRefused

MOST_A_MINUTE = 120  # somebody who types as fast as possible saves one field a second
P = ParamSpec("P")
T = TypeVar("T")


class Gate:
    """Lets the writes of one visitor's page through. `folder` is the network folder, `clock` gives seconds."""

    def __init__(self, folder: Path, holder: Pass, clock: Callable[[], float] = time.monotonic) -> None:
        self._pass, self._clock = holder, clock
        self._numbers = LinkNumbers(find_folder(folder))
        self._lately: deque[float] = deque(maxlen=MOST_A_MINUTE)

    def through(self, save: Callable[P, T]) -> Callable[P, T]:
        """`save`, asked at the gate each time. Then it raises LinkRevoked or ValueRefused ``links.too_fast``, too."""

        @wraps(save)
        def saved(*args: P.args, **kwargs: P.kwargs) -> T:
            self.ask()
            return save(*args, **kwargs)

        return saved

    def ask(self) -> None:
        """Count one write. Raises as said in `through`."""
        if not self._pass.stands(self._numbers.now()):
            raise LinkRevoked("links.revoked")
        now = self._clock()
        if len(self._lately) == MOST_A_MINUTE and now - self._lately[0] < 60:
            raise ValueRefused("links.too_fast", most=MOST_A_MINUTE)
        self._lately.append(now)
