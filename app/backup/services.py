"""A backup with its lines in the audit logs; they come after the snapshot and are not in it."""

from pathlib import Path

from app.backup.form import Manifest
from app.backup.make import Progress, content_digest, make_backup
from infra.audit.model import Event, Subject
from infra.identity.repository import IdentityRepository
from infra.policy.model import operator
from infra.policy.table import Action
from infra.transactions import Transactions


def back_up(transactions: Transactions, target: Path, progress: Progress) -> tuple[Manifest, str]:
    """Write a backup, note it in the audit log of every city, and return what it holds and its digest.

    Raises:
        OutdatedSchemaError: The database is not at the schema of this version.
        OSError: The file cannot be written, or is there already.
    """
    manifest = make_backup(transactions.database, target, transactions.clock.now(), progress)
    with target.open("rb") as file:
        digest = content_digest(file)
    with transactions.database.read() as session:
        cities = [city.id for city in IdentityRepository(session).cities()]
    for city in cities:
        with transactions.write(operator(city), Action.RUN_MAINTENANCE) as writing:
            subject = Subject(kind="backup", id=digest)
            writing.record(Event.BACKUP_MADE, subject, revision=manifest.revision, rows=manifest.rows)
    return manifest, digest
