"""Every kind of entry by its id."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kit.domain.entries import boarding, chart, facilitating, improvement, leading, plan, seminar, team
from kit.domain.entries.entry import Kind

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.id: kind
        for module in (team, plan, chart, improvement, leading, boarding, facilitating, seminar)
        for kind in module.KINDS
    }
)
