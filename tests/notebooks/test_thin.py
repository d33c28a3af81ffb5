from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import nbformat
import pytest

from kit import resources
from kit.notebook.pages import page_class
from kit.resources import ALL_PAGES

PAGE_BOOKS = [resources.notebooks() / f"{name}.ipynb" for name in ALL_PAGES]
LESSONS = [resources.notebooks() / "start.ipynb", *sorted((resources.notebooks() / "training").glob("*.ipynb"))]
NOTEBOOKS = [*PAGE_BOOKS, *LESSONS]
FORBIDDEN = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.For, ast.AsyncFor, ast.While, ast.If),
    *(ast.IfExp, ast.With, ast.Try, ast.BinOp, ast.BoolOp, ast.Compare, ast.UnaryOp, ast.AugAssign, ast.Subscript),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.NamedExpr, ast.JoinedStr),
)
PARAMETERS = ["network", "municipality", "language", "as_of"]
LESSON_PARAMETERS = ["network", "language"]
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def code(path: Path) -> list[dict]:
    return [cell for cell in cells(path) if cell["cell_type"] == "code"]


def test_there_is_a_notebook_for_every_page_and_no_other():
    assert set(resources.notebooks().rglob("*.ipynb")) == set(NOTEBOOKS)


@each
def test_a_notebook_is_valid_and_every_cell_has_an_id(path: Path):
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)


@each
def test_a_notebook_asks_for_the_kits_kernel(path: Path):
    metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    assert metadata["kernelspec"] == {"name": "kit", "display_name": "Learning-Network Kit", "language": "python"}
    assert metadata["title"]


@each
def test_a_notebook_stores_no_outputs(path: Path):
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code(path))


@each
def test_a_notebook_shows_no_words_of_its_own(path: Path):
    assert [cell for cell in cells(path) if cell["cell_type"] != "code"] == []


@each
def test_a_cell_has_at_most_three_lines(path: Path):
    for cell in code(path):
        lines = [line for line in "".join(cell["source"]).splitlines() if line.strip()]
        assert len(lines) <= 3


@each
def test_a_cell_decides_and_computes_nothing(path: Path):
    for cell in code(path):
        found = [node for node in ast.walk(ast.parse("".join(cell["source"]))) if isinstance(node, FORBIDDEN)]
        assert found == []


@each
def test_a_notebook_imports_from_the_kit_and_nothing_else(path: Path):
    for cell in code(path):
        for node in ast.walk(ast.parse("".join(cell["source"]))):
            assert not isinstance(node, ast.Import)
            if isinstance(node, ast.ImportFrom):
                assert (node.module, [name.name for name in node.names]) == ("kit", ["notebook"])


@each
def test_a_notebook_has_one_cell_of_parameters_and_every_one_is_text(path: Path):
    tagged = [cell for cell in code(path) if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    body = ast.parse("".join(tagged[0]["source"])).body
    wanted = LESSON_PARAMETERS if path in LESSONS else PARAMETERS
    assert [target.id for statement in body for target in statement.targets] == wanted
    assert {ast.literal_eval(statement.value) for statement in body} == {""}


@pytest.mark.parametrize("path", PAGE_BOOKS, ids=lambda path: path.stem)
def test_every_cell_calls_a_part_that_the_page_has(path: Path):
    called = re.findall(r"page\.(\w+)\(\)", "\n".join("".join(cell["source"]) for cell in code(path)))
    assert called[0] == "heading"
    assert len(called) == len(set(called))
    assert all(callable(getattr(page_class(path.stem), name)) for name in called)
    assert f'notebook.open("{path.stem}", ' in "".join("".join(cell["source"]) for cell in code(path))
