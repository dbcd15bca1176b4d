"""What a file would become if it were stored: read and evaluated, nothing written."""

from dataclasses import dataclass

from infra.documents.reading import read_document
from infra.spreadsheet.magic import is_office_file
from infra.spreadsheet.reading import read_workbook
from procurement.model import EvaluationSummary
from scoring.evaluate import Outcome
from scoring.house_rules import HouseRules
from scoring.intake import checked_evaluation, parse_evaluation
from scoring.model import Evaluation
from scoring.result import Result
from scoring.workbook.read import parse_evaluation_workbook, read_evaluation_workbook


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as it was read.

    Args:
        outcome: The evaluated bids.
        result: The result document, without stability.
        document: What would be stored: canonical JSON of ``pruefstand/evaluation/1``.
        digest: Digest of the document.
        stored: What stands in its place already.
        is_stored: What stands there says the same.
    """

    outcome: Outcome
    result: Result
    document: str
    digest: str
    stored: EvaluationSummary | None
    is_stored: bool


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What stands in a file.

    Args:
        evaluation: Checked for structure; by ``read_file`` for what rules forbid as well.
        document: The same as a JSON value; that of a JSON file stays as it was written.
    """

    evaluation: Evaluation
    document: object


def read_file(data: bytes, rules: HouseRules) -> ReadFile:
    """Return what stands in a JSON file or a workbook, as its first bytes tell.

    Raises:
        InputError: Every fault found, with its JSON pointer or cell.
    """
    if is_office_file(data):
        return _as_read(read_evaluation_workbook(read_workbook(data), rules))
    document = read_document(data)
    return ReadFile(checked_evaluation(document, rules), document)


def read_matrix(data: bytes) -> ReadFile:
    """Return a matrix in a JSON file or a workbook, with or without bids. What rules forbid is the probe's to report.

    Raises:
        InputError: Every fault found, with its JSON pointer or cell.
    """
    if is_office_file(data):
        return _as_read(parse_evaluation_workbook(read_workbook(data), bids_required=False).evaluation)
    document = read_document(data)
    return ReadFile(parse_evaluation(document, bids_required=False), document)


def _as_read(evaluation: Evaluation) -> ReadFile:
    return ReadFile(evaluation, evaluation.model_dump(mode="json", exclude_none=True))
