"""The pages by the name of their notebook: one a file. A page is imported when it is opened."""

from __future__ import annotations

from importlib import import_module

from kit.notebook.pages.base import Opened, Page

__all__ = ["Opened", "Page", "page_class"]


def page_class(name: str) -> type[Page]:
    """The class of a page: `leadership` is `LeadershipPage` in `kit.notebook.pages.leadership`."""
    words = "".join(word.capitalize() for word in name.split("_"))
    found: type[Page] = getattr(import_module(f"kit.notebook.pages.{name}"), f"{words}Page")
    return found
