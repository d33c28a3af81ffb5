"""What a kernel is told of its surroundings, and by which names: written by whoever starts it, read in the kernel."""

from __future__ import annotations

from enum import StrEnum

HOST = "KIT_HOST"  # a `Host`
NETWORK = "KIT_NETWORK"  # the network folder
VISITOR = "HTTP_X_KIT_VISITOR"  # `kit.domain.access.Visitor.id`, verified by the server
LINK_NUMBER = "KIT_LINK_NUMBER"  # the number of the link that the visitor came by
KEPT = "KIT_KEPT"  # the copy of the network's files that the server keeps, see `kit.actions.kept`
QUERY = "QUERY_STRING"  # the cleaned query of a page's address


class Host(StrEnum):
    """Where a notebook runs."""

    REPORT = "report"  # Papermill: words, tables and figures only
    APP = "app"  # Voilà: forms that save
    LAB = "lab"  # JupyterLab: forms, with the report's text beside them for export
