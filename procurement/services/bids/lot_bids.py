"""The bids of one lot with those who score them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from infra.transactions import Reading
from procurement.errors import BidNotFoundError, CriterionNotFoundError, LotNotFoundError
from procurement.model import Bid, ConflictDeclaration, Evaluator, Presentation, Procedure
from procurement.repository import BidRepository, EvaluatorRepository, ScoreRepository
from procurement.rules.procedure.access import bid_owner
from procurement.rules.procedure.publication import evaluation_of
from procurement.services.gathering import published
from procurement.services.score_fields import draft_prefix, prefix
from scoring.intake import parse_evaluation
from scoring.model import Criterion, CriterionKind, Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class LotBids:
    """The bids of a lot in the present publication and round, and who scores them.

    Args:
        procedure: As it stands.
        number: Number of the lot.
        all_bids: Bids of the lot, also those that are not scored.
        evaluators: Those appointed for the lot.
        declarations: Of the procedure, oldest first for each bid and person.
    """

    procedure: Procedure
    number: int
    all_bids: tuple[Bid, ...]
    evaluators: tuple[Evaluator, ...]
    declarations: tuple[ConflictDeclaration, ...]

    @property
    def bids(self) -> tuple[Bid, ...]:
        """Those that are scored."""
        return tuple(bid for bid in self.all_bids if bid.is_scored)

    @property
    def prefix(self) -> str:
        """What the ids of all joint records about bids of this lot and round begin with."""
        return f"{prefix(self.procedure.slug)}{self._place}"

    def drafts(self, person: str | None) -> str:
        """Return what the ids of somebody's drafts about bids of this lot and round begin with."""
        return f"{draft_prefix(self.procedure.slug, str(person))}{self._place}"

    @property
    def _place(self) -> str:
        return f"{self.procedure.publications}-{self.procedure.round}-{self.number}-"

    @property
    def counted(self) -> tuple[Evaluator, ...]:
        """Evaluators whose handed-in sheet counts: whoever has a conflict takes no part."""
        return tuple(one for one in self.evaluators if one.submitted_at is not None and self.owner(one.person))

    def owner(self, person: str | None) -> str | None:
        """Return the person where the bids are theirs to score, else None."""
        return bid_owner(person, self.evaluators, self.declarations, self.all_bids)

    def evaluator(self, person: str | None) -> Evaluator | None:
        """Return the appointment of somebody for this lot."""
        return next((one for one in self.evaluators if one.person == person), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LotMatrix:
    """The published Bewertungsmatrix of a lot: the only one that counts after the opening.

    Args:
        title: What the lot is called.
        matrix: Its Bewertungsmatrix.
        script: Published script and tasks of the Teststellung; empty where there is none.
    """

    title: str
    matrix: Matrix
    script: str

    @property
    def criteria(self) -> Mapping[str, Criterion]:
        """Criteria that get points, by their id, in the order of the matrix."""
        return {leaf.id: leaf for leaf in self.matrix.leaves(CriterionKind.B_KRITERIUM)}

    def criterion(self, criterion: str) -> Criterion:
        """Return one of them.

        Raises:
            CriterionNotFoundError: The matrix scores none of this id.
        """
        found = self.criteria.get(criterion)
        if found is None:
            raise CriterionNotFoundError(criterion)
        return found


def lot_bids(reading: Reading, procedure: Procedure, number: int) -> LotBids:
    """Return the bids of a lot and who scores them; a lot without bids has none."""
    place = (procedure.publications, procedure.round)
    evaluators = EvaluatorRepository(reading.session)
    bids = BidRepository(reading.session).bids(procedure.slug, *place)
    return LotBids(
        procedure=procedure,
        number=number,
        all_bids=tuple(bid for bid in bids if bid.place.lot == number),
        evaluators=tuple(one for one in evaluators.evaluators(procedure.slug, *place) if one.lot == number),
        declarations=evaluators.declarations(procedure.slug),
    )


def lot_matrix(reading: Reading, procedure: Procedure, number: int) -> LotMatrix:
    """Return the published matrix of a lot.

    Raises:
        LotNotFoundError: Nothing was published about a lot of this number.
    """
    if not procedure.publications:
        raise LotNotFoundError(number)
    document = json.loads(published(reading, procedure).document)
    lot = next((one for one in document["lots"] if one["number"] == number), None)
    if lot is None:
        raise LotNotFoundError(number)
    evaluation = parse_evaluation(evaluation_of(document, number), bids_required=False)
    return LotMatrix(title=lot["title"], matrix=evaluation.matrix, script=document.get("presentation", ""))


def presentations_of(reading: Reading, lot: LotBids) -> Mapping[str, Presentation]:
    """Return the presentations of the scored bids of a lot by the id of their bid."""
    scored = {bid.id for bid in lot.bids}
    found = ScoreRepository(reading.session).presentations(lot.procedure.slug)
    return {one.bid: one for one in found if one.bid in scored}


def check_places(reading: Reading, lot: LotBids, places: Iterable[tuple[str, str]]) -> None:
    """Refuse what is not scored.

    Args:
        reading: The transaction.
        lot: The bids.
        places: Bids and criteria that somebody wants to write about.

    Raises:
        BidNotFoundError: There is no such bid to score.
        CriterionNotFoundError: The matrix scores no such criterion.
    """
    bids = {bid.id for bid in lot.bids}
    criteria = lot_matrix(reading, lot.procedure, lot.number).criteria
    for bid, criterion in places:
        if bid not in bids:
            raise BidNotFoundError(bid)
        if criterion not in criteria:
            raise CriterionNotFoundError(criterion)
