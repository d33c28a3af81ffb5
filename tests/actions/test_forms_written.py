"""Every instrument can be printed, and whoever holds the page sees version, source and licence."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from folder_sample import PROGRAMME

from kit.actions.forms import write_forms
from kit.cli import run
from kit.domain.instruments import InstrumentKind
from kit.domain.label import LANGUAGES
from kit.errors import FolderError
from kit.sources.forms import diagrams, form
from kit.sources.programme import programme_folders, read_programme
from kit.texts import texts

PROGRAMMES = ("i-sikre-haender", "i-trygge-hender")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PROGRAMMES)
def test_every_form_shows_every_item_and_ends_with_version_source_and_licence(name: str, language: str) -> None:
    words = texts(language)
    instruments = read_programme(programme_folders()[name]).instruments
    assert {one.kind for one in instruments} == set(InstrumentKind)
    for one in instruments:
        page = html.unescape(form(one, words))
        assert words("forms.version", version=one.version) in page
        assert words("forms.not_validated") in page
        asked = [item.text for item in one.items] + [level.text for item in one.items for level in item.levels]
        asked += [level.text for dimension in one.dimensions for level in dimension.levels]
        asked += [step.text for step in one.steps] + [proof.text for step in one.steps for proof in step.criteria]
        asked += [task.text for task in one.tasks]
        missing = [text.en for text in (one.source, one.licence, one.intro, *asked) if words.label(text) not in page]
        assert missing == []


def test_one_box_for_every_statement_and_option_and_two_for_every_piece_of_evidence() -> None:
    by_id = {one.id: one for one in PROGRAMME.instruments}
    readiness, progress, quality = (by_id[name] for name in ("change_readiness", "progress", "system_quality"))
    box, words = "&#9744;", texts("da")
    assert form(readiness, words).count(box) == 9 * 6
    assert form(progress, words).count(box) == 2 * sum(len(step.criteria) for step in progress.steps)
    assert form(quality, words).count(box) == 12 * 4  # twelve cells, four levels each


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_diagrams_show_every_aim_bundle_heading_driver_idea_and_measure(language: str) -> None:
    words = texts(language)
    page = html.unescape(diagrams(PROGRAMME, words))
    for diagram in PROGRAMME.drivers:
        shown = [diagram.aim, *(heading.text for heading in diagram.bundle)]
        for primary in diagram.primary:
            shown += [primary.name, *(one.name for one in primary.secondary)]
            shown += [idea for one in primary.secondary for idea in one.ideas]
        assert [text.en for text in shown if words.label(text) not in page] == []
        assert f"{words.label(diagram.aim)} ({diagram.mark})" in page


def test_the_forms_are_written_in_the_networks_language_and_again_when_the_programme_changes(folder) -> None:
    made = write_forms(folder.path)
    assert len(made) == len(PROGRAMME.instruments) + 1
    page = folder.path / "forms" / "progress.html"
    first = page.read_text(encoding="utf-8")
    assert '<html lang="nb">' in first
    page.write_text("old", encoding="utf-8")
    write_forms(folder.path)
    assert page.read_text(encoding="utf-8") == first


def test_the_command_says_how_many_pages_lie_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "n"
    assert run(["new", str(home), "--programme", "i-sikre-haender"]) == 0
    capsys.readouterr()
    assert run(["forms", str(home)]) == 0
    assert f"9 sider ligger i {home / 'forms'}." in capsys.readouterr().out
    assert len(list((home / "forms").glob("*.html"))) == 9


def test_a_folder_that_is_not_a_network_or_cannot_be_written_gets_a_sentence(folder, tmp_path: Path) -> None:
    assert run(["forms", str(tmp_path / "nowhere")]) == 2
    (folder.path / "forms").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(FolderError, match="folder_unwritable"):
        write_forms(folder.path)
