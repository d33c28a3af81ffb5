from __future__ import annotations

import re

import pytest

from kit import resources

CSS = (resources.templates("style") / "kit.css").read_text(encoding="utf-8")
TEXT = ("--kit-ink", "--kit-soft-ink", "--kit-accent", "--kit-good", "--kit-warn", "--kit-mute", "--kit-other")
GROUNDS = ("--kit-ground", "--kit-shade")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(colour_of(first)), luminance(colour_of(second))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colour_of(name: str) -> str:
    return re.search(rf"{name}: (#[0-9a-f]{{6}});", CSS)[1]


def test_the_look_asks_for_nothing_from_anywhere():
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_every_rule_is_scoped_so_that_jupyterlab_keeps_its_own_look():
    plain = re.sub(r"/\*.*?\*/|@(?:media|page)[^{]*", "", CSS, flags=re.DOTALL)
    selectors = [one.strip() for group in re.findall(r"([^{}]+)\{", plain) for one in group.split(",") if one.strip()]
    assert [s for s in selectors if ".kit" not in s and s not in (":root", ".jp-RenderedPlotly.js-plotly-plot")] == []


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXT)
def test_every_text_colour_can_be_read_on_every_ground(text: str, ground: str):
    assert contrast(text, ground) >= 4.5


def test_the_frame_of_a_field_can_be_seen():
    assert contrast("--kit-field-line", "--kit-ground") >= 3
