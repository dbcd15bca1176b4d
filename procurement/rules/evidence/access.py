"""Whose evidence is whose, and when it is gathered: the rules behind the states of an analysis in the policy."""

from procurement.model import BidPlace, Procedure, ProcedureStage

FREE, OF_BID = "free-standing", "of-bid"

_GATHERED = frozenset(
    {ProcedureStage.OPENED, ProcedureStage.EXAMINATION, ProcedureStage.SCORING, ProcedureStage.CONSENSUS}
)


def takes_evidence(procedure: Procedure, place: BidPlace) -> bool:
    """Tell whether evidence on a bid is still gathered: until the quality evaluation of its round is fixed.

    What points were given on must not change after they are fixed; it stays readable.

    Args:
        procedure: As it stands.
        place: Publication and round of the bid.
    """
    is_present = (place.publication, place.round) == (procedure.publications, procedure.round)
    return is_present and procedure.stage in _GATHERED
