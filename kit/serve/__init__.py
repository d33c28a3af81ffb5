"""The seminar server (Voilà behind signed links) and JupyterLab on a network folder.

Importing this package is quick; Voilà is imported when a server starts.
"""

from kit.serve.lab import lab
from kit.serve.server import serve

__all__ = ["lab", "serve"]
