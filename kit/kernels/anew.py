"""What looked for a living kernel when it was imported is told of it again, for it may have been imported before."""

from __future__ import annotations

import os
import sys
from typing import Any


def load_ipython_extension(_shell: Any) -> None:
    """Tell ipywidgets and plotly of the kernel, if they are there already."""
    if "ipywidgets" in sys.modules:
        sys.modules["ipywidgets"]._handle_ipython()
    renderers = sys.modules.get("plotly.io._renderers")
    if renderers is not None:
        renderers.renderers.default = os.environ["PLOTLY_RENDERER"]
