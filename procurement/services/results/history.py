"""What happened to a procedure, from its beginning, with before and after: for auditors and for the Vergabestelle."""

from collections.abc import Iterable
from dataclasses import dataclass

from infra.audit.model import EntryPage, Event, Subject
from infra.audit.repository import AuditRepository
from infra.identity.repository import IdentityRepository
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions
from procurement.model import Bid, EvaluationSummary, Procedure
from procurement.repository import BidRepository, EvaluationRepository
from procurement.services.procedures.shared import PROCEDURE, found, resource
from scoring.bid_names import bid_names

PAGE_SIZE = 50

_STORED = ("evaluation", "pruefvermerk")


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """One page of what happened to a procedure.

    Args:
        procedure: The procedure.
        page: Entries, the newest first.
        broken: Numbers of entries whose hash is not that of what they say.
        names: Names of people by id.
        bids: What bids are called, by id: their number and their bidder.
        evaluations: What is stored under its reference number; empty for those who may not read it.
    """

    procedure: Procedure
    page: EntryPage
    broken: tuple[int, ...]
    names: dict[str, str]
    bids: dict[str, str]
    evaluations: tuple[EvaluationSummary, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Reads what happened to procedures.

    Args:
        transactions: Opens procedures to those who may see them.
    """

    transactions: Transactions

    def open(self, actor: Actor, slug: str, before: int | None = None) -> HistoryView:
        """Return a page of everything that happened to a procedure, its bids and its stored evaluations.

        Attempts that were refused are for the audit log alone.

        Args:
            actor: Who reads.
            slug: Name of the procedure.
            before: Only entries with a smaller number: where the page before ended.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        with self.transactions.read(actor, Action.READ_PROCEDURE) as reading:
            procedure = found(reading, slug)
            reading.require(Action.READ_PROCEDURE, resource(reading, procedure))
            stored = EvaluationRepository(reading.session).of_reference(procedure.reference)
            things = [Subject(kind=PROCEDURE, id=slug)]
            things += [Subject(kind=kind, id=one.slug) for one in stored for kind in _STORED]
            page, broken = AuditRepository(reading.session).trail(
                things, f"{slug}/", without=Event.ACCESS_DENIED, before=before, size=PAGE_SIZE
            )
            return HistoryView(
                procedure=procedure,
                page=page,
                broken=broken,
                names=IdentityRepository(reading.session).names({entry.actor for entry in page.entries}),
                bids=_called(BidRepository(reading.session).all_bids(slug)),
                evaluations=stored if decide(actor, Action.LIST_EVALUATIONS) is None else (),
            )


def _called(bids: Iterable[Bid]) -> dict[str, str]:
    tenderers = {bid.id: bid.title for bid in bids}
    return {bid: f"{name}: {tenderers[bid]}" for bid, name in bid_names(tenderers).items()}
