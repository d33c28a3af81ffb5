"""From an executed notebook to a page, and the pages around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from traitlets.config import Config

import kit
from kit import resources
from kit.batch.assets import contained
from kit.domain.network import Municipality, Network
from kit.texts import Texts

TEMPLATE = "kit"
CHART = 'class="kit-chart"'
# What nbconvert's base template asks its exporter for: outputs and words, no code and no prompts.
RESOURCES = {
    "global_content_filter": {"include_code": True, "include_markdown": True, "include_output": True},
    "output_mimetype": "text/html",
}
SHOWN = (
    "application/vnd.plotly.v1+json",
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "image/png",
    "text/plain",
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around every page: whose it is, when, and the pages beside it (name to file).

    `municipality` is None for a page about the whole network.
    """

    network: Network
    municipality: Municipality | None
    notebook: str
    as_of: date
    made: datetime
    pages: Mapping[str, str]


def title_of(texts: Texts, notebook: str) -> str:
    """What a notebook is called; one that the kit does not know goes by its file name."""
    key = f"apps.title.{notebook}"
    return texts(key) if texts.has(key) else notebook.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Pages:
    """Renders pages, from any thread; `assets` names the shared scripts.

    With `contained` each report is one file with everything inside, to be mailed; it links to no other.
    """

    assets: Mapping[str, str]
    contained: bool = False

    def report(self, notebook: NotebookNode, texts: Texts, around: Surroundings) -> str:
        """The page of an executed notebook."""
        body = self._body(notebook, texts, around)
        return self._render("report.html.j2", texts, around, body=Markup(body), charts=CHART in body)

    def failed(self, sentence: str, texts: Texts, around: Surroundings) -> str:
        """The page that stands where a notebook failed: one sentence, and what to do."""
        return self._render("failed.html.j2", texts, around, sentence=sentence, charts=False)

    def overview(self, texts: Texts, **values: Any) -> str:
        """The index page."""
        return _environment().get_template("overview.html.j2").render(texts=texts, contained=None, **values)

    def _body(self, notebook: NotebookNode, texts: Texts, around: Surroundings) -> str:
        chart = texts("batch.page.chart", title=title_of(texts, around.notebook))
        words = {"chart": chart, "noscript": texts("batch.page.noscript")}
        return _exporter().template.render(nb=notebook, resources={"kit": words, **RESOURCES})

    def _render(self, template: str, texts: Texts, around: Surroundings, **values: Any) -> str:
        links = [
            {"href": file, "title": title_of(texts, name), "current": name == around.notebook}
            for name, file in around.pages.items()
            if not self.contained
        ]
        return (
            _environment()
            .get_template(template)
            .render(
                texts=texts,
                title=title_of(texts, around.notebook),
                network=around.network,
                municipality=around.municipality,
                as_of=around.as_of,
                made=around.made,
                pages=links if around.municipality else (),
                assets=self.assets,
                root="../" if around.municipality else "",
                contained=contained() if self.contained else None,
                **values,
            )
        )


@cache
def _exporter() -> HTMLExporter:
    """nbconvert's exporter, of which only the template is used.

    Its own `from_notebook_node` copies the notebook and reads the finished page with BeautifulSoup, to add what the
    kit's template has already: that took longer than running the notebook. It also keeps the notebook in itself, and a
    template can be rendered by many threads at a time.
    """
    config = Config()
    config.NbConvertBase.display_data_priority = list(SHOWN)
    basedirs = [str(resources.templates("reports"))]
    return HTMLExporter(config=config, template_name=TEMPLATE, extra_template_basedirs=basedirs)


@cache
def _environment() -> Environment:
    folder = resources.templates("reports") / TEMPLATE
    loader = FileSystemLoader(folder, encoding="utf-8")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.globals.update(version=kit.__version__, style=Markup(style()))
    return environment


def style() -> str:
    """The kit's look and what reports add to it, as it stands inside a page."""
    sheets = (resources.templates("style") / "kit.css", resources.templates("reports") / TEMPLATE / "report.css")
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def without_machine(notebook: NotebookNode, parameters: Mapping[str, str], drop: Sequence[str] = ()) -> NotebookNode:
    """The executed notebook as it is kept: `parameters` that work where it lies, and no path of this machine.

    Papermill's notes hold paths, and so may warnings; `drop` are folders to take out of what is left.
    """
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "outputs" in cell:
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell.source = "\n".join(f'{name} = "{_quoted(value)}"' for name, value in parameters.items())
    _replace(notebook, partial(_cut, drop=tuple(drop)))
    return notebook


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def _cut(text: str, drop: tuple[str, ...]) -> str:
    for folder in drop:
        if folder not in text:
            continue
        text = re.sub(re.escape(folder) + r"[\\/]?", "", text)
    return text


def _replace(value: Any, change: Any) -> Any:
    """`value` with `change` made to every text in it, in place where it can be."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        for key, item in value.items():
            value[key] = _replace(item, change)
    elif isinstance(value, list):
        value[:] = [_replace(item, change) for item in value]
    return value
