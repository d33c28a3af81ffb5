"""Instruments are edited by hand: every mistake in them is named with its file, key and what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kit.domain.label import LANGUAGES
from kit.errors import ProblemsFound
from kit.sources.programme import programme_folders, read_programme
from kit.texts import texts


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A copy of the Danish programme."""
    folder = tmp_path / "i-sikre-haender"
    shutil.copytree(programme_folders()["i-sikre-haender"], folder)
    return folder


def edit(folder: Path, name: str, old: str, new: str, count: int = 1) -> None:
    path = folder / "instruments" / f"{name}.toml"
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, count), encoding="utf-8")


def told(folder: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        read_programme(folder)
    for language in LANGUAGES:
        assert all(texts(language).problem(problem) for problem in caught.value.problems)
    return [texts("da").problem(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (
            "sustaining",
            'kind = "maturity"',
            'kind = "maturty"',
            "sustaining.toml, kind: Her står »maturty«. Forventet en af: agreement, maturity, grid, steps.",
        ),
        (
            "sustaining",
            'id = "sustaining"',
            'id = "lasting"',
            "sustaining.toml, id: Instrumentets id er »lasting«. Filen skal hedde lasting.toml, "
            "eller også skal id’et rettes.",
        ),
        (
            "sustaining",
            'basis = "D21"',
            'basis = "D99, P"',
            "sustaining.toml, task.S15.basis: Kilden »D99« findes ikke i sources.toml. Ret koden, eller skriv kilden "
            "ind dér. P betyder værktøjets eget forslag.",
        ),
        (
            "sustaining",
            'rhythm = "fortnight"',
            'rhythm = "fjortende dag"',
            "sustaining.toml, task.S10.rhythm: Her står »fjortende dag«. Forventet en af: shift, day, week, fortnight, "
            "month, quarter.",
        ),
        (
            "sustaining",
            "value = 3\n",
            "value = 2\n",
            "sustaining.toml, item.standardisation.level: Værdierne (value) står ikke i stigende rækkefølge, eller der "
            "er færre end to. Forventet: mindst to, den laveste først og ingen to gange.",
        ),
        (
            "sustaining",
            "value = 3\n",
            "value = 4\n",
            "sustaining.toml, item: Punkterne har ikke de samme værdier på deres niveauer, så et gennemsnit ville ikke "
            "give mening. Forventet: de samme værdier (value) ved hvert punkt.",
        ),
        (
            "system_quality",
            'column = "top"',
            'column = "middle"',
            "system_quality.toml, item: Rækken planning og kolonnen top har 0 punkter. Forventet: præcis ét punkt i "
            "hvert felt.",
        ),
        (
            "progress",
            'id = "p10b"',
            'id = "p10a"',
            "progress.toml, step.criterion: »p10a« er brugt før i samme liste. Hver post skal have sin egen.",
        ),
        (
            "progress",
            "value = 2.5",
            'value = "2,5"',
            "progress.toml, step.2,5.value: Her står »2,5«. "
            "Forventet: et tal uden anførselstegn og med punktum, ikke komma.",
        ),
        (
            "seminar_evaluation",
            "minimum_group = 5",
            "minimum_group = 2",
            "seminar_evaluation.toml, minimum_group: Her står 2. Forventet: mindst 3.",
        ),
        (
            "seminar_evaluation",
            "minimum_group = 5\n",
            "",
            "seminar_evaluation.toml, minimum_group: Der mangler en værdi. Forventet: minimum_group.",
        ),
        (
            "seminar_evaluation",
            "\nreverse = true",
            "\nrevers = true",
            "seminar_evaluation.toml, item.E4.revers: »revers« kendes ikke her og bliver ikke læst. "
            "Se efter stavefejl. Kendte navne: basis, id, mark, reverse, scale, text.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_file_key_and_what_is_expected(
    programme: Path, name: str, old: str, new: str, sentence: str
) -> None:
    edit(programme, name, old, new)
    assert f"i-sikre-haender/instruments/{sentence}" in told(programme)


def test_a_wrong_kind_is_one_problem_and_not_a_hundred(programme: Path) -> None:
    edit(programme, "sustaining", 'kind = "maturity"', 'kind = "maturty"')
    assert len(told(programme)) == 1


def test_a_scale_that_nothing_belongs_to_is_told(programme: Path) -> None:
    edit(programme, "seminar_evaluation", 'scale = "next"', 'scale = "benefit"', count=-1)
    assert told(programme) == [
        "i-sikre-haender/instruments/seminar_evaluation.toml, scale.next: Ingen punkter hører til »next«. "
        "Giv den mindst ét punkt, eller slet den."
    ]


def test_a_programme_may_have_no_instruments_or_sources(programme: Path) -> None:
    shutil.rmtree(programme / "instruments")
    (programme / "sources.toml").unlink()
    assert read_programme(programme).instruments == ()
    assert read_programme(programme).instrument("sustaining") is None


def test_without_a_list_of_sources_a_basis_is_held_against_nothing(programme: Path) -> None:
    (programme / "sources.toml").unlink()
    assert len(read_programme(programme).instruments) == 8


def test_faults_of_several_instruments_and_of_the_sources_come_at_once(programme: Path) -> None:
    edit(programme, "progress", 'mark = "C"', 'mark = "X"')
    edit(programme, "spread", "validated = false", 'validated = "nej"')
    with (programme / "sources.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[source]]\nid = "D8"\ntitle = "Igen"\naddress = "https://example.org/"\n')
    assert [sentence.split(":")[0] for sentence in told(programme)] == [
        "i-sikre-haender/sources.toml, source.D8.id",
        "i-sikre-haender/instruments/progress.toml, mark",
        "i-sikre-haender/instruments/spread.toml, validated",
    ]
