"""The catalogues are whole: three languages, the same fields, nothing unused."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from kit.domain.label import LANGUAGES
from kit.errors import Problem, Where
from kit.texts import texts
from kit.texts.catalogue import catalogue

KIT = Path(__file__).parents[2] / "kit"
TABLES = sorted((KIT / "texts" / "tables").glob("*.csv"))
FIELD = re.compile(r"(?<!\{)\{(\w*)[^}]*\}(?!\})")
SAME_IN_ALL = re.compile(r"^[\W\d_]*$|\{\w+\}")


def rows(table: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))


@pytest.mark.parametrize("table", TABLES, ids=lambda p: p.stem)
def test_every_row_of_a_table_has_its_prefix_and_a_text_in_all_three_languages(table: Path) -> None:
    for row in rows(table):
        assert row["key"].startswith(f"{table.stem}."), row["key"]
        assert all((row[language] or "").strip() for language in LANGUAGES), row["key"]
        assert None not in row, f"{row['key']}: a semicolon too many"


@pytest.mark.parametrize("table", TABLES, ids=lambda p: p.stem)
def test_the_three_texts_of_a_row_have_the_same_fields(table: Path) -> None:
    for row in rows(table):
        fields = {language: sorted(set(FIELD.findall(row[language]))) for language in LANGUAGES}
        assert fields["da"] == fields["nb"] == fields["en"], (row["key"], fields)


@pytest.mark.parametrize("table", TABLES, ids=lambda p: p.stem)
def test_a_table_opens_rightly_in_excel(table: Path) -> None:
    assert table.read_bytes().startswith(b"\xef\xbb\xbf"), "without the mark Excel shows Ã¸ for ø"


def sources() -> str:
    files = [*KIT.rglob("*.py"), *(KIT.parent / "templates").rglob("*.j2"), *(KIT.parent / "templates").rglob("*.html")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def used_keys(code: str) -> tuple[set[str], list[re.Pattern[str]]]:
    """Keys written out in full, and patterns for keys put together with an f-string."""
    written = set(re.findall(r"[\"']([a-z_]+(?:\.[a-z_0-9]+)+)[\"']", code))
    made = re.findall(r"f[\"']([a-z_]+\.(?:[a-z_0-9.]|\{[^}]+\})*)[\"']", code)
    patterns = [re.compile("^" + re.sub(r"\\\{.*?\\\}", r"[\\w.]+", re.escape(one)) + "$") for one in made]
    return written, patterns


def test_no_key_of_the_catalogue_is_unused() -> None:
    written, patterns = used_keys(sources())

    def used(key: str) -> bool:
        counted = key.removesuffix(".one").removesuffix(".other")  # `counted` adds the ending
        return not {key, counted}.isdisjoint(written) or any(p.match(key) or p.match(counted) for p in patterns)

    assert [key for key in catalogue() if not used(key)] == []


def test_every_key_written_in_the_code_is_in_the_catalogue() -> None:
    written, _ = used_keys(sources())
    prefixes = {table.stem for table in TABLES}
    known = set(catalogue()) | {key.rsplit(".", 1)[0] for key in catalogue()}
    asked = {key for key in written if key.split(".")[0] in prefixes}
    endings = (".csv", ".py", ".toml", ".xlsx", ".json", ".html", ".ipynb", ".txt", ".db", ".js", ".css", ".key")
    missing = {key for key in asked if key not in known and not key.endswith(endings)}
    assert missing == set()


def test_numbers_in_a_sentence_are_written_the_reader_s_way() -> None:
    problem = Problem("problems.cell", Where("a.xlsx", "Målinger", "C7"), {"cell": 12.5})
    assert texts("da").problem(problem) == "a.xlsx, ark Målinger, celle C7: celle 12,5"
    assert texts("en").problem(problem).endswith("cell 12.5")


def test_an_unknown_language_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(ValueError, match="da, nb, en"):
        texts("se")
