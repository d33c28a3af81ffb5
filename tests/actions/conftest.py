"""The small network of `folder_sample` on disk."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from folder_sample import CONTENT, PROGRAMME

from kit.actions.folder import NetworkFolder
from kit.domain.series import Series
from kit.sources.measurements import write_measurements
from kit.sources.network import write_network

sys.path.insert(0, str(Path(__file__).parents[1] / "apps"))  # the small network of the page tests


@pytest.fixture
def folder(tmp_path: Path) -> NetworkFolder:
    """The network folder, without any measurements."""
    home = NetworkFolder(tmp_path / "nord")
    home.data.mkdir(parents=True)
    write_network(home.network_file, CONTENT, PROGRAMME)
    return home


@pytest.fixture
def workbook(folder: NetworkFolder) -> Callable[..., Path]:
    """Write a municipality's measurement workbook with these series."""

    def written(code: str, *series: Series, name: str = "") -> Path:
        path = folder.data / (name or f"{code}.xlsx")
        write_measurements(path, CONTENT, PROGRAMME, code, series, until=date(2026, 12, 31))
        return path

    return written
