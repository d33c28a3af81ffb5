"""Pages to take along and print, each whole in itself."""

from __future__ import annotations

from kit.sources.print_page import print_page


def printed(title: str, language: str, body: str) -> bytes:
    """A page that prints on A4. `body` is HTML, escaped already."""
    return print_page(title, language, body).encode("utf-8")
