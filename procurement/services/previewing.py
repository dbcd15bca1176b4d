"""What a file would become if it were stored: read and evaluated, nothing written."""

from dataclasses import dataclass

from infra.spreadsheet.magic import is_office_file
from infra.spreadsheet.reading import read_workbook
from procurement.model import ProcedureSummary
from procurement.services.storing import canonical_json
from scoring.bundle.manifest import canonical
from scoring.evaluate import Outcome
from scoring.house_rules import HouseRules
from scoring.intake import read_evaluation
from scoring.model import Evaluation
from scoring.result import Result
from scoring.workbook.read import read_evaluation_workbook


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as it was read.

    Args:
        outcome: The evaluated bids.
        result: The result document, without stability.
        document: What would be stored: canonical JSON of ``pruefstand/evaluation/1``.
        digest: Digest of the document.
        stored: What stands in its place already; the same document where the digests are equal.
    """

    outcome: Outcome
    result: Result
    document: str
    digest: str
    stored: ProcedureSummary | None


def read_document(data: bytes, rules: HouseRules) -> Evaluation:
    """Return the evaluation in a JSON file or a workbook, as its first bytes tell.

    Raises:
        InputError: Every fault found, with its JSON pointer or cell.
    """
    if is_office_file(data):
        return read_evaluation_workbook(read_workbook(data), rules)
    return read_evaluation(data, rules)


def document_of(data: bytes, evaluation: Evaluation) -> bytes:
    """Return the canonical document of a file and the evaluation read from it; JSON stays as it was written."""
    if is_office_file(data):
        return canonical(evaluation.model_dump(mode="json", exclude_none=True))
    return canonical_json(data)
