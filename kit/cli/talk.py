"""Speaking to the person at the terminal: the language, sentences, and exit codes.

Exit codes: 0 fine, 1 findings or a failed report, 2 the command was not understood or the folder is not there.
Results go to standard output, everything else to standard error.
"""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from kit.domain.label import LANGUAGES
from kit.errors import FolderError, KitError, Problem, ProblemsFound
from kit.texts import Texts, texts

FINE, FINDINGS, USAGE = 0, 1, 2
_NORWEGIAN = ("nb", "no", "nn")


def own_language(arguments: Sequence[str] = (), environment: Mapping[str, str] = os.environ) -> str:
    """The language for help and messages: ``--lang``, then ``KIT_LANG``, then the computer's own, else English."""
    spoken = (
        asked_language(arguments)
        or environment.get("KIT_LANG", "")
        or environment.get("LANG", "")
        or (locale.getlocale()[0] or "")
    )
    start = spoken.lower()[:2]
    if start in _NORWEGIAN or spoken.lower().startswith("norwegian"):
        return "nb"
    return start if start in LANGUAGES else "en"


def asked_language(arguments: Sequence[str]) -> str:
    """The language typed with ``--lang``, or nothing; an unknown one is the command's to refuse."""
    spread = [part for word in arguments for part in (word.split("=", 1) if word.startswith("--lang=") else (word,))]
    return next((b for a, b in pairwise(spread) if a == "--lang" and b in LANGUAGES), "")


def own_words(arguments: Sequence[str]) -> list[str]:
    """What was typed that is no option."""
    return [word for word in arguments if not word.startswith("-")]


class Misused(KitError):
    """The command was typed in a way that cannot be meant."""


class Terminal:
    """The terminal in one language. With `asked` the person chose it, and no network changes it."""

    def __init__(self, language: str, *, asked: bool = False, voice: Texts | None = None) -> None:
        self.texts: Texts = voice or texts(language)
        self.asked = asked

    def speaks(self, voice: Texts | None) -> Terminal:
        """The same terminal with a network's language and words; where they are not known nothing changes, and one
        that was asked for takes the network's words in its own language only."""
        if voice is None or (self.asked and voice.language != self.texts.language):
            return self
        return Terminal(voice.language, asked=self.asked, voice=voice)

    def say(self, key: str, **values: str | int | float | None) -> None:
        """One sentence on standard output."""
        write(self.texts(key, **values))

    def note(self, key: str, **values: str | int | float | None) -> None:
        """One sentence on standard error: progress and remarks."""
        write(self.texts(key, **values), error=True)

    def problems(self, problems: Sequence[Problem], count: str = "problems.found") -> None:
        """Every problem on a line of its own, then how many there are in the sentence `count`."""
        for problem in problems:
            write(f"- {self.texts.problem(problem)}", error=True)
        write(self.texts.counted(count, len(problems)), error=True)

    def refuse(self, error: KitError) -> int:
        """Say what went wrong and give the exit code."""
        if isinstance(error, ProblemsFound):
            self.problems(error.problems)
            return FINDINGS
        write(self.texts.error(error), error=True)
        return USAGE if isinstance(error, (FolderError, Misused)) else FINDINGS


def write(line: str, *, error: bool = False) -> None:
    """One line that never fails on a terminal with a small alphabet."""
    stream = sys.stderr if error else sys.stdout
    encoding = stream.encoding or "utf-8"
    print(line.encode(encoding, errors="replace").decode(encoding), file=stream, flush=True)


def write_json(value: Any) -> None:
    """One JSON document on standard output, keys in a stable order."""
    write(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, default=str))
