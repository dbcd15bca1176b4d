"""Procedures with bids for tests: published in autumn, so that their deadline is over on the day of the tests.

Each function takes a procedure as far as its name says, through services where there are some, else through the
repositories; a test that is about a step takes that step itself.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from app.house import House
from app.wiring import build_house
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import (
    Bid,
    BidPlace,
    BidState,
    ConflictDeclaration,
    Decision,
    Evaluator,
    FrozenScore,
    Opening,
    Procedure,
    ProcedureStage,
)
from procurement.repository import BidRepository, EvaluatorRepository, ProcedureRepository, ScoreRepository
from procurement.rules.procedure.stages import Step
from procurement.services.bids.prices import BidPrice, PriceBox
from scoring.model import Evaluation
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import ASKER, RELEASER, plan, prepared, published, take

AUTUMN = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 11, 10, 11, 0, tzinfo=UTC)
OPENED_AT = datetime(2026, 11, 10, 11, 5, tzinfo=UTC)
EVALUATOR = actor("wertung")
DIGEST = "sha256:" + "0" * 64
TENDERERS = ("Alpha GmbH", "Beta AG", "Gamma eG")
PRICES = ("100000.00", "120000.00", "90000.00")


def at(house: House, moment: datetime) -> House:
    """Return services on the same database at another moment."""
    return build_house(house.transactions.database, clock=StoppedClock(moment))


def awaiting_bids(
    house: House, reference: str = "VG-9", *, two_envelopes: bool = True, given: Evaluation | None = None
) -> Procedure:
    """Return a published procedure whose deadline is over at the moment of ``house``."""
    autumn = at(house, AUTUMN)
    found = prepared(autumn, reference, given=given)
    planned = plan(bid_deadline=DEADLINE, two_envelopes=two_envelopes)
    autumn.drafting.save_plan(ASKER, found.slug, found.version, planned)
    take(autumn, found.slug, Step.REQUEST_RELEASE)
    return take(autumn, found.slug, Step.RELEASE, RELEASER)


def with_bids(  # noqa: PLR0913 - everything a test may want to be otherwise
    house: House,
    reference: str = "VG-9",
    *,
    stage: ProcedureStage = ProcedureStage.OPENED,
    tenderers: Sequence[str] = TENDERERS,
    prices: Sequence[str] = PRICES,
    decision: Decision = Decision.UNDECIDED,
    two_envelopes: bool = True,
    importer: Actor = ASKER,
    given: Evaluation | None = None,
) -> Procedure:
    """Return a procedure with opened and imported bids on its only lot, put into ``stage`` without asking any guard."""
    slug = awaiting_bids(house, reference, two_envelopes=two_envelopes, given=given).slug
    box = PriceBox(house.secrets)
    with house.transactions.write(importer, Action.IMPORT_BIDS) as writing:
        procedures, bids = ProcedureRepository(writing.session), BidRepository(writing.session)
        before = procedures.hold(slug)
        after = replace(before, stage=stage, opened=before.publications)
        procedures.save(before, after)
        bids.add_opening(
            slug,
            Opening(
                publication=1,
                round=1,
                opened_at=OPENED_AT,
                first_person="Erika Muster",
                second_person="Max Muster",
                note="",
                recorded_by=str(importer.person),
                recorded_at=writing.now,
            ),
        )
        for number, (tenderer, price) in enumerate(zip(tenderers, prices, strict=True), start=1):
            bid = bid_of(number, tenderer, importer, decision, writing.now)
            bids.add(slug, bid)
            sealed = box.seal(str(importer.city), slug, bid.id, BidPrice(gross_eur=price))
            bids.set_price(slug, bid.id, sealed)
        return after


def bid_of(number: int, tenderer: str, importer: Actor, decision: Decision, at_moment: datetime) -> Bid:
    return Bid(
        place=BidPlace(publication=1, round=1, lot=1, number=number),
        tenderer=tenderer,
        received_at=DEADLINE,
        receipt_digest=DIGEST,
        state=BidState.RECEIVED,
        decision=decision,
        exclusion_code="",
        exclusion_reason="",
        imported_by=str(importer.person),
        imported_at=at_moment,
        version=1,
    )


def withdraw(house: House, slug: str, bid: str) -> None:
    """Let a bid be withdrawn."""
    with house.transactions.write(ASKER, Action.IMPORT_BIDS) as writing:
        bids = BidRepository(writing.session)
        one = next(one for one in bids.all_bids(slug) if one.id == bid)
        bids.change(slug, one, replace(one, state=BidState.WITHDRAWN))


def appoint(house: House, slug: str, *evaluators: Actor, declare: bool = True) -> None:
    """Appoint evaluators for the first lot; with ``declare`` they have no conflict with any bidder."""
    with house.transactions.write(ASKER, Action.MANAGE_EVALUATORS) as writing:
        repository = EvaluatorRepository(writing.session)
        bids = BidRepository(writing.session).all_bids(slug)
        for one in evaluators:
            appointed = Evaluator(
                publication=1,
                round=1,
                lot=1,
                person=str(one.person),
                appointed_by=str(ASKER.person),
                appointed_at=writing.now,
                submitted_at=None,
            )
            repository.add(slug, appointed)
            for bid in bids if declare else ():
                declaration = ConflictDeclaration(
                    bid=bid.id,
                    person=str(one.person),
                    number=1,
                    has_conflict=False,
                    text="",
                    declared_at=writing.now,
                )
                repository.add_declaration(slug, declaration)


def freeze(house: House, slug: str, scores: Sequence[FrozenScore]) -> None:
    """Store points for good, as handed in or agreed on."""
    with house.transactions.write(ASKER, Action.FIX_QUALITY) as writing:
        ScoreRepository(writing.session).freeze(slug, scores)


__all__ = [
    "ASKER",
    "EVALUATOR",
    "RELEASER",
    "appoint",
    "at",
    "awaiting_bids",
    "freeze",
    "published",
    "with_bids",
    "withdraw",
]
