from __future__ import annotations

import pytest
from markupsafe import Markup
from page_books import SCRIPT

from kit.apps import html
from kit.kernels.surroundings import Host


@pytest.mark.parametrize(
    "made",
    [
        html.heading(2, SCRIPT),
        html.paragraph(SCRIPT, "lead"),
        html.bullets([SCRIPT]),
        html.note(SCRIPT),
        html.card(SCRIPT),
        html.details(SCRIPT, SCRIPT),
        html.definitions([(SCRIPT, SCRIPT)]),
        html.table(SCRIPT, [SCRIPT, SCRIPT], [(SCRIPT, SCRIPT)]),
        html.paragraph(html.Word(SCRIPT, SCRIPT)),
    ],
)
def test_text_from_outside_never_becomes_markup(made: Markup):
    assert "<script" not in made
    assert "&lt;script&gt;" in made


def test_a_quote_in_a_heading_cannot_leave_its_attribute():
    made = html.table("c", ["a", '" onclick="x'], [("1", "2")])
    assert 'onclick="x' not in made


def test_a_table_has_a_caption_and_headings_for_columns_and_rows():
    made = html.table("Titel", ["Måned", "Værdi"], [("maj", "4")], numbers=(1,))
    assert "<caption>Titel</caption>" in made
    assert made.count('scope="col"') == 2
    assert '<th scope="row" role="rowheader">maj</th>' in made
    assert 'data-label="Værdi" class="kit-num">4</td>' in made


def test_a_judgement_is_a_word_and_a_symbol_that_readers_of_text_skip():
    made = html.paragraph(html.Word("▲", "delvist klar", "other"))
    assert '<span aria-hidden="true">▲</span> delvist klar' in made


@pytest.mark.parametrize(("share", "width"), [(-1.0, "0%"), (0.3, "30%"), (7.0, "100%")])
def test_a_bar_stays_inside_its_frame(share: float, width: str):
    assert f"width:{width}" in html.bar(share)


def test_only_jupyterlab_needs_the_look_from_the_page_itself():
    assert html.style(Host.REPORT) == html.style(Host.APP) == ""
    assert ".kit-card" in html.style(Host.LAB)
