"""What an address may ask for."""

from __future__ import annotations

from datetime import date

import pytest

from kit import resources
from kit.domain.access import FACILITATOR, Role, Visitor
from kit.domain.network import Municipality, Network, Status
from kit.serve.address import APPS, NETWORK_APPS, Wish, app_path, language_of, municipality_of
from kit.serve.roster import Roster

OSLO = Municipality("0301", "Oslo")
GONE = Municipality("0101", "Halden", status=Status.WITHDRAWN)
ROSTER = Roster(Network("n", "Nettverk", "i-trygge-hender", "nb", date(2026, 9, 15)), (GONE, OSLO))
OWN = Visitor(Role.MUNICIPALITY, "0101")


def test_every_notebook_has_an_address_and_every_address_a_notebook():
    assert {*NETWORK_APPS, *APPS, resources.START_PAGE} == {path.stem for path in resources.notebooks().glob("*.ipynb")}


@pytest.mark.parametrize("asked", ["", "0301", "0101", "9999"])
def test_a_municipality_gets_its_own_page_whatever_it_asks_for(asked: str) -> None:
    assert municipality_of(asked, OWN, ROSTER) == GONE


@pytest.mark.parametrize(
    ("asked", "found"), [("", OSLO), ("0301", OSLO), ("0101", GONE), ("301", None), ("9999", None)]
)
def test_the_facilitator_gets_the_code_asked_for_or_the_first_that_takes_part(
    asked: str, found: Municipality | None
) -> None:
    assert municipality_of(asked, FACILITATOR, ROSTER) == found


def test_a_network_without_municipalities_has_none_to_show() -> None:
    assert municipality_of("", FACILITATOR, Roster(ROSTER.network, ())) is None


@pytest.mark.parametrize(
    ("asked", "remembered", "language"),
    [("da", "en", "da"), ("", "en", "en"), ("xx", "en", "en"), ("xx", "<b>", "nb"), ("", "", "nb")],
)
def test_the_language_is_the_one_asked_for_then_the_last_then_the_network_s(
    asked: str, remembered: str, language: str
) -> None:
    assert language_of(asked, remembered, ROSTER) == language


def test_an_address_keeps_the_zero_of_a_code_and_escapes_what_is_no_code() -> None:
    assert Wish(OSLO, "da").query == "municipality=0301&lang=da"
    assert Wish(None, "da").query == "lang=da"
    assert app_path("baseline", "03&x=1") == "/voila/render/baseline.ipynb?municipality=03%26x%3D1"
    assert app_path("baseline") == "/voila/render/baseline.ipynb"


def test_a_municipality_that_is_not_in_the_network_is_a_stranger() -> None:
    assert ROSTER.knows(FACILITATOR)
    assert ROSTER.knows(OWN)
    assert not ROSTER.knows(Visitor(Role.MUNICIPALITY, "9999"))
