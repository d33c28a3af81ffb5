"""What the shell of a report takes down: the same that a kernel would have sent."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

CELLS = """
import json, os, sys
os.environ["KIT_HOST"] = "report"
from kit.batch.shell import take_over
out, shell = sys.stdout, take_over()
def said(source):
    shell.shown.begin()
    ok = shell.run_cell(source, store_history=True).success
    return {"ok": ok, "outputs": shell.shown.outputs, "error": shell.shown.error}
print(json.dumps([said(source) for source in json.loads(sys.argv[1])]), file=out)
"""


def run(*cells: str) -> list[dict[str, Any]]:
    """What each cell showed, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", CELLS, json.dumps(cells)], capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_what_is_printed_is_one_output_a_stream_in_the_order_it_came() -> None:
    (shown,) = run("import sys; print('a'); print('b'); print('c', file=sys.stderr); print('d')")
    assert [(one["name"], one["text"]) for one in shown["outputs"]] == [
        ("stdout", "a\nb\n"),
        ("stderr", "c\n"),
        ("stdout", "d\n"),
    ]


def test_the_last_value_is_a_result_with_the_cells_number_and_display_shows_all_forms() -> None:
    first, second = run(
        "1 + 1", "from IPython.display import HTML, display; display(HTML('<b>x</b>'), metadata={'kit': {}})"
    )
    (value,) = first["outputs"]
    assert (value["output_type"], value["execution_count"], value["data"]) == (
        "execute_result",
        1,
        {"text/plain": "2"},
    )
    (page,) = second["outputs"]
    assert page["output_type"] == "display_data"
    assert page["data"]["text/html"] == "<b>x</b>"
    assert page["metadata"] == {"kit": {}}


def test_what_was_shown_can_be_changed_and_cleared() -> None:
    *_, changed, cleared, waiting = run(
        "from IPython.display import clear_output, display",
        "h = display('old', display_id=True); h.update('new')",
        "print('a'); clear_output(); print('b')",
        "print('a'); clear_output(wait=True); print('b')",
    )
    assert [one["data"]["text/plain"] for one in changed["outputs"]] == ["'new'"]
    assert [one["text"] for one in cleared["outputs"]] == ["b\n"]
    assert [one["text"] for one in waiting["outputs"]] == ["b\n"]


def test_what_a_cell_raises_is_named_with_its_trace_and_a_fault_of_the_kit_is_handed_over() -> None:
    broken, wrong, known, gone = run(
        "1 / 0",
        "def (",
        "from kit.errors import KitError; raise KitError('batch.withdrawn_asked', code='0301', name='Byen')",
        "import sys; sys.exit(3)",
    )
    assert not broken["ok"]
    assert broken["error"][:2] == ["ZeroDivisionError", "division by zero"]
    assert "ZeroDivisionError" in broken["error"][2]
    assert wrong["error"][0] == "SyntaxError"
    assert known["outputs"][0]["data"]["application/vnd.kit.fault+json"]["key"] == "batch.withdrawn_asked"
    assert known["error"][0] == "KitError"
    assert (gone["ok"], gone["error"][0]) == (False, "SystemExit")


def test_cells_share_one_main_module_see_ipython_and_may_await() -> None:
    *_, last = run(
        "x = 7",
        "import asyncio; await asyncio.sleep(0)",
        "import __main__; print(__main__.x, get_ipython().__class__.__name__)",
    )
    assert [one["text"] for one in last["outputs"]] == ["7 ReportShell\n"]
