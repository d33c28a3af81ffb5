"""Write `notebooks/training/`, one notebook a lesson with its steps as cells, and `notebooks/start.ipynb`.

Run it after a step is added or removed.
"""

from __future__ import annotations

import json

from kit import resources
from kit.actions.lessons import lessons
from kit.domain.lesson import Lesson

KERNEL = {"display_name": "Learning-Network Kit", "language": "python", "name": "kit"}


def cell(number: int, source: str, tags: tuple[str, ...] = ()) -> dict[str, object]:
    """One code cell."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": str(number),
        "metadata": {"tags": list(tags)} if tags else {},
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def notebook(title: str, opening: str, calls: list[str]) -> str:
    """A notebook's file: the parameters, the opening, and one cell a call."""
    sources = [f"from kit import notebook\n\n{opening}", *calls]
    cells = [cell(0, 'network = ""\nlanguage = ""', ("parameters",))]
    cells += [cell(number, source) for number, source in enumerate(sources, start=1)]
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}, "title": title}
    content = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def lesson_notebook(lesson: Lesson) -> str:
    """The notebook of a lesson."""
    shown = ["heading()", *(f'step("{step.id}")' for step in lesson.steps), "score()", "guide()"]
    opening = f'lesson = notebook.teach("{lesson.id}", language, network)'
    return notebook(f"{lesson.title.da} · {lesson.title.en}", opening, [f"lesson.{call}" for call in shown])


def start_notebook() -> str:
    """The notebook that JupyterLab opens on."""
    calls = [f"start.{name}()" for name in ("heading", "lessons", "pages", "calls")]
    return notebook("Start", "start = notebook.start(network, language)", calls)


def files() -> dict[str, str]:
    """Every file's text by its path in `notebooks/`."""
    written = {f"training/{lesson.name}.ipynb": lesson_notebook(lesson) for lesson in lessons()}
    return {**written, "start.ipynb": start_notebook()}


def main() -> None:
    """Write them all."""
    for name, content in files().items():
        path = resources.notebooks() / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
