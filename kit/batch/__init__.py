"""Reports for every municipality: notebooks run with Papermill, pages, the index and the run record."""

from kit.batch.run import Failure, RunSummary, run_reports

__all__ = ["Failure", "RunSummary", "run_reports"]
