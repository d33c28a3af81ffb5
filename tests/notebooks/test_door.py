from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from page_books import EVENTS, LEFT, OTHER, OWN, PERCENT, empty_book, handed_over, programme, small_book

from kit import notebook
from kit.apps.parts import HTML, Part
from kit.domain.label import LANGUAGES
from kit.errors import KitError
from kit.kernels.surroundings import Host
from kit.resources import PAGES

PARTS = {
    "preparation": (
        *("heading", "readiness", "blockers", "checklist", "team", "commitment"),
        *("letters", "data", "calendar", "changes", "about"),
    ),
    "baseline": ("heading", "measures", "status", "entry"),
    "run_chart": ("heading", "overview", "charts", "rules"),
    "leadership": ("heading", "answer", "results", "about"),
    "improvement": (
        *("heading", "next_steps", "promises", "aims", "drivers", "cycles"),
        *("barriers", "progress", "stories", "sharing", "elements", "about"),
    ),
    "board": ("heading", "board", "about"),
    "seminar": ("heading", "room", "agenda", "results", "attendance", "cards", "about"),
    "network": (
        *("heading", "help", "readiness", "late", "guidance", "freshness", "signals", "progress"),
        *("measures", "comparison", "stories", "mentors", "archive", "about"),
    ),
}


@pytest.fixture
def network(tmp_path: Path) -> str:
    return str(handed_over(tmp_path / "book.json"))


def everything(name: str, page) -> str:
    parts: list[Part] = [getattr(page, part)() for part in PARTS[name]]
    return "\n".join(data.get(HTML, "") for part in parts for data, _ in part.bundles())


@pytest.mark.parametrize("host", [Host.REPORT, Host.LAB])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_shows_all_its_parts_in_every_language(network, monkeypatch, name: str, language: str, host: Host):
    monkeypatch.setenv("KIT_HOST", host)
    made = everything(name, notebook.open(name, network, OWN, language))
    assert "Ærøby" in made
    assert "<script" not in made
    assert "Fremmed enhed" not in made
    for text in (">None<", ">nan<", "Traceback", "apps."):
        assert text not in made


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_on_the_norwegian_programme(tmp_path: Path, monkeypatch, name: str):
    monkeypatch.setenv("KIT_HOST", "report")
    book = replace(small_book("nb"), programme=programme("i-trygge-hender"), answers=())
    made = everything(name, notebook.open(name, str(handed_over(tmp_path / "nb.json", book)), OWN))
    assert ">None<" not in made
    assert "10. april 2026" in made


@pytest.mark.parametrize("name", PAGES)
def test_a_network_in_which_nothing_has_happened_yet_gets_friendly_pages(tmp_path, monkeypatch, name: str):
    monkeypatch.setenv("KIT_HOST", "report")
    path = handed_over(tmp_path / "empty.json", empty_book())
    made = everything(name, notebook.open(name, str(path), OWN))
    expected = {
        "preparation": "0 af 46 punkter er på plads.",
        "baseline": "Der er endnu ingen enheder for kommunen.",
        "run_chart": "Der er endnu ingen enheder for kommunen.",
        "leadership": "Ingen har svaret endnu.",
        "improvement": "Der er endnu ingen enheder for kommunen.",
        "board": "Der er endnu ingen enheder for kommunen.",
    }
    assert expected[name] in made


@pytest.mark.parametrize("host", [Host.REPORT, Host.LAB])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_about_the_whole_network_shows_all_its_parts(network, monkeypatch, language: str, host: Host):
    monkeypatch.setenv("KIT_HOST", host)
    page = notebook.open("network", network, "", language)
    made = everything("network", page)
    assert page.book.answers == ()
    assert "Ærøby" in made
    assert "Nabokommune" in made
    for text in ("<script", ">None<", ">nan<", "Traceback", "network."):
        assert text not in made.replace("network.xlsx", "")


