"""What the fork server has ready for reports, besides what kernels need: imports and compiled templates.

Imported in the fork server only; see `kit.kernels.warm`.
"""

from __future__ import annotations

import gc
import logging
from datetime import date, datetime
from functools import partial

import nbformat.v4 as nbf
from papermill.parameterize import parameterize_notebook

import kit.batch.inside  # noqa: F401 - imported so that no child need do it
from kit.batch.pages import SHOWN, Pages, Surroundings
from kit.batch.shell import prepared
from kit.domain.network import Municipality, Network
from kit.sources.handover import know_programme
from kit.sources.programme import programme_folders, read_programme
from kit.texts import texts

log = logging.getLogger("kit.batch")


def rehearse() -> None:
    """Make a page with an output of every kind, and one that says what failed; read the kit's own programmes."""
    network = Network("n", "n", "p", "da", date(2026, 1, 1))
    around = partial(Surroundings, network, Municipality("1", "m"), "baseline", date(2026, 1, 1), datetime.now())
    shown = [nbf.new_output("display_data", {kind: {} if kind.endswith("json") else "x"}) for kind in SHOWN]
    notebook = nbf.new_notebook(cells=[nbf.new_code_cell("", outputs=shown)], metadata={"papermill": {}})
    notebook.cells[0].metadata["tags"] = ["parameters"]
    parameterize_notebook(notebook, {"network": ""}, kernel_name="kit", language="python")
    pages = Pages({"plotly": "", "charts": ""})
    pages.report(notebook, texts("da"), around({}))
    pages.failed("", texts("da"), around({}))
    prepared()
    for folder in programme_folders().values():
        know_programme(read_programme(folder))


try:
    rehearse()
except Exception:  # it costs the reports time; the real one will say what is wrong
    log.warning("the pages could not be rehearsed", exc_info=True)
gc.collect()
gc.freeze()
