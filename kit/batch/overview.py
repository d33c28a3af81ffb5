"""The index page: every municipality with its pages, the failed ones, and those that have withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kit.batch.pages import title_of
from kit.batch.record import JobRecord, Outcome, RunRecord
from kit.domain.book import Book
from kit.domain.network import Municipality
from kit.errors import KitError
from kit.resources import NETWORK_PAGES
from kit.texts import Texts


def sentence_of(texts: Texts, record: JobRecord) -> str:
    """Why a job failed, in one sentence; a key that the catalogue does not have is an unexpected fault."""
    fault = record.fault
    if fault is None:
        return ""
    if texts.has(fault.key):
        try:
            return texts.error(KitError(fault.key, **fault.values))
        except (KeyError, IndexError, ValueError, TypeError):  # facts that do not fit the sentence
            return texts("batch.fault.unexpected")
    return texts("batch.fault.unexpected")


def overview_values(book: Book, record: RunRecord, notebooks: Sequence[str], texts: Texts) -> dict[str, Any]:
    """What the index page shows, ready for its template."""
    made = [name for name in notebooks if any(job.notebook == name for job in record.jobs)]
    shown = [name for name in made if name not in NETWORK_PAGES]
    whole = [name for name in made if name in NETWORK_PAGES]
    return {
        "whole": [_cell(record.job(("", name)), name, texts) for name in whole],
        "network": book.network,
        "as_of": book.as_of,
        "titles": [title_of(texts, name) for name in shown],
        "rows": [_row(municipality, record, shown, texts) for municipality in book.municipalities],
        "summary": _summary(book, record, texts),
    }


def _summary(book: Book, record: RunRecord, texts: Texts) -> str:
    active = sum(m.active for m in book.municipalities)
    failed = sum(job.status is Outcome.FAILED for job in record.jobs)
    sentences = [texts.counted("batch.index.municipalities", active)]
    if withdrawn := len(book.municipalities) - active:
        sentences.append(texts.counted("batch.index.withdrawn_count", withdrawn))
    sentences.append(texts.counted("batch.index.failed_count", failed) if failed else texts("batch.index.all_well"))
    return " ".join(sentences)


def _row(municipality: Municipality, record: RunRecord, notebooks: Sequence[str], texts: Texts) -> dict[str, Any]:
    row: dict[str, Any] = {"name": municipality.name, "code": municipality.code, "withdrawn": "", "cells": []}
    if municipality.active:
        row["cells"] = [_cell(record.job((municipality.code, name)), name, texts) for name in notebooks]
    else:
        row["withdrawn"] = _withdrawn(municipality, texts)
    return row


def _withdrawn(municipality: Municipality, texts: Texts) -> str:
    day = municipality.withdrawn_on
    said = texts("batch.index.withdrawn_on", day=texts.formats.day(day)) if day else texts("batch.index.withdrawn")
    return f"{said} {municipality.withdrawn_reason}".strip()


def _cell(job: JobRecord | None, notebook: str, texts: Texts) -> dict[str, str]:
    failed = sentence_of(texts, job) if job and job.status is Outcome.FAILED else ""
    return {"href": job.page if job else "", "failed": failed, "title": title_of(texts, notebook)}
