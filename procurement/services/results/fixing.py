"""What steps leave behind of a result: the final evaluations of all lots, or those of a round that does not rank."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infra.audit.model import Event, Subject
from infra.transactions import Writing
from procurement.model import RESULT_STANDS, Procedure
from procurement.repository import EvaluationRepository
from procurement.rules.digest import digest_of
from procurement.rules.procedure.evaluation_document import put_aside
from procurement.services.bids.ahead import once
from procurement.services.bids.pricing import Pricing
from procurement.services.results.shared import stored_of
from procurement.services.scoring import ScoredDocument, score
from procurement.services.storing import give_way, make_room, store
from scoring.bundle.manifest import canonical
from scoring.intake import parse_evaluation

EVALUATION = "evaluation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixing:
    """Stores results within the transaction of the step that fixes them.

    Args:
        pricing: Computes them.
    """

    pricing: Pricing

    def fix(self, writing: Writing, procedure: Procedure) -> Mapping[str, object]:
        """Store one final evaluation for each lot; what stood in its place gives way and stays readable.

        Returns what the audit log tells: which evaluations, what gave way to them, which bids are proposed.
        """
        lots = self.pricing.compute(writing, procedure).lots
        kept = [self._keep(writing, lot.document) for lot in lots]
        replaced = [one for _, one in kept if one is not None]
        return {
            "evaluations": [slug for slug, _ in kept],
            "proposed": [lot.first for lot in lots if lot.first is not None],
            **({"replaced": replaced} if replaced else {}),
        }

    def put_aside(self, writing: Writing, procedure: Procedure) -> Mapping[str, object]:
        """Store what the present round would have resulted in, as preliminary, before the next one is opened.

        Legal source:
            § 17 Abs. 10 VgV
        """
        lots = self.pricing.compute(writing, procedure).lots
        place = (procedure.publications, procedure.round)
        kept = [self._keep(writing, put_aside(lot.document, *place)) for lot in lots if lot.outcome is not None]
        return {"evaluations": [slug for slug, _ in kept]}

    def withdraw(self, writing: Writing, procedure: Procedure) -> Mapping[str, object]:
        """Let the final evaluations of a procedure that is reset say that they do not count any more."""
        if procedure.stage not in RESULT_STANDS:
            return {}
        repository, stored = EvaluationRepository(writing.session), stored_of(writing, procedure)
        for summary in stored.values():
            if record := repository.find(summary.slug):
                give_way(repository, record, "zurückversetzt")
        return {"replaced": [one.slug for one in stored.values()]}

    def scored(self, document: Mapping[str, Any]) -> ScoredDocument:
        """Return an evaluation with its result and stability, as it is stored."""
        rules = self.pricing.rules()
        key = f"stored {digest_of(canonical(document).decode())} {rules.day}"
        return once(key, lambda: score(parse_evaluation(dict(document)), rules))

    def _keep(self, writing: Writing, document: Mapping[str, Any]) -> tuple[str, str | None]:
        scored, repository = self.scored(document), EvaluationRepository(writing.session)
        replaced = make_room(repository, scored.outcome.evaluation)
        record, is_new = store(repository, canonical(document), scored, writing.now)
        summary = record.summary
        if is_new:
            digests = {"document": summary.document_digest, "result": summary.result_digest}
            subject = Subject(kind=EVALUATION, id=summary.slug)
            writing.record(Event.EVALUATION_STORED, subject, after={"state": summary.state.value, **digests})
        return summary.slug, replaced
