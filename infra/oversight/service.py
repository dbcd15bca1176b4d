"""What can be done with the audit log: the only way in for command line, interface, pages and jobs."""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from infra.audit.checkpoint import Checkpoint, checkpoint_json, sign
from infra.audit.guards import missing_guards
from infra.audit.model import EntryPage, EntryQuery, Event, Subject
from infra.audit.repository import AuditRepository, logged_cities
from infra.audit.verification import Finding, FindingKind, StoredEntry, Verification
from infra.audit.whole_log import Opened, Progress, stored_entries, verify_log
from infra.identity.repository import IdentityRepository
from infra.mail import Attachment, Mailer, MailNotSentError
from infra.oversight.export import write_export
from infra.oversight.folder import CheckpointFolder, file_name
from infra.oversight.keys import Keys, public_pem
from infra.policy.decision import AccessDeniedError
from infra.policy.model import Actor, operator
from infra.policy.table import Action
from infra.transactions import Transactions, Writing

LOG = "audit-log"
MOST_CHOICES = 1_000
"""So many people can be chosen from a list; all others by way of what they did."""

Place = Callable[[AuditRepository], tuple[int, str] | None]
"""Chooses the entry to sign: its number and its hash."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Posting:
    """Where checkpoints are mailed to.

    Args:
        mailer: Sends them.
        recipient: Who gets them.
    """

    mailer: Mailer
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Checkpoints that were just signed.

    Args:
        checkpoints: One for each city that has entries.
        files: Their files, in the same order.
        mailed: Whether they were mailed; None where nobody is to get them.
    """

    checkpoints: tuple[Checkpoint, ...]
    files: tuple[Path, ...]
    mailed: bool | None


