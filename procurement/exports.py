"""The files that an outcome goes out as: workbook, bundle, papers. Loaded only where one is asked for."""

import json

from core.cells import Workbook
from core.errors import Fault, InputError
from infra.pdf import Attachment, render
from infra.spreadsheet.csv_writer import write_csv
from infra.spreadsheet.ods_writer import write_ods
from infra.spreadsheet.xlsx_writer import write_xlsx
from infra.versions import drawn_with, program_version
from procurement import paper_length
from procurement.papers import (
    AlternativeFacts,
    LightFacts,
    OpeningFacts,
    alternatives_paper,
    opening_record,
    openness_annex,
    openness_workbook,
    score_sheet,
    short_assessment_paper,
    stability_note,
)
from procurement.rules.openness.report import OpennessReport
from scoring.bundle.make import make_bundle
from scoring.bundle.manifest import SCORE_SHEET
from scoring.evaluate import Outcome
from scoring.result import Result, Robustness, build_result
from scoring.workbook.build import evaluation_workbook

_TWIN = "ergebnis.json"


def table_of(workbook: Workbook, kind: str) -> bytes:
    """Return a workbook of one sheet as ``xlsx``, ``ods`` or ``csv``."""
    if kind == "csv":
        return write_csv(workbook.sheets[0])
    return write_ods(workbook) if kind == "ods" else write_xlsx(workbook)


def xlsx_of(outcome: Outcome) -> bytes:
    """Return the evaluation as XLSX."""
    return write_xlsx(evaluation_workbook(outcome.evaluation, outcome.rules))


def ods_of(outcome: Outcome) -> bytes:
    """Return the evaluation as ODS."""
    return write_ods(evaluation_workbook(outcome.evaluation, outcome.rules))


def bundle_of(outcome: Outcome) -> bytes:
    """Return the bundle, with the score sheet unless that would be too long."""
    papers = {} if paper_length.is_too_long(outcome) else {SCORE_SHEET: sheet_of(outcome, build_result(outcome))}
    return make_bundle(outcome, program_version(), papers, drawn_with=drawn_with())


def sheet_of(outcome: Outcome, result: Result, *, embed: bool = False) -> bytes:
    """Return the score sheet as PDF.

    Args:
        outcome: The evaluated bids.
        result: Its result document without robustness.
        embed: Put the twin for machines into the PDF, which then is PDF/A-3a instead of PDF/A-2a.

    Raises:
        InputError: Nobody could read, and hardly a machine draw, a paper of that length.
    """
    if paper_length.is_too_long(outcome):
        raise InputError([Fault("paper_too_long", "", properties={"maximum": str(paper_length.MOST_ENTRIES)})])
    description = f"Ergebnis der Wertung ({result['format']})"
    twin = Attachment(_TWIN, twin_of(result), "application/json", description) if embed else None
    return render(score_sheet(outcome, result), twin)


def twin_of(result: Result) -> bytes:
    """Return the result document as it stands beside the score sheet."""
    return (json.dumps(result, ensure_ascii=False, indent=1) + "\n").encode()


def note_of(outcome: Outcome, result: Result, robustness: Robustness) -> bytes:
    """Return the internal note on the stability of the result as PDF."""
    return render(stability_note(outcome, result, robustness))


def opening_of(facts: OpeningFacts) -> bytes:
    """Return the Öffnungsniederschrift of a round as PDF."""
    return render(opening_record(facts))


def openness_annex_of(report: OpennessReport) -> bytes:
    """Return the annex about the openness of the bids of a lot as PDF."""
    return render(openness_annex(report))


def openness_workbook_of(report: OpennessReport) -> bytes:
    """Return the comparison of the openness of bids as XLSX."""
    return write_xlsx(openness_workbook(report))


def alternatives_of(facts: AlternativeFacts) -> bytes:
    """Return the page about open-source alternatives as PDF."""
    return render(alternatives_paper(facts))


def light_of(facts: LightFacts) -> bytes:
    """Return the page of a Kurzbewertung as PDF."""
    return render(short_assessment_paper(facts))
