"""The gate in front of a page's writes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kit.actions import link_numbers
from kit.actions.folder import NetworkFolder
from kit.actions.gate import MOST_A_MINUTE, Gate
from kit.domain.access import Pass, Role, Visitor
from kit.domain.label import LANGUAGES
from kit.errors import LinkRevoked, ValueRefused
from kit.store import open_store
from kit.texts import texts

OSLO = Visitor(Role.MUNICIPALITY, "0301")


def test_more_writes_than_people_make_are_refused_until_a_minute_has_gone(folder: NetworkFolder) -> None:
    now, done = [0.0], []
    save = Gate(folder.path, Pass(OSLO), clock=lambda: now[0]).through(done.append)
    for n in range(MOST_A_MINUTE):
        save(n)
    now[0] = 59.0
    with pytest.raises(ValueRefused) as refused:
        save("one too many")
    assert all(str(MOST_A_MINUTE) in texts(language).error(refused.value) for language in LANGUAGES)
    assert len(done) == MOST_A_MINUTE
    now[0] = 60.0
    save("later")
    assert done[-1] == "later"


def test_a_write_after_the_link_was_called_back_is_refused(folder: NetworkFolder, monkeypatch) -> None:
    monkeypatch.setattr(link_numbers, "PAUSE", 0)
    done = []
    save = Gate(folder.path, Pass(OSLO)).through(done.append)
    save("before")
    with open_store(folder.database, create=True) as store:
        store.raise_link_number(OSLO.holder, by="facilitator", at=datetime.now(UTC))
    with pytest.raises(LinkRevoked) as refused:
        save("after")
    assert all(texts(language).error(refused.value) for language in LANGUAGES)
    assert done == ["before"]
    Gate(folder.path, Pass(OSLO, 1)).through(done.append)("renewed")
    assert done == ["before", "renewed"]
