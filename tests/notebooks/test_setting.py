from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kit.domain.access import FACILITATOR, Role, Visitor
from kit.errors import KitError, NotAllowed
from kit.kernels.surroundings import Host
from kit.notebook.setting import asked, host_of, language_asked

OWN, OTHER = "0101", "0301"


def in_app(visitor: str, query: str = "") -> dict[str, str]:
    return {"KIT_HOST": "app", "KIT_NETWORK": "/net", "HTTP_X_KIT_VISITOR": visitor, "QUERY_STRING": query}


@pytest.mark.parametrize(
    ("name", "host"), [("report", Host.REPORT), ("app", Host.APP), ("", Host.LAB), ("nonsense", Host.LAB)]
)
def test_the_host_comes_from_the_environment(name: str, host: Host):
    assert host_of({"KIT_HOST": name}) is host


def test_empty_parameters_mean_the_defaults():
    found = asked({"KIT_NETWORK": "/net"}, "", "", "", "")
    assert (found.network, found.municipality, found.language, found.as_of) == (Path("/net"), "", "", None)
    assert found.visitor == FACILITATOR


def test_parameters_are_read_as_text():
    found = asked({}, " folder ", OTHER, "nb", "2026-03-31")
    assert (found.network, found.municipality, found.language) == (Path("folder"), "0301", "nb")
    assert found.as_of == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("values", "key"),
    [
        (("", "", "", ""), "apps.door.network"),
        (("x", "", "sv", ""), "apps.door.language"),
        (("x", "", "", "31.03.2026"), "apps.door.as_of"),
        (("x", "", "", "2026-02-30"), "apps.door.as_of"),
    ],
)
def test_a_parameter_that_cannot_be_understood_is_named(values: tuple[str, str, str, str], key: str):
    with pytest.raises(KitError) as error:
        asked({}, *values)
    assert error.value.key == key


def test_a_personal_number_in_a_parameter_is_not_repeated():
    with pytest.raises(KitError) as error:
        asked({}, "x", "", "", "010190-1234")
    assert "1234" not in str(error.value)


@pytest.mark.parametrize("query", ["", f"municipality={OTHER}", f"municipality={OWN}&municipality={OTHER}"])
def test_a_municipality_always_gets_its_own_page(query: str):
    found = asked(in_app(f"municipality:{OWN}", query), "/elsewhere", OTHER, "en", "2020-01-01")
    assert found.municipality == OWN
    assert found.network == Path("/net")
    assert found.as_of is None
    assert found.visitor == Visitor(Role.MUNICIPALITY, OWN)


def test_a_facilitator_chooses_the_municipality_in_the_query():
    assert asked(in_app("facilitator", f"municipality={OTHER}&lang=nb"), "", "", "", "").municipality == OTHER
    assert asked(in_app("facilitator"), "", OTHER, "", "").municipality == ""


@pytest.mark.parametrize("visitor", ["", "nobody", "municipality:", "facilitator:0301", "admin:0301"])
def test_without_a_verified_visitor_nothing_is_shown(visitor: str):
    with pytest.raises(NotAllowed):
        asked(in_app(visitor, f"municipality={OWN}"), "", "", "", "")


def test_who_the_visitor_is_never_comes_from_the_query():
    with pytest.raises(NotAllowed):
        asked(in_app("", "HTTP_X_KIT_VISITOR=facilitator&visitor=facilitator"), "", "", "", "")


@pytest.mark.parametrize(
    ("environ", "parameter", "language"),
    [
        ({}, "nb", "nb"),
        ({}, "sv", ""),
        (in_app("facilitator", "lang=en"), "nb", "en"),
        (in_app("facilitator", "lang=<script>"), "nb", ""),
    ],
)
def test_the_readers_language(environ: dict[str, str], parameter: str, language: str):
    assert language_asked(environ, parameter) == language
