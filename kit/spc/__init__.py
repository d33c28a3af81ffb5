"""Statistics of variation: run charts, control charts and their rules. Needs numpy only.

>>> from kit import spc
>>> result = spc.analyse("run", [5, 3, 6, 4, 5, 3, 6, 4, 5, 4, 7, 7, 7, 7, 7, 7, 7], cl=4.5)
>>> result.parts[0].longest_run, result.parts[0].longest_run_max
(7, 7)
"""

from .anhoej import ENOUGH_POINTS, crossings_limit, longest_run_limit
from .astronomical import astronomical_candidates
from .chance import false_signal_rate
from .engine import analyse, analyse_many
from .errors import DataError, OptionError, PositionError, ShapeError, SpcError
from .events import BernoulliCusum, Pareto, bernoulli_cusum, pareto
from .funnel import Funnel, funnel
from .grouping import ends_before, ends_of_labels, facets, period_start
from .mdc import MakingDataCount, making_data_count
from .options import KINDS, METHODS, RULE_SETS
from .phases import PhaseProposal, ProposedPhase, propose_phases
from .rare import DaysBetween, days_between
from .result import Analyses, Analysis, Notice, Part, PartColumns
from .swed_eisenhart import swed_eisenhart

__all__ = [
    "ENOUGH_POINTS",
    "KINDS",
    "METHODS",
    "RULE_SETS",
    "Analyses",
    "Analysis",
    "BernoulliCusum",
    "DataError",
    "DaysBetween",
    "Funnel",
    "MakingDataCount",
    "Notice",
    "OptionError",
    "Pareto",
    "Part",
    "PartColumns",
    "PhaseProposal",
    "PositionError",
    "ProposedPhase",
    "ShapeError",
    "SpcError",
    "analyse",
    "analyse_many",
    "astronomical_candidates",
    "bernoulli_cusum",
    "crossings_limit",
    "days_between",
    "ends_before",
    "ends_of_labels",
    "facets",
    "false_signal_rate",
    "funnel",
    "longest_run_limit",
    "making_data_count",
    "pareto",
    "period_start",
    "propose_phases",
    "swed_eisenhart",
]
