"""What all services about results share: the procedure held in the right stage, and the question who may see prices."""

import json
from collections.abc import Iterable
from typing import Any

from infra.policy.decision import Resource
from infra.policy.table import Action
from infra.transactions import Reading, Writing
from procurement.errors import BidNotFoundError, ProcedureFrozenError, ProcedureNotFoundError
from procurement.model import Bid, EvaluationState, EvaluationSummary, Procedure, ProcedureStage
from procurement.repository import EvaluationRepository, ProcedureRepository
from procurement.rules.procedure.locking import price_state
from procurement.rules.procedure.publication import evaluation_of
from procurement.services.naming import is_slug
from procurement.services.procedures.shared import resource

BID = "bid"


def priced(writing: Writing, action: Action, slug: str) -> Procedure:
    """Return a procedure whose prices are judged now, held so that nobody else takes a step meanwhile.

    Raises:
        ProcedureNotFoundError: There is none of this name.
        AccessDeniedError: The policy does not allow it.
        ProcedureFrozenError: Its prices are not judged now.
    """
    if not is_slug(slug):
        raise ProcedureNotFoundError(slug)
    procedure = ProcedureRepository(writing.session).hold(slug)
    writing.require(action, resource(writing, procedure))
    if procedure.stage is not ProcedureStage.PRICING:
        raise ProcedureFrozenError(slug)
    return procedure


def bid_resource(reading: Reading, procedure: Procedure, bid: Bid) -> Resource:
    """Return a bid as the policy sees it when somebody wants its price."""
    state = price_state(procedure, bid.place.publication, bid.place.round)
    return Resource(kind=BID, id=f"{procedure.slug}/{bid.id}", city=reading.city, state=state, owner=bid.imported_by)


def require_prices(reading: Reading, procedure: Procedure, bids: Iterable[Bid]) -> None:
    """Refuse whoever may not read the price of every one of these bids.

    Raises:
        AccessDeniedError: The policy does not allow it.
    """
    for bid in bids:
        reading.require(Action.READ_PRICES, bid_resource(reading, procedure, bid))


def bid_of(bids: Iterable[Bid], wanted: str) -> Bid:
    """Return a bid by its id.

    Raises:
        BidNotFoundError: It is none of these.
    """
    found = next((bid for bid in bids if bid.id == wanted), None)
    if found is None:
        raise BidNotFoundError(wanted)
    return found


def published_of(reading: Reading, procedure: Procedure) -> dict[str, Any]:
    """Return the last published version of a procedure; one without lots where there is none."""
    publications = ProcedureRepository(reading.session).publications(procedure.slug)
    published: dict[str, Any] = json.loads(publications[-1].document) if publications else {"lots": []}
    return published


def stored_of(reading: Reading, procedure: Procedure) -> dict[int, EvaluationSummary]:
    """Return the final evaluation of each lot of a procedure whose result is fixed."""
    published, repository = published_of(reading, procedure), EvaluationRepository(reading.session)
    stored = {}
    for lot in published["lots"]:
        head = evaluation_of(published, lot["number"])["procedure"]
        method = lot["matrix"]["method"]["name"]
        record = repository.find_lot(procedure.reference, head.get("lot"), method)
        if record is not None and record.summary.state is EvaluationState.FINAL:
            stored[lot["number"]] = record.summary
    return stored
