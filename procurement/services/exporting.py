"""A stored evaluation, or an empty start, as a file to take away."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from core.cells import Workbook
from infra.exported_file import ExportedFile
from procurement.errors import ResultDiffersError, StabilityWithheldError
from procurement.services.scoring import OpenedEvaluation
from scoring.bundle.manifest import SCORE_SHEET
from scoring.evaluate import Outcome
from scoring.house_rules import HouseRules
from scoring.model import Evaluation
from scoring.result import Result, build_result
from scoring.workbook.build import template_workbook
from scoring.workbook.start import START_METHODS, start_evaluation

MOST_EVALUATORS = 10

_PRELIMINARY = "vorlaeufig-"


class ExportKind(StrEnum):
    """What a stored evaluation can be taken away as; the value ends the name of the file."""

    SHEET = SCORE_SHEET
    XLSX = "arbeitsmappe.xlsx"
    ODS = "arbeitsmappe.ods"
    BUNDLE = "pruefpaket.zip"
    RESULT = "ergebnis.json"
    NOTE = "interner-vermerk.pdf"


class WorkbookKind(StrEnum):
    """Formats of workbooks."""

    XLSX = "xlsx"
    ODS = "ods"


def export_file(opened: OpenedEvaluation, kind: ExportKind) -> ExportedFile:
    """Return a stored evaluation as a file; that of a draft says in its name, too, that it is preliminary.

    Raises:
        ResultDiffersError: The stored input no longer gives the stored result.
        StabilityWithheldError: The internal note of a draft was asked for.
        InputError: The evaluation does not fit into a workbook or on a score sheet.
    """
    result = build_result(opened.outcome)
    if result["digest"] != opened.result["digest"]:
        raise ResultDiffersError(opened.summary.slug)
    prefix = _PRELIMINARY if opened.outcome.evaluation.draft else ""
    name = f"{prefix}{opened.summary.slug}-{kind.value}"
    return ExportedFile(name, _note(opened, result) if kind is ExportKind.NOTE else _made(opened.outcome, result, kind))


def _made(outcome: Outcome, result: Result, kind: ExportKind) -> bytes:
    from procurement import exports  # noqa: PLC0415 - fonts and writers are loaded with the first file only

    makers: Mapping[ExportKind, Callable[[], bytes]] = {
        ExportKind.SHEET: lambda: exports.sheet_of(outcome, result),
        ExportKind.XLSX: lambda: exports.xlsx_of(outcome),
        ExportKind.ODS: lambda: exports.ods_of(outcome),
        ExportKind.BUNDLE: lambda: exports.bundle_of(outcome),
        ExportKind.RESULT: lambda: exports.twin_of(result),
    }
    return makers[kind]()


def _note(opened: OpenedEvaluation, result: Result) -> bytes:
    from procurement import exports  # noqa: PLC0415 - see above

    robustness = opened.result.get("robustness")
    if robustness is None:
        raise StabilityWithheldError(opened.summary.slug)
    return exports.note_of(opened.outcome, result, robustness)


def empty_workbook(method: str, evaluators: int, kind: WorkbookKind, rules: HouseRules) -> ExportedFile:
    """Return a workbook with a matrix to start from.

    Args:
        method: One of the methods offered first.
        evaluators: 1 for one common sheet, up to 10 for a sheet each and one for the consensus.
        kind: Format of the file.
        rules: Dated numbers.

    Raises:
        ValueError: Another method or number.
    """
    if method not in START_METHODS or not 1 <= evaluators <= MOST_EVALUATORS:
        raise ValueError(method, evaluators)
    names = tuple(f"Person {number}" for number in range(1, evaluators + 1)) if evaluators > 1 else ()
    workbook = template_workbook(start_evaluation(method), rules, evaluators=names, start=True)
    return ExportedFile(f"arbeitsmappe-{method.replace('_', '-')}.{kind.value}", _written(workbook, kind))


def matrix_workbook(evaluation: Evaluation, kind: WorkbookKind, rules: HouseRules) -> bytes:
    """Return a workbook with a matrix and room for bids.

    Raises:
        InputError: It does not fit into a workbook.
    """
    return _written(template_workbook(evaluation, rules, start=True), kind)


def _written(workbook: Workbook, kind: WorkbookKind) -> bytes:
    from infra.spreadsheet import ods_writer, xlsx_writer  # noqa: PLC0415 - see above

    return ods_writer.write_ods(workbook) if kind is WorkbookKind.ODS else xlsx_writer.write_xlsx(workbook)
