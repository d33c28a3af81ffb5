"""A page in one file: everything inside, nothing asked for from outside."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from sample_analyses import STABLE, cdi

from kit import spc
from kit.domain.label import LANGUAGES
from kit.figures.control_captions import caption
from kit.figures.control_chart import control_chart
from kit.figures.page import Section, whole_page
from kit.texts import texts

DAY = dt.date(2026, 3, 1)


def page(language: str = "da", title: str = "CDI") -> str:
    t, analysis = texts(language), cdi(freeze=24)
    told = caption(analysis, t, title=title)
    figure = control_chart(analysis, t, title=title)
    return whole_page(title, [Section("", told.finding, (("", figure),), ((title, told),))], t, DAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_asks_no_address_for_anything(language: str) -> None:
    made = re.sub(r"<script>.*?</script>", "", page(language), flags=re.DOTALL)
    assert f'<html lang="{language}">' in made
    assert not re.search(r"(?:src|href|action)\s*=|@import|url\(", made)
    assert "connect-src 'none'" in made


def test_the_page_lets_no_script_run_but_its_own() -> None:
    made = page()
    policy = re.search(r"script-src ([^;]*);", made)
    assert policy
    assert len(re.findall(r"sha256-[\w+/]+=", policy[1])) == made.count("<script>") == 2
    assert "unsafe-inline" not in policy[1]


def test_the_drawing_has_no_share_button_and_its_data_are_whole() -> None:
    data = re.search(r'<script type="application/json">(.*?)</script>', page(), re.DOTALL)
    assert data
    chart = json.loads(data[1])
    assert chart["config"]["showSendToCloud"] is False
    assert chart["config"]["plotlyServerURL"] == ""
    (values,) = [trace for trace in chart["data"] if trace["name"] == "values"]
    assert len(values["y"]) == 36


def test_finding_rules_remarks_and_numbers_stand_in_the_page_as_text() -> None:
    made, told = page("en"), caption(cdi(freeze=24), texts("en"), title="CDI")
    assert told.finding in made
    assert all(line in made for line in (*told.rules, *told.remarks))
    assert made.count('role="row"') == 37
    assert "Made on 1 March 2026" in made


def test_what_comes_from_a_file_cannot_become_markup() -> None:
    made = page(title="</script><img src=x onerror=alert(1)>")
    assert "<img" not in re.sub(r"<script>.*?</script>", "", made, flags=re.DOTALL)
    assert made.count("</script>") == made.count("<script")


def test_a_page_without_figures_brings_no_script() -> None:
    told = caption(spc.analyse("run", STABLE), texts("da"))
    made = whole_page("A", [Section("B", told.finding, (), (("A", told),))], texts("da"), DAY)
    assert "<script>" not in made
    assert "script-src 'none'" in made
