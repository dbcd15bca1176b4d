"""What is known about the openness of bids, gathered from the stores of the house within one transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from infra.transactions import Reading
from licensing.assess.rubric import Rubric
from licensing.assess.suggestion import Suggestion
from licensing.proof import Proof
from procurement.errors import NoRubricError
from procurement.model import (
    Analysis,
    AnalysisResult,
    AnswerEffect,
    Bid,
    BidFile,
    BidPlace,
    BidStatement,
    ChosenRubric,
    FileVerdict,
    Inquiry,
    InquiryOutcome,
    Procedure,
)
from procurement.repository import (
    AnalysisRepository,
    AnalysisResultRepository,
    BidRepository,
    ExaminationRepository,
    OpennessRepository,
    ProcedureRepository,
)
from procurement.rules.digest import digest_of
from procurement.rules.openness.deciding import points_on
from procurement.rules.openness.deriving import seal_of, suggestion_of
from procurement.rules.openness.facts import (
    OpennessFacts,
    RepositoryFact,
    facts_of,
    newest_statements,
    repository_fact,
)
from procurement.rules.openness.rubric_document import restored_rubric
from procurement.rules.procedure.lot_terms import rubric_terms
from procurement.rules.procedure.publication import evaluation_of
from procurement.services.repositories.desk import seen_of
from scoring.intake import parse_evaluation
from scoring.model import Scale

_MOST_ANALYSES = 100
_BID = "Angebot"


class LicenceReading(Protocol):
    """Knows what the OSI says of licences."""

    def osi(self, expression: str) -> tuple[str, str]:
        """Return ``yes``, ``no`` or ``unknown`` about an expression, and the version of the list that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRubric:
    """The rubric that was published with a lot.

    Args:
        chosen: As it was published.
        rubric: What it says.
        criterion_title: What its criterion is called.
        scale: Points of the matrix.
    """

    chosen: ChosenRubric
    rubric: Rubric
    criterion_title: str
    scale: Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class BidOpenness:
    """What is known and suggested about a bid.

    Args:
        bid: The bid.
        files: Its files that tell no price: what statements can point to.
        statements: All that was read in it, the oldest first.
        effects: What answers showed, the oldest first.
        inquiries: Exchanges with its bidder, in their order.
        facts: What counts.
        suggestion: What is suggested.
        seal: Checksum of that.
        points: Least and most on the scale of the matrix.
    """

    bid: Bid
    files: tuple[BidFile, ...]
    statements: tuple[BidStatement, ...]
    effects: tuple[AnswerEffect, ...]
    inquiries: tuple[Inquiry, ...]
    facts: OpennessFacts
    suggestion: Suggestion
    seal: str
    points: tuple[Fraction, Fraction]

    @property
    def answered(self) -> tuple[Inquiry, ...]:
        """Exchanges that were answered in time."""
        return tuple(one for one in self.inquiries if one.outcome is InquiryOutcome.ANSWERED)


def published_rubric(reading: Reading, procedure: Procedure, place: BidPlace) -> PublishedRubric:
    """Return the rubric that was published with the lot of a bid.

    Raises:
        NoRubricError: None was.
    """
    publications = ProcedureRepository(reading.session).publications(procedure.slug)
    document = json.loads(publications[place.publication - 1].document)
    lot: dict[str, Any] = next((one for one in document["lots"] if one["number"] == place.lot), {})
    chosen = rubric_terms(lot.get("rubric"))
    if chosen is None:
        raise NoRubricError
    matrix = parse_evaluation(evaluation_of(document, place.lot), bids_required=False).matrix
    titles = {node.id: node.title for _, node in matrix.walk()}
    return PublishedRubric(
        chosen=chosen,
        rubric=restored_rubric(chosen.document, chosen.digest),
        criterion_title=titles[chosen.criterion],
        scale=matrix.scale,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpennessGathering:
    """Gathers what is known about bids."""

    def about(
        self, reading: Reading, procedure: Procedure, bids: Sequence[Bid], published: PublishedRubric
    ) -> tuple[BidOpenness, ...]:
        """Return what is known and suggested about bids of a lot, in their order."""
        store, slug = OpennessRepository(reading.session), procedure.slug
        statements, effects = store.statements(slug), store.effects(slug)
        inquiries = ExaminationRepository(reading.session).inquiries(slug)
        return tuple(
            self._of_bid(
                reading,
                procedure,
                bid,
                published,
                tuple(one for one in statements if one.bid == bid.id),
                tuple(one for one in effects if one.bid == bid.id),
                tuple(one for one in inquiries if one.bid == bid.id),
            )
            for bid in bids
        )

    def _of_bid(  # noqa: PLR0913, PLR0917 - what the stores hold about one bid
        self,
        reading: Reading,
        procedure: Procedure,
        bid: Bid,
        published: PublishedRubric,
        statements: tuple[BidStatement, ...],
        effects: tuple[AnswerEffect, ...],
        inquiries: tuple[Inquiry, ...],
    ) -> BidOpenness:
        files = BidRepository(reading.session).files(procedure.slug, bid.id)
        held = newest_statements(statements, bid.id)
        repository = named_repositories(reading, procedure, bid)
        facts = facts_of(held, files, judged_documents(reading, procedure.slug, bid.id), repository)
        answers = {one.number: answer_proof(one) for one in inquiries}
        known = tuple(one for one in effects if one.inquiry in answers)
        suggestion = suggestion_of(facts, known, answers, published.rubric, bid.received_at)
        return BidOpenness(
            bid=bid,
            files=tuple(one for one in files if not one.with_price),
            statements=statements,
            effects=effects,
            inquiries=inquiries,
            facts=facts,
            suggestion=suggestion,
            seal=seal_of(suggestion),
            points=points_on(suggestion, published.scale),
        )


def judged_documents(reading: Reading, slug: str, bid: str) -> list[tuple[FileVerdict, dict[str, Any]]]:
    """Return the documents of the newest finished result of a bid's licence evidence; none without one."""
    repository = AnalysisResultRepository(reading.session)
    analyses = AnalysisRepository(reading.session).page(
        of_bid=(slug, bid), person=None, before=None, size=_MOST_ANALYSES
    )
    finished = [one for analysis in analyses if (one := _last(repository, analysis)) is not None]
    if not finished:
        return []
    newest = max(finished, key=lambda one: (str(one.finished_at), one.id))
    pairs = zip(repository.verdicts(newest.id), repository.documents(newest.id), strict=True)
    return [(verdict, json.loads(text)) for verdict, text in pairs]


def named_repositories(reading: Reading, procedure: Procedure, bid: Bid) -> RepositoryFact:
    """Return what repositories show that a bid names; an entry that was taken back counts for nothing."""
    entries = [one for one in seen_of(reading, procedure.slug, bid.id) if one.withdrawal is None]
    named = [(Proof(_BID, bid.receipt_digest, one.named.place), one.facts) for one in entries]
    return repository_fact(named, procedure.bids_due or bid.received_at)


def answer_proof(inquiry: Inquiry) -> Proof:
    """Return where an answer can be read: in the log of exchanges, by its checksum."""
    return Proof(f"Anfrage {inquiry.number}", digest_of(inquiry.answer), "Antwort")


def _last(repository: AnalysisResultRepository, analysis: Analysis) -> AnalysisResult | None:
    return next((one for one in repository.results(analysis.id) if one.finished_at), None)
