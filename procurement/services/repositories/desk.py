"""Reading what repositories a bid names, what their snapshots show, and the stored archives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from infra.audit.model import Event
from infra.exported_file import ExportedFile
from infra.identity.repository import IdentityRepository
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.secrets import SecretUnreadableError
from infra.transactions import Reading, Transactions
from licensing.repository.facts import RepositoryFacts
from procurement.errors import BidSealBrokenError, RepositorySnapshotNotFoundError
from procurement.model import Bid, NamedRepository, Procedure, RepositorySnapshot, RepositoryWithdrawal
from procurement.repository import NamedRepositoryRepository
from procurement.rules.evidence.access import takes_evidence
from procurement.services.evidence.box import EvidenceBox
from procurement.services.evidence.shared import bid_of, resource
from procurement.services.repositories.shared import found, require, subject_of
from procurement.services.repositories.taking import is_open


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRepository:
    """An entry with everything that was taken for it.

    Args:
        named: The entry.
        withdrawal: How it was taken back; None where it counts.
        snapshots: The newest first, with those that could not be taken.
        job: Number of the job that fetches one now; None where none does.
    """

    named: NamedRepository
    withdrawal: RepositoryWithdrawal | None
    snapshots: tuple[RepositorySnapshot, ...]
    job: int | None

    @property
    def facts(self) -> RepositoryFacts | None:
        """What its newest snapshot shows; None where there is none, or it was taken back."""
        counting = [one.facts for one in self.snapshots if one.facts] if self.withdrawal is None else []
        return counting[0] if counting else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BidRepositories:
    """What repositories a bid names.

    Args:
        procedure: Its procedure.
        bid: The bid.
        entries: The oldest first, with those that were taken back.
        deadline: Deadline that the bid answers to; None where the procedure tells none.
        names: Names of the people who took part, by their id.
        may_change: The reader may enter and take snapshots now.
    """

    procedure: Procedure
    bid: Bid
    entries: tuple[SeenRepository, ...]
    deadline: datetime | None
    names: Mapping[str, str]
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryDesk:
    """Reads entries.

    Args:
        transactions: Opens them to those who may read the bid's evidence.
        box: Opens archives.
    """

    transactions: Transactions
    box: EvidenceBox

    def of_bid(self, actor: Actor, slug: str, bid: str) -> BidRepositories:
        """Return what repositories a bid names.

        Raises:
            ProcedureNotFoundError: There is no procedure of this name.
            TenderBidNotFoundError: It has no such bid.
            AccessDeniedError: The bid is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_EVIDENCE) as reading:
            procedure, wanted, owner = bid_of(reading, slug, bid)
            asked = resource(reading, owner, is_free=False)
            reading.require(Action.READ_EVIDENCE, asked)
            entries = seen_of(reading, slug, bid)
            may = decide(actor, Action.GATHER_EVIDENCE, asked) is None and takes_evidence(procedure, wanted.place)
            people = {one.named.named_by for one in entries}
            people |= {one.withdrawal.withdrawn_by for one in entries if one.withdrawal}
            people |= {taken.taken_by for one in entries for taken in one.snapshots}
            return BidRepositories(
                procedure=procedure,
                bid=wanted,
                entries=entries,
                deadline=procedure.bids_due,
                names=IdentityRepository(reading.session).names(people),
                may_change=may,
            )

    def archive(self, actor: Actor, number: int, snapshot: int) -> ExportedFile:
        """Return a stored archive, with a line about it in the audit log.

        Raises:
            RepositoryNotFoundError: There is no entry of this number.
            AccessDeniedError: The bid is not theirs to read.
            RepositorySnapshotNotFoundError: It has no such snapshot with an archive.
            BidSealBrokenError: It was sealed on another instance, or changed.
        """
        with self.transactions.write(actor, Action.READ_EVIDENCE) as writing:
            named = found(writing, number)
            require(writing, Action.READ_EVIDENCE, named.slug, named.bid)
            repository = NamedRepositoryRepository(writing.session)
            wanted = next((one for one in repository.snapshots(number) if one.number == snapshot and one.facts), None)
            if wanted is None or wanted.facts is None:
                raise RepositorySnapshotNotFoundError(snapshot)
            try:
                data = self.box.unseal(writing.city, wanted.box_key, repository.sealed_parts(wanted.id))
            except SecretUnreadableError as error:
                raise BidSealBrokenError from error
            after = {"snapshot": snapshot, "file": wanted.facts.archive.sha256}
            writing.record(Event.REPOSITORY_ARCHIVE_READ, subject_of(number), before={}, after=after)
            return ExportedFile(f"repositorium-{number}-{snapshot}.zip", data)


def seen_of(reading: Reading, slug: str, bid: str) -> tuple[SeenRepository, ...]:
    """Return the entries of a bid with everything that was taken for them; the caller has asked the policy."""
    repository = NamedRepositoryRepository(reading.session)
    entries = repository.of_bid(slug, bid)
    withdrawals = repository.withdrawals([one.id for one in entries])
    return tuple(
        SeenRepository(
            named=one,
            withdrawal=withdrawals.get(one.id),
            snapshots=repository.snapshots(one.id),
            job=_job(reading, repository, one.id),
        )
        for one in entries
    )


def facts_of_bid(reading: Reading, slug: str, bid: str) -> tuple[RepositoryFacts, ...]:
    """Return what the newest snapshot of each counting entry shows, the oldest entry first.

    Of entries that were taken back nothing is told. The caller has asked the policy.

    Args:
        reading: The transaction.
        slug: The procedure.
        bid: The bid.
    """
    return tuple(one.facts for one in seen_of(reading, slug, bid) if one.facts is not None)


def _job(reading: Reading, repository: NamedRepositoryRepository, number: int) -> int | None:
    fetches = repository.fetches(number)
    return fetches[-1].job if fetches and is_open(reading, fetches[-1]) else None
