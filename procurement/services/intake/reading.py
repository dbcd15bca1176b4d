"""Reading bids: the list, one bid, its price and its files, each to whom the policy lets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from infra.audit.model import Event, Subject
from infra.identity.repository import IdentityRepository
from infra.policy.decision import Resource, decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.secrets import SecretUnreadableError
from infra.transactions import Reading, Transactions
from procurement.errors import (
    BidFileNotFoundError,
    BidPriceMissingError,
    BidSealBrokenError,
    TenderBidNotFoundError,
)
from procurement.model import Bid, BidFile, Opening, Procedure, ProcedureStage
from procurement.repository import BidRepository, EvaluatorRepository, ProcedureRepository
from procurement.rules.procedure.access import bid_owner
from procurement.rules.procedure.locking import OPEN, price_state
from procurement.rules.procedure.stages import Step, transition
from procurement.services.bids.prices import BidPrice, PriceBox
from procurement.services.intake.content import BidContent
from procurement.services.intake.opening import has_closed_intake
from procurement.services.procedures.shared import found
from procurement.services.request_facts import published_eligibility

BID = "bid"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenBid:
    """A bid as somebody may see it.

    Args:
        bid: The bid.
        lot_title: Title of its lot.
        files: What is known about its files.
        has_price: A price was imported.
        gross_eur: Its price; None where there is none, or it is locked for this person.
        is_locked: Its price is locked for all but whoever imported it.
        may_read_price: This person may read the price, and files that tell it.
        is_current: It answers the present publication and round.
    """

    bid: Bid
    lot_title: str
    files: tuple[BidFile, ...]
    has_price: bool
    gross_eur: str | None = field(repr=False)
    is_locked: bool
    may_read_price: bool
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenBids:
    """The bids of a procedure as somebody may see them.

    Args:
        procedure: As it stands.
        openings: Recorded ones, oldest first; none for whoever sees only the bids they score.
        bids: In the order of publication, round, lot and number.
        names: Names of the people who took part, by their id.
        accepts_bids: Bids can be taken over and changed now, and this person may do it.
        awaits_opening: The opening of the present round can be recorded, and this person may do it.
        deadline: Deadline for bids of the present round.
        requests_first: Requests to participate are opened first; whatever deadline for bids was published, the
            invitation sets another one.
        is_sealed: They lie in a sealed intake: two people open it with their keys.
    """

    procedure: Procedure
    openings: tuple[Opening, ...]
    bids: tuple[SeenBid, ...]
    names: Mapping[str, str]
    accepts_bids: bool
    awaits_opening: bool
    deadline: datetime | None
    requests_first: bool = False
    is_sealed: bool = False

    @property
    def current(self) -> tuple[SeenBid, ...]:
        """Bids of the present publication and round."""
        return tuple(one for one in self.bids if one.is_current)

    @property
    def earlier(self) -> tuple[SeenBid, ...]:
        """Bids of earlier publications and rounds."""
        return tuple(one for one in self.bids if not one.is_current)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bids:
    """Reads bids.

    Args:
        transactions: Opens them to those who may read them.
        box: Opens prices and files.
    """

    transactions: Transactions
    box: PriceBox

    def all(self, actor: Actor, slug: str) -> SeenBids:
        """Return the bids that somebody may see; an evaluator those of the own lots.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            AccessDeniedError: None of them is theirs to see.
        """
        with self.transactions.read(actor, Action.READ_BIDS) as reading:
            procedure = found(reading, slug)
            bids = BidRepository(reading.session).all_bids(slug)
            resources = bid_resources(reading, procedure, bids)
            whole = Resource(kind=BID, id=f"{slug}/alle", city=reading.city)
            sees_all = decide(actor, Action.READ_BIDS, whole) is None
            mine = [one for one in bids if decide(actor, Action.READ_BIDS, resources[one.id]) is None]
            if not sees_all and not mine:
                reading.require(Action.READ_BIDS, whole)
            openings = BidRepository(reading.session).openings_of_bids(slug) if sees_all else ()
            is_sealed = has_closed_intake(reading, slug)
            return SeenBids(
                procedure=procedure,
                is_sealed=is_sealed,
                openings=openings,
                bids=self._seen(reading, procedure, mine, resources),
                names=_names(reading, mine, openings),
                accepts_bids=_accepts(reading, procedure, openings),
                awaits_opening=not is_sealed and _awaits(reading, procedure, self.transactions.clock.now()),
                requests_first=_requests_first(reading, procedure),
                deadline=procedure.bids_due,
            )

    def price(self, actor: Actor, slug: str, bid: str) -> BidPrice:
        """Return the price of a bid. A refusal leaves its line in the audit log.

        Raises:
            AccessDeniedError: It is locked, or not for this person.
            ProcedureNotFoundError: There is no procedure of this name.
            TenderBidNotFoundError: It has no such bid.
            BidPriceMissingError: No price was imported.
            BidSealBrokenError: It was sealed on another instance, or changed.
        """
        with self.transactions.read(actor, Action.READ_PRICES) as reading:
            procedure, _, priced = self._one(reading, slug, bid)
            reading.require(Action.READ_PRICES, priced)
            sealed = BidRepository(reading.session).prices(slug).get(bid)
            if sealed is None:
                raise BidPriceMissingError
            try:
                return self.box.unseal(reading.city, procedure.slug, bid, sealed)
            except SecretUnreadableError as error:
                raise BidSealBrokenError from error

    def file(self, actor: Actor, slug: str, bid: str, name: str) -> BidContent:
        """Return a file of a bid, with a line about it in the audit log.

        Raises:
            AccessDeniedError: The bid is not for this person, or the file tells a locked price.
            ProcedureNotFoundError: There is no procedure of this name.
            TenderBidNotFoundError: It has no such bid.
            BidFileNotFoundError: The bid has no such file.
            BidSealBrokenError: It was sealed on another instance, or changed.
        """
        with self.transactions.write(actor, Action.READ_BIDS) as writing:
            procedure, readable, priced = self._one(writing, slug, bid)
            writing.require(Action.READ_BIDS, readable)
            repository = BidRepository(writing.session)
            known = next((one for one in repository.files(slug, bid) if one.name == name), None)
            sealed = repository.sealed_file(slug, bid, name)
            if known is None or sealed is None:
                raise BidFileNotFoundError
            if known.with_price:
                writing.require(Action.READ_PRICES, priced)
            try:
                content = self.box.unseal_file(writing.city, procedure.slug, bid, name, sealed)
            except SecretUnreadableError as error:
                raise BidSealBrokenError from error
            subject = Subject(kind=BID, id=f"{slug}/{bid}")
            after = {"file": known.digest, "with_price": known.with_price}
            writing.record(Event.BID_FILE_READ, subject, before={}, after=after)
            return BidContent(name=name, content=content)

    def _one(self, reading: Reading, slug: str, bid: str) -> tuple[Procedure, Resource, Resource]:
        """Return a procedure and one bid of it as the policy sees it: as such, and by its price."""
        procedure = found(reading, slug)
        bids = BidRepository(reading.session).all_bids(slug)
        wanted = next((one for one in bids if one.id == bid), None)
        if wanted is None:
            raise TenderBidNotFoundError(bid)
        return procedure, bid_resources(reading, procedure, bids)[bid], price_resource(reading, procedure, wanted)

    def _seen(
        self, reading: Reading, procedure: Procedure, bids: Sequence[Bid], resources: Mapping[str, Resource]
    ) -> tuple[SeenBid, ...]:
        repository = BidRepository(reading.session)
        sealed = repository.prices(procedure.slug)
        titles = {lot.number: lot.title for lot in procedure.lots}
        seen = []
        for bid in bids:
            priced = price_resource(reading, procedure, bid)
            may = decide(reading.actor, Action.READ_PRICES, priced) is None
            seen.append(
                SeenBid(
                    bid=bid,
                    lot_title=titles.get(bid.place.lot, ""),
                    files=repository.files(procedure.slug, bid.id) if bid.id in resources else (),
                    has_price=bid.id in sealed,
                    gross_eur=self._amount(reading, procedure.slug, bid, sealed) if may else None,
                    is_locked=priced.state != OPEN,
                    may_read_price=may,
                    is_current=_place(bid) == (procedure.publications, procedure.round),
                )
            )
        return tuple(seen)

    def _amount(self, reading: Reading, slug: str, bid: Bid, sealed: Mapping[str, str]) -> str | None:
        try:
            return self.box.unseal(reading.city, slug, bid.id, sealed[bid.id]).gross_eur if bid.id in sealed else None
        except SecretUnreadableError:  # the page shows the rest; asking for the price itself says why
            return None


def bid_resources(reading: Reading, procedure: Procedure, bids: Sequence[Bid]) -> Mapping[str, Resource]:
    """Return bids as the policy sees them, by their id; an evaluator owns the valid ones of the own lots.

    Args:
        reading: The transaction.
        procedure: The procedure.
        bids: All its bids: a conflict with one bidder of a lot is one with the lot.
    """
    repository = EvaluatorRepository(reading.session)
    declarations = repository.declarations(procedure.slug)
    owners = dict[tuple[int, int, int], str | None]()
    for bid in bids:
        place = (bid.place.publication, bid.place.round, bid.place.lot)
        if place not in owners:
            rows = repository.evaluators(procedure.slug, *place[:2])
            of_lot = [one for one in bids if (*_place(one), one.place.lot) == place]
            owners[place] = bid_owner(reading.actor.person, rows, declarations, of_lot)
    return {
        bid.id: Resource(
            kind=BID,
            id=f"{procedure.slug}/{bid.id}",
            city=reading.city,
            state=procedure.stage.value,
            owner=owners[*_place(bid), bid.place.lot] if bid.is_valid else None,
        )
        for bid in bids
    }


def price_resource(reading: Reading, procedure: Procedure, bid: Bid) -> Resource:
    """Return a bid as the policy sees it when somebody asks for its price: it belongs to whoever imported it."""
    return Resource(
        kind=BID,
        id=f"{procedure.slug}/{bid.id}",
        city=reading.city,
        state=price_state(procedure, *_place(bid)),
        owner=bid.imported_by,
    )


def _place(bid: Bid) -> tuple[int, int]:
    return bid.place.publication, bid.place.round


def _names(reading: Reading, bids: Sequence[Bid], openings: Sequence[Opening]) -> Mapping[str, str]:
    people = {one.imported_by for one in bids} | {one.recorded_by for one in openings}
    return IdentityRepository(reading.session).names(people)


def _is_recorded(procedure: Procedure, openings: Sequence[Opening]) -> bool:
    place = (procedure.publications, procedure.round)
    return any((one.publication, one.round) == place for one in openings)


def _accepts(reading: Reading, procedure: Procedure, openings: Sequence[Opening]) -> bool:
    may = decide(reading.actor, Action.IMPORT_BIDS) is None
    return may and procedure.stage is ProcedureStage.OPENED and _is_recorded(procedure, openings)


def _awaits(reading: Reading, procedure: Procedure, now: datetime) -> bool:
    deadline = procedure.bids_due
    is_due = transition(procedure.stage, Step.OPEN_BIDS) is not None and deadline is not None and deadline <= now
    may = decide(reading.actor, Action.OPEN_BIDS) is None and is_due
    return may and not _requests_first(reading, procedure)


def _requests_first(reading: Reading, procedure: Procedure) -> bool:
    if procedure.stage is not ProcedureStage.PUBLISHED:
        return False
    return published_eligibility(ProcedureRepository(reading.session).publications(procedure.slug)) is not None
