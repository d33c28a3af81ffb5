"""CSV as offices make it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import TODAY, small_network_file, small_programme, small_series
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from told import told

from kit.domain.label import LANGUAGES
from kit.domain.series import Event, Point, Series
from kit.errors import ProblemsFound
from kit.sources.measurements import Reading, read_measurements, write_measurements_csv

NETWORK, PROGRAMME = small_network_file(), small_programme()
RATE = Series("0301-1", "fall.rate", (Point(date(2026, 3, 1), 4, 1012.5, "færre på nattevagt"),))


def read(path: Path) -> Reading:
    return read_measurements(path, NETWORK, PROGRAMME, TODAY)


def saved(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "tal.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


DANISH = "Enhed (id);Indikator (id);Måned;Tæller;Nævner;Bemærkning\r\n"
DANISH += "0301-1;fall.rate;marts 2026;4;1012,5;færre på nattevagt\r\n"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_a_file_with_decimal_comma_is_read_in_every_encoding_an_office_makes(encoding: str, tmp_path: Path) -> None:
    assert read(saved(tmp_path, DANISH, encoding)).series == (RATE,)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_the_delimiter_is_told_from_the_headings(delimiter: str, tmp_path: Path) -> None:
    assert read(saved(tmp_path, DANISH.replace(";", delimiter))).series == (RATE,)


def test_commas_divide_when_the_decimal_mark_is_a_point(tmp_path: Path) -> None:
    text = "unit_id,measure_id,month,numerator,denominator\n0301-1,fall.rate,2026-03,4,1012.5\n"
    assert read(saved(tmp_path, text)).series[0].points == (Point(date(2026, 3, 1), 4, 1012.5),)


def test_quoted_fields_extra_columns_and_empty_lines_do_no_harm(tmp_path: Path) -> None:
    text = "sep=;\n\nFarve;Enhed;Indikator;Periode;Tæller;Nævner;Note\n"
    text += 'blå;0301-1;fall.rate;3.2026;"4";"1 012,5";"a;b"\n;;;;;;\n'
    assert read(saved(tmp_path, text)).series[0].points == (Point(date(2026, 3, 1), 4, 1012.5, "a;b"),)


def test_events_may_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    text = "Enhet (id);Indikator (id);Dato;Antall\n0301-1;pu.days;3.5.2026;2\n0301-1;pu.days;10. mai 2026;\n"
    assert read(saved(tmp_path, text)).series == (
        Series("0301-1", "pu.days", (), (Event(date(2026, 5, 3), 2), Event(date(2026, 5, 10)))),
    )


def test_a_column_of_dates_may_stand_for_the_months(tmp_path: Path) -> None:
    text = "Enhed (id);Indikator (id);Dato;Tæller;Nævner\n0301-1;fall.rate;31.03.2026;4;1012,5\n"
    assert read(saved(tmp_path, text)).series[0].points == (Point(date(2026, 3, 1), 4, 1012.5),)


def test_a_file_without_a_code_in_its_name_may_hold_several_municipalities(tmp_path: Path) -> None:
    text = (
        "Unit (id);Measure (id);Month;Numerator;Denominator\n0301-1;pu.risk;2026-03;4;9\n0302-1;pu.risk;2026-03;4;9\n"
    )
    assert [one.unit for one in read(saved(tmp_path, text)).series] == ["0301-1", "0302-1"]
    assert told(lambda: read(saved(tmp_path, text, name="0302 Ølholm.csv"))) == [
        "0302 Ølholm.csv, celle A2: Enheden 0301-1 hører til kommune 0301, men filen er fra kommune 0302. "
        "Flyt linjen til den "
        "rigtige fil, eller ret enhedens id."
    ]


BAD = {
    "decimal comma between commas": (
        "unit_id,measure_id,month,numerator,denominator\n0301-1,fall.rate,2026-03,4,1012,5\n",
        "tal.csv, celle F2: Linjen har 6 felter, men der er kun 5 overskrifter. Det sker, når tal som 12,5 "
        "står i en fil, der er "
        "delt med komma. Gem filen med semikolon mellem felterne.",
    ),
    "no headings": (
        "0301-1;fall.rate;2026-03;4;9\n",
        "tal.csv: Disse overskrifter mangler: Enhed (id), Indikator (id), Måned, Tæller, Nævner. Skriv dem i "
        "én række over "
        "tallene, præcis som her.",
    ),
    "wrong heading": (
        "Enhed (id);Indikator (id);Måned;Tæler;Nævner\n0301-1;fall.rate;2026-03;4;9\n",
        "tal.csv, celle A1: Disse overskrifter mangler: Tæller. Skriv dem i én række over tallene, præcis som her.",
    ),
    "text": (
        "Enhed (id);Indikator (id);Måned;Tæller;Nævner\n0301-1;fall.rate;2026-03;få;9\n",
        "tal.csv, celle D2: »få« er ikke et tal. Skriv et tal, for eksempel 12, eller lad cellen stå tom, "
        "hvis der ikke er målt.",
    ),
    "lost zero": (
        "Enhed (id);Indikator (id);Måned;Tæller;Nævner\n301-1;fall.rate;2026-03;4;9\n",
        "tal.csv, celle A2: Enheden »301-1« findes ikke i network.xlsx. Ret enhedens id, eller skriv enheden "
        "i arket med "
        "enheder.",
    ),
}


@pytest.mark.parametrize(("text", "expected"), BAD.values(), ids=BAD)
def test_a_fault_is_told_with_the_cell_a_spreadsheet_would_show(text: str, expected: str, tmp_path: Path) -> None:
    assert told(lambda: read(saved(tmp_path, text))) == [expected]


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"\xff\xfe\x00"])
def test_what_is_no_text_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tal.csv"
    path.write_bytes(content)
    assert told(lambda: read(path)) == [
        "tal.csv: Filen kan ikke læses som tekst. Gem den i Excel som »CSV UTF-8 (semikolonsepareret)«."
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_is_read(language: str, tmp_path: Path) -> None:
    path = tmp_path / "ud.csv"
    write_measurements_csv(path, small_series(), language)
    assert set(read(path).series) == set(small_series())


def test_what_a_spreadsheet_would_take_for_a_formula_gets_an_apostrophe(tmp_path: Path) -> None:
    path = tmp_path / "ud.csv"
    series = Series("0301-1", "fall.rate", (Point(date(2026, 3, 1), 1, 2.125, '=HYPERLINK("x")'),))
    write_measurements_csv(path, [series], "da")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert (
        path.read_text(encoding="utf-8-sig").splitlines()[1]
        == '0301-1;fall.rate;2026-03-01;1;2,1250;"\'=HYPERLINK(""x"")"'
    )
    assert read(path).series == (series,)


TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # is taken out of every text
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=TURNING)
NOTES = st.text(LETTERS, max_size=20).map(str.strip)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rows=st.dictionaries(
        st.integers(1, 6), st.tuples(st.integers(0, 10**8), st.floats(0.001, 10**8), NOTES), min_size=1
    ),
    start=st.sampled_from(["", "=", "+", "-", "@", "'", "'=", "=;"]),
    language=st.sampled_from(LANGUAGES),
)
def test_any_series_comes_back_as_it_was(
    rows: dict[int, tuple[int, float, str]], start: str, language: str, tmp_path: Path
) -> None:
    points = tuple(
        Point(date(2026, month, 1), top, bottom, (start + note).strip())
        for month, (top, bottom, note) in sorted(rows.items())
    )
    path = tmp_path / "ud.csv"
    write_measurements_csv(path, [Series("0301-1", "fall.rate", points)], language)
    assert read(path).series == (Series("0301-1", "fall.rate", points),)


def test_every_fault_of_a_long_file_is_told_once(tmp_path: Path) -> None:
    lines = [f"0301-1;pu.risk;2026-03;{n};{n + 1}" for n in range(2000)]
    path = saved(tmp_path, "\n".join(["unit_id;measure_id;month;numerator;denominator", *lines]))
    with pytest.raises(ProblemsFound) as refused:
        read(path)
    assert len(refused.value.problems) == len(lines) - 1
