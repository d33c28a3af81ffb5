"""The kit's own Jupyter kernel: where its kernelspec lies and how a launcher finds it without an install step."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from kit import resources

KERNEL_NAME = "kit"
SLOW_AND_OPTIONAL = "rfc3987_syntax"
DEBUGGER = "debugpy"


def block_slow_import() -> None:
    """Keep jsonschema from importing its IRI grammar: it costs a process most of a second and nothing here uses it.

    `None` makes the import fail at once; jsonschema takes the module as optional and only loses its IRI format check.
    The doors that start a process of the kit's own call this before they import Jupyter's packages.
    """
    sys.modules.setdefault(SLOW_AND_OPTIONAL, None)  # type: ignore[arg-type]


def choose_debugger(*, wanted: bool) -> None:
    """Whether ipykernel brings its debugger: its import costs a kernel 0.4 s and 20 MB, and only JupyterLab has a use
    for it.

    Without it ipykernel says that it cannot debug, and works as before. A choice that was made in the fork server is
    made anew.
    """
    if not wanted:
        sys.modules.setdefault(DEBUGGER, None)  # type: ignore[arg-type]
    elif sys.modules.get(DEBUGGER, sys) is None:
        for name in (DEBUGGER, "ipykernel.debugger"):
            sys.modules.pop(name, None)


def jupyter_folder() -> Path:
    """The folder with `kernels/` and `voila/templates/`, laid out as Jupyter searches it."""
    return resources.templates("jupyter")


def kernel_folder() -> Path:
    """The folder that holds one folder a kernelspec."""
    return jupyter_folder() / "kernels"


def jupyter_environment(base: Mapping[str, str] | None = None) -> dict[str, str]:
    """What to add to a child's environment so that Jupyter finds the kit's kernel and templates first.

    `base` is the environment the child will have (the own one when not given); a JUPYTER_PATH there is kept behind.
    """
    known = (os.environ if base is None else base).get("JUPYTER_PATH", "")
    paths = [str(jupyter_folder()), *(path for path in known.split(os.pathsep) if path)]
    return {"JUPYTER_PATH": os.pathsep.join(dict.fromkeys(paths))}
