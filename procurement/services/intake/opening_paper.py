"""The Öffnungsniederschrift of a round, as a file to take away."""

import json
from dataclasses import dataclass

from infra.audit.model import Event
from infra.exported_file import ExportedFile
from infra.identity.repository import IdentityRepository
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from procurement.errors import OpeningNotFoundError
from procurement.model import Opening, Procedure
from procurement.papers import OpeningFacts, ReceivedBid
from procurement.repository import BidRepository, ProcedureRepository
from procurement.rules.procedure.publication import bid_deadline_in
from procurement.services.naming import plain_name
from procurement.services.procedures.editing import subject_of
from procurement.services.procedures.shared import found, resource

_GONE = "unbekannt"
FIRST_ROUND = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningPaper:
    """Draws what was recorded about openings.

    Args:
        transactions: Opens it to those who may read the bids of all lots.
    """

    transactions: Transactions

    def draw(self, actor: Actor, slug: str, publication: int, bid_round: int) -> ExportedFile:
        """Return the Öffnungsniederschrift of a round as PDF, with a line about it in the audit log.

        Raises:
            ProcedureNotFoundError: There is no procedure of this name.
            AccessDeniedError: The bids of all lots are not for this person.
            OpeningNotFoundError: No such opening is recorded.
        """
        with self.transactions.write(actor, Action.READ_BIDS) as writing:
            procedure = found(writing, slug)
            writing.require(Action.READ_BIDS, resource(writing, procedure))
            openings = BidRepository(writing.session).openings(slug)
            opening = next((one for one in openings if (one.publication, one.round) == (publication, bid_round)), None)
            if opening is None:
                raise OpeningNotFoundError
            facts = _facts(writing, procedure, opening)
            told = {"publication": publication, "round": bid_round}
            writing.record(Event.OPENING_EXPORTED, subject_of(procedure), before={}, after=told)
        from procurement import exports  # noqa: PLC0415 - fonts and writers are loaded with the first file only

        name = plain_name(procedure.reference, f"fassung-{publication}", f"runde-{bid_round}")
        return ExportedFile(f"{name}-oeffnungsniederschrift.pdf", exports.opening_of(facts))


def _facts(reading: Reading, procedure: Procedure, opening: Opening) -> OpeningFacts:
    """Return what was published and what came in for an opening, whatever became of the procedure since."""
    repository, slug = BidRepository(reading.session), procedure.slug
    published = ProcedureRepository(reading.session).publications(slug)[opening.publication - 1]
    document = json.loads(published.document)
    bids = repository.bids(slug, opening.publication, opening.round)
    names = IdentityRepository(reading.session).names({opening.recorded_by})
    return OpeningFacts(
        reference=procedure.reference,
        title=document["title"],
        deadline=bid_deadline_in(document) if opening.round == FIRST_ROUND else None,
        opening=opening,
        recorder=names.get(opening.recorded_by, _GONE),
        lots={lot["number"]: lot["title"] for lot in document["lots"]},
        bids=[ReceivedBid(bid=bid, files=len(repository.files(slug, bid.id))) for bid in bids],
    )
