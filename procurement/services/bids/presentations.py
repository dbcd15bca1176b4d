"""Teststellungen and presentations: the published script, the same time for all, minutes linked to criteria."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from core.errors import Fault, InputError, VersionConflictError
from infra.audit.model import Event
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import BidNotFoundError, PresentationLengthError, ProcedureFrozenError
from procurement.model import Bid, Presentation, Procedure, ProcedureStage
from procurement.repository import BidRepository, ScoreRepository
from procurement.services.bids.lot_bids import LotBids, LotMatrix, lot_bids, lot_matrix
from procurement.services.finding import found, held, resource, subject_of
from scoring.model import is_written

MOST_MINUTES = 1440
LONGEST_NAMES = 4_000
LONGEST_MINUTES = 40_000
STAGES = frozenset({ProcedureStage.EXAMINATION, ProcedureStage.SCORING})
"""Stages in which presentations are held and recorded."""

_FIRST_YEAR, _LAST_YEAR = 2000, 2199


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What somebody records about a presentation.

    Args:
        held_at: When it began.
        minutes_taken: Length in minutes, 1 to 1,440.
        attendees: Who took part.
        minutes: What was seen.
        criteria: Ids of the criteria whose points it supports.
        accepts_other_length: The person has seen that another bidder of the lot had another length.
    """

    held_at: datetime
    minutes_taken: int
    attendees: str
    minutes: str
    criteria: tuple[str, ...] = ()
    accepts_other_length: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BidPresentation:
    """One bid with its presentation.

    Args:
        bid: The bid.
        lot: Published Bewertungsmatrix of its lot.
        presentation: What was recorded; None until then.
    """

    bid: Bid
    lot: LotMatrix
    presentation: Presentation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedPresentations:
    """The presentations of a round.

    Args:
        procedure: As it stands.
        script: Published script and tasks; empty where none were published.
        bids: Those not excluded, each with its presentation.
        is_open: Presentations can be recorded now.
    """

    procedure: Procedure
    script: str
    bids: tuple[BidPresentation, ...]
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentations:
    """Records of presentations.

    Args:
        transactions: Opens them to officers; evaluators read those of their bids on their sheet.
    """

    transactions: Transactions

    def open(self, actor: Actor, slug: str) -> RecordedPresentations:
        """Return the presentations of the present round.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        with self.transactions.read(actor, Action.READ_BIDS) as reading:
            procedure = found(reading, slug)
            reading.require(Action.READ_BIDS, resource(reading, procedure))
            known = {one.bid: one for one in ScoreRepository(reading.session).presentations(slug)}
            bids = _bids(reading, procedure)
            lots = {number: lot_matrix(reading, procedure, number) for number in {bid.place.lot for bid in bids}}
            return RecordedPresentations(
                procedure=procedure,
                script=next((lot.script for lot in lots.values()), ""),
                bids=tuple(
                    BidPresentation(bid=bid, lot=lots[bid.place.lot], presentation=known.get(bid.id)) for bid in bids
                ),
                is_open=procedure.stage in STAGES,
            )

    def record(
        self, actor: Actor, slug: str, bid: str, version: int, wish: Held, once: Once | None = None
    ) -> Presentation:
        """Record a presentation, or correct what was recorded; returns it with its new version.

        Args:
            actor: Who records.
            slug: Name of the procedure.
            bid: Id of the bid.
            version: Version that the person has seen; 0 where nothing was recorded yet.
            wish: What to record.
            once: The wish that it happens only once, if any.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: In this stage no presentations are recorded.
            BidNotFoundError: There is no such bid.
            VersionConflictError: Somebody else has changed it.
            InputError: Something is missing or out of range.
            PresentationLengthError: Another bidder of the lot had another length, and nobody has said that it is known.
        """
        with self.transactions.write(actor, Action.EXAMINE_BIDS, once) as writing:
            procedure = held(writing, slug)
            writing.require(Action.EXAMINE_BIDS, resource(writing, procedure))
            if procedure.stage not in STAGES:
                raise ProcedureFrozenError(slug)
            place = next((one for one in _bids(writing, procedure) if one.id == bid), None)
            if place is None:
                raise BidNotFoundError(bid)
            lot = lot_bids(writing, procedure, place.place.lot)
            before = _known(writing, lot).get(bid)
            if version != (before.version if before else 0):
                raise VersionConflictError(before.version if before else 0)
            after = _checked(writing, lot, bid, version, wish)
            ScoreRepository(writing.session).put_presentation(slug, after)
            writing.record(Event.PRESENTATION_RECORDED, subject_of(procedure), after=_told(after, wish))
            return writing.done(after)


def _bids(reading: Reading, procedure: Procedure) -> tuple[Bid, ...]:
    found_bids = BidRepository(reading.session).bids(procedure.slug, procedure.publications, procedure.round)
    return tuple(bid for bid in found_bids if bid.takes_part)


def _known(reading: Reading, lot: LotBids) -> Mapping[str, Presentation]:
    valid = {bid.id for bid in lot.all_bids if bid.is_valid}
    recorded = ScoreRepository(reading.session).presentations(lot.procedure.slug)
    return {one.bid: one for one in recorded if one.bid in valid}


def _checked(writing: Writing, lot: LotBids, bid: str, version: int, wish: Held) -> Presentation:
    known = lot_matrix(writing, lot.procedure, lot.number).criteria
    texts = {"attendees": (wish.attendees, LONGEST_NAMES), "minutes": (wish.minutes, LONGEST_MINUTES)}
    plain = {name: plain_text(text).strip() for name, (text, _) in texts.items()}
    faults = [
        Fault("name_expected", f"/{name}", properties={"maximum": str(longest)})
        for name, (_, longest) in texts.items()
        if not is_written(plain[name]) or len(plain[name]) > longest
    ]
    if not 1 <= wish.minutes_taken <= MOST_MINUTES:
        faults.append(Fault("minutes_out_of_range", "/minutes_taken", properties={"maximum": str(MOST_MINUTES)}))
    if not _FIRST_YEAR <= wish.held_at.year <= _LAST_YEAR:
        properties = {"first": str(_FIRST_YEAR), "last": str(_LAST_YEAR)}
        faults.append(Fault("deadline_out_of_range", "/held_at", properties=properties))
    if unknown := [one for one in wish.criteria if one not in known]:
        faults.append(Fault("unknown_criterion", "/criteria", properties={"id": unknown[0]}))
    if faults:
        raise InputError(faults)
    others = {one.minutes_taken for one in _known(writing, lot).values() if one.bid != bid}
    if others - {wish.minutes_taken} and not wish.accepts_other_length:
        raise PresentationLengthError(min(others - {wish.minutes_taken}))
    return Presentation(
        bid=bid,
        held_at=wish.held_at.astimezone(UTC).replace(microsecond=0),
        minutes_taken=wish.minutes_taken,
        attendees=plain["attendees"],
        minutes=plain["minutes"],
        criteria=tuple(one for one in known if one in wish.criteria),
        changed_by=str(writing.actor.person),
        changed_at=writing.now,
        version=version + 1,
    )


def _told(after: Presentation, wish: Held) -> Mapping[str, object]:
    """Return what the audit log tells: what was seen may tell what a bid offers, and stays out of it."""
    return {
        "bid": after.bid,
        "held_at": after.held_at.isoformat(),
        "minutes_taken": after.minutes_taken,
        "criteria": list(after.criteria),
        "version": after.version,
        "accepts_other_length": wish.accepts_other_length,
    }
