"""Pages to take along: a page that stands alone, as the address of a file to keep and print."""

from __future__ import annotations

import base64

from kit.sources.print_page import print_page


def sheet_link(title: str, language: str, body: str) -> str:
    """A page that prints on A4, as an address that holds it. `body` is HTML, escaped already."""
    content = print_page(title, language, body).encode("utf-8")
    return f"data:text/html;charset=utf-8;base64,{base64.b64encode(content).decode()}"
