"""The door from a notebook into the kit: ``page = notebook.open("preparation", network, municipality, …)``.

Importing this is quick; what a page needs is imported when it is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit.notebook.pages import Page

__all__ = ["open"]


def open(  # noqa: A001
    name: str, network: str = "", municipality: str = "", language: str = "", as_of: str = ""
) -> Page | Any:
    """Open a page by its name, one of `kit.resources.PAGES`, such as ``run_chart``.

    Parameters
    ----------
    network
        The path of a network folder, or of a hand-over file (.json). Empty: the folder that the kit was started on.
    municipality
        A municipality's code, such as ``0301``. Empty: the visitor's own, else the first that still takes part.
    language
        ``da``, ``nb`` or ``en``. Empty: the network's language.
    as_of
        A day such as ``2026-03-31``; what was measured later is left out. Empty: today.

    Returns
    -------
    Page
        One method a cell, such as ``page.heading()``. When something is wrong (no such folder, a wrong code) the page
        says so in plain words; in a report the error is raised instead, so that the run can tell it.
    """
    from kit.notebook.door import open_page

    return open_page(name, network, municipality, language, as_of)
