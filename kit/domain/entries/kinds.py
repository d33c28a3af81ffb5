"""Every kind of entry by its id."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kit.domain.entries import boarding, chart, improvement, leading, plan, seminar, team
from kit.domain.entries.entry import Kind

KINDS: Mapping[str, Kind] = MappingProxyType(
    {kind.id: kind for module in (team, plan, chart, improvement, leading, boarding, seminar) for kind in module.KINDS}
)
