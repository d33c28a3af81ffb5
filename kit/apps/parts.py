"""A part of a page: what one notebook cell shows, as a report, as an app, or in JupyterLab."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kit.kernels.surroundings import Host

if TYPE_CHECKING:
    from ipywidgets import Widget
    from plotly.graph_objects import Figure

HTML = "text/html"
PLOTLY = "application/vnd.plotly.v1+json"
Bundle = tuple[dict[str, Any], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure and the sentence that says what it shows to those who cannot see it."""

    figure: Figure
    sentence: str


Piece = Markup | Picture


def figure_bundle(picture: Picture) -> Bundle:
    """A figure as data that JupyterLab, Voilà and the report template draw, with the kit's own configuration."""
    from kit.figures.theme import CONFIG, plain_values

    return {PLOTLY: {**plain_values(picture.figure), "config": dict(CONFIG)}}, {"kit": {"alt": picture.sentence}}


def wrap(markup: Markup) -> str:
    """Markup inside the element that carries the kit's look; JupyterLab and Voilà set no $…$ in it as a formula."""
    return str(Markup('<div class="kit mathjax_ignore">{}</div>').format(markup))


def _bundles(pieces: tuple[Piece, ...]) -> Iterator[Bundle]:
    for is_picture, run in groupby(pieces, key=lambda piece: isinstance(piece, Picture)):
        if is_picture:
            yield from (figure_bundle(piece) for piece in run if isinstance(piece, Picture))
        else:
            yield {HTML: wrap(Markup("\n").join(piece for piece in run if isinstance(piece, Markup)))}, {}


@dataclass(frozen=True, slots=True)
class Part:
    """What a cell shows. `live` makes the widget that stands in its place in an app and in JupyterLab."""

    pieces: tuple[Piece, ...] = ()
    live: Callable[[], Widget] | None = None
    host: Host = Host.REPORT

    @property
    def html(self) -> Markup:
        """The words and tables, without the figures."""
        return Markup("\n").join(piece for piece in self.pieces if isinstance(piece, Markup))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures, in order."""
        return tuple(piece.figure for piece in self.pieces if isinstance(piece, Picture))

    def on(self, host: Host) -> Part:
        """The same part for another host."""
        return replace(self, host=host)

    def bundles(self) -> tuple[Bundle, ...]:
        """What is sent to the page: (data by media type, metadata), one for each output."""
        if self.host is Host.REPORT or self.live is None:
            return tuple(_bundles(self.pieces))
        data = dict(self.live()._repr_mimebundle_())
        if self.host is Host.LAB:
            data[HTML] = wrap(self.html)
        return ((data, {}),)

    def _ipython_display_(self) -> None:
        from IPython.display import publish_display_data

        for data, metadata in self.bundles():
            publish_display_data(data=data, metadata=metadata)  # type: ignore[no-untyped-call]

    def __repr__(self) -> str:
        words = len(unescape(re.sub(r"<[^>]+>", " ", self.html)).split())
        return f"<Part: {words} words, {len(self.figures)} figures{', live' if self.live else ''}>"


def part(*pieces: Piece, live: Callable[[], Widget] | None = None) -> Part:
    """A part of these pieces, in order."""
    return Part(tuple(pieces), live)
