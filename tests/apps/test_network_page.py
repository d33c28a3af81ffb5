"""The facilitator's page: what it says of whom, where it leads, what it saves, and that hundreds stay readable."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from page_books import LEFT, OTHER, OWN, PERCENT, small_book

from kit.apps.network import MANY, NetworkModel, contents_html, glance_html
from kit.apps.network_compare import comparison_pieces
from kit.apps.network_guidance import guidance_html, mentors_html
from kit.apps.network_help import help_html
from kit.apps.network_readiness import late_html, readiness_pieces
from kit.apps.network_stories import archive_html
from kit.apps.parts import Picture, part
from kit.apps.views import network as view
from kit.domain.book import Book
from kit.domain.entries.facilitating import GUIDANCE, SHARING
from kit.domain.network import Municipality, Unit
from kit.domain.warnings import CHECKS
from kit.kernels.surroundings import Host
from kit.texts import Texts


def words(*pieces: Any) -> str:
    return str(part(*pieces).html)


def national(count: int) -> Book:
    book = small_book()
    codes = [f"{1000 + place}" for place in range(count)]
    return replace(
        book,
        municipalities=(*(Municipality(code, f"Kommune {code}") for code in codes), book.municipalities[-1]),
        units=tuple(Unit(f"{code}-a", code, "Enhed", "nursing_home") for code in codes),
        series={},
        checklist={},
        answers=(),
    )


def test_every_number_is_out_of_those_that_take_part(book: Book, danish: Texts) -> None:
    made = glance_html(NetworkModel(book), danish)
    assert "2 kommuner er med. 1 kommune er trådt ud" in made
    assert made.count(" af 2<") == 3


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        (Host.REPORT, f'<a href="{OWN}/preparation.html">Ærøby</a>'),
        (Host.APP, f'<a href="preparation.ipynb?municipality={OWN}&amp;lang=da">Ærøby</a>'),
        (Host.LAB, "Ærøby"),
    ],
)
def test_a_municipalitys_name_leads_to_its_page(book: Book, host: Host, expected: str) -> None:
    assert NetworkModel(book, host).link_of(OWN).replace("&lang", "&amp;lang") == expected


def test_the_archive_says_who_left_and_why_and_a_live_page_leads_there(book: Book, danish: Texts) -> None:
    made = archive_html(NetworkModel(book, Host.APP), danish)
    assert "Forladt" in made
    assert "trådt ud" in made
    assert f"run_chart.ipynb?municipality={LEFT}" in made


def test_each_finding_has_a_next_step_and_the_order_is_no_ranking(book: Book, danish: Texts) -> None:
    made = help_html(NetworkModel(book), danish)
    assert made.count("Næste skridt: ") >= 2
    assert "ikke hvor god nogen er" in made


def test_a_theme_is_told_by_sign_number_and_word_and_not_by_shade_alone(book: Book, danish: Texts) -> None:
    pieces = readiness_pieces(NetworkModel(book), danish)
    cells = re.findall(r'<td role="cell" class="kit-heat-(?:not_|partly_)?ready".*?</td>', words(*pieces))
    assert cells
    assert all(re.search(r"[■▲✔]</span> \d+<span class=\"kit-hidden\"> (ikke|delvist|klar)", cell) for cell in cells)
    (picture,) = [piece for piece in pieces if isinstance(piece, Picture)]
    assert "Af 2 kommuner er 0 klar" in picture.sentence


@pytest.mark.parametrize("count", [98, 357])
def test_a_national_network_names_everybody_once_in_the_open_and_folds_the_rest(count: int, danish: Texts) -> None:
    model = NetworkModel(national(count))
    assert model.large
    made = words(*readiness_pieces(model, danish))
    open_ = made.split("<details>")[0]
    assert open_.count('<li><a href="') == count
    assert "kit-heat" not in open_
    helped = help_html(model, danish)
    assert f"{count} af {count}" in helped
    assert helped.split("<summary>Vis ")[0].count("<h3>") <= MANY
    assert len(late_html(model, danish)) < 200_000


def test_every_check_has_a_name_for_the_table_of_a_large_network(danish: Texts) -> None:
    assert {check.__name__ for check in CHECKS if not danish.has(f"network.check.{check.__name__}")} == {"left"}


def test_the_contents_lead_to_parts_that_are_there(book: Book, danish: Texts) -> None:
    made = contents_html(NetworkModel(book), danish)
    assert made.count('<a href="#kit-') == 12
    assert contents_html(NetworkModel(book, Host.LAB), danish) == ""


def test_a_measure_is_compared_only_among_those_who_chose_it_and_with_its_definition(
    book: Book, danish: Texts, saved: Any
) -> None:
    model = NetworkModel(book, Host.APP, "da", saved, "facilitator")
    assert "Ingen indikator deles af mindst to kommuner" in words(*comparison_pieces(model, danish))
    for code in (OWN, OTHER):
        model.desk(code).save(SHARING, "", "sharing", {"measures": (PERCENT,)})
    made = words(*comparison_pieces(model, danish))
    assert "Nævner" in made
    assert "Ærøby: Hjemmepleje Syd" in made
    assert "Nabokommune: Fremmed enhed" in made


def test_what_the_facilitator_writes_is_saved_for_that_municipality_and_seen_at_once(
    book: Book, danish: Texts, saved: Any
) -> None:
    model = NetworkModel(book, Host.APP, "da", saved, "facilitator")
    assert "2 af 2 kommuner har I ikke talt med" in guidance_html(model, danish)
    told: list[str] = []
    model.watch(lambda: told.append(guidance_html(model, danish)))
    model.desk(OTHER).save(GUIDANCE, "", "g1", {"on": book.as_of, "way": "phone", "said": "Kort", "step": "Ring igen"})
    assert saved.calls[0][:2] == ("guidance", OTHER)
    assert "1 af 2 kommuner har I ikke talt med" in told[0]
    assert "Ring igen" in told[0]


def test_without_pilots_the_page_says_how_to_mark_one(book: Book, danish: Texts) -> None:
    assert "Ingen kommune står som pilot" in mentors_html(NetworkModel(book), danish)
    assert "2 nye kommuner har ingen makker endnu" in mentors_html(NetworkModel(book), danish)


def test_every_form_of_the_page_is_built_and_follows_what_is_saved(book: Book, danish: Texts, saved: Any) -> None:
    model = NetworkModel(book, Host.APP, "da", saved, "facilitator")
    assert all(build(model, danish).children for build in (view.mentors, view.stories, view.measures))
    told = view.guidance(model, danish).children[0]
    assert "2 af 2 kommuner har I ikke talt med" in told.value
    model.desk(OWN).save(GUIDANCE, "", "g1", {"on": book.as_of, "way": "video", "said": "Kort"})
    assert "1 af 2 kommuner har I ikke talt med" in told.value
