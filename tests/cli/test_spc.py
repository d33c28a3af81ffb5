"""`kit spc`: findings from a CSV as sentences, the chart as one file, JSON for machines, and refusals in a sentence."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kit import resources, spc

TEXTBOOK = resources.datasets("textbook")
CDI = TEXTBOOK / "cdi.csv"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(tmp_path: Path, content: str, name: str = "mine.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_text(content, encoding=encoding)
    return path


def test_published_infections_give_their_finding_and_a_page(kit, tmp_path) -> None:
    said = kit("spc", CDI)
    assert said.code == 0
    assert "n, seriediagram: 36 punkter fra november 2012 til oktober 2015." in said.out
    assert "14 punkter i træk" in said.out
    assert "Anhøj-reglerne" in said.out
    assert "x = month, y = n, note = notes" in said.err
    assert "days, period" in said.err
    page = (tmp_path / "cdi-run.html").read_text(encoding="utf-8")
    assert "14 punkter i træk" in page
    assert "Intervention begins" in page
    assert "cdi-run.html" in said.out


def test_json_holds_the_whole_result_and_writes_no_page(kit, tmp_path) -> None:
    said = kit("spc", CDI, "--kind", "u", "--n", "days", "--multiply", "10000", "--freeze", "24", "--json")
    answer = json.loads(said.out)
    (one,) = answer["results"]
    y, n = ([float(row.split(",")[i].strip('"')) for row in CDI.read_text("utf-8").splitlines()[1:]] for i in (1, 2))
    expected = spc.analyse("u", y, n, multiply=10_000, freeze=24)
    assert one["result"]["y"] == pytest.approx(expected.y.tolist())
    assert one["result"]["ucl"] == pytest.approx(expected.ucl.tolist())
    assert one["result"]["x"][0] == "2012-11-01"
    assert one["result"]["parts"][0]["longest_run"] == expected.parts[0].longest_run
    assert answer["columns"] == {"x": "month", "y": "n", "n": "days", "note": "notes"}
    assert answer["page"] is None
    assert list(tmp_path.iterdir()) == []
    assert "NaN" not in said.out


@pytest.mark.parametrize(("part", "ends"), [("period", 24), ("24", 24), ("10,24", 10)])
def test_phases_are_given_by_position_or_by_a_column(kit, part, ends) -> None:
    (one,) = json.loads(kit("spc", CDI, "--part", part, "--json").out)["results"]
    assert one["result"]["parts"][0]["stop"] == ends


def test_options_reach_the_engine(kit) -> None:
    words = (
        "--kind",
        "i",
        "--exclude",
        "3,5",
        "--target",
        "8,5",
        "--rules",
        "western-electric",
        "--cl",
        "12",
        "--json",
    )
    (one,) = json.loads(kit("spc", CDI, *words).out)["results"]
    result = one["result"]
    assert [place + 1 for place, kept in enumerate(result["included"]) if not kept] == [3, 5]
    assert (result["target"][0], result["cl"][0], result["rules"]) == (8.5, 12, "western_electric")
    assert "8.5" in one["finding"] or "8,5" in one["finding"]


def test_better_says_whether_a_signal_is_for_the_better(kit) -> None:
    assert "en forbedring" in kit("spc", CDI, "--better", "down", "--freeze", "24").out
    assert "en forværring" in kit("spc", CDI, "--better", "up", "--freeze", "24").out


def test_a_baseline_longer_than_the_series_is_told_and_not_ignored(kit) -> None:
    assert "Baseline skal have 40 punkter, men den nyeste fase har kun 36." in kit("spc", CDI, "--freeze", "40").out
    assert "Baseline skal have" not in kit("spc", CDI, "--freeze", "36").out
    assert "har kun 12" in kit("spc", CDI, "--freeze", "20", "--part", "24").out


def test_an_unknown_kind_is_answered_with_all_that_there_are(kit) -> None:
    said = kit("spc", CDI, "--kind", "pie")
    assert said.code == 2
    assert all(kind in said.err for kind in ("ewma", "funnel", "pareto", "cusum", "pie"))


def test_a_chart_for_each_unit_with_an_overview(kit, tmp_path) -> None:
    said = kit("spc", TEXTBOOK / "hospital_infections.csv", "--group", "hospital", "--kind", "u", "--n", "days",
               "--multiply", "10000", "--out", tmp_path / "grid.html", "--lang", "en")  # fmt: skip
    assert said.code == 0
    assert sum(line.startswith(("AHH", "BFH", "BOH", "HGH", "NOH", "RGH")) for line in said.out.splitlines()) == 6
    page = (tmp_path / "grid.html").read_text(encoding="utf-8")
    assert page.count('class="kit-chart"') == 6
    assert page.count('class="kit-spark"') == 6
    assert "show a signal:" in page


@pytest.mark.parametrize(
    ("file", "words", "expected"),
    [
        ("hai_2016_2nd_half.csv", ("--kind", "funnel", "--group", "hospital", "--n", "days"), "tragtdiagram"),
        ("hospital_infections.csv", ("--kind", "pareto", "--y", "infection"), "paretodiagram"),
        ("nhs_accidents.csv", ("--kind", "pp", "--multiply", "100"), "95,3"),
    ],
)
def test_other_charts_have_their_finding_and_page(kit, tmp_path, file, words, expected) -> None:
    said = kit("spc", TEXTBOOK / file, *words)
    assert (said.code, expected in said.out) == (0, True), said
    assert len(list(tmp_path.glob("*.html"))) == 1


def test_single_cases_make_a_cusum(kit, tmp_path) -> None:
    path = written(tmp_path, "forløb;komplikation\n" + "".join(f"{i};{int(i > 40)}\n" for i in range(1, 60)))
    said = kit("spc", path, "--kind", "cusum", "--y", "komplikation", "--target", "0,1")
    assert "Flere hændelser end forventet (10 %)" in said.out.replace("\N{NO-BREAK SPACE}", " ")


def test_dates_of_events_alone_make_a_chart_of_days_between(kit, tmp_path) -> None:
    path = written(
        tmp_path, "dato\n" + "\n".join(f"{day:02}.0{month}.2026" for month in (1, 2, 3, 4) for day in (3, 9, 21))
    )
    (one,) = json.loads(kit("spc", path, "--kind", "t", "--json").out)["results"]
    assert one["result"]["y"][:3] == [6, 12, 13]
    assert one["result"]["x"][0] == "2026-01-09"


def test_a_norwegian_file_with_decimal_comma_in_cp1252_is_read(kit, tmp_path) -> None:
    rows = "\n".join(f"{month:02}-2026;{month},5;" for month in range(1, 13))
    path = written(tmp_path, f"måned;fall per døgn;merknad\n{rows}\n", encoding="cp1252")
    said = kit("spc", path, "--lang", "nb", "--title", "Fall på Åsen")
    assert "Fall på Åsen, seriediagram: 12 punkter fra januar 2026 til desember 2026." in said.out
    assert "y = fall per døgn" in said.err


def test_the_page_holds_everything_and_has_no_share_button(kit, tmp_path) -> None:
    kit("spc", CDI, "--out", "chart.html")
    page = (tmp_path / "chart.html").read_text(encoding="utf-8")
    own = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"(?:src|href|action)\s*=", own)
    assert '"showSendToCloud": false' in own


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("--kind", "q"), 2, "run, i, ip"),
        (("--y", "nope"), 2, "month, n, days, period, notes"),
        (("--part", "fase"), 2, "fase"),
        (("--part", "99"), 2, "99"),
        (("--part", "1,x"), 2, "--part"),
        (("--exclude", "x"), 2, "--exclude"),
        (("--freeze", "1"), 2, "mindst 2"),
        (("--target", "mange"), 2, "--target"),
        (("--better", "sidelæns"), 2, "up eller down"),
        (("--rules", "nelson"), 2, "anhoej eller ihi"),
        (("--multiply", "0"), 2, "over 0"),
        (("--kind", "p", "--n", "days", "--y", "days", "--x", "month"), 0, ""),
        (("--kind", "p", "--y", "days", "--n", "n"), 1, "større tæller end nævner"),
        (("--y", "period"), 1, "celle D2"),
        (("--kind", "funnel", "--n", "days", "--group", "x"), 2, "»x«"),
        (("--kind", "cusum"), 1, "0 (ingen hændelse)"),
        (("--lang", "se"), 2, "da, nb, en"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence_and_nothing_is_written(
    kit, tmp_path, words, code, expected
) -> None:
    said = kit("spc", CDI, *words)
    assert said.code == code
    assert expected in said.err
    assert "Traceback" not in said.err
    assert len(list(tmp_path.glob("*.html"))) == (code == 0)


@pytest.mark.parametrize(
    ("content", "code", "expected"),
    [
        (None, 2, "findes ikke"),
        ("", 1, "tom"),
        ("a;b\n", 1, "ingen tal"),
        ("navn;sted\nx;y\n", 2, "kun indeholder tal"),
        ("måned;fald\n2026-01;tre\n2026-02;4\n", 2, "--y"),
        ("måned;fald\n2026-01;0101701234\n", 1, "CPR"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(kit, tmp_path, content, code, expected) -> None:
    path = tmp_path / "none.csv" if content is None else written(tmp_path, content)
    said = kit("spc", path)
    assert (said.code, said.out) == (code, "")
    assert expected in said.err
    assert "0101701234" not in said.err


def test_a_place_that_cannot_be_written_is_said(kit, tmp_path) -> None:
    said = kit("spc", CDI, "--out", tmp_path / "none" / "chart.html")
    assert said.code in (1, 2)
    assert "Traceback" not in said.err
    assert said.err.strip()


@pytest.mark.parametrize(("language", "word"), [("da", "Signal"), ("nb", "uvanlig"), ("en", "unusual")])
def test_three_languages(kit, language, word) -> None:
    assert word in kit("spc", CDI, "--lang", language).out
