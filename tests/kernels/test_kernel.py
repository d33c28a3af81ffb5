"""The kit's kernel: found without an install step, quick to start, and a good host for charts."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import start_new_kernel

from kit.kernels import KERNEL_NAME, jupyter_environment, jupyter_folder, kernel_folder
from kit.kernels.faults import FAULT_MIME


def test_the_kernel_and_the_page_template_lie_where_jupyter_path_points() -> None:
    assert (jupyter_folder() / "kernels" / KERNEL_NAME / "kernel.json").is_file()
    assert jupyter_environment({})["JUPYTER_PATH"] == str(jupyter_folder())


def test_an_earlier_jupyter_path_is_kept_behind_the_kits_own_and_nothing_stands_twice() -> None:
    known = os.pathsep.join([str(jupyter_folder()), "elsewhere"])
    assert jupyter_environment({"JUPYTER_PATH": known})["JUPYTER_PATH"] == known


def test_jupyter_finds_the_kernel_by_its_path_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_PATH", jupyter_environment({})["JUPYTER_PATH"])
    spec = KernelSpecManager().get_kernel_spec(KERNEL_NAME)
    assert spec.argv == ["python", "-m", "kit.kernels", "-f", "{connection_file}"]
    assert spec.resource_dir == str(kernel_folder() / KERNEL_NAME)


@pytest.fixture(scope="module")
def client() -> Iterator[BlockingKernelClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", jupyter_environment({})["JUPYTER_PATH"])
        patch.setenv("KIT_HOST", "report")
        manager, client = start_new_kernel(kernel_name=KERNEL_NAME)
        yield client
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def outputs(client: BlockingKernelClient, code: str) -> list[dict]:
    """What a cell sends to the page, as message contents."""
    found: list[dict] = []
    client.execute_interactive(code, output_hook=found.append, timeout=60)
    return [{"type": m["msg_type"], **m["content"]} for m in found if m["msg_type"] not in ("status", "execute_input")]


def value(client: BlockingKernelClient, code: str) -> str:
    """What a cell prints."""
    (output,) = outputs(client, code)
    assert output["type"] == "stream", output
    return str(output["text"]).strip()


def test_a_chart_is_sent_as_data_and_the_slow_grammar_is_never_imported(client: BlockingKernelClient) -> None:
    found = outputs(client, "import plotly.graph_objects as go\ngo.Figure(go.Scatter(y=[1, 2]))")
    assert "application/vnd.plotly.v1+json" in found[0]["data"]
    assert "text/html" not in found[0]["data"]
    assert value(client, "import sys; print(sys.modules['rfc3987_syntax'])") == "None"
    assert value(client, "print('lark' in sys.modules)") == "False"


def test_jsonschema_still_validates_without_it(client: BlockingKernelClient) -> None:
    assert (
        value(client, "import jsonschema; print(jsonschema.Draft202012Validator({'type': 'string'}).is_valid(1))")
        == "False"
    )


def test_nothing_that_is_typed_is_kept_in_a_history(client: BlockingKernelClient) -> None:
    assert value(client, "print(get_ipython().history_manager.enabled)") == "False"


def test_an_error_of_the_kit_reaches_a_report_as_key_and_facts(client: BlockingKernelClient) -> None:
    told, error = outputs(client, "from kit.errors import RunFailed\nraise RunFailed('some.key', n=3)")
    assert told["data"][FAULT_MIME] == {"key": "some.key", "values": {"n": 3}, "kind": "RunFailed"}
    assert error["ename"] == "RunFailed"


def test_other_errors_stay_what_they_are(client: BlockingKernelClient) -> None:
    (error,) = outputs(client, "1 / 0")
    assert error["ename"] == "ZeroDivisionError"
