"""Papers made from what is known: a pure function of a Book each."""

from kit.actions.papers.made import GATHERINGS, PAPERS, made

__all__ = ["GATHERINGS", "PAPERS", "made"]
