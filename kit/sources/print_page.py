"""A web page that stands alone and prints on A4: letters, forms and diagrams."""

from __future__ import annotations

import html
from pathlib import Path

from kit.sources.safe_write import written_whole

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.55 Georgia, serif; color: #1b1b1b; background: #fff; }}
body {{ max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }}
h1, h2, h3 {{ font-family: system-ui, sans-serif; line-height: 1.25; }}
h1 {{ font-size: 1.6rem; }}
h2 {{ font-size: 1.15rem; margin-top: 1.6rem; break-after: avoid; }}
h3 {{ font-size: 1rem; margin-top: 1.2rem; break-after: avoid; }}
p {{ overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; width: 100%; margin: 0.6rem 0; font: 0.9rem/1.4 system-ui, sans-serif; }}
caption {{ text-align: left; font-weight: 600; padding: 0.3rem 0; }}
th, td {{ border: 1px solid #8a94a0; padding: 0.3rem 0.45rem; text-align: left; vertical-align: top; }}
thead th {{ background: #eef2f6; }}
tr {{ break-inside: avoid; }}
td.box {{ text-align: center; min-width: 2.2rem; }}
.wide {{ overflow-x: auto; }}
.small {{ font-size: 0.85rem; color: #444; }}
@page {{ size: A4; margin: 2cm; }}
@media print {{ body {{ margin: 0; max-width: none; padding: 0; }} .wide {{ overflow: visible; }} }}
{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def print_page(title: str, language: str, body: str, style: str = "") -> str:
    """A page with the HTML `body` (escaped already), in the letters' look with more `style`; it asks for nothing from
    outside."""
    return _PAGE.format(language=language, title=html.escape(title), body=body, style=style)


def write_print_page(path: Path, title: str, language: str, body: str, style: str = "") -> None:
    """Write such a page.

    Raises FolderError ``problems.cannot_write`` or ``problems.file_in_use``.
    """
    page = print_page(title, language, body, style)
    written_whole(path, lambda draft: draft.write_text(page, encoding="utf-8", newline="\n"))
