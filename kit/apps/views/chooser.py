"""Choosing a unit and one of its measures: two lists, the second following the first."""

from __future__ import annotations

from collections.abc import Callable

from kit.apps.views import widgets as kw
from kit.texts import Texts


class Chooser:
    """Two lists. `measures_of` gives (name, id) for a unit's id; `changed` is called once for every new choice."""

    def __init__(
        self,
        units: kw.Options,
        measures_of: Callable[[str], kw.Options],
        changed: Callable[[], None],
        texts: Texts,
    ) -> None:
        self._measures_of, self._changed, self._following = measures_of, changed, False
        self.unit = kw.dropdown(texts("apps.entry.unit"), units, units[0][1])
        measures = measures_of(str(self.unit.value))
        self.measure = kw.dropdown(texts("apps.entry.measure"), measures, measures[0][1])
        self.unit.observe(self._unit_chosen, names="value")
        self.measure.observe(self._measure_chosen, names="value")

    def _unit_chosen(self, _change: object) -> None:
        kept, choices = self.measure.value, self._measures_of(str(self.unit.value))
        ids = [measure_id for _, measure_id in choices]
        self._following = True
        try:
            self.measure.options = choices
            self.measure.value = kept if kept in ids else ids[0]
        finally:
            self._following = False
        self._changed()

    def _measure_chosen(self, _change: object) -> None:
        if not self._following:
            self._changed()
