"""Personal identifiers are found wherever they stand, and never shown again."""

from __future__ import annotations

import pytest

from kit.domain.privacy import find_identifiers, redacted

CPR = (
    "0101901234",
    "010190-1234",
    "010190 1234",
    "310190–1234",
    "610190-1234",
    "0101901A23",
    "010190 - 1234",
    "010190- 1234",
    "010190  1234",
    "010190\u00a01234",
    "010190\t1234",
    "010190\u22121234",  # a minus sign
    "010190\u00ad1234",  # a hyphen that only shows at the end of a line
    "010190\u200b-1234",
    "01.01.90-1234",
    "01 01 90-1234",
    "01-01-90 - 1234",
    "01/01/90-1234",
    "01-01-1990-1234",
    "01.01.1990 - 1234",
    "cpr-010190-1234",
    "CPR-nr-0101901234",
    "010190-1234-borger",
    "-010190-1234",
)
FNR = (
    "01019012345",
    "010190 12345",
    "010190 123 45",
    "41019012345",
    "01419012345",
    "01819012345",
    "01669012345",
    "010190 - 12345",
    "010190\u00a0123\u00a045",
    "01.01.90-12345",
    "fnr-01019012345-bruker",
)
INNOCENT = (
    "2026-03-12",
    "12-03-2026",
    "4512345678",  # a phone number with its country code: day 45
    "9912345678",
    "1234567",
    "0301",
    "1.234.567,89",
    "3213901234",  # day 32
    "0113901234",  # month 13
    "12345678901234",
    "uge 47, 2026",
    "12.03.26",
    "12.03.26 og 1200 andre",
    "12.03.2026-31.12.2026",
    "2026-03-12-1430",
    "1-010190-1234-5",  # a part of a longer number
    "010190\n1234",
    "12 03 45 67",
    "10 12 45 1234",
)


@pytest.mark.parametrize("number", CPR)
def test_a_cpr_number_is_found_however_it_is_written(number: str) -> None:
    assert [f.kind for f in find_identifiers(f"Borger {number}, fald")] == ["cpr"]


@pytest.mark.parametrize("number", FNR)
def test_a_fodselsnummer_is_found_also_d_numbers_and_test_persons(number: str) -> None:
    assert "fnr" in [f.kind for f in find_identifiers(f"Bruker {number}.")]


@pytest.mark.parametrize("text", INNOCENT)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_identifiers(text) == ()


def test_a_redacted_text_holds_no_digit_of_what_was_found() -> None:
    assert redacted("Anna, 010190-1234, fald") == "Anna, ······, fald"
    assert "12345" not in redacted("01019012345 og 010190-1234")


def test_a_long_text_of_nothing_but_numbers_is_redacted_whole() -> None:
    many = 20_000
    assert redacted("0101901234 " * many) == "······ " * many
