"""A terminal to type in: the exit code and what was said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from kit.cli import run


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


@pytest.fixture
def kit(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Type ``kit …`` on a Danish computer."""
    monkeypatch.setenv("KIT_LANG", "da")

    def type_in(*words: object) -> Said:
        code = run([str(word) for word in words])
        return Said(code, *capsys.readouterr())

    return type_in
