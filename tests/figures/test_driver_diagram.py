"""The driver diagram is a nested list that says everything in words."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from kit.domain.label import LANGUAGES
from kit.figures.driver_diagram import Line, driver_diagram
from kit.texts import texts

IDEA = Line("Kort på døren", mark=Markup("<b>prøves af</b>"))
LINES = (
    Line("Risikoen ses", below=(Line("Huden ses", "Vises af: Hudtjek", ideas=(IDEA,)),), ideas=(Line("Om natten"),)),
    Line("Vi lærer <i>", crossed=True),
)


class Nesting(HTMLParser):
    """Every text with how many lists it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.depth, self.open, self.found = 0, list[str](), dict[str, int]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self.open.append(tag)
            self.depth += tag == "ul"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.depth -= tag == "ul"

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found[data.strip()] = self.depth


def nesting(markup: str) -> dict[str, int]:
    parser = Nesting()
    parser.feed(markup)
    assert parser.open == []
    return parser.found


def test_drivers_and_ideas_stand_in_lists_within_lists() -> None:
    found = nesting(driver_diagram("Tryksår", "Færre tryksår", LINES, texts("da")))
    assert found["Færre tryksår"] == 0
    assert (found["Risikoen ses"], found["Huden ses"], found["Kort på døren"], found["Om natten"]) == (1, 2, 3, 3)
    assert found["prøves af"] == 3
    assert found["Vises af: Hudtjek"] == 2


def test_what_is_crossed_out_says_so_in_a_word_and_text_is_plain() -> None:
    made = driver_diagram("Tryksår", "", LINES, texts("da"))
    assert "<s>Vi lærer &lt;i&gt;</s>" in made
    assert "(streget ud)" in made
    assert nesting(made)["Tryksår"] == 0, "without an aim the focus area stands in its place"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_diagram_has_a_name_for_readers_of_the_screen(language: str) -> None:
    words = texts(language)
    title = words("improvement.drivers.of", area="X & Y")
    assert f'aria-label="{title}"'.replace("&", "&amp;") in driver_diagram("X & Y", "", LINES, words)
