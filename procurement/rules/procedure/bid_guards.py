"""Guards of the steps from the opening of bids to the fixed result: each returns every reason why not."""

from core.legal import LegalSource, VerificationStatus
from procurement.model import Decision, ProcedureType
from procurement.rules.periods import Stage
from procurement.rules.procedure.facts import Facts, Reason
from procurement.rules.procedure.guards import BIDS_UNREAD, DOCUMENTED, READ, TWO_PEOPLE

OPENING = LegalSource(
    "§ 55 Abs. 1 und 2 VgV", VerificationStatus.VERIFIED, "Kenntnis vom Inhalt erst nach Ablauf der Frist", READ
)
EXAMINATION = LegalSource("§§ 56, 57 VgV", VerificationStatus.VERIFIED, "Prüfung und Ausschluss", READ)
CONFLICT = LegalSource("§ 6 VgV", VerificationStatus.VERIFIED, "Vermeidung von Interessenkonflikten", READ)
LOW = LegalSource("§ 60 VgV", VerificationStatus.VERIFIED, "ungewöhnlich niedrige Angebote", READ)
ROUNDS = LegalSource("§ 17 Abs. 10 und 12 VgV", VerificationStatus.UNVERIFIED, "Verhandlung über Angebote", READ)

NEGOTIATED = frozenset(
    {
        ProcedureType.NEGOTIATED_WITH_CALL,
        ProcedureType.NEGOTIATED_WITHOUT_CALL,
        ProcedureType.COMPETITIVE_DIALOGUE,
        ProcedureType.INNOVATION_PARTNERSHIP,
        ProcedureType.VERHANDLUNGSVERGABE_MIT,
        ProcedureType.VERHANDLUNGSVERGABE_OHNE,
    }
)
"""Kinds of procedure in which bids are negotiated in rounds."""


def deadline_is_over(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to open bids before the published deadline for bids is over."""
    deadline = facts.deadlines.get(Stage.BID)
    if deadline is None:
        return (Reason(type="deadline-missing", properties={"stage": Stage.BID.value}, source=OPENING),)
    return () if deadline.moment <= facts.now else (Reason(type="bids-not-due", source=OPENING),)


def bids_are_unopened(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to go back to what was published once its bids have been opened: the procedure was reset."""
    return (Reason(type="bids-opened", source=BIDS_UNREAD),) if facts.was_reset else ()


def opening_is_recorded(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to examine bids whose opening by two people is not recorded."""
    return () if facts.about_bids.is_opened else (Reason(type="opening-missing", source=OPENING),)


def bids_are_imported(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to examine where there is no valid bid."""
    return () if any(bid.is_valid for bid in facts.about_bids.bids) else (Reason(type="no-bids", source=EXAMINATION),)


def bids_are_decided(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to score while a valid bid is neither admitted nor excluded, a bidder is asked, or none is left.

    An admitted variant that no longer meets what is published is to be decided anew: what is scored meets it.

    Legal source:
        §§ 56, 57 und § 35 Abs. 3 VgV
    """
    bids = [bid for bid in facts.about_bids.bids if bid.is_valid]
    found = [
        Reason(type="bid-undecided", properties={"bid": bid.title}, source=EXAMINATION)
        for bid in bids
        if bid.decision is Decision.UNDECIDED
    ]
    found += [
        Reason(type="variant-fallen", properties={"bid": bid.title}, source=EXAMINATION)
        for bid in bids
        if bid.id in facts.about_bids.fallen_variants
    ]
    if not any(bid.is_scored for bid in bids) and not found:
        found.append(Reason(type="no-admitted-bids", source=EXAMINATION))
    return (*found, *inquiries_are_closed(facts))


def inquiries_are_closed(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to go on while a bidder's answer is awaited."""
    count = facts.about_bids.open_inquiries
    return (Reason(type="inquiries-open", properties={"count": str(count)}, source=DOCUMENTED),) if count else ()


def team_is_ready(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to score a lot with admitted bids for which nobody is appointed."""
    lots = {bid.place.lot for bid in facts.about_bids.bids if bid.is_scored and _has_points(facts, bid.place.lot)}
    staffed = {sheet.lot for sheet in facts.about_bids.sheets if not sheet.has_conflict}
    return tuple(
        Reason(type="evaluators-missing", properties={"lot": facts.lots[lot - 1].title}, source=CONFLICT)
        for lot in sorted(lots - staffed)
    )


def sheets_are_handed_in(facts: Facts) -> tuple[Reason, ...]:
    """Refuse the consensus while somebody still scores alone, and where everybody of a lot had a conflict."""
    waiting = sum(not sheet.handed_in for sheet in facts.about_bids.sheets if not sheet.has_conflict)
    missing = team_is_ready(facts)
    if not waiting:
        return missing
    return (*missing, Reason(type="sheets-missing", properties={"count": str(waiting)}, source=DOCUMENTED))


def consensus_is_complete(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to fix the quality while a criterion of a scored bid lacks joint points or their reason."""
    about = facts.about_bids
    missing = sum(
        about.to_agree.get(bid.place.lot, 0) - about.agreed.get(bid.id, 0) for bid in about.bids if bid.is_scored
    )
    if not missing:
        return ()
    return (Reason(type="consensus-missing", properties={"count": str(missing)}, source=DOCUMENTED),)


def kind_has_rounds(facts: Facts) -> tuple[Reason, ...]:
    """Refuse a further round where the kind of procedure knows no negotiation."""
    return () if facts.kind in NEGOTIATED else (Reason(type="no-negotiation", source=ROUNDS),)


def prices_are_whole(facts: Facts) -> tuple[Reason, ...]:
    """Refuse a result while a scored bid has no valid price, or its computation is refused."""
    about = facts.about_bids
    named = {bid.id: bid.title for bid in about.bids}
    unpriced = [Reason(type="price-missing", properties={"bid": named.get(one, one)}) for one in about.prices.unpriced]
    faults = [Reason(type="result-fault", properties={"fault": one}) for one in about.prices.result_faults]
    return (*unpriced, *faults)


def low_bids_are_examined(facts: Facts) -> tuple[Reason, ...]:
    """Refuse a result while nobody has decided about an unusually low bid; its bidder is asked first."""
    named = {bid.id: bid.title for bid in facts.about_bids.bids}
    return tuple(
        Reason(type="low-bid-open", properties={"bid": named.get(one, one)}, source=LOW)
        for one in facts.about_bids.prices.unexamined_low
    )


def ties_are_decided(facts: Facts) -> tuple[Reason, ...]:
    """Refuse a result while equal bids on the first rank are not decided by the published rule."""
    return tuple(
        Reason(type="tie-open", properties={"lot": title}, source=DOCUMENTED)
        for title in facts.about_bids.prices.undrawn
    )


def result_is_as_asked(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to fix another result than the one the first person has seen."""
    if facts.asked_digest is not None and facts.about_bids.prices.result_digest == facts.asked_digest:
        return ()
    return (Reason(type="result-changed", source=TWO_PEOPLE),)


def _has_points(facts: Facts, lot: int) -> bool:
    return facts.about_bids.to_agree.get(lot, 0) > 0
