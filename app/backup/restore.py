"""Put a backup back: all of it or nothing, after its seal is verified and before anything is believed."""

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from io import SEEK_END
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from sqlalchemy import Connection, func, inspect, literal_column, select
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session

from app.backup.errors import BrokenChainError, DamagedBackupError, NewerBackupError, NotEmptyError
from app.backup.form import (
    FORMAT,
    MANIFEST,
    MANIFESTS,
    SEAL_BYTES,
    Manifest,
    TableEntry,
    kinds_of,
    plain_table,
    row_of,
)
from app.backup.make import Progress, content_digest
from app.migrations import METADATA, downgrade_within, knows, upgrade_within
from infra.audit.model import Event, Subject
from infra.audit.repository import AuditRepository
from infra.audit.whole_log import verify_log
from infra.database import Database, LooseReferenceError
from infra.policy.model import operator
from infra.rows import open_for
from infra.transactions import actor_id

_BATCH = 500
_LONGEST_MANIFEST = 1 << 20


def restore_backup(
    database: Database, source: Path, at: datetime, progress: Progress, *, replace: bool = False
) -> tuple[Manifest, str]:
    """Restore a backup in one transaction and return what it holds and its checksum.

    One of an older version is brought to the schema of this one.

    Args:
        database: Where to.
        source: The backup.
        at: The moment, for the audit log of every city.
        progress: Told how far the work is.
        replace: Whether rows that are there already may go.

    Raises:
        DamagedBackupError: It is no backup, is damaged, or holds what its tables do not take.
        NewerBackupError: A newer version of the program made it.
        NotEmptyError: There are rows already.
        BrokenChainError: An audit log in it is not whole.
        OSError: The file cannot be read.
    """
    with source.open("rb") as file:
        digest = _check_seal(file)
        with _opened(file) as archive:
            with _whole("archive"):
                manifest = _manifest(archive)
                _check_tables(archive, manifest)
            with _fitting("references"), database.maintain() as session:
                _prepare(session.connection(), manifest, replace=replace)
                _fill(session.connection(), archive, manifest, progress)
                upgrade_within(session.connection())
                _verify_and_record(session, digest, at)
    return manifest, digest


@contextmanager
def _opened(file: BinaryIO) -> Iterator[ZipFile]:
    with _whole("archive"):
        archive = ZipFile(file)
    with archive:
        yield archive


@contextmanager
def _whole(part: str) -> Iterator[None]:
    """Turn whatever a damaged archive makes its reader raise into one error; nothing else happens in the block."""
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError) as error:
        raise DamagedBackupError(part) from error


@contextmanager
def _fitting(part: str) -> Iterator[None]:
    """Turn the refusal of rows that the tables do not take into one error."""
    try:
        yield
    except (DataError, IntegrityError, LooseReferenceError) as error:
        raise DamagedBackupError(part) from error


def _check_seal(file: BinaryIO) -> str:
    """Return the digest of the whole file.

    Raises:
        DamagedBackupError: It does not fit.
    """
    if file.seek(0, SEEK_END) <= SEAL_BYTES:
        raise DamagedBackupError("seal")
    digest = content_digest(file)
    if file.read(SEAL_BYTES) != digest.encode():
        raise DamagedBackupError("seal")
    return digest


def _manifest(archive: ZipFile) -> Manifest:
    if archive.getinfo(MANIFEST).file_size > _LONGEST_MANIFEST:
        raise DamagedBackupError("manifest")
    manifest = MANIFESTS.validate_json(archive.read(MANIFEST))
    if manifest.format != FORMAT or not knows(manifest.revision):
        raise NewerBackupError(manifest.program)
    if any(entry.name not in METADATA.tables for entry in manifest.tables):
        raise DamagedBackupError("tables")
    return manifest


def _check_tables(archive: ZipFile, manifest: Manifest) -> None:
    for entry in manifest.tables:
        digest, rows = hashlib.sha256(), 0
        with archive.open(f"{entry.name}.jsonl") as member:
            for line in member:
                digest.update(line)
                rows += 1
        if (digest.hexdigest(), rows) != (entry.digest, entry.rows):
            raise DamagedBackupError(entry.name)


def _prepare(connection: Connection, manifest: Manifest, *, replace: bool) -> None:
    """Make the tables of the backup's version, without a row."""
    present = [name for name in METADATA.tables if name in set(inspect(connection).get_table_names())]
    if not replace and any(_has_rows(connection, name) for name in present):
        raise NotEmptyError
    if present:
        _clear(connection, present)
    upgrade_within(connection, manifest.revision)


def _has_rows(connection: Connection, name: str) -> bool:
    return (
        connection.execute(select(literal_column("1")).select_from(METADATA.tables[name]).limit(1)).first() is not None
    )


def _clear(connection: Connection, present: list[str]) -> None:
    """Take all tables away. The audit log refuses DELETE from everybody, its owner included."""
    if connection.dialect.name == "sqlite":
        for table in reversed(METADATA.sorted_tables):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}")
        connection.exec_driver_sql("DROP TABLE alembic_version")
        return
    for name in present:
        connection.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    connection.exec_driver_sql(f"TRUNCATE {', '.join(present)}")
    downgrade_within(connection, "base")


def _fill(connection: Connection, archive: ZipFile, manifest: Manifest, progress: Progress) -> None:
    for entry in manifest.tables:
        _check_columns(connection, entry)
        table, done = plain_table(entry.name, entry.columns), 0
        with archive.open(f"{entry.name}.jsonl") as member, _fitting(entry.name):
            while batch := [_row(entry, line) for line in islice(member, _BATCH)]:
                connection.execute(table.insert(), batch)
                done += len(batch)
                progress(entry.name, done / entry.rows)
        if connection.dialect.name == "postgresql" and entry.columns.get("id") == "integer":
            _continue_numbers(connection, entry)


def _check_columns(connection: Connection, entry: TableEntry) -> None:
    """Refuse a manifest that describes another table than the one of its version: a text for a number, say."""
    columns = {one["name"]: one["type"] for one in inspect(connection).get_columns(entry.name)}
    if entry.columns != kinds_of(columns):
        raise DamagedBackupError(entry.name)


def _row(entry: TableEntry, line: bytes) -> dict[str, Any]:
    try:
        return row_of(entry.columns, line)
    except ValueError as error:
        raise DamagedBackupError(entry.name) from error


def _continue_numbers(connection: Connection, entry: TableEntry) -> None:
    """Let PostgreSQL give new rows numbers after the restored ones; SQLite does so by itself."""
    last = func.max(plain_table(entry.name, entry.columns).c.id)
    if newest := connection.execute(select(last)).scalar_one():
        connection.execute(select(func.setval(func.pg_get_serial_sequence(entry.name, "id"), newest)))


def _verify_and_record(session: Session, digest: str, at: datetime) -> None:
    for city in session.connection().execute(select(METADATA.tables["identity_city"].c.id)).scalars().all():
        open_for(session, city)
        log = AuditRepository(session)
        if not verify_log(city, lambda log=log: nullcontext(log)).holds:  # type: ignore[misc]  # bound at once
            raise BrokenChainError(city)
        subject = Subject(kind="backup", id=digest)
        sequence, head = log.head()
        details = {"sequence": sequence, "hash": head}
        log.append(Event.BACKUP_RESTORED, subject, details, actor=actor_id(operator(city)), at=at)
