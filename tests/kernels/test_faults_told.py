"""A fault on a live page reaches whoever runs the server, without personal numbers; what the kit refuses does not."""

from __future__ import annotations

import io
import sys

import pytest

from kit.errors import ValueRefused
from kit.kernels.faults_told import tell_fault


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "__stderr__", stream)
    return stream


def test_a_fault_is_told_with_where_it_was_and_no_personal_number(told: io.StringIO) -> None:
    try:
        raise RuntimeError("Anna, 010190-1234")
    except RuntimeError as error:
        tell_fault("A part of a page failed.", error)
    assert told.getvalue().startswith("A part of a page failed.\nTraceback")
    assert "test_faults_told.py" in told.getvalue()
    assert "1234" not in told.getvalue()


def test_what_is_refused_is_no_fault(told: io.StringIO) -> None:
    tell_fault("A part of a page failed.", ValueRefused("actions.too_long"))
    assert told.getvalue() == ""
