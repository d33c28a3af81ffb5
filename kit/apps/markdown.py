"""Text that trainers write: paragraphs, lists, bold. Anything that looks like HTML in it is shown as it stands."""

from __future__ import annotations

from markupsafe import Markup


def words(text: str) -> Markup:
    """The text as HTML."""
    from mistune import create_markdown

    return Markup(str(create_markdown(escape=True)(text)).strip())
