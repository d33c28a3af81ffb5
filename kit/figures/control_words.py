"""The ids of an analysis in words: charts, lines, rule sets, rules and what was refused."""

from __future__ import annotations

import re

from kit.spc import Analysis, DataError, OptionError, Part, PositionError, ShapeError, SpcError
from kit.texts import Texts

MEANS = ("i", "ip", "mr", "xbar", "s", "p", "pp", "c", "u", "up", "ewma")
_NEUTRAL = re.compile(r"'[\w.+\- ]{1,40}'|[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")  # what needs no translation
_CLASSES = {OptionError: "option", PositionError: "position", ShapeError: "shape", DataError: "data"}


def centre_id(analysis: Analysis) -> str:
    """What the centre line is: median, mean, or centre where it was given or is neither."""
    if any(notice.id == "given_centre_line" for notice in analysis.notices):
        return "centre"
    if analysis.kind in MEANS:
        return "mean"
    return "median" if analysis.kind in ("run", "g") else "centre"


def line_word(analysis: Analysis, texts: Texts) -> str:
    """The centre line as a sentence names it: "the median"."""
    return texts(f"spc.line.{centre_id(analysis)}")


def kind_name(kind: str, texts: Texts) -> str:
    """The name of a kind of chart."""
    return texts(f"spc.kind.{kind}")


def rules_name(analysis: Analysis, texts: Texts) -> str:
    """The rule set by name, with the verdict method where it is not the usual one."""
    name = texts(f"spc.set.{analysis.rules}")
    if analysis.rules != "anhoej" or analysis.method == "anhoej":
        return name
    return f"{name} ({texts(f'spc.method.{analysis.method}')})"


def rule_name(rule: str, texts: Texts) -> str:
    """The name of a rule."""
    return texts(f"spc.rule.{rule}")


def explained(analysis: Analysis, rule: str, part: Part, texts: Texts) -> str:
    """What a rule looks for, in plain words, with the numbers that hold for this phase."""
    own = f"spc.explain.{analysis.rules}.{rule}"
    key = own if texts.has(own) else f"spc.explain.{rule}"
    return texts(
        key,
        points=analysis.thresholds.get(rule, 0),
        line=line_word(analysis, texts),
        limit=part.longest_run_max,
        minimum=part.n_crossings_min,
    )


def error_text(error: SpcError, texts: Texts) -> str:
    """What `kit.spc` refused, as a sentence: what, where, and what is allowed."""
    group = next((name for kind, name in _CLASSES.items() if isinstance(error, kind)), "data")
    own = f"spc.error.{group}.{error.argument.lower()}"
    key = own if texts.has(own) else f"spc.error.{group}"
    given = _neutral(error.given)
    argument = f"spc.argument.{error.argument.lower()}"
    name = texts(argument) if texts.has(argument) else error.argument
    where = texts("spc.error.point", point=error.point) if error.point is not None else ""
    found = texts("spc.error.given", given=given) if given else ""
    return " ".join(part for part in (where, texts(key, argument=name), found) if part)


def _neutral(given: str) -> str:
    """The name or number in what was given, without the English words round it; empty where that is not clear."""
    found = _NEUTRAL.findall(given)
    return found[0].strip("'") if len(found) == 1 else ""
