"""Start the kit's kernel: ``python -m kit.kernels -f CONNECTION_FILE``."""

from __future__ import annotations

import os

from kit.kernels import block_slow_import, choose_debugger
from kit.kernels.surroundings import HOST, Host


def main(argv: list[str] | None = None) -> None:
    """Run the kernel until it is shut down. `argv` is what stands in the kernelspec after the module's name."""
    block_slow_import()
    choose_debugger(wanted=os.environ.get(HOST, Host.LAB) == Host.LAB)
    os.environ.setdefault("PLOTLY_RENDERER", "plotly_mimetype")

    from ipykernel.kernelapp import IPKernelApp
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    # ipykernel reads this when it is imported, which may have been in another process.
    config.IPKernelApp.parent_handle = int(os.environ.get("JPY_PARENT_PID") or 0)
    config.IPKernelApp.log_level = "ERROR"  # its warnings are English and meant for developers
    config.InteractiveShellApp.extensions = ["kit.kernels.faults", "kit.kernels.anew"]
    IPKernelApp.launch_instance(argv, config=config)


if __name__ == "__main__":
    main()
