"""Every score below the maximum needs a written reason: repeating the grade is no documentation."""

from core.errors import Fault, Severity, pointer
from core.legal import LegalSource, VerificationStatus
from scoring.checks.bids import must_be_scored
from scoring.model import Evaluation

SOURCE = LegalSource(
    "§ 8 VgV; BGH, 04.04.2017, X ZB 3/17",
    VerificationStatus.VERIFIED,
    "konkrete Mängel sind zu benennen, wenn nicht die volle Punktzahl vergeben wird (Vergabekammer, DSD 1/2022)",
)


def reason_faults(evaluation: Evaluation) -> list[Fault]:
    """Return a fault for each counted score below the maximum without a reason; none in a draft.

    Legal source:
        § 8 VgV; BGH, 04.04.2017, X ZB 3/17
    """
    if evaluation.draft:
        return []
    maximum = evaluation.matrix.scale.maximum
    return [
        Fault(
            "reason_missing",
            pointer("bids", index, "consensus" if bid.evaluations else "scores", criterion, "reason"),
            Severity.FORBIDDEN,
            {"id": criterion, "bid": bid.id},
            str(SOURCE),
        )
        for index, bid in enumerate(evaluation.bids)
        if must_be_scored(bid)
        for criterion, score in bid.counted.items()
        if score.points < maximum and not score.has_reason
    ]
