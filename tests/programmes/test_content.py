"""The programmes that travel with the kit: complete, consistent, and in three languages that are not mixed up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from kit import resources
from kit.domain.label import LANGUAGES
from kit.domain.measure import Direction, GoalKind, MeasureKind, ValueKind

PROGRAMMES = ("i-sikre-haender", "i-trygge-hender")
FILES = ("programme", "checklist", "measures", "leadership", "sources")
THEMES = [
    *("leadership", "organisation", "team", "communication", "aim"),
    *("measurement", "board", "skills", "practical"),
]
ITEMS = [f"P{number:02d}" for number in range(1, 47)]
CRITICAL = {f"P{n:02d}" for n in (1, 2, 5, 8, 9, 13, 14, 18, 19, 21, 26, 27, 31, 32, 34, 37, 43)}
DUE_WEEKS = [
    *(20, 18, 16, 12, 8, 8, 10, 18, 14, 12, 12, 12, 12, 10, 10, 8, 6, 8, 10, 6, 8, 6, 6, 6, 10, 14),
    *(4, 3, 6, 6, 6, 6, 4, 8, 4, 6, 8, 2, 2, 3, 2, 2, 6, 6, 3, 1),
]
AREAS = ["pu", "med", "fall", "inf", "nut", "det", "lead", "cit"]
MEASURES = [
    *("pu.r.days_between", "pu.r.count", "pu.r.rate", "pu.r.prev", "pu.p.risk", "pu.p.skin", "pu.p.bundle"),
    *("pu.p.surface", "pu.u.sleep", "med.r.days_between", "med.r.count", "med.r.rate", "med.p.recon", "med.p.review"),
    *("med.p.dispense", "med.p.admin", "med.p.risk_drug", "med.u.time", "fall.r.rate", "fall.r.injury"),
    *("fall.r.count", "fall.p.post", "fall.p.bundle", "fall.p.med", "fall.u.restraint", "inf.r.uti_rate"),
    *("inf.r.uti_abx", "inf.r.days_between", "inf.r.hai_prev", "inf.p.catheter", "inf.p.oral", "inf.p.hand"),
    *("inf.u.hosp", "nut.r.weightloss", "nut.p.screen", "nut.p.plan", "nut.p.follow", "nut.u.waste", "det.p.obs"),
    *("det.p.respond", "det.p.isbar", "det.r.admit", "lead.p.board", "lead.p.walkround", "lead.p.barrier"),
    *("lead.p.report", "lead.r.days_stale", "cit.p.matters", "cit.p.relative", "cit.u.calls"),
]
GOALS = {
    "pu.r.days_between": ("value", 300),
    "pu.r.rate": ("change", -75),
    "pu.u.sleep": ("baseline", 0),
    "med.r.count": ("change", -50),
    "med.r.rate": ("watch", 0),
    "med.u.time": ("baseline", 10),
    "inf.p.catheter": ("value", 100),
    "lead.p.barrier": ("value", 80),
    "lead.r.days_stale": ("value", 31),
}
SCALES = ["person", "front", "focus", "transparency", "across", "data"]
FREQUENCIES = {"week", "month", "quarter", "half_year", "event"}
SEMINAR_KINDS = {"preparation", "information", "learning", "final"}

# Words that only one of the languages writes so. Shared words (og, ikke, ansatte, beboer) would prove nothing.
ONLY_DANISH = """
af afprøve blevet borger borgere borgerne dage efter enhed enheden enheder fald faldet forandring gange hvad
indsatsområde indsatsområder læge læger læringsseminaret medarbejder medarbejdere medarbejderne medicin mellem
nævner personalet plejecenter plejehjem pr seneste sidste stikprøve stikprøven sygehus sygehuset tiltag
tjekliste tryksår tælles tæller udført uge ugen vores vægt ændringer
"""
ONLY_NORWEGIAN = """
av bruker brukere brukerne dager enhet enheten enheter etter etterpå ferske fastlege fastleger ganger
gjennomført hva hvilke innen innsatsområde innsatsområder lege leger legemidler mellom noe noen nevner
prosjektleder siste stikkprøve stikkprøven sykehjem sykehus tiltak trykksår telles teller uken uke utgangsmåling
uønskede våre vekt yrkesgrupper
"""
LONG = 25


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(words.split())})\b", re.IGNORECASE)


DANISH, NORWEGIAN = _words(ONLY_DANISH), _words(ONLY_NORWEGIAN)
ENGLISH = re.compile(r"\b(the|with|citizens?|when|their|staff|every|whose|who)\b", re.IGNORECASE)
NAMES = re.compile("I sikre hænder|I trygge hender 24-7|Dansk Selskab for Patientsikkerhed|Learning-Network Kit")


def _load(programme: str, file: str) -> dict[str, Any]:
    return tomllib.loads((resources.programmes() / programme / f"{file}.toml").read_text(encoding="utf-8"))


def _labels(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text that stands in languages, with the way to it."""
    if isinstance(value, dict):
        if set(value) & set(LANGUAGES):
            yield path, value
            return
        for key, inner in value.items():
            yield from _labels(inner, f"{path}.{value.get('id', '')}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _labels(inner, path)


def _all_labels(programme: str) -> list[tuple[str, dict[str, str]]]:
    return [(f"{file}{path}", label) for file in FILES for path, label in _labels(_load(programme, file))]


def _ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


programmes = pytest.mark.parametrize("programme", PROGRAMMES)


@programmes
def test_every_text_stands_in_all_three_languages(programme: str) -> None:
    labels = _all_labels(programme)
    assert len(labels) > 400
    for path, label in labels:
        assert set(label) == set(LANGUAGES), path
        for language, text in label.items():
            assert len(text.strip()) > 2, f"{path} in {language}"
            assert not re.search(r"^\s|\s$|\s\s|[{}]", text), f"{path} in {language}"


@programmes
def test_a_long_text_is_never_the_same_in_two_languages(programme: str) -> None:
    for path, label in _all_labels(programme):
        texts = [text for text in label.values() if len(text) > LONG]
        assert len(texts) == len(set(texts)), f"{path}: {texts}"


@programmes
def test_danish_norwegian_and_english_are_not_mixed_up(programme: str) -> None:
    for path, label in _all_labels(programme):
        danish, norwegian, english = (NAMES.sub("", label[language]) for language in LANGUAGES)
        assert not NORWEGIAN.search(danish), f"{path}: {danish}"
        assert not DANISH.search(norwegian), f"{path}: {norwegian}"
        assert not ENGLISH.search(danish + " " + norwegian), path
        assert not DANISH.search(english), f"{path}: {english}"
        assert not NORWEGIAN.search(english), f"{path}: {english}"


@programmes
def test_the_word_lists_find_a_text_in_the_wrong_language(programme: str) -> None:
    items = _load(programme, "checklist")["item"]
    measures = _load(programme, "measures")["measure"]
    texts = [item["text"] for item in items] + [measure["numerator"] for measure in measures]
    assert sum(bool(DANISH.search(text["da"])) for text in texts) > len(texts) * 0.6
    assert sum(bool(NORWEGIAN.search(text["nb"])) for text in texts) > len(texts) * 0.6
    assert sum(bool(ENGLISH.search(text["en"])) for text in texts) > len(texts) * 0.6


@programmes
def test_long_sentences_end_with_a_full_stop_in_every_language(programme: str) -> None:
    checklist, survey = _load(programme, "checklist"), _load(programme, "leadership")
    measures = _load(programme, "measures")["measure"]
    sentences = [item["text"] for item in checklist["item"]]
    sentences += [statement[version] for statement in survey["statement"] for version in ("leader", "staff")]
    sentences += [measure[part] for measure in measures for part in ("numerator", "exclusions", "sample")]
    sentences += [measure["denominator"] for measure in measures if "denominator" in measure]
    assert all(text.endswith(".") for label in sentences for text in label.values())


@programmes
def test_the_programme_says_what_it_is_and_the_folder_carries_its_id(programme: str) -> None:
    data = _load(programme, "programme")
    assert data["id"] == programme
    assert (data["country"], data["language"], data["weeks"]) in {("dk", "da", 104), ("no", "nb", 39)}
    assert re.fullmatch(r"\d{4}\.\d+", data["version"])
    assert {"TOP", "SG", "PL", "UL", "TL", "DA", "IA", "NET"} <= set(data["roles"])
    kinds = {"nursing_home", "home_care", "home_nursing", "residential", "rehabilitation", "hospital"}
    assert kinds == set(data["unit_kinds"])


@programmes
def test_the_source_line_says_what_is_proposed_and_claims_no_authority(programme: str) -> None:
    source = _load(programme, "programme")["source"]
    assert "ikke skrevet eller godkendt" in source["da"]
    assert "ikke skrevet eller godkjent" in source["nb"]
    assert "not written or approved" in source["en"]
    survey = _load(programme, "leadership")
    assert "ikke valideret" in survey["source"]["da"]
    assert "not validated" in survey["source"]["en"]
    assert all("MIT" in text for text in survey["licence"].values())


@programmes
def test_seminars_come_in_time_order_and_the_first_learning_seminar_is_week_zero(programme: str) -> None:
    data = _load(programme, "programme")
    seminars = data["seminar"]
    weeks = [seminar["week"] for seminar in seminars]
    assert weeks == sorted(set(weeks))
    assert {seminar["kind"] for seminar in seminars} <= SEMINAR_KINDS
    assert next(s["week"] for s in seminars if s["kind"] == "learning") == 0
    assert weeks[0] < 0
    assert (weeks[-1], seminars[-1]["kind"]) == (data["weeks"], "final")
    assert len(set(_ids(seminars))) == len(seminars)


@programmes
def test_the_checklist_has_its_46_items_in_9_themes(programme: str) -> None:
    checklist = _load(programme, "checklist")
    assert _ids(checklist["theme"]) == THEMES
    assert _ids(checklist["item"]) == ITEMS
    order = [THEMES.index(item["theme"]) for item in checklist["item"]]
    assert order == sorted(order)
    assert set(order) == set(range(9))
    assert {item["id"] for item in checklist["item"] if item["critical"]} == CRITICAL


@programmes
def test_every_owner_of_an_item_is_a_role(programme: str) -> None:
    roles = set(_load(programme, "programme")["roles"])
    for item in _load(programme, "checklist")["item"]:
        assert set() < set(item["owners"]) <= roles, item["id"]


def test_due_weeks_follow_the_two_year_network_and_six_tenths_of_it_in_the_nine_month_one() -> None:
    danish = [item["due_week"] for item in _load("i-sikre-haender", "checklist")["item"]]
    norwegian = [item["due_week"] for item in _load("i-trygge-hender", "checklist")["item"]]
    assert danish == DUE_WEEKS
    assert all(abs(short - 0.6 * long) <= 0.25 + 1e-9 for short, long in zip(norwegian, danish, strict=True))
    assert all(week * 2 == int(week * 2) for week in norwegian)


@programmes
def test_nothing_is_due_after_the_first_learning_seminar_or_before_leaders_have_been_told(programme: str) -> None:
    checklist = {item["id"]: item["due_week"] for item in _load(programme, "checklist")["item"]}
    assert min(checklist.values()) > 0
    first = -_load(programme, "programme")["seminar"][0]["week"]
    assert checklist["P06"] < first


@programmes
def test_a_confirmed_mark_names_a_source_and_every_source_is_listed(programme: str) -> None:
    sources = _load(programme, "sources")["source"]
    known = set(_ids(sources)) | {"P"}
    assert all(source["address"].startswith(("http://", "https://")) and source["title"] for source in sources)
    for row in [*_load(programme, "checklist")["item"], *_load(programme, "measures")["measure"]]:
        basis = row["basis"].split(", ")
        assert set(basis) <= known, row["id"]
        assert row["mark"] in {"C", "P"}
        assert row["mark"] == "P" or basis != ["P"], row["id"]


@programmes
def test_the_catalogue_has_its_50_measures_in_8_areas(programme: str) -> None:
    data = _load(programme, "measures")
    assert _ids(data["area"]) == AREAS
    assert len(MEASURES) == 50
    assert _ids(data["measure"]) == MEASURES
    letters = {"r": MeasureKind.OUTCOME, "p": MeasureKind.PROCESS, "u": MeasureKind.BALANCING}
    for measure in data["measure"]:
        area, letter, _ = measure["id"].split(".")
        assert measure["area"] == area
        assert measure["kind"] == letters[letter]


@programmes
def test_every_measure_is_defined_so_that_it_can_be_counted(programme: str) -> None:
    kinds = set(_load(programme, "programme")["unit_kinds"])
    for measure in _load(programme, "measures")["measure"]:
        value = ValueKind(measure["value"])
        needs = value in (ValueKind.PERCENT, ValueKind.RATE, ValueKind.MEAN)
        assert ("denominator" in measure) == needs, measure["id"]
        assert {"numerator", "exclusions", "sample"} <= set(measure), measure["id"]
        assert (measure["frequency"] == "event") == (value is ValueKind.DAYS_BETWEEN), measure["id"]
        assert measure["frequency"] in FREQUENCIES
        assert measure["direction"] in set(Direction)
        assert set() < set(measure["settings"]) <= kinds, measure["id"]
        allowed = {ValueKind.PERCENT: (100,), ValueKind.RATE: (100, 1000)}.get(value, (1,))
        assert measure["per"] in allowed, measure["id"]


@programmes
def test_goals_point_the_way_that_is_better_and_lie_within_what_can_be_reached(programme: str) -> None:
    measures = {measure["id"]: measure for measure in _load(programme, "measures")["measure"]}
    for measure_id, (kind, value) in GOALS.items():
        assert measures[measure_id]["goal"] == {"kind": kind, "value": value}
    for measure in measures.values():
        kind, value = GoalKind(measure["goal"]["kind"]), measure["goal"]["value"]
        if kind is GoalKind.CHANGE:
            assert -100 < value < 0, measure["id"]
            assert measure["direction"] == "down", measure["id"]
        if kind is GoalKind.VALUE:
            assert 0 < value <= (100 if measure["value"] == "percent" else 365), measure["id"]
        if kind is GoalKind.BASELINE:
            assert 0 <= value <= 100, measure["id"]


@programmes
def test_process_measures_are_better_when_higher_and_balancing_measures_when_lower(programme: str) -> None:
    for measure in _load(programme, "measures")["measure"]:
        if measure["kind"] == "process":
            assert measure["direction"] == "up", measure["id"]
        if measure["kind"] == "balancing":
            assert measure["direction"] == "down", measure["id"]


@programmes
def test_the_self_assessment_has_six_scales_of_four_or_five_statements_with_reverse_ones(programme: str) -> None:
    survey = _load(programme, "leadership")
    assert (survey["id"], survey["version"], survey["minimum_group"]) == ("leadership", "1", 5)
    assert _ids(survey["scale"]) == SCALES
    by_scale = {scale: [s for s in survey["statement"] if s["scale"] == scale] for scale in SCALES}
    assert sum(map(len, by_scale.values())) == len(survey["statement"])
    assert all(4 <= len(statements) <= 5 for statements in by_scale.values())
    assert sum(any(s["reverse"] for s in statements) for statements in by_scale.values()) >= 3
    assert all(sum(s["reverse"] for s in statements) <= 1 for statements in by_scale.values())
    assert _ids(survey["statement"]) == [f"L{number:02d}" for number in range(1, len(survey["statement"]) + 1)]


@programmes
def test_leaders_are_asked_about_themselves_and_staff_about_their_leaders(programme: str) -> None:
    for statement in _load(programme, "leadership")["statement"]:
        leader, staff = statement["leader"], statement["staff"]
        assert re.search(r"\bjeg\b", leader["da"], re.IGNORECASE), statement["id"]
        assert re.search(r"\bjeg\b", leader["nb"], re.IGNORECASE), statement["id"]
        assert re.search(r"\bI\b", leader["en"]), statement["id"]
        assert "vores ledere" in staff["da"].lower(), statement["id"]
        assert "lederne våre" in staff["nb"].lower(), statement["id"]
        assert "our leaders" in staff["en"].lower(), statement["id"]


@programmes
def test_answers_go_from_one_to_five_with_a_way_out_and_both_wordings_have_a_group(programme: str) -> None:
    survey = _load(programme, "leadership")
    assert [option.get("value") for option in survey["option"]] == [1, 2, 3, 4, 5, None]
    groups = {group["id"]: group["version"] for group in survey["group"]}
    assert groups == {
        "top_leader": "leader",
        "project_lead": "leader",
        "unit_leader": "leader",
        "data_responsible": "staff",
        "staff": "staff",
    }


def test_the_two_programmes_share_every_id_so_that_their_networks_can_be_told_together() -> None:
    for file, tables in (
        ("checklist", ("theme", "item")),
        ("measures", ("area", "measure")),
        ("leadership", ("option", "group", "scale", "statement")),
    ):
        one, other = (_load(programme, file) for programme in PROGRAMMES)
        for table in tables:
            key = "value" if table == "option" else "id"
            assert [row.get(key) for row in one[table]] == [row.get(key) for row in other[table]]


def test_each_programme_speaks_of_its_own_country() -> None:
    danish = " ".join(label[lang] for _, label in _all_labels("i-sikre-haender") for lang in ("da", "en"))
    norwegian = " ".join(label[lang] for _, label in _all_labels("i-trygge-hender") for lang in ("nb", "en"))
    assert [word for word in ("CPR", "MED-udvalget", "TOBS") if word not in danish] == []
    assert not re.search(r"fastlege|USHT|NEWS2|fødselsnummer", danish)
    assert [word for word in ("fødselsnummer", "Fastlegene", "NEWS2") if word not in norwegian] == []
    assert not re.search(r"CPR|MED-|TOBS|\bcitizens?\b", norwegian)


@programmes
def test_a_person_can_edit_the_files_by_hand(programme: str) -> None:
    for file in FILES:
        lines = (resources.programmes() / programme / f"{file}.toml").read_text(encoding="utf-8").splitlines()
        assert any(line.startswith("# How to edit") for line in lines[:5]), file
        for number, line in enumerate(lines, 1):
            one_key = re.fullmatch(r'(#.*|\[.*\]|[a-z_.]+ = ("([^"\\]|\\.)*"|\[[^\[\]]*\]|-?[\d.]+|true|false))?', line)
            assert one_key, f"{file}:{number}: {line}"
