"""What can be done with tender procedures: the only way in for interface and pages. One call is one transaction.

Whatever comes in as bytes is parsed in the child process of ``infra.inspect``; the calls block meanwhile.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.digest import checksum
from core.listing import Page, Stretch
from core.parameters import ParameterSet
from infra.audit.model import Event, Subject
from infra.clock import official_day
from infra.documents.reading import read_document, read_package
from infra.exported_file import ExportedFile
from infra.once.model import Once
from infra.policy.decision import Resource, readable_states
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from procurement.errors import EvaluationAlreadyStoredError, EvaluationNotFoundError, PreviewChangedError
from procurement.model import EvaluationRecord, EvaluationSummary
from procurement.redrawing import redrawing
from procurement.repository import EvaluationRepository
from procurement.services.demo import demo_documents
from procurement.services.exporting import ExportKind, WorkbookKind, empty_workbook, export_file
from procurement.services.naming import is_slug
from procurement.services.previewing import Preview, read_file, read_matrix
from procurement.services.scoring import OpenedEvaluation, ScoredDocument, recompute, result_of, score
from procurement.services.storing import find_stored, says_the_same, store
from procurement.services.weighing import WeightTrial, try_weights
from scoring.bundle.findings import Verification
from scoring.bundle.manifest import OWN_FILES, canonical
from scoring.bundle.verify import verify_bundle
from scoring.evaluate import evaluate
from scoring.house_rules import HouseRules
from scoring.intake import checked_evaluation, parse_evaluation
from scoring.matrix_check import Probe, ProductNames, probe
from scoring.result import Result, build_result

__all__ = [
    "ExportKind",
    "OpenedEvaluation",
    "Preview",
    "ScoredDocument",
    "Services",
    "WeightTrial",
    "WorkbookKind",
]


EVALUATION = "evaluation"
_REDRAWN_CHARACTERS = 300_000
"""Longest evaluation (as JSON) whose paper is drawn anew while somebody waits: about two seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The services with what they work on.

    Args:
        transactions: Opens the city's evaluations to those who may see or change them.
        parameters: Dated numbers of scoring.
        product_names: Dated word lists for the probe.
    """

    transactions: Transactions
    parameters: ParameterSet
    product_names: ParameterSet

    def score_document(self, actor: Actor, data: bytes) -> ScoredDocument:
        """Evaluate a document ``pruefstand/evaluation/1``, JSON or workbook, by today's rules and store nothing.

        Raises:
            InputError: The document is invalid or a rule forbids it.
        """
        self.transactions.require(actor, Action.USE_PUBLIC_TOOLS)
        rules = self._rules(self._now())
        return score(read_file(data, rules).evaluation, rules)

    def preview(self, actor: Actor, data: bytes) -> Preview:
        """Read and evaluate a JSON file or workbook as it would be stored, and store nothing.

        Raises:
            InputError: Every fault, with its JSON pointer or cell.
        """
        self.transactions.require(actor, Action.STORE_EVALUATION)
        rules = self._rules(self._now())
        file = read_file(data, rules)
        document = canonical(file.document)
        outcome = evaluate(file.evaluation, rules)
        with self.transactions.read(actor, Action.STORE_EVALUATION) as reading:
            found = find_stored(EvaluationRepository(reading.session), file.evaluation)
        return Preview(
            outcome,
            build_result(outcome),
            document.decode(),
            checksum(document),
            found.summary if found else None,
            is_stored=found is not None and says_the_same(found, file.evaluation),
        )

    def take_over(self, actor: Actor, document: bytes, digest: str) -> EvaluationRecord:
        """Store what a preview showed. The document comes back from outside: it is checked anew like any other.

        Raises:
            PreviewChangedError: The document is not the one that the digest belongs to. Else as ``store_evaluation``.
        """
        if checksum(document) != digest:
            raise PreviewChangedError
        return self.store_evaluation(actor, document)

    def probe_matrix(self, actor: Actor, data: bytes) -> Probe:
        """Stress-test the matrix of a document from outside, as ``probe_value`` does.

        Raises:
            InputError: The document is not let in or not of the format.
        """
        self.transactions.require(actor, Action.USE_PUBLIC_TOOLS)
        return self.probe_value(actor, read_document(data))

    def probe_value(self, actor: Actor, document: object) -> Probe:
        """Stress-test the matrix of a document, with or without bids, and store nothing.

        Raises:
            InputError: The document is not of the format; what rules forbid is reported as a finding.
        """
        self.transactions.require(actor, Action.USE_PUBLIC_TOOLS)
        now = self._now()
        evaluation = parse_evaluation(document, bids_required=False)
        return probe(evaluation, self._rules(now), self._names(now))

    def try_weights(self, actor: Actor, slug: str, weights: Mapping[str, str]) -> WeightTrial:
        """Probe and rank a stored evaluation under other weights before its matrix is published, and store nothing.

        Args:
            actor: Who tries.
            slug: Name of the stored evaluation.
            weights: Decimal strings in percent by the id of the main group, for the price by ``price``.

        Raises:
            EvaluationNotFoundError: There is none of this name.
            MatrixPublishedError: The matrix is public.
            InputError: The weights do not sum to exactly 100, or one is out of range.
        """
        now = self._now()
        record = self._find(actor, Action.TRY_WEIGHTS, slug)
        return try_weights(json.loads(record.document), weights, self._rules(now), self._names(now))

    def read_matrix(self, actor: Actor, data: bytes) -> str:
        """Return the document in a JSON file or workbook, with or without bids, as canonical JSON; store nothing.

        Raises:
            InputError: Every fault, with its JSON pointer or cell; what rules forbid is for the probe to report.
        """
        self.transactions.require(actor, Action.USE_PUBLIC_TOOLS)
        return canonical(read_matrix(data).document).decode()

    def weigh_matrix(self, actor: Actor, document: dict[str, Any], weights: Mapping[str, str]) -> WeightTrial:
        """Probe and rank a document that ``read_matrix`` let in under other weights, as ``try_weights`` does."""
        self.transactions.require(actor, Action.USE_PUBLIC_TOOLS)
        now = self._now()
        return try_weights(document, weights, self._rules(now), self._names(now))

    def verify_bundle(self, actor: Actor, data: bytes) -> Verification:
        """Recompute a bundle by its own numbers and say what differs; nothing is stored.

        Raises:
            InputError: The file is no bundle, or is not let in.
        """
        self.transactions.require(actor, Action.USE_PUBLIC_TOOLS)
        again = redrawing(most_characters=_REDRAWN_CHARACTERS)
        return verify_bundle(read_package(data, OWN_FILES), self.parameters, again)

    def store_evaluation(self, actor: Actor, data: bytes, once: Once | None = None) -> EvaluationRecord:
        """Evaluate a document and store it with its result; the same document again changes nothing.

        Raises:
            InputError: The document is invalid or a rule forbids it; nothing is written.
            EvaluationAlreadyStoredError: The lot has another evaluation by this method; nothing is written.
            ReferenceDeletedError: The file of this reference number is deleted; nothing is written.
        """
        self.transactions.require(actor, Action.STORE_EVALUATION)
        now = self._now()
        rules = self._rules(now)
        document = read_document(data)
        scored = score(checked_evaluation(document, rules), rules)
        with self.transactions.write(actor, Action.STORE_EVALUATION, once) as writing:
            record, is_new = store(EvaluationRepository(writing.session), canonical(document), scored, now)
            if is_new:
                summary = record.summary
                digests = {"document": summary.document_digest, "result": summary.result_digest}
                subject = Subject(kind=EVALUATION, id=summary.slug)
                writing.record(Event.EVALUATION_STORED, subject, after={"state": summary.state.value, **digests})
            return writing.done(record)

    def load_demo(self, actor: Actor) -> tuple[EvaluationRecord, ...]:
        """Store the worked examples of the demo city that are not stored yet, and return all of them."""
        return tuple(self._store_example(actor, document) for document in demo_documents())

    def list_evaluations(
        self, actor: Actor, query: str = "", *, page: int = 1, size: int = 25
    ) -> Page[EvaluationSummary]:
        """Return one page of the evaluations whose reference, lot or title holds every word of ``query``."""
        states = readable_states(actor, Action.LIST_EVALUATIONS)
        with self.transactions.read(actor, Action.LIST_EVALUATIONS) as reading:
            return EvaluationRepository(reading.session).page(query, states, page=page, size=size)

    def walk_evaluations(self, actor: Actor, query: str, *, after: str | None, size: int) -> Stretch[EvaluationSummary]:
        """Return the evaluations of the same list that come after the one named ``after``.

        Raises:
            PlaceNotFoundError: The list has none of this name.
        """
        states = readable_states(actor, Action.LIST_EVALUATIONS)
        with self.transactions.read(actor, Action.LIST_EVALUATIONS) as reading:
            return EvaluationRepository(reading.session).stretch(query, states, after=after, size=size)

    def get_evaluation(self, actor: Actor, slug: str) -> EvaluationRecord:
        """Return a stored evaluation.

        Raises:
            EvaluationNotFoundError: There is none of this name.
        """
        return self._find(actor, Action.READ_EVALUATION, slug)

    def open_evaluation(self, actor: Actor, slug: str, action: Action = Action.READ_EVALUATION) -> OpenedEvaluation:
        """Return a stored evaluation with everything needed to show and explain it.

        Raises:
            EvaluationNotFoundError: There is none of this name.
        """
        record = self._find(actor, action, slug)
        outcome = recompute(record, self._rules(record.summary.stored_at))
        return OpenedEvaluation(record.summary, outcome, result_of(record))

    def export(self, actor: Actor, slug: str, kind: ExportKind) -> ExportedFile:
        """Return a stored evaluation as a file.

        Raises:
            EvaluationNotFoundError: There is none of this name.
            ResultDiffersError: The stored input no longer gives the stored result.
            StabilityWithheldError: The internal note of a draft was asked for.
            InputError: The evaluation does not fit into a workbook.
        """
        file = export_file(self.open_evaluation(actor, slug, Action.EXPORT_EVALUATION), kind)
        with self.transactions.write(actor, Action.EXPORT_EVALUATION) as writing:
            writing.record(Event.EVALUATION_EXPORTED, Subject(kind=EVALUATION, id=slug), kind=kind.value)
        return file

    def empty_workbook(self, actor: Actor, method: str, evaluators: int, kind: WorkbookKind) -> ExportedFile:
        """Return a workbook with a matrix to start from, for 1 to 10 evaluators.

        Raises:
            ValueError: The method is none of those offered first, or the number is out of range.
        """
        self.transactions.require(actor, Action.USE_PUBLIC_TOOLS)
        return empty_workbook(method, evaluators, kind, self._rules(self._now()))

    def get_result(self, actor: Actor, slug: str) -> Result:
        """Return a result as it was stored.

        Raises:
            EvaluationNotFoundError: There is none of this name.
        """
        return result_of(self.get_evaluation(actor, slug))

    def _store_example(self, actor: Actor, data: bytes) -> EvaluationRecord:
        """Store an example; one that an earlier version stored in another wording stays as it is."""
        try:
            return self.store_evaluation(actor, data)
        except EvaluationAlreadyStoredError as stored:
            return self.get_evaluation(actor, stored.properties["slug"])

    def _find(self, actor: Actor, action: Action, slug: str) -> EvaluationRecord:
        with self.transactions.read(actor, action) as reading:
            found = EvaluationRepository(reading.session).find(slug) if is_slug(slug) else None
            if found is None:
                raise EvaluationNotFoundError(slug)
            reading.require(action, _resource(reading, found))
            return found

    def _now(self) -> datetime:
        return self.transactions.clock.now()

    def _rules(self, moment: datetime) -> HouseRules:
        return HouseRules.on(self.parameters, official_day(moment))

    def _names(self, moment: datetime) -> ProductNames:
        return ProductNames.on(self.product_names, official_day(moment))


def _resource(reading: Reading, record: EvaluationRecord) -> Resource:
    summary = record.summary
    return Resource(kind=EVALUATION, id=summary.slug, city=reading.city, state=summary.state.value)
