"""A programme is data that somebody edits by hand: every mistake in it is named at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kit.domain.label import LANGUAGES, Label
from kit.domain.measure import Direction, Goal, GoalKind, MeasureKind, ValueKind
from kit.domain.survey import Option
from kit.errors import Problem, ProblemsFound
from kit.sources.programme import programme_folders, read_programme
from kit.texts import texts

L = '{ da = "dansk", nb = "norsk", en = "English" }'
FILES = {
    "programme.toml": f"""
id = "small"
version = "2026.1"
country = "dk"
language = "da"
weeks = 104
name = {L}
source = {L}
[roles]
PL = {L}
[unit_kinds]
nursing_home = {L}
[[seminar]]
id = "prep"
kind = "preparation"
week = -9
name = {L}
""",
    "checklist.toml": f"""
[[theme]]
id = "leadership"
name = {L}
[[item]]
id = "P01"
theme = "leadership"
owners = ["PL"]
due_week = 7.5
critical = true
text = {L}
evidence = {L}
basis = "S0, I7"
mark = "C"
""",
    "measures.toml": f"""
[[area]]
id = "pu"
name = {L}
[[measure]]
id = "pu.r.rate"
area = "pu"
kind = "outcome"
name = {L}
numerator = {L}
denominator = {L}
value = "rate"
per = 1000
frequency = "month"
direction = "down"
goal = {{ kind = "change", value = -75 }}
settings = ["nursing_home"]
[[measure]]
id = "pu.r.days"
area = "pu"
kind = "outcome"
name = {L}
numerator = {L}
value = "days_between"
frequency = "event"
direction = "up"
goal = {{ kind = "watch" }}
""",
    "leadership.toml": f"""
id = "leadership"
version = "1"
title = {L}
intro = {L}
licence = {L}
source = {L}
minimum_group = 5
[[option]]
value = 1
label = {L}
[[option]]
value = 2
label = {L}
[[option]]
label = {L}
[[group]]
id = "staff"
version = "staff"
name = {L}
[[scale]]
id = "focus"
name = {L}
meaning = {L}
[[statement]]
id = "L01"
scale = "focus"
reverse = true
leader = {L}
staff = {L}
""",
}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the small programme with some texts replaced; each replacement must hit something."""

    def written(**replacements: tuple[str, str]) -> Path:
        folder = tmp_path / "small"
        folder.mkdir()
        for name, content in FILES.items():
            old, new = replacements.get(name.removesuffix(".toml"), ("", ""))
            assert old in content
            (folder / name).write_text(content.replace(old, new, 1) if old else content, encoding="utf-8")
        return folder

    return written


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as caught:
        read_programme(folder)
    for language in LANGUAGES:
        for problem in caught.value.problems:
            assert texts(language).problem(problem)
    return caught.value.problems


def only(folder: Path) -> str:
    (problem,) = problems(folder)
    return texts("da").problem(problem)


def test_a_whole_programme_is_read_as_it_was_written(write: Write) -> None:
    programme = read_programme(write())
    assert (programme.id, programme.weeks, programme.language) == ("small", 104, "da")
    assert programme.roles == {"PL": Label("dansk", "norsk", "English")}
    assert programme.seminars[0].week == -9
    (item,) = programme.checklist.items
    assert (item.owners, item.due_week, item.critical, item.mark) == (("PL",), 7.5, True, "C")
    rate, days = programme.measures
    assert (rate.kind, rate.value, rate.per) == (MeasureKind.OUTCOME, ValueKind.RATE, 1000)
    assert (rate.direction, rate.goal) == (Direction.DOWN, Goal(GoalKind.CHANGE, -75))
    assert days.denominator is None
    assert days.goal == Goal(GoalKind.WATCH)
    assert programme.leadership.options[-1] == Option(None, Label("dansk", "norsk", "English"))
    assert programme.leadership.statements[0].reverse


