"""What can be done with tender procedures: the only way in for interface and pages. One call is one transaction.

Whatever comes in as bytes is parsed in the child process of ``infra.inspect``; the calls block meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.parameters import ParameterSet
from infra.clock import Clock, official_day
from infra.database import Database
from infra.documents.reading import read_document, read_package
from procurement.errors import PreviewChangedError, ProcedureAlreadyStoredError, ProcedureNotFoundError
from procurement.model import ProcedurePage, ProcedureRecord
from procurement.repository import ProcedureRepository
from procurement.services.demo import demo_documents
from procurement.services.exporting import ExportedFile, ExportKind, WorkbookKind, empty_workbook, export_file
from procurement.services.naming import is_slug
from procurement.services.previewing import Preview, read_file
from procurement.services.scoring import OpenedProcedure, ScoredDocument, recompute, result_of, score
from procurement.services.storing import document_digest, find_stored, store
from procurement.services.weighing import WeightTrial, try_weights
from scoring.bundle.manifest import OWN_FILES, canonical
from scoring.bundle.verify import Verification, verify_bundle
from scoring.evaluate import evaluate
from scoring.house_rules import HouseRules
from scoring.intake import checked_evaluation, parse_evaluation
from scoring.matrix_check import Probe, ProductNames, probe
from scoring.result import Result, build_result

__all__ = [
    "ExportKind",
    "ExportedFile",
    "OpenedProcedure",
    "Preview",
    "ScoredDocument",
    "Services",
    "WeightTrial",
    "WorkbookKind",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The services with what they work on.

    Args:
        database: Where evaluations are stored.
        clock: Tells the day whose dated numbers apply.
        parameters: Dated numbers of scoring.
        product_names: Dated word lists for the probe.
    """

    database: Database
    clock: Clock
    parameters: ParameterSet
    product_names: ParameterSet

    def score_document(self, data: bytes) -> ScoredDocument:
        """Evaluate a document ``pruefstand/evaluation/1``, JSON or workbook, by today's rules and store nothing.

        Raises:
            InputError: The document is invalid or a rule forbids it.
        """
        rules = self._rules(self.clock.now())
        return score(read_file(data, rules).evaluation, rules)

    def preview(self, data: bytes) -> Preview:
        """Read and evaluate a JSON file or workbook as it would be stored, and store nothing.

        Raises:
            InputError: Every fault, with its JSON pointer or cell.
        """
        rules = self._rules(self.clock.now())
        file = read_file(data, rules)
        document = canonical(file.document)
        outcome = evaluate(file.evaluation, rules)
        with self.database.read() as session:
            found = find_stored(ProcedureRepository(session), file.evaluation)
        stored = found.summary if found else None
        return Preview(outcome, build_result(outcome), document.decode(), document_digest(document), stored)

    def take_over(self, document: bytes, digest: str) -> ProcedureRecord:
        """Store what a preview showed. The document comes back from outside: it is checked anew like any other.

        Raises:
            PreviewChangedError: The document is not the one that the digest belongs to.
            InputError: The document is invalid or a rule forbids it; nothing is written.
            ProcedureAlreadyStoredError: The lot has another evaluation by this method; nothing is written.
        """
        if document_digest(document) != digest:
            raise PreviewChangedError
        return self.store_evaluation(document)

    def probe_matrix(self, data: bytes) -> Probe:
        """Stress-test the matrix of a document from outside, as ``probe_value`` does.

        Raises:
            InputError: The document is not let in or not of the format.
        """
        return self.probe_value(read_document(data))

    def probe_value(self, document: object) -> Probe:
        """Stress-test the matrix of a document, with or without bids, and store nothing.

        Raises:
            InputError: The document is not of the format; what rules forbid is reported as a finding.
        """
        now = self.clock.now()
        evaluation = parse_evaluation(document, bids_required=False)
        return probe(evaluation, self._rules(now), self._names(now))

    def try_weights(self, slug: str, weights: Mapping[str, str]) -> WeightTrial:
        """Probe and rank a stored evaluation under other weights before its matrix is published, and store nothing.

        Args:
            slug: Name of the stored evaluation.
            weights: Decimal strings in percent by the id of the main group, for the price by ``price``.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            MatrixPublishedError: The matrix is public.
            InputError: The weights do not sum to exactly 100, or one is out of range.
        """
        now = self.clock.now()
        return try_weights(self.get_procedure(slug), weights, self._rules(now), self._names(now))

    def verify_bundle(self, data: bytes) -> Verification:
        """Recompute a bundle by its own numbers and say what differs; nothing is stored.

        Raises:
            InputError: The file is no bundle, or is not let in.
        """
        return verify_bundle(read_package(data, OWN_FILES), self.parameters)

    def store_evaluation(self, data: bytes) -> ProcedureRecord:
        """Evaluate a document and store it with its result; the same document again changes nothing.

        Raises:
            InputError: The document is invalid or a rule forbids it; nothing is written.
            ProcedureAlreadyStoredError: The lot has another evaluation by this method; nothing is written.
        """
        now = self.clock.now()
        rules = self._rules(now)
        document = read_document(data)
        scored = score(checked_evaluation(document, rules), rules)
        with self.database.write() as session:
            return store(ProcedureRepository(session), canonical(document), scored, now)

    def load_demo(self) -> tuple[ProcedureRecord, ...]:
        """Store the worked examples of the demo city that are not stored yet, and return all of them."""
        return tuple(self._store_once(document) for document in demo_documents())

    def list_procedures(self, query: str = "", *, page: int = 1, size: int = 25) -> ProcedurePage:
        """Return one page of the procedures whose reference, lot or title holds every word of ``query``."""
        with self.database.read() as session:
            return ProcedureRepository(session).page(query, page=page, size=size)

    def get_procedure(self, slug: str) -> ProcedureRecord:
        """Return a stored evaluation.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        if not is_slug(slug):
            raise ProcedureNotFoundError(slug)
        with self.database.read() as session:
            found = ProcedureRepository(session).find(slug)
        if found is None:
            raise ProcedureNotFoundError(slug)
        return found

    def open_procedure(self, slug: str) -> OpenedProcedure:
        """Return a stored evaluation with everything needed to show and explain it.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        record = self.get_procedure(slug)
        outcome = recompute(record.document, self._rules(record.summary.stored_at))
        return OpenedProcedure(record.summary, outcome, result_of(record))

    def export(self, slug: str, kind: ExportKind) -> ExportedFile:
        """Return a stored evaluation as a file.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ResultDiffersError: The stored input no longer gives the stored result.
            StabilityWithheldError: The internal note of a draft was asked for.
            InputError: The evaluation does not fit into a workbook.
        """
        return export_file(self.open_procedure(slug), kind)

    def empty_workbook(self, method: str, evaluators: int, kind: WorkbookKind) -> ExportedFile:
        """Return a workbook with a matrix to start from, for 1 to 10 evaluators.

        Raises:
            ValueError: The method is none of those offered first, or the number is out of range.
        """
        return empty_workbook(method, evaluators, kind, self._rules(self.clock.now()))

    def get_result(self, slug: str) -> Result:
        """Return a result as it was stored.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        return result_of(self.get_procedure(slug))

    def ping(self) -> None:
        """Ask the database for an answer.

        Raises:
            DatabaseUnavailableError: It gave none.
        """
        with self.database.read():
            pass

    def _store_once(self, data: bytes) -> ProcedureRecord:
        """Store an example; one that an earlier version stored in another wording stays as it is."""
        try:
            return self.store_evaluation(data)
        except ProcedureAlreadyStoredError as stored:
            return self.get_procedure(stored.properties["slug"])

    def _rules(self, moment: datetime) -> HouseRules:
        return HouseRules.on(self.parameters, official_day(moment))

    def _names(self, moment: datetime) -> ProductNames:
        return ProductNames.on(self.product_names, official_day(moment))
