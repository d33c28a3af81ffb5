"""What a warm kernel has imported before it is forked. Imported in the fork server only, and only imports happen here.

No thread, no socket, no event loop and no open file may be left behind: what is here is shared by every kernel.
"""

from __future__ import annotations

import gc
import importlib
import os

from kit.kernels import block_slow_import

block_slow_import()
os.environ.setdefault("PLOTLY_RENDERER", "plotly_mimetype")

MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "ipykernel.ipkernel",
    "ipykernel.comm",
    "IPython.core.completer",
    "ipywidgets",
    "numpy",
    "plotly.graph_objects",
    "plotly.io._renderers",
    "plotly.utils",
    "kit.actions.chart",
    "kit.actions.enter",
    "kit.actions.load",
    "kit.actions.structure",
    "kit.apps.entry_words",
    "kit.apps.views.entry_form",
    "kit.notebook.door",
)


def import_all() -> None:
    """Import everything a page needs, then keep the garbage collector from touching, and so copying, its memory."""
    from kit.resources import ALL_PAGES

    for name in (*MODULES, *(f"kit.notebook.pages.{page}" for page in ALL_PAGES)):
        importlib.import_module(name)
    for page in ALL_PAGES:
        for module in (f"kit.apps.{page}", f"kit.apps.views.{page}"):
            importlib.import_module(module)
    from kit.domain.label import LANGUAGES
    from kit.texts import texts

    for language in LANGUAGES:
        texts(language)
    gc.collect()
    gc.freeze()


import_all()
