"""What can be done with tender procedures: the only way in for interface and pages. One call is one transaction."""

from dataclasses import dataclass
from datetime import datetime

from core.parameters import ParameterSet
from infra.clock import Clock, official_day
from infra.database import Database
from procurement.errors import ProcedureAlreadyStoredError, ProcedureNotFoundError
from procurement.model import ProcedurePage, ProcedureRecord
from procurement.repository import ProcedureRepository
from procurement.services.demo import demo_documents
from procurement.services.naming import is_slug
from procurement.services.scoring import OpenedProcedure, ScoredDocument, recompute, result_of, score
from procurement.services.storing import store
from scoring.house_rules import HouseRules
from scoring.intake import parse_evaluation, read_json
from scoring.matrix_check import Probe, ProductNames, probe
from scoring.result import Result

__all__ = ["OpenedProcedure", "ScoredDocument", "Services"]


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
        """Evaluate a document ``pruefstand/evaluation/1`` by today's rules and store nothing.

        Raises:
            InputError: The document is invalid or a rule forbids it.
        """
        return score(data, self._rules(self.clock.now()))

    def probe_matrix(self, data: bytes) -> Probe:
        """Stress-test the matrix of a document, with or without bids, and store nothing.

        Raises:
            InputError: The document is not of the format; what rules forbid is reported as a finding.
        """
        now = self.clock.now()
        evaluation = parse_evaluation(read_json(data), bids_required=False)
        return probe(evaluation, self._rules(now), ProductNames.on(self.product_names, official_day(now)))

    def store_evaluation(self, data: bytes) -> ProcedureRecord:
        """Evaluate a document and store it with its result; the same document again changes nothing.

        Raises:
            InputError: The document is invalid or a rule forbids it; nothing is written.
            ProcedureAlreadyStoredError: The lot has another evaluation by this method; nothing is written.
        """
        now = self.clock.now()
        scored = score(data, self._rules(now))
        with self.database.write() as session:
            return store(ProcedureRepository(session), data, scored, now)

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
