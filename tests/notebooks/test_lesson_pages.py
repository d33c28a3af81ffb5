"""Opening a lesson and the start page: for trainers, for participants, and when something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from running_server import make_network

from kit import notebook
from kit.apps.parts import HTML
from kit.errors import KitError
from kit.notebook.lesson import LessonPage
from kit.resources import PAGES, lesson_names, notebooks


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIT_HOST", "report")


def visitor(monkeypatch: pytest.MonkeyPatch, who: str, query: str = "") -> None:
    for name, value in {"KIT_HOST": "app", "HTTP_X_KIT_VISITOR": who, "QUERY_STRING": query}.items():
        monkeypatch.setenv(name, value)


def test_a_lesson_says_what_it_is_and_lists_its_steps():
    lesson = notebook.teach("run_chart", "en")
    assert repr(lesson) == "<lesson 3: The run chart, 7 steps, 38 minutes>"
    assert lesson.steps == ("why", "median", "runs", "rules", "kit", "false_alarms", "power")
    assert notebook.teach("03_run_chart", "en").steps == lesson.steps


def test_without_a_network_a_lesson_is_danish_and_in_a_network_it_speaks_its_language(tmp_path: Path):
    folder = make_network(tmp_path / "nett")
    assert notebook.teach("tampering").texts.language == "da"
    assert notebook.teach("tampering", network=str(folder)).texts.language == "nb"
    assert notebook.teach("tampering", "en", str(folder)).texts.language == "en"
    assert notebook.teach("tampering", network=str(tmp_path / "gone")).texts.language == "da"


def test_a_wrong_name_is_answered_with_the_names_there_are(report: None):
    with pytest.raises(KitError) as refused:
        notebook.teach("run_chat", "en")
    assert "run_chart" in str(refused.value.values["expected"])
    with pytest.raises(KitError) as refused:
        notebook.teach("run_chart", "en").step("medan")
    assert refused.value.values["expected"].startswith("why, median")


@pytest.mark.parametrize("language", ["sv", "<script>"])
def test_in_jupyterlab_a_wrong_language_is_said_and_no_traceback_shown(language: str):
    closed = notebook.teach("run_chart", language)
    assert not isinstance(closed, LessonPage)
    assert "<script>" not in closed.heading().bundles()[0][0][HTML]
    assert closed.step("median").bundles() == ()


@pytest.mark.parametrize("who", ["", "nobody", "respondent:0301:staff:abc"])
def test_in_an_app_nobody_gets_in_without_a_link(monkeypatch: pytest.MonkeyPatch, who: str):
    visitor(monkeypatch, who)
    assert not isinstance(notebook.teach("run_chart"), LessonPage)


def test_the_guide_is_for_the_facilitator_alone(monkeypatch: pytest.MonkeyPatch):
    visitor(monkeypatch, "facilitator", "lang=en")
    lesson = notebook.teach("run_chart")
    assert lesson.model.trainer
    assert "Anhøj" in lesson.guide().html
    visitor(monkeypatch, "municipality:0301", "lang=nb")
    lesson = notebook.teach("run_chart", "da")
    assert (lesson.model.trainer, lesson.texts.language) == (False, "nb")
    assert lesson.guide().html == ""
    assert "✓" not in lesson.step("median").html


def test_every_lesson_of_the_course_opens_as_a_report(report: None):
    for name in lesson_names():
        lesson = notebook.teach(name, "nb")
        parts = [lesson.heading(), *map(lesson.step, lesson.steps), lesson.score(), lesson.guide()]
        assert all(part.bundles() for part in parts)


def test_the_start_page_leads_to_every_lesson_and_every_page(tmp_path: Path):
    folder = make_network(tmp_path / "nett")
    start = notebook.start(str(folder))
    assert repr(start) == "<start: 12 lessons, nett>"
    assert start.texts.language == "nb"
    links = start.lessons().html + start.pages().html
    for name in (*(f"training/{name}" for name in lesson_names()), *PAGES):
        assert f'href="{name}.ipynb"' in links
        assert (notebooks() / f"{name}.ipynb").exists()


def test_the_start_page_without_a_network_says_how_to_get_one():
    start = notebook.start(language="en")
    assert "kit demo" in start.pages().html
    assert "12 lessons, no network" in repr(start)
    with pytest.raises(KitError):
        notebook.start(language="sv")


def test_what_the_start_page_offers_to_call_can_be_called():
    from kit.apps.start import CALLS

    for name in ("teach", "spc"):
        exec("\n".join(("from kit import notebook", *CALLS[name])), {})
