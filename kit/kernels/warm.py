"""What a warm kernel has imported and tried out before it is forked. Imported in the fork server only.

No thread, no socket, no event loop and no open file may be left behind: what is here is shared by every kernel.
"""

from __future__ import annotations

import gc
import importlib
import logging
import os
from contextlib import suppress

from kit.kernels import block_slow_import, choose_debugger

block_slow_import()
choose_debugger(wanted=False)
os.environ.setdefault("PLOTLY_RENDERER", "plotly_mimetype")

log = logging.getLogger("kit.kernels")
MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "ipykernel.ipkernel",
    "ipykernel.comm",
    "ipykernel.debugger",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "tornado.platform.asyncio",
    "tornado.queues",
    "multiprocessing.forkserver",
    "multiprocessing.connection",
    "encodings.idna",
    "encodings.latin_1",
    "faulthandler",
    "psutil",
    "ipywidgets",
    "numpy",
    "numpy.random",
    "plotly.graph_objects",
    "plotly.io._renderers",
    "plotly.utils",
    "kit.actions.chart",
    "kit.actions.enter",
    "kit.actions.load",
    "kit.actions.structure",
    "kit.kernels.__main__",
    "kit.kernels.anew",
    "kit.kernels.faults",
    "kit.kernels.fork",
    "kit.actions.calendar",
    "kit.actions.gate",
    "kit.actions.kept",
    "kit.actions.sheets",
    "kit.apps.baseline_freeze",
    "kit.apps.baseline_plan",
    "kit.apps.entry_words",
    "kit.apps.leadership_checks",
    "kit.apps.leadership_results",
    "kit.apps.leadership_work",
    "kit.apps.preparation_calendar",
    "kit.apps.views.baseline_plan",
    "kit.apps.views.leadership_work",
    "kit.apps.views.entry_form",
    "kit.notebook.door",
)

# What plotly, SQLAlchemy and openpyxl import when they are first used. A name that a later version lacks is left out.
WHEN_FIRST_USED = (
    "encodings.cp437",
    "encodings.utf_8_sig",
    "numpy.ma",
    "plotly.animation",
    "plotly.graph_objs._bar",
    "plotly.graph_objs._deprecations",
    "plotly.graph_objs._layout",
    "plotly.graph_objs._scatter",
    "plotly.graph_objs.bar._marker",
    "plotly.graph_objs.bar.marker._line",
    "plotly.graph_objs.bar.marker._pattern",
    "plotly.graph_objs.layout._annotation",
    "plotly.graph_objs.layout._font",
    "plotly.graph_objs.layout._hoverlabel",
    "plotly.graph_objs.layout._margin",
    "plotly.graph_objs.layout._shape",
    "plotly.graph_objs.layout._template",
    "plotly.graph_objs.layout._xaxis",
    "plotly.graph_objs.layout._yaxis",
    "plotly.graph_objs.layout.annotation._font",
    "plotly.graph_objs.layout.hoverlabel._font",
    "plotly.graph_objs.layout.shape._line",
    "plotly.graph_objs.layout.template._data",
    "plotly.graph_objs.layout.template.data._scatter",
    "plotly.graph_objs.layout.xaxis._tickfont",
    "plotly.graph_objs.layout.yaxis._tickfont",
    "plotly.graph_objs.scatter._line",
    "plotly.graph_objs.scatter._marker",
    "plotly.graph_objs.scatter.marker._line",
    "plotly.validator_cache",
    "sqlalchemy.dialects.sqlite",
)


def import_all() -> None:
    """Import everything a page needs, rehearse the reports, then keep the garbage collector from touching, and so
    copying, the memory that all kernels share."""
    from kit.resources import ALL_PAGES

    for name in (*MODULES, *(f"kit.notebook.pages.{page}" for page in ALL_PAGES)):
        importlib.import_module(name)
    for name in WHEN_FIRST_USED:
        with suppress(ImportError):
            importlib.import_module(name)
    for page in ALL_PAGES:
        for module in (f"kit.apps.{page}", f"kit.apps.views.{page}"):
            importlib.import_module(module)
    try:
        importlib.import_module("kit.notebook.rehearsal").rehearse()
    except Exception:  # a rehearsal that fails costs the kernels time; the real page will say what is wrong
        log.warning("the reports could not be rehearsed", exc_info=True)
    gc.collect()
    gc.freeze()


import_all()
