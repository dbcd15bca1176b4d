"""What everybody may know of a procedure, chosen field by field: nothing is copied from the file and then blackened."""

from collections.abc import Iterator

from infra.clock import official_day
from infra.transactions import Reading
from procurement.model import AwardKind, Procedure, ProcedureStage
from procurement.papers.public_extract import PublicFacts, PublicLot
from procurement.repository import AwardRepository, BidRepository, ProcedureRepository
from procurement.rules.procedure.wording import STAGES
from procurement.services.awarding.known import AwardKnown

FORMAT = "pruefstand/extract/1"
RUNNING = "running"
_RUNNING = "Das Vergabeverfahren läuft."
_ENDED = frozenset({ProcedureStage.AWARDED, ProcedureStage.ANNULLED})


def public_facts(reading: Reading, known: AwardKnown, kind: str) -> PublicFacts:
    """Return what the extract tells; who gets the contract, and how many bids there were, only once it is over.

    Until then it says that the procedure is running, and nothing of how far it is or who complained: whoever knows that
    a decision is near, or that somebody objects, knows something of the file.
    """
    procedure = known.procedure
    has_ended = procedure.stage in _ENDED
    published = ProcedureRepository(reading.session).publications(procedure.slug)
    given = [one for one in AwardRepository(reading.session).entries(procedure.slug) if one.kind is AwardKind.AWARD]
    is_awarded = procedure.stage is ProcedureStage.AWARDED
    return PublicFacts(
        reference=procedure.reference,
        title=known.document["title"],
        kind=kind,
        stage=STAGES[procedure.stage] if has_ended else _RUNNING,
        day=known.today,
        published_on=official_day(published[0].published_at),
        versions=len(published),
        awarded_on=official_day(given[-1].decided_at) if given and is_awarded else None,
        lots=tuple(_lots(reading, known)) if has_ended else (),
        objections=len(known.objections) if has_ended else None,
    )


def public_stage(procedure: Procedure) -> str:
    """Return how far a procedure is, as everybody may know it: ``running`` until it is over."""
    return procedure.stage.value if procedure.stage in _ENDED else RUNNING


def public_parts(reading: Reading, procedure: Procedure) -> Iterator[tuple[str, bytes]]:
    """Yield what was published, as it was published; never its internal part."""
    for one in ProcedureRepository(reading.session).publications(procedure.slug):
        yield f"fassung-{one.number}.json", one.document.encode()


def _lots(reading: Reading, known: AwardKnown) -> Iterator[PublicLot]:
    procedure = known.procedure
    place = (procedure.slug, procedure.publications, procedure.round)
    received = [bid.place.lot for bid in BidRepository(reading.session).bids(*place)]
    is_awarded = procedure.stage is ProcedureStage.AWARDED
    winners = {lot.number: lot.winner.tenderer for lot in known.lots if lot.winner} if is_awarded else {}
    for lot in known.document["lots"]:
        number = lot["number"]
        yield PublicLot(title=lot["title"], received=received.count(number), winner=winners.get(number, ""))
