"""Whatever the kit shows is in one language: no word of another one's catalogue, no bare key."""

from __future__ import annotations

import pytest
from outputs import page_text
from telltale import bare_keys, foreign

from kit.domain.label import LANGUAGES
from kit.kernels.surroundings import Host
from kit.notebook.pages import PAGES


def check(text: str, language: str) -> None:
    assert len(text) > 20
    assert foreign(text, language) == set()
    assert bare_keys(text) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("host", [Host.REPORT, Host.LAB])
@pytest.mark.parametrize("name", list(PAGES))
def test_a_notebook_speaks_one_language(name: str, host: Host, language: str) -> None:
    check(page_text(name, language, host), language)
