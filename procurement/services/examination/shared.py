"""What the services of the examination share: the procedure held, its bids, the law that applies to it."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from infra.clock import official_day
from infra.fields.services import plain_text
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import BidNotFoundError
from procurement.model import Bid, Procedure, ProcedureStage, Regime, VariantTerms
from procurement.repository import BidRepository, ExaminationRepository, ProcedureRepository
from procurement.rules.examination.book import ExaminationBook, Ground, Point
from procurement.rules.examination.examining import points_of
from procurement.rules.price_check import is_clarified
from procurement.rules.procedure.stages import WITH_BIDS
from procurement.rules.rulebook import Rulebook
from procurement.services.gathering import matrices_of, variants_of
from procurement.services.procedures.editing import held
from procurement.services.procedures.shared import found, resource

LONGEST_TEXT = 20_000
LONGEST_SUBJECT = 400
_LONGEST_LINK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Dated data of the examination.

    Args:
        rulebook: Kinds of procedure with the law that they belong to.
        book: Points and grounds of exclusion.
    """

    rulebook: Rulebook
    book: ExaminationBook

    def points(self, reading: Reading, procedure: Procedure) -> Mapping[int, tuple[Point, ...]]:
        """Return the points of each lot by its number; nothing before the bids are open."""
        if procedure.stage not in WITH_BIDS:
            return {}
        general = self.book.points_on(*self._applying(reading, procedure))
        return {number: points_of(general, matrix) for number, matrix in matrices_of(reading, procedure).items()}

    def grounds(self, reading: Reading, procedure: Procedure) -> tuple[Ground, ...]:
        """Return the grounds of exclusion; nothing before the bids are open."""
        return self.book.grounds_on(*self._applying(reading, procedure)) if procedure.stage in WITH_BIDS else ()

    def general(self, reading: Reading, procedure: Procedure) -> tuple[tuple[Point, ...], tuple[Ground, ...]]:
        """Return all points and grounds of exclusion that apply to a published procedure, whatever its stage."""
        publications = ProcedureRepository(reading.session).publications(procedure.slug)
        kind = json.loads(publications[-1].document)["procedure_type"]  # the plan may be under change
        row = next(one for one in self.rulebook.kinds if one.kind.value == kind)
        applying = Regime(row.regime), official_day(publications[0].published_at)
        return self.book.points_on(*applying), self.book.grounds_on(*applying)

    def _applying(self, reading: Reading, procedure: Procedure) -> tuple[Regime, date]:
        """Return the law, and the day of the first publication, by which it is judged (§ 3 Abs. 3 VgV)."""
        first = ProcedureRepository(reading.session).publications(procedure.slug)[0]
        row = next(one for one in self.rulebook.kinds if one.kind is procedure.plan.kind)
        return Regime(row.regime), official_day(first.published_at)


@contextmanager
def working(
    transactions: Transactions, actor: Actor, action: Action, slug: str, once: Once | None
) -> Iterator[tuple[Writing, Procedure]]:
    """Open a change about bids while nobody else takes a step or changes anything about them.

    Raises:
        ProcedureNotFoundError: There is none of this name.
    """
    with transactions.write(actor, action, once) as writing:
        procedure = held(writing, slug)
        writing.require(action, resource(writing, procedure))
        yield writing, procedure


@contextmanager
def seeing(transactions: Transactions, actor: Actor, slug: str) -> Iterator[tuple[Reading, Procedure]]:
    """Open the records of the examination for those who may read the bids of all lots: officers and auditors.

    Raises:
        ProcedureNotFoundError: There is none of this name.
    """
    with transactions.read(actor, Action.READ_BIDS) as reading:
        procedure = found(reading, slug)
        reading.require(Action.READ_BIDS, resource(reading, procedure))
        yield reading, procedure


def bids_now(reading: Reading, procedure: Procedure) -> tuple[Bid, ...]:
    """Return the bids of the present publication and round; nothing before their opening."""
    if procedure.stage not in WITH_BIDS:
        return ()
    return BidRepository(reading.session).bids(procedure.slug, procedure.publications, procedure.round)


def variants_now(reading: Reading, procedure: Procedure) -> Mapping[int, VariantTerms | None]:
    """Return what is published about variants of each lot; nothing before the bids are open."""
    return variants_of(reading, procedure) if procedure.stage in WITH_BIDS else {}


def price_clarified(reading: Reading, procedure: Procedure, bid: Bid) -> bool:
    """Tell whether a bidder was asked about the price and nothing is awaited."""
    return is_clarified(bid.id, ExaminationRepository(reading.session).inquiries(procedure.slug))


def bid_named(bids: tuple[Bid, ...], bid: str) -> Bid:
    """Return a bid.

    Raises:
        BidNotFoundError: There is none of this id.
    """
    wanted = next((one for one in bids if one.id == bid), None)
    if wanted is None:
        raise BidNotFoundError(bid)
    return wanted


def offers(reading: Reading, action: Action, procedure: Procedure, stages: Collection[ProcedureStage]) -> bool:
    """Tell whether a page offers the reader to do this now."""
    return procedure.stage in stages and decide(reading.actor, action, resource(reading, procedure)) is None


def written(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return a text as it is stored."""
    return plain_text(text).strip()[:longest]


def names_of(reading: Reading, people: set[str]) -> Mapping[str, str]:
    """Return names of people by their id."""
    return IdentityRepository(reading.session).names({one for one in people if one})


def link_to(procedure: Procedure, page: str) -> str | None:
    """Return the address of a page of a procedure for a notice; None where it is longer than notices hold."""
    link = f"/vergabeverfahren/{procedure.slug}/{page}"
    return link if len(link) <= _LONGEST_LINK else None