def test_a_network_in_which_nobody_is_yet_gets_a_friendly_page(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("KIT_HOST", "report")
    path = handed_over(tmp_path / "nobody.json", replace(empty_book(), municipalities=()))
    made = everything("network", notebook.open("network", str(path)))
    assert "Der er endnu ingen kommuner i netværket." in made


@pytest.mark.parametrize("visitor", [f"municipality:{OWN}", f"viewer:{OWN}", f"unit:{OWN}:u1"])
def test_a_municipalitys_link_never_opens_the_page_about_the_whole_network(network: str, monkeypatch, visitor: str):
    monkeypatch.setenv("KIT_HOST", "app")
    monkeypatch.setenv("KIT_NETWORK", network)
    monkeypatch.setenv("HTTP_X_KIT_VISITOR", visitor)
    page = notebook.open("network")
    assert "Nabokommune" not in page.heading().html
    assert page.help().bundles() == ()
    assert not hasattr(page, "book") or page.book().bundles() == ()


def test_a_municipality_that_has_left_is_shown_until_then_and_can_save_nothing(network: str):
    page = notebook.open("preparation", network, LEFT)
    assert "Forladt trådte ud af netværket 1. februar 2026." in page.heading().html
    assert not page.can_save


def test_without_a_municipality_the_first_active_one_is_shown(network: str):
    assert notebook.open("preparation", network).municipality.code == OWN


def test_without_a_language_the_networks_own_is_used(tmp_path: Path):
    path = handed_over(tmp_path / "nb.json", small_book("nb"))
    assert "Utgangsmåling" in notebook.open("baseline", str(path)).heading().html


WRONG = [
    ("nosuch", {}, "nosuch"),
    ("baseline", {"municipality": "9999"}, "9999"),
    ("baseline", {"as_of": "i går"}, "i går"),
    ("baseline", {"network": "no/such/folder"}, "no/such/folder"),
]


@pytest.mark.parametrize(("name", "values", "found"), WRONG)
def test_a_wrong_parameter_gets_a_sentence_in_the_notebook(network: str, name: str, values: dict, found: str):
    page = notebook.open(name, **{"network": network, "language": "da", **values})
    made = page.heading().html
    assert found in made
    assert 'lang="da"' in made
    assert page.charts().bundles() == ()


@pytest.mark.parametrize(("name", "values", "found"), WRONG)
def test_a_wrong_parameter_stops_a_report_with_the_kits_own_error(network, monkeypatch, name, values, found):
    monkeypatch.setenv("KIT_HOST", "report")
    with pytest.raises(KitError):
        notebook.open(name, **{"network": network, **values})


def test_a_wrong_language_is_told_in_all_three(network: str):
    made = notebook.open("baseline", network, language="sv").heading().html
    assert all(f'<p lang="{language}">' in made for language in LANGUAGES)


def test_an_app_without_a_visitor_shows_a_friendly_sentence_and_nothing_else(network: str, monkeypatch):
    monkeypatch.setenv("KIT_HOST", "app")
    monkeypatch.setenv("KIT_NETWORK", network)
    page = notebook.open("run_chart", network, OWN)
    assert "Åbn den igen med det link, du har fået." in page.heading().html
    assert page.overview().bundles() == ()


def test_an_app_holds_the_own_rows_only(network: str, monkeypatch):
    monkeypatch.setenv("KIT_HOST", "app")
    monkeypatch.setenv("KIT_NETWORK", network)
    monkeypatch.setenv("HTTP_X_KIT_VISITOR", f"municipality:{OWN}")
    monkeypatch.setenv("QUERY_STRING", f"municipality={OTHER}&lang=en")
    page = notebook.open("run_chart")
    assert [m.code for m in page.book.municipalities] == [OWN]
    assert {unit.municipality for unit in page.book.units} == {OWN}
    assert "Run charts" in page.heading().html


def test_a_facilitator_opens_the_municipality_of_the_query(network: str, monkeypatch):
    monkeypatch.setenv("KIT_HOST", "app")
    monkeypatch.setenv("KIT_NETWORK", network)
    monkeypatch.setenv("HTTP_X_KIT_VISITOR", "facilitator")
    monkeypatch.setenv("QUERY_STRING", f"municipality={OTHER}")
    page = notebook.open("run_chart")
    assert [m.code for m in page.book.municipalities] == [OTHER]


def test_a_fault_in_a_part_becomes_a_sentence_in_an_app_and_an_error_elsewhere(network: str, monkeypatch):
    def fault(self):
        raise RuntimeError("boom")

    monkeypatch.setattr("kit.apps.run_chart.overview_html", lambda *_: fault(None))
    with pytest.raises(RuntimeError):
        notebook.open("run_chart", network, OWN).overview()
    monkeypatch.setenv("KIT_HOST", "app")
    monkeypatch.setenv("KIT_NETWORK", network)
    monkeypatch.setenv("HTTP_X_KIT_VISITOR", f"municipality:{OWN}")
    made = notebook.open("run_chart").overview().html
    assert "Noget gik galt her" in made
    assert "boom" not in made


def test_a_trainer_gets_charts_tables_and_tidy_words(network: str):
    page = notebook.open("run_chart", network, OWN)
    assert repr(page) == "<run_chart: 0101 Ærøby, Netværk Prøve, 2026-04-10>"
    assert len(page.chart("u1", PERCENT).figures) == 1
    assert len(page.chart(OWN, PERCENT).figures) == 2
    assert {"u1", "u2", "o1"} <= set(page.frame()["unit"])
    assert len(page.events()) == 4
    with pytest.raises(KitError):
        page.chart("u2", EVENTS)


def test_the_door_opens_quickly_and_brings_no_server_and_no_runner():
    probe = (
        "import sys; from kit import notebook; "
        "slow = ('papermill', 'voila', 'nbclient', 'pandas', 'plotly', 'ipywidgets', 'numpy'); "
        "print([name for name in slow if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"
