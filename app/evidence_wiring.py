"""The services of evidence on licences, and the job that judges it."""

from typing import Any

from app.licences.evidence import GatedReader
from infra.jobs.services import Jobs
from infra.secrets import Secrets
from infra.transactions import Transactions
from infra.uploads.services import Uploads
from procurement.services.evidence import (
    Analysing,
    EvidenceBox,
    EvidenceDesk,
    EvidenceFiles,
    EvidenceGathering,
    EvidenceJudging,
)
from procurement.services.intake.reading import Bids


def evidence_judging(secrets: Secrets) -> EvidenceJudging:
    """Return what carries out the job."""
    return EvidenceJudging(box=EvidenceBox(secrets), reader=GatedReader())


def about_evidence(
    transactions: Transactions, judging: EvidenceJudging, jobs: Jobs, bids: Bids, uploads: Uploads
) -> dict[str, Any]:
    """Build the services of evidence, by the name of their field in ``House``."""
    return {
        "evidence_desk": EvidenceDesk(transactions=transactions, reader=judging.reader),
        "evidence_gathering": EvidenceGathering(transactions=transactions, reader=judging.reader),
        "evidence_files": EvidenceFiles(transactions=transactions, box=judging.box, bids=bids, uploads=uploads),
        "analysing": Analysing(transactions=transactions, jobs=jobs),
    }
