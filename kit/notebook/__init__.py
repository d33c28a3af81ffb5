"""The door from a notebook into the kit.

``page = notebook.open("preparation", network, municipality, …)`` opens a page of a network,
``lesson = notebook.teach("run_chart", language)`` a lesson of the course, and ``notebook.start()`` shows what there is.

Importing this is quick; what a page needs is imported when it is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit.notebook.lesson import LessonPage
    from kit.notebook.pages import Page
    from kit.notebook.start import StartPage

__all__ = ["open", "start", "teach"]


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


def teach(name: str, language: str = "", network: str = "") -> LessonPage | Any:
    """Open a lesson of the course by its id, such as ``run_chart`` (`start` lists them all).

    Parameters
    ----------
    language
        ``da``, ``nb`` or ``en``. Empty: the network's language, else Danish.
    network
        The path of a network folder, which only the last lesson uses. Empty: the folder that the kit was started on.

    Returns
    -------
    LessonPage
        `heading()`, `step("…")` (`steps` lists them), `score()` and `guide()` show its parts; `lesson` holds it as
        values.

    Examples
    --------
    >>> from kit import notebook
    >>> notebook.teach("run_chart", "en").steps[:2]
    ('why', 'median')
    """
    from kit.notebook.lesson import open_lesson

    return open_lesson(name, language, network)


def start(network: str = "", language: str = "") -> StartPage | Any:
    """What there is to open, as cards: the pages of a network and the lessons of the course.

    Parameters
    ----------
    network
        The path of a network folder. Empty: the folder that the kit was started on; without one there are the lessons.
    language
        ``da``, ``nb`` or ``en``. Empty: the network's language, else Danish.
    """
    from kit.notebook.start import open_start

    return open_start(network, language)
