"""Answers to changes of repositories that bids name."""

from dataclasses import dataclass

from api.once import presented
from infra.once.model import KeptAnswer
from procurement.model import NamedRepository, RepositoryFetch, RepositorySnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryReceipt:
    """An entry that was made or taken back.

    Args:
        id: Its number.
    """

    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchReceipt:
    """A snapshot that is being fetched.

    Args:
        job: Number of the job.
    """

    job: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotReceipt:
    """A snapshot that was stored.

    Args:
        number: Its number within the entry.
        digest: Checksum of address, reference, tags and files.
    """

    number: int
    digest: str


def named_repository(named: NamedRepository) -> KeptAnswer:
    """Return the answer to an entry that was made."""
    location = f"/api/v1/procedures/{named.slug}/bids/{named.bid}/repositories"
    return presented(RepositoryReceipt(id=named.id), status=201, location=location)


def withdrawn_repository(named: NamedRepository) -> KeptAnswer:
    """Return the answer to an entry that was taken back."""
    return presented(RepositoryReceipt(id=named.id))


def asked_fetch(fetch: RepositoryFetch) -> KeptAnswer:
    """Return the answer to a snapshot that was asked for."""
    return presented(FetchReceipt(job=fetch.job))


def stored_snapshot(snapshot: RepositorySnapshot) -> KeptAnswer:
    """Return the answer to an archive that was handed in."""
    digest = snapshot.facts.digest if snapshot.facts else ""
    return presented(SnapshotReceipt(number=snapshot.number, digest=digest))
