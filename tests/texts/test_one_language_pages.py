"""The pages around the notebooks: the server's own, the reports' index, and every sentence about something wrong."""

from __future__ import annotations

import re
from datetime import date, datetime
from types import SimpleNamespace

import nbformat
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from outputs import neutral_book
from page_books import OWN
from telltale import bare_keys, foreign, read_out, words, wrong_numbers

from kit import resources
from kit.actions.lessons import course_outline
from kit.actions.papers import PAPERS
from kit.batch.pages import Pages, Surroundings
from kit.domain.label import LANGUAGES
from kit.serve.address import APPS
from kit.serve.paper_pages import MEDIA
from kit.texts import texts
from kit.texts.catalogue import catalogue

SHELL = resources.templates("jupyter") / "voila" / "templates" / "kit"
TEMPLATES = [*SHELL.glob("*.html"), *SHELL.glob("*.j2"), *resources.templates("reports").glob("kit/*.j2")]
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
WHAT = sorted(key for key in catalogue() if key.startswith("serve.what."))
LANGUAGE_NAMES = re.compile(r"<nav class=\"kit-languages\".*?</nav>", re.DOTALL)
FIELD = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")
SAMPLES = {"n": 12, "port": 8866, "weeks": 3.5}


def check(text: str, language: str) -> None:
    assert (foreign(text, language), bare_keys(text)) == (set(), set())
    assert wrong_numbers(text, language) == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_word_stands_in_a_template_itself(template) -> None:
    text = read_out(JINJA.sub(" ", template.read_text(encoding="utf-8")))
    assert words(text) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["front_facilitator.html", "front_municipality.html", "papers.html", *WHAT])
def test_a_page_of_the_server_speaks_one_language(template: str, language: str) -> None:
    book, words_of = neutral_book(), texts(language)
    around = {
        "t": words_of,
        "language": language,
        "languages": (),
        "network": book.network,
        "base": "/",
        "files": "/files/0/",
    }
    named = template if template.endswith(".html") else "message.html"
    key = "serve." + template.removeprefix("serve.what.")
    rows = [
        SimpleNamespace(municipality=m, links=[(app, "/") for app in APPS], papers="/") for m in book.municipalities
    ]
    if template == "papers.html":
        formats = [(form, f"serve.papers.form.{form}", "/") for form in MEDIA]
        rows = [(one, f"serve.papers.{one}", formats) for one in PAPERS if one != "invitation"]
    shown = {
        "papers": "/",
        "rows": rows,
        "apps": APPS,
        "municipality": book.municipalities[-1],
        "key": key,
        "what": template,
    }
    shown |= {"course": [(one, "/") for one in course_outline()]}
    shown |= {"unit": None, "lead": "serve.front.municipality", "signed_in": True}
    links = [(app, f"serve.line.{app}", "/") for app in APPS]
    loader = Environment(loader=FileSystemLoader(SHELL), autoescape=True, undefined=StrictUndefined)
    visitor = words_of("serve.role.facilitator")
    page = loader.get_template(named).render(**around, **shown, links=links, visitor_name=visitor, contact="q@q.q")
    check(read_out(page), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_a_report_speak_one_language(language: str) -> None:
    book, words_of = neutral_book(), texts(language)
    pages = Pages({"plotly": "p.js", "charts": "c.js"})
    moment = datetime(2026, 3, 10, 9, 5)
    titles = {name: f"{name}.html" for name in APPS}
    municipality = book.municipality(OWN)
    assert municipality is not None
    around = Surroundings(book.network, municipality, "baseline", date(2026, 3, 10), moment, titles)
    figure = nbformat.v4.new_output("display_data", {"application/vnd.plotly.v1+json": {"data": [], "layout": {}}})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=[figure])])
    for page in (
        pages.report(notebook, words_of, around),
        pages.failed(words_of("batch.fault.slow"), words_of, around),
    ):
        check(read_out(page), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language: str) -> None:
    for key, label in catalogue().items():
        values = {name: SAMPLES.get(name, "q") for name in FIELD.findall(label.text(language))}
        said = texts(language)(key, **values)
        assert said.strip(), key
        assert not FIELD.search(said.replace("{municipality}", "")), key
        assert foreign(said, language) == set(), key
        assert wrong_numbers(said, language, typed=True) == set(), key
