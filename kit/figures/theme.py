"""The calm look that all figures share: colours, fonts, axes, and the settings that keep plotly on this host."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

import plotly.graph_objects as go
from plotly.utils import PlotlyJSONEncoder

Trace = dict[str, Any]

# plotly 7 shows a button that uploads the data unless both of the first two are set; the mode bar adds nine tab stops.
CONFIG: Final[dict[str, Any]] = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
}

# All text colours reach 4.5:1 on white, all lines and points 3:1; the four findings stay apart for the colour-blind.
COLOURS: Final[dict[str, str]] = {
    "ink": "#1F2933",
    "muted": "#52606D",
    "values": "#5B6B7A",
    "median": "#1F2933",
    "goal": "#00695C",
    "grid": "#E4E7EB",
    "baseline": "#EEF3F8",
    "track": "#E4E7EB",
    "accent": "#0B5394",
    "improving": "#0072B2",
    "worsening": "#C75300",
    "common": "#767676",
    "signal_neutral": "#361475",
    "white": "#FFFFFF",
}

FONT_SIZE: Final = 13
SMALL: Final = 12
LINE_HEIGHT: Final = 15
FAMILY: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def layout(height: int, margin: dict[str, int]) -> dict[str, Any]:
    """The layout that every figure starts from: white, no legend, no zoom, so that a phone can scroll past it."""
    return {
        "template": {},  # an own empty template: plotly's default one is 6 kB in every figure
        "height": height,
        "autosize": True,
        "margin": {**margin, "pad": 0},
        "paper_bgcolor": COLOURS["white"],
        "plot_bgcolor": COLOURS["white"],
        "font": {"family": FAMILY, "size": FONT_SIZE, "color": COLOURS["ink"]},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": COLOURS["white"], "font": {"size": FONT_SIZE, "color": COLOURS["ink"]}},
    }


def scatter(**look: Any) -> Trace:
    """Points and lines, as plotly's `Scatter` takes them."""
    return {"type": "scatter", **look}


class Drawn(go.Figure):
    """A figure of finished parts: plotly builds its own objects of them when somebody asks for one.

    Most figures only become JSON, and of that the building takes two thirds. Nor does plotly check the parts, which
    are drawn from constants and numbers; the tests have it check them.
    """

    def __init__(self, data: list[Trace], layout: dict[str, Any]) -> None:
        object.__setattr__(self, "_parts", {"data": data, "layout": layout})

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet."""
        parts = self.__dict__.pop("_parts", None)
        if parts is None:
            raise AttributeError(name)
        super().__init__(**parts, _validate=False)
        return getattr(self, name)

    def __reduce__(self) -> tuple[Any, ...]:
        """How a copy is made."""
        values = self.to_plotly_json()
        return Drawn, (values["data"], values["layout"])

    def to_plotly_json(self) -> dict[str, Any]:
        """The figure as plain values."""
        parts = self.__dict__.get("_parts")
        found: dict[str, Any] = super().to_plotly_json() if parts is None else deepcopy(parts)
        return found


def plain_values(figure: go.Figure) -> dict[str, Any]:
    """A figure as JSON values and nothing else."""
    parts = figure.__dict__.get("_parts")
    found: dict[str, Any] = json.loads(json.dumps(parts or figure.to_plotly_json(), cls=PlotlyJSONEncoder))
    return found


def figure_of(layout: Mapping[str, Any], traces: Iterable[Trace]) -> go.Figure:
    """A figure of finished parts."""
    return Drawn(list(traces), dict(layout))


def axis(low: Any, high: Any, places: Sequence[Any], words: Sequence[str], *, grid: bool) -> dict[str, Any]:
    """An axis from `low` to `high` with its own tick words: plotly has no Danish or Norwegian months and numbers."""
    return {
        "range": [low, high],
        "tickmode": "array",
        "tickvals": list(places),
        "ticktext": list(words),
        "tickangle": 0,
        "tickfont": {"size": SMALL, "color": COLOURS["muted"]},
        "showgrid": grid,
        "gridcolor": COLOURS["grid"],
        "gridwidth": 1,
        "zeroline": False,
        "showline": not grid,
        "linecolor": COLOURS["grid"],
        "ticks": "" if grid else "outside",
        "ticklen": 4,
        "tickcolor": COLOURS["grid"],
        "fixedrange": True,
    }


def note(text: str, **place: Any) -> dict[str, Any]:
    """A text in the figure: no arrow, small, with a white ground so that a line behind it does not cut the letters."""
    return {
        "text": text,
        "showarrow": False,
        "align": "left",
        "font": {"size": SMALL, "color": place.pop("color", COLOURS["muted"])},
        "bgcolor": "rgba(255,255,255,0.85)",
        "borderpad": 0,
        **place,
    }


def width_of(text: str) -> int:
    """Pixels that the widest line of `text` takes at the small size (a fair guess: 6.7 a character)."""
    return round(6.7 * max(len(line) for line in text.split("<br>")))
