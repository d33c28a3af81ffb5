"""Whatever the kit shows is in one language: no word of another one's catalogue, no bare key."""

from __future__ import annotations

import pytest
from outputs import page_text
from telltale import bare_keys, foreign, wrong_numbers

from kit.domain.label import LANGUAGES
from kit.kernels.surroundings import Host
from kit.resources import ALL_PAGES


def check(text: str, language: str) -> None:
    assert len(text) > 20
    assert foreign(text, language) == set()
    assert bare_keys(text) == set()
    assert wrong_numbers(text, language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("host", [Host.REPORT, Host.LAB])
@pytest.mark.parametrize("name", ALL_PAGES)
def test_a_notebook_speaks_one_language(name: str, host: Host, language: str) -> None:
    check(page_text(name, language, host), language)


def test_another_languages_word_number_or_key_is_found() -> None:
    assert foreign("Her mangler en utgangsmåling", "da") == {"nb: utgangsmåling"}
    assert foreign("Læringsseminaret i maj", "nb") >= {"da: maj"}
    assert bare_keys("Se apps.title.baseline og network.xlsx") == {"apps.title.baseline"}
    assert wrong_numbers("12.5 den 2026-03-31, 40%", "da") == {"12.5", "2026-03-31", "0%"}
    assert wrong_numbers("12,5 and 40 %", "en") == {"12,5", "0 %"}
    assert wrong_numbers("12,5 og 40 % den 31.03.2026, 1.234", "nb") == set()
