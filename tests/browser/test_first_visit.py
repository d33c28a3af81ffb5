"""What a phone fetches for a page: little the first time, next to nothing after that, and nothing from elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import Visit
from running_server import OSLO

from kit.actions.load import load_book
from kit.texts import texts

SERVER = "real"
NB = texts("nb")
FIRST_BYTES = 1_500_000
NEXT_BYTES = 100_000
WIDGET_THAT_COMES_LATE = """async () => {
  const manager = await jupyterapp.widgetManagerPromise.promise;
  const [id] = manager.registeredModels;
  const model = manager._models[id];
  delete manager._models[id];
  const asked = manager.get_model(id);
  await new Promise(resolve => setTimeout(resolve, 10));
  for (const end = Date.now() + 2500; Date.now() < end;);
  manager._models[id] = model;
  return asked.then(found => found.model_id === id, fault => String(fault));
}"""


class Panel:
    """The browser's network panel: what came over the wire since it was last asked."""

    def __init__(self, visit: Visit) -> None:
        self.names: list[str] = []
        self.bytes = 0
        session = visit.context.new_cdp_session(visit.page)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.responseReceived", self._received)
        session.send("Network.enable")

    def taken(self) -> tuple[int, list[str]]:
        """The bytes, headers and all, and the names of the files that were not in the browser's cache."""
        taken = self.bytes, self.names
        self.bytes, self.names = 0, []
        return taken

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def _received(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        if not answer.get("fromDiskCache") and not answer.get("fromPrefetchCache"):
            self.names.append(answer["url"])


def test_a_first_visit_is_small_and_the_next_page_next_to_nothing(visit: Visit) -> None:
    visit.join(OSLO)
    panel = Panel(visit)
    page = visit.open("run_chart")
    measure = load_book(visit.server.folder).programme.measure("pu.r.count")
    assert measure
    page.get_by_label(NB("apps.entry.measure"), exact=True).select_option(label=NB.label(measure.name))
    page.wait_for_selector("main .js-plotly-plot .main-svg", timeout=60_000)
    page.wait_for_load_state("networkidle")
    size, names = panel.taken()
    assert size < FIRST_BYTES
    assert [one for one in names if ".voila.js" in one] == [], "not in scripts.txt"
    for app in ("preparation", "run_chart"):
        visit.open(app)
        page.wait_for_load_state("networkidle")
        size, names = panel.taken()
        assert size < NEXT_BYTES, names


def test_a_page_without_a_chart_fetches_nothing_that_draws_charts(visit: Visit) -> None:
    visit.join(OSLO)
    visit.open("preparation")
    visit.page.wait_for_load_state("networkidle")
    assert [one for one in visit.requests if "plotly" in one] == []


@pytest.mark.parametrize("app", ["preparation"])
def test_a_widget_that_comes_while_the_page_is_busy_is_found(visit: Visit, app: str) -> None:
    visit.join(OSLO)
    page = visit.open(app)
    assert page.evaluate(WIDGET_THAT_COMES_LATE) is True
