"""The services of repositories that bids name, and the job that fetches their snapshots."""

from typing import Any

from app.repositories.gate import GatedSnapshotReader
from infra.clock import Clock
from infra.http.client import AllowListClient, Limits
from infra.jobs.services import Jobs
from infra.parameters import load_data
from infra.secrets import Secrets
from infra.settings import Settings
from infra.transactions import Transactions
from infra.uploads.services import Uploads
from licensing.repository.forge import forges_of
from procurement.services.evidence import EvidenceBox
from procurement.services.repositories import RepositoryDesk, RepositoryFetching, RepositoryNaming, RepositoryTaking


def repository_fetching(secrets: Secrets, settings: Settings, clock: Clock) -> RepositoryFetching:
    """Return what carries out the job; it fetches from the hosts that the operator lists, and from nowhere else."""
    hosts, limits = frozenset(settings.fetch_hosts), Limits(size=settings.fetch_bytes)
    return RepositoryFetching(
        box=EvidenceBox(secrets),
        reader=GatedSnapshotReader(),
        client=lambda: AllowListClient(hosts, clock, limits=limits),
        forges=forges_of(load_data("licensing", "forges")),
    )


def about_repositories(
    transactions: Transactions, fetching: RepositoryFetching, jobs: Jobs, uploads: Uploads
) -> dict[str, Any]:
    """Build the services of repositories, by the name of their field in ``House``."""
    return {
        "repository_desk": RepositoryDesk(transactions=transactions, box=fetching.box),
        "repository_naming": RepositoryNaming(transactions=transactions),
        "repository_taking": RepositoryTaking(
            transactions=transactions, jobs=jobs, box=fetching.box, reader=fetching.reader, uploads=uploads
        ),
    }
