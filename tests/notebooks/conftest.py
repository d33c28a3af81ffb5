"""The notebooks are tested on the small network of the page tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("apps", "texts")]
SURROUNDINGS = ("KIT_HOST", "KIT_NETWORK", "HTTP_X_KIT_VISITOR", "QUERY_STRING")


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SURROUNDINGS:
        monkeypatch.delenv(name, raising=False)
