"""What is known about the bids of a procedure, for the guards of its steps."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from infra.transactions import Reading
from procurement.model import (
    Bid,
    Check,
    ConflictDeclaration,
    Evaluator,
    Procedure,
    ProcedureStage,
    Publication,
    VariantTerms,
)
from procurement.repository import BidRepository, EvaluatorRepository, ExaminationRepository, ProcedureRepository
from procurement.rules.examination.variants import fallen_variants
from procurement.rules.points import is_agreed, scored_criteria
from procurement.rules.procedure.award_facts import AwardFacts
from procurement.rules.procedure.bid_facts import BidFacts, PriceFacts, SheetFacts
from procurement.rules.procedure.lot_terms import variant_terms
from procurement.rules.procedure.publication import evaluation_of
from procurement.rules.procedure.stages import WITH_BIDS
from procurement.services.score_fields import JOINT, POINTS, REASON, prefix
from scoring.intake import parse_evaluation
from scoring.model import Matrix

PriceJudging = Callable[[Reading, Procedure, tuple[Bid, ...]], PriceFacts]
"""Says what is known about prices and result once prices are unlocked."""

AwardJudging = Callable[[Reading, Procedure, tuple[Publication, ...]], AwardFacts]
"""Says what is known about the award once the result is fixed."""


def no_award(_reading: Reading, _procedure: Procedure, _publications: tuple[Publication, ...]) -> AwardFacts:
    """Know nothing about an award."""
    return AwardFacts()


_PRICED = frozenset({ProcedureStage.PRICING, ProcedureStage.RESULT_REQUESTED})


@dataclass(frozen=True, slots=True)
class Gathering:
    """Gathers what guards of bids look at.

    Args:
        judge_prices: Says what is known about prices and result.
        judge_award: Says what is known about the award.
    """

    judge_prices: PriceJudging
    judge_award: AwardJudging = no_award

    def about_bids(self, reading: Reading, procedure: Procedure) -> BidFacts:
        """Return what is known about the bids of the present publication and round; nothing before their opening."""
        if procedure.stage not in WITH_BIDS:
            return BidFacts()
        slug, place = procedure.slug, (procedure.publications, procedure.round)
        repository, evaluators = BidRepository(reading.session), EvaluatorRepository(reading.session)
        bids = repository.bids(slug, *place)
        matrices = matrices_of(reading, procedure)
        is_examined = procedure.stage is ProcedureStage.EXAMINATION
        return BidFacts(
            is_opened=any((one.publication, one.round) == place for one in repository.openings(slug)),
            bids=bids,
            sheets=sheets(bids, evaluators.evaluators(slug, *place), evaluators.declarations(slug)),
            open_inquiries=ExaminationRepository(reading.session).open_inquiries(slug, *place),
            agreed=agreed(reading, slug, bids, matrices) if procedure.stage is ProcedureStage.CONSENSUS else {},
            to_agree={lot: len(scored_criteria(matrix)) for lot, matrix in matrices.items()},
            prices=self.judge_prices(reading, procedure, bids) if procedure.stage in _PRICED else PriceFacts(),
            fallen_variants=_fallen(reading, procedure, bids) if is_examined else (),
        )


def published(reading: Reading, procedure: Procedure) -> Publication:
    """Return the published version that the present bids answer."""
    return ProcedureRepository(reading.session).publications(procedure.slug)[procedure.publications - 1]


def matrices_of(reading: Reading, procedure: Procedure) -> Mapping[int, Matrix]:
    """Return the published Bewertungsmatrix of each lot by its number: the only one that counts after the opening."""
    document = json.loads(published(reading, procedure).document)
    numbers = [lot["number"] for lot in document["lots"]]
    return {number: parse_evaluation(evaluation_of(document, number), bids_required=False).matrix for number in numbers}


def variants_of(reading: Reading, procedure: Procedure) -> Mapping[int, VariantTerms | None]:
    """Return what is published about variants of each lot by its number; None for a lot that admits none."""
    document = json.loads(published(reading, procedure).document)
    return {lot["number"]: variant_terms(lot.get("variants")) for lot in document["lots"]}


def checks_of(reading: Reading, slug: str) -> Mapping[str, Mapping[str, Check]]:
    """Return what was found in the examination, by the id of the bid and of the point."""
    found: dict[str, dict[str, Check]] = {}
    for check in ExaminationRepository(reading.session).checks(slug):
        found.setdefault(check.bid, {})[check.item] = check
    return found


def _fallen(reading: Reading, procedure: Procedure, bids: tuple[Bid, ...]) -> tuple[str, ...]:
    return fallen_variants(bids, variants_of(reading, procedure), checks_of(reading, procedure.slug))


def sheets(
    bids: tuple[Bid, ...], evaluators: tuple[Evaluator, ...], declarations: tuple[ConflictDeclaration, ...]
) -> tuple[SheetFacts, ...]:
    """Return how far the sheet of each evaluator is.

    Args:
        bids: Of the round.
        evaluators: Of the round.
        declarations: Of the procedure, oldest first for each bid and person: the last one counts.
    """
    last = {(one.bid, one.person): one for one in declarations}
    return tuple(_sheet(one, bids, last) for one in evaluators)


def all_handed_in(reading: Reading, procedure: Procedure) -> bool:
    """Tell whether everybody who scores in the present round has handed the own sheet in."""
    slug, place = procedure.slug, (procedure.publications, procedure.round)
    repository = EvaluatorRepository(reading.session)
    bids = BidRepository(reading.session).bids(slug, *place)
    facts = sheets(bids, repository.evaluators(slug, *place), repository.declarations(slug))
    return all(one.handed_in or one.has_conflict for one in facts)


def _sheet(
    evaluator: Evaluator, bids: tuple[Bid, ...], last: Mapping[tuple[str, str], ConflictDeclaration]
) -> SheetFacts:
    valid = [bid for bid in bids if bid.place.lot == evaluator.lot and bid.is_valid]
    declared = [last[bid.id, evaluator.person] for bid in valid if (bid.id, evaluator.person) in last]
    return SheetFacts(
        lot=evaluator.lot,
        person=evaluator.person,
        undeclared=len(valid) - len(declared),
        has_conflict=any(one.has_conflict for one in declared),
        handed_in=evaluator.submitted_at is not None,
    )


def agreed(reading: Reading, slug: str, bids: tuple[Bid, ...], matrices: Mapping[int, Matrix]) -> Mapping[str, int]:
    """Return for each scored bid how many criteria have joint points with a reason."""
    written = JOINT.values_under(reading, prefix(slug))
    found: dict[str, int] = {}
    for bid in (one for one in bids if one.is_scored):
        matrix = matrices[bid.place.lot]
        texts = [
            {name: held.value for name, held in written.get(f"{prefix(slug)}{bid.id}/{one}", {}).items()}
            for one in scored_criteria(matrix)
        ]
        found[bid.id] = sum(is_agreed(one.get(POINTS, ""), one.get(REASON, ""), matrix.scale) for one in texts)
    return found
