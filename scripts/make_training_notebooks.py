"""Write `notebooks/training/`: one notebook a lesson, its cells the lesson's steps. Run it after a step is added."""

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


def notebook(lesson: Lesson) -> str:
    """The notebook's file."""
    shown = ["heading()", *(f'step("{step.id}")' for step in lesson.steps), "score()", "guide()"]
    sources = [
        f'from kit import notebook\n\nlesson = notebook.teach("{lesson.id}", language, network)',
        *(f"lesson.{call}" for call in shown),
    ]
    cells = [cell(0, 'network = ""\nlanguage = ""', ("parameters",))]
    cells += [cell(number, source) for number, source in enumerate(sources, start=1)]
    title = f"{lesson.title.da} · {lesson.title.en}"
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}, "title": title}
    content = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write them all."""
    folder = resources.notebooks() / "training"
    folder.mkdir(exist_ok=True)
    for lesson in lessons():
        (folder / f"{lesson.name}.ipynb").write_text(notebook(lesson), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