class AuditLog:
    """The audit log of all cities.

    Args:
        transactions: Open each city's log to those who may see it.
        keys: What checkpoints are signed with.
        folder: Where checkpoints are put.
        posting: Who gets them by mail; None for nobody.
    """

    def __init__(
        self, transactions: Transactions, keys: Keys, folder: CheckpointFolder, posting: Posting | None = None
    ) -> None:
        self._transactions = transactions
        self._keys = keys
        self._folder = folder
        self._posting = posting

    def cities(self, checkpoints: Path | None = None) -> list[str]:
        """Return all cities that are here, or should be here because there are entries or checkpoints of them.

        For the command line alone: nobody else looks past the own city.
        """
        return sorted({*self._stored_cities(), *self._logged_cities(), *self._chosen(checkpoints).cities()})

    def page(self, actor: Actor, query: EntryQuery, size: int = 50) -> EntryPage:
        """Return the newest entries that fit."""
        with self._transactions.read(actor, Action.READ_AUDIT_LOG) as reading:
            return AuditRepository(reading.session).page(query, size)

    def names(self, actor: Actor, people: Collection[str]) -> dict[str, str]:
        """Return the names of people by id: entries name people by it, and who is gone has none."""
        with self._transactions.read(actor, Action.READ_AUDIT_LOG) as reading:
            return IdentityRepository(reading.session).names(people)

    def choices(self, actor: Actor) -> dict[str, str]:
        """Return the names of the city's people by id in the order of their names, the first ``MOST_CHOICES``."""
        with self._transactions.read(actor, Action.READ_AUDIT_LOG) as reading:
            return IdentityRepository(reading.session).first_names(MOST_CHOICES)

    def verify(
        self,
        actor: Actor,
        progress: Progress | None = None,
        *,
        checkpoints: Path | None = None,
    ) -> Verification:
        """Verify the log of the actor's city against itself and the checkpoints, and record that it was verified.

        Args:
            actor: Who verifies.
            progress: Told how far the work is.
            checkpoints: Folder of checkpoints kept elsewhere, instead of the instance's own.

        Raises:
            OSError: The folder of checkpoints cannot be read.
            KeyUnusableError: A public key cannot be read.
        """
        self._transactions.require(actor, Action.VERIFY_AUDIT_LOG)
        city = str(actor.city)
        genuine, findings = self._chosen(checkpoints).of(city, self._keys.public_keys())
        if city not in self._stored_cities():
            findings = [Finding(FindingKind.CITY_UNKNOWN), *findings]
        findings += self._guard_findings()
        opened = self._opener(actor, Action.VERIFY_AUDIT_LOG)
        found = verify_log(city, opened, genuine, findings, progress)
        self._record_verification(actor, found)
        return found

    def sign_checkpoints(self, only: str | None = None) -> Signed:
        """Sign where the log of each city ends now, or of ``only`` one, put that into the folder and mail it.

        A checkpoint is written before the log tells of it: were it the other way round, a crash between the two would
        leave a line about a checkpoint that nobody has. A log that ends with the entry about a restore is left out: to
        vouch for that entry is to confirm the restore.

        Raises:
            OSError: The folder cannot be written to.
            KeyUnusableError: The public key cannot be kept.
            SecretKeyFileError: The secret of this instance cannot be read or made.
        """
        return self._sign_all([operator(city) for city in self._stored_cities() if only in (None, city)], self._end)

    def confirm_restorations(self) -> Signed:
        """Sign the last entry of each city about a restore: from then on it explains why older checkpoints do not fit.

        For the command line alone: only who put the backup back knows that it was no cover for a cut.

        Raises:
            OSError: The folder cannot be written to.
            KeyUnusableError: The public key cannot be kept.
            SecretKeyFileError: The secret of this instance cannot be read or made.
        """
        return self._sign_all([operator(city) for city in self._stored_cities()], self._last_restoration)

    def _sign_all(self, actors: list[Actor], place: Place) -> Signed:
        found = [(actor, self._sign(actor, Action.SIGN_CHECKPOINT, place)) for actor in actors]
        signed = [(actor, *one) for actor, one in found if one is not None]
        mailed = self._post([one for _, one, _ in signed])
        for actor, one, _ in signed:
            with self._transactions.write(actor, Action.SIGN_CHECKPOINT) as writing:
                _record_checkpoint(writing, one, mailed=mailed)
        return Signed(
            checkpoints=tuple(one for _, one, _ in signed), files=tuple(file for *_, file in signed), mailed=mailed
        )

    def export(self, actor: Actor, target: BinaryIO | Path, progress: Progress | None = None) -> Checkpoint:
        """Write the log of the actor's city as a ZIP for outsiders, and return the checkpoint it ends with.

        The export is recorded first, so that it contains the line about itself. The checkpoint is recorded after it was
        written, as everywhere; that line comes after what it vouches for.

        Raises:
            OSError: The target or the folder of checkpoints cannot be written to or read.
            KeyUnusableError: The public key cannot be kept.
            SecretKeyFileError: The secret of this instance cannot be read or made.
        """
        city = str(actor.city)
        with self._transactions.write(actor, Action.READ_AUDIT_LOG) as writing:
            writing.record(Event.AUDIT_LOG_EXPORTED, Subject(kind=LOG, id=city))
        signed = self._sign(actor, Action.READ_AUDIT_LOG, self._end)
        if signed is None:
            raise AssertionError("the line about the export has just been written")
        last, _ = signed
        with self._transactions.write(actor, Action.READ_AUDIT_LOG) as writing:
            _record_checkpoint(writing, last, mailed=None)
        keys = self._keys.public_keys()
        entries = self._up_to(actor, last.sequence, progress)
        write_export(target, entries, self._folder.of(city, keys)[0], keys, last)
        return last

    def public_key(self) -> bytes:
        """Return the public key of this instance as PEM; the first call makes the key.

        Raises:
            KeyUnusableError: The public key cannot be kept.
            SecretKeyFileError: The secret of this instance cannot be read or made.
        """
        return public_pem(self._keys.signing_key().public_key())

    def _stored_cities(self) -> list[str]:
        with self._transactions.database.read() as session:
            return [city.id for city in IdentityRepository(session).cities()]

    def _logged_cities(self) -> list[str]:
        """Return the cities that the log itself names: each has its own chain, and a chain needs no city."""
        with self._transactions.database.maintain(read_only=True) as session:
            return logged_cities(session)

    def _chosen(self, checkpoints: Path | None) -> CheckpointFolder:
        return self._folder if checkpoints is None else CheckpointFolder(checkpoints)

    def _opener(self, actor: Actor, action: Action) -> Opened:
        @contextmanager
        def opened() -> Iterator[AuditRepository]:
            with self._transactions.read(actor, action) as reading:
                yield AuditRepository(reading.session)

        return opened

    def _up_to(self, actor: Actor, last: int, progress: Progress | None) -> Iterator[StoredEntry]:
        for entry in stored_entries(self._opener(actor, Action.READ_AUDIT_LOG), progress):
            sequence = (entry.columns or {})["sequence"]
            if isinstance(sequence, int) and sequence > last:
                return
            yield entry

    def _sign(self, actor: Actor, action: Action, place: Place) -> tuple[Checkpoint, Path] | None:
        """Sign an entry of the actor's city and put that into the folder; None where there is none to sign."""
        key = self._keys.signing_key()
        with self._opener(actor, action)() as log:
            chosen = place(log)
        if chosen is None:
            return None
        signed = sign(str(actor.city), *chosen, at=self._transactions.clock.now(), key=key)
        return signed, self._folder.add(signed)

    @staticmethod
    def _end(log: AuditRepository) -> tuple[int, str] | None:
        """Return where a log ends; None for an empty one, and for one that ends with a restore."""
        sequence, head = log.head()
        return (sequence, head) if sequence and AuditLog._last_restoration(log) != (sequence, head) else None

    @staticmethod
    def _last_restoration(log: AuditRepository) -> tuple[int, str] | None:
        """Return the last entry about a restore."""
        found = log.page(EntryQuery(event=Event.BACKUP_RESTORED.value), 1).entries
        return (found[0].sequence, found[0].hash) if found else None

    def _guard_findings(self) -> list[Finding]:
        with self._transactions.database.maintain(read_only=True) as session:
            missing = missing_guards(session)
        return [Finding(FindingKind.UNGUARDED, None, {"names": ", ".join(missing)})] if missing else []

    def _post(self, checkpoints: list[Checkpoint]) -> bool | None:
        if self._posting is None or not checkpoints:
            return None
        lines = [f"{one.city}: Nr. {one.sequence}, {one.hash}" for one in checkpoints]
        text = "\n".join(["Prüfpunkte des Prüfprotokolls. Bitte außerhalb von Prüfstand aufbewahren.", "", *lines])
        attachments = [Attachment(file_name(one), checkpoint_json(one)) for one in checkpoints]
        try:
            self._posting.mailer.send(self._posting.recipient, "Prüfstand: Prüfpunkte", text, attachments)
        except MailNotSentError:
            _log.exception("checkpoints were not mailed")
            return False
        return True

    def _record_verification(self, actor: Actor, found: Verification) -> None:
        """Tell the log about its verification; one that is too damaged to be written to must still be reported."""
        facts = {"entries": found.entries, "findings": len(found.findings) + found.omitted, "holds": found.holds}
        try:
            with self._transactions.write(actor, Action.VERIFY_AUDIT_LOG) as writing:
                writing.record(Event.AUDIT_LOG_VERIFIED, Subject(kind=LOG, id=found.city), **facts)
        except AccessDeniedError:
            raise
        except Exception:
            if found.holds:
                raise
            _log.exception("the verification could not be recorded")


def _record_checkpoint(writing: Writing, signed: Checkpoint, *, mailed: bool | None) -> None:
    subject = Subject(kind="checkpoint", id=file_name(signed))
    facts = {"sequence": signed.sequence, "hash": signed.hash, "key": signed.key, "mailed": mailed}
    writing.record(Event.CHECKPOINT_SIGNED, subject, **facts)
