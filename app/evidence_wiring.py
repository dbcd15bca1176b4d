"""The services of evidence on bids: licences and repositories, and the jobs that judge and fetch."""

from dataclasses import dataclass
from typing import Any

from app.licences.evidence import GatedReader
from app.licences.house_rules import GatedRules
from app.repository_wiring import about_repositories, repository_fetching
from infra.clock import Clock
from infra.jobs.kinds import JobKind
from infra.jobs.services import Jobs
from infra.secrets import Secrets
from infra.settings import Settings
from infra.transactions import Transactions
from infra.uploads.services import Uploads
from procurement.services.evidence import (
    Analysing,
    EvidenceBox,
    EvidenceDesk,
    EvidenceFiles,
    EvidenceGathering,
    EvidenceJudging,
    HouseRulesDesk,
)
from procurement.services.intake.reading import Bids
from procurement.services.repositories import RepositoryFetching


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceWork:
    """What carries out the jobs.

    Args:
        judging: Judges files.
        fetching: Fetches repositories.
    """

    judging: EvidenceJudging
    fetching: RepositoryFetching

    @property
    def kinds(self) -> tuple[JobKind, ...]:
        """The kinds of the jobs."""
        return self.judging.kind(), self.fetching.kind()


def evidence_work(secrets: Secrets, settings: Settings, clock: Clock) -> EvidenceWork:
    """Return what carries out the jobs."""
    judging = EvidenceJudging(box=EvidenceBox(secrets), reader=GatedReader())
    return EvidenceWork(judging=judging, fetching=repository_fetching(secrets, settings, clock))


def about_evidence(
    transactions: Transactions, work: EvidenceWork, jobs: Jobs, bids: Bids, uploads: Uploads
) -> dict[str, Any]:
    """Build the services of evidence, by the name of their field in ``House``."""
    judging, rules = work.judging, GatedRules()
    return {
        "evidence_desk": EvidenceDesk(transactions=transactions, shipped=rules.shipped),
        "evidence_gathering": EvidenceGathering(transactions=transactions, shipped=rules.shipped),
        "evidence_files": EvidenceFiles(transactions=transactions, box=judging.box, bids=bids, uploads=uploads),
        "analysing": Analysing(transactions=transactions, jobs=jobs, shipped=rules.shipped),
        "house_rules": HouseRulesDesk(transactions=transactions, reader=rules),
        **about_repositories(transactions, work.fetching, jobs, uploads),
    }