def test_the_programmes_that_travel_with_the_kit_are_whole() -> None:
    folders = programme_folders()
    assert {"i-sikre-haender", "i-trygge-hender"} <= set(folders)
    for name, folder in folders.items():
        assert read_programme(folder).id == name


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (
            "checklist",
            'owners = ["PL"]',
            'owners = ["XX"]',
            "small/checklist.toml, item.P01.owners: Her står »XX«. Forventet en af: PL.",
        ),
        (
            "checklist",
            "due_week = 7.5",
            'due_week = "7,5"',
            "small/checklist.toml, item.P01.due_week: Her står »7,5«. "
            "Forventet: et tal uden anførselstegn og med punktum, ikke komma.",
        ),
        (
            "checklist",
            "due_week = 7.5",
            "due_week = -7.5",
            "small/checklist.toml, item.P01.due_week: Her står -7.5. Forventet: mindst 0.",
        ),
        (
            "leadership",
            "[[statement]]",
            f'[[scale]]\nid = "across"\nname = {L}\nmeaning = {L}\n[[statement]]',
            "small/leadership.toml, scale: Ingen punkter hører til »across«. Giv den mindst ét punkt, eller slet den.",
        ),
        (
            "checklist",
            "critical = true",
            'critical = "ja"',
            "small/checklist.toml, item.P01.critical: Her står »ja«. Forventet: true eller false uden anførselstegn.",
        ),
        (
            "checklist",
            "owners =",
            "owner =",
            "small/checklist.toml, item.P01.owners: Der mangler en værdi. Forventet: owners.",
        ),
        (
            "measures",
            f"denominator = {L}\n",
            "",
            "small/measures.toml, measure.pu.r.rate.denominator: Der mangler en værdi. Forventet: denominator.",
        ),
        (
            "measures",
            'direction = "down"',
            'direction = "ned"',
            "small/measures.toml, measure.pu.r.rate.direction: Her står »ned«. Forventet en af: up, down.",
        ),
        (
            "measures",
            '"change", value = -75',
            '"change"',
            "small/measures.toml, measure.pu.r.rate.goal.value: Der mangler en værdi. Forventet: value.",
        ),
        (
            "measures",
            "pu.r.days",
            "pu.r.rate",
            "small/measures.toml, measure.pu.r.rate.id: »pu.r.rate« er brugt før i samme liste. "
            "Hver post skal have sin egen.",
        ),
        (
            "leadership",
            "minimum_group = 5",
            "minimum_group = 2",
            "small/leadership.toml, minimum_group: Her står 2. Forventet: mindst 3.",
        ),
        (
            "leadership",
            "value = 2",
            "value = 1",
            "small/leadership.toml, option.1.value: »1« er brugt før i samme liste. Hver post skal have sin egen.",
        ),
        (
            "programme",
            'nb = "norsk", en',
            'nb = " ", en',
            "small/programme.toml, name: Teksten mangler på disse sprog: nb. "
            "Hver tekst skal findes på dansk (da), bokmål (nb) og engelsk (en).",
        ),
        (
            "programme",
            'id = "small"',
            'id = "other"',
            "small/programme.toml, id: Programmets id er »other«, men mappen hedder »small«. De to skal være ens.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_file_key_and_what_is_expected(
    write: Write, name: str, old: str, new: str, sentence: str
) -> None:
    folder = write(**{name: (old, new)})
    assert sentence in [texts("da").problem(problem) for problem in problems(folder)]


def test_a_misspelt_key_is_not_lost_in_silence(write: Write) -> None:
    sentence = only(write(checklist=("critical = true", "critcal = true")))
    assert sentence.startswith("small/checklist.toml, item.P01.critcal: »critcal« kendes ikke her og bliver ikke læst.")
    assert "critical" in sentence


def test_every_mistake_of_every_file_comes_at_once(write: Write) -> None:
    folder = write(
        programme=("weeks = 104", "weeks = 0"),
        checklist=("due_week = 7.5", "due_week = true"),
        measures=('frequency = "month"', 'frequency = "monthly"'),
        leadership=('scale = "focus"', 'scale = "luck"'),
    )
    places = [f"{problem.where.file} {problem.where.cell}" for problem in problems(folder)]
    assert places == [
        "small/programme.toml weeks",
        "small/checklist.toml item.P01.due_week",
        "small/measures.toml measure.pu.r.rate.frequency",
        "small/leadership.toml statement.L01.scale",
    ]


def test_a_missing_file_is_one_problem_and_not_a_hundred(write: Write) -> None:
    folder = write()
    (folder / "programme.toml").unlink()
    assert only(folder).startswith("small/programme.toml: Filen mangler eller kan ikke læses.")


def test_a_file_that_is_no_toml_says_which_line(write: Write) -> None:
    sentence = only(write(measures=('kind = "outcome"', 'kind = "outcome')))
    assert sentence.startswith("small/measures.toml: Linje 8, tegn ")


def test_a_file_in_another_encoding_says_so(write: Write) -> None:
    folder = write()
    path = folder / "checklist.toml"
    path.write_bytes(path.read_text(encoding="utf-8").replace("dansk", "på dansk").encode("cp1252"))
    assert only(folder) == ("small/checklist.toml: Filen er ikke gemt som UTF-8. Gem den igen med tegnkodningen UTF-8.")


def test_a_mark_at_the_beginning_that_windows_adds_does_no_harm(write: Write) -> None:
    folder = write()
    path = folder / "checklist.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_programme(folder).checklist.items[0].id == "P01"


@pytest.mark.parametrize(("name", "cell"), [("checklist", "item.P01.basis"), ("measures", "measure.pu.r.rate.basis")])
def test_a_basis_may_only_name_sources_that_the_programme_lists(write: Write, name: str, cell: str) -> None:
    old, new = {"checklist": ("S0, I7", "S0, D99"), "measures": ("goal = {", 'basis = "D99"\ngoal = {')}[name]
    folder = write(**{name: (old, new)})
    source = '[[source]]\nid = "{}"\ntitle = "t"\naddress = "a"\n'
    listed = "".join(source.format(code) for code in ("S0", "I7"))
    (folder / "sources.toml").write_text(listed, encoding="utf-8")
    (problem,) = problems(folder)
    assert (problem.key, problem.where.cell, problem.values["found"]) == ("instruments.unknown_source", cell, "D99")


@pytest.mark.parametrize(
    ("name", "where"), [("checklist", "small/checklist.toml"), ("leadership", "small/leadership.toml")]
)
def test_a_programme_of_ones_own_may_hold_nobodys_identity_number(write: Write, name: str, where: str) -> None:
    (problem,) = problems(write(**{name: ('da = "dansk"', 'da = "fru Hansen 010190-1234"')}))
    assert (problem.key, problem.where.file) == ("problems.identifier", where)
    assert "1234" not in texts("da").problem(problem)
