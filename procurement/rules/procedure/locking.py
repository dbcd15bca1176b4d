"""When the price of a bid may be read: the one rule behind the policy's states of bids."""

from procurement.model import RESULT_STANDS, Procedure, ProcedureStage

OPEN, LOCKED = "prices-open", "prices-locked"

_QUALITY_IS_FIXED = frozenset({ProcedureStage.PRICING, ProcedureStage.RESULT_REQUESTED}) | RESULT_STANDS
_OPENED = frozenset(
    {
        ProcedureStage.OPENED,
        ProcedureStage.EXAMINATION,
        ProcedureStage.SCORING,
        ProcedureStage.CONSENSUS,
        ProcedureStage.QUALITY_FIXED,
    }
)


def price_state(procedure: Procedure, publication: int, bid_round: int) -> str:
    """Return whether the price of a bid is open or locked.

    With two envelopes it is locked until the quality evaluation of its round is fixed and a second person has unlocked
    the prices; without, it is open from the opening on. Prices of bids that a reset has put aside stay locked until the
    next result: nobody should prepare the new round by them. Those of an earlier round are open.

    Args:
        procedure: As it stands.
        publication: Number of the published version that the bid answers.
        bid_round: Round of the bid.
    """
    if publication != procedure.publications:
        return OPEN if procedure.stage in RESULT_STANDS else LOCKED
    if bid_round < procedure.round or procedure.stage in _QUALITY_IS_FIXED:
        return OPEN
    return OPEN if procedure.stage in _OPENED and not procedure.plan.two_envelopes else LOCKED
