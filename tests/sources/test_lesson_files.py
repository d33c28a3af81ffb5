"""A trainer's mistakes in a lesson's file are told with their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit import resources
from kit.errors import ProblemsFound
from kit.sources.lessons import read_lesson
from kit.texts import texts

KINDS, SIMULATORS = ("run",), ("false_alarms", "power")
GOOD = (resources.training() / "03_run_chart.toml").read_text(encoding="utf-8")


def told(tmp_path: Path, content: str) -> list[str]:
    path = tmp_path / "03_run_chart.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        read_lesson(path, KINDS, SIMULATORS)
    return [texts("en").problem(one) for one in found.value.problems]


def test_a_good_file_is_read(tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text(GOOD, encoding="utf-8")
    lesson = read_lesson(path, KINDS, SIMULATORS)
    assert (lesson.id, lesson.number) == ("run_chart", 3)
    assert lesson.step("median").questions[0].near[0].value == "mean"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('simulator = "power"', 'simulator = "powr"', "step.power.simulator"),
        ('title.nb = "Finn midten"', 'title.nb = ""', "step.median.title"),
        ("minutes = 6", 'minutes = "6"', "step.median.minutes"),
        ('values = "6, 8,', 'values = "6, otte,', "step.median.plot.run.values"),
        ('show = "points"', 'shown = "points"', "shown"),
        ('answer = "median"', 'anser = "median"', "step.median.question.median"),
        ("right = true", "right = false", "step.rules.question.signal"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, place: str):
    assert old in GOOD
    every = 99 if old.startswith("right") else 1
    assert any(place in sentence for sentence in told(tmp_path, GOOD.replace(old, new, every)))


def test_an_identity_number_is_refused_and_not_shown(tmp_path: Path):
    sentences = told(tmp_path, GOOD.replace("Hvad er medianen?", "Hvad er medianen for 0101701234?"))
    assert any("identity number" in one for one in sentences)
    assert not any("0101701234" in one for one in sentences)


def test_the_right_answer_is_not_always_the_first_on_the_screen():
    firsts = []
    for path in sorted(resources.training().glob("*.toml")):
        from kit import spc
        from kit.actions.lessons import SIMULATORS as ALL

        firsts += [one.choices[0].right for one in read_lesson(path, spc.KINDS, ALL).questions if one.choices]
    assert 0.2 < sum(firsts) / len(firsts) < 0.75
