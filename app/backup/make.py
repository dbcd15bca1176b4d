"""Make a backup: all tables as one snapshot shows them, in one sealed file that nobody else can read."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from io import SEEK_END, SEEK_SET
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import Connection, Table, collate, func, select

from app.backup.errors import OutdatedSchemaError
from app.backup.form import (
    FORMAT,
    LEFT_OUT,
    MANIFEST,
    SEAL_BYTES,
    Manifest,
    TableEntry,
    kinds_of,
    line_of,
    plain_table,
)
from app.migrations import METADATA, head, revision_within
from core.digest import PREFIX
from infra.database import Database
from infra.files import whole_file

Progress = Callable[[str, float], None]

_BATCH = 500
_CHUNK = 1 << 20
_ONLY_US = 0o600


def make_backup(database: Database, target: Path, at: datetime, progress: Progress) -> Manifest:
    """Write a backup of the whole instance; others may go on reading and writing meanwhile.

    Args:
        database: What to save.
        target: Where to; a file that is there already stays.
        at: The moment, for the manifest.
        progress: Told how far the work is.

    Raises:
        OutdatedSchemaError: The database is not at the schema of this version.
        FileExistsError: There is such a file already.
        OSError: The file cannot be written; nothing is left behind.
    """
    with whole_file(target, mode=_ONLY_US) as file:
        with database.maintain(read_only=True) as session:
            manifest = _write(file, session.connection(), at, progress)
        _seal(file)
    return manifest


def _write(file: BinaryIO, connection: Connection, at: datetime, progress: Progress) -> Manifest:
    revision = revision_within(connection)
    if revision is None or revision != head():
        raise OutdatedSchemaError
    tables = [one for one in METADATA.sorted_tables if one.name not in LEFT_OUT]
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.comment = b"0" * SEAL_BYTES
        entries = [_write_table(archive, connection, one, progress) for one in tables]
        manifest = Manifest(
            format=FORMAT,
            program=version("pruefstand"),
            revision=revision,
            backend=connection.dialect.name,
            made_at=at,
            tables=tuple(entries),
        )
        archive.writestr(_member(MANIFEST), manifest.to_json())
    return manifest


def _write_table(archive: ZipFile, connection: Connection, source: Table, progress: Progress) -> TableEntry:
    columns, digest, rows = kinds_of({one.name: one.type for one in source.columns}), hashlib.sha256(), 0
    kinds, plain = tuple(columns.values()), plain_table(source.name, columns)
    total = connection.execute(select(func.count()).select_from(plain)).scalar_one()
    order = [_ordered(plain.c[key.name], columns[key.name], connection) for key in source.primary_key]
    found = connection.execute(select(plain).order_by(*order), execution_options={"yield_per": _BATCH})
    with archive.open(_member(f"{source.name}.jsonl"), "w", force_zip64=True) as member:
        for batch in found.partitions():
            lines = b"".join(line_of(kinds, tuple(row)) for row in batch)
            digest.update(lines)
            member.write(lines)
            rows += len(batch)
            progress(source.name, rows / max(total, 1))
    return TableEntry(name=source.name, columns=columns, rows=rows, digest=digest.hexdigest())


def _ordered(key: Any, kind: str, connection: Connection) -> Any:  # noqa: ANN401 - a column
    """Order texts by their bytes on both databases, so that the same rows make the same lines."""
    return collate(key, "C") if kind == "text" and connection.dialect.name == "postgresql" else key


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name)
    member.compress_type = ZIP_DEFLATED
    member.external_attr = _ONLY_US << 16
    return member


def _seal(file: BinaryIO) -> None:
    """Write the digest of everything before it into the comment at the end.

    It shows damage. Whoever changes a backup on purpose can seal it anew: against that helps the digest that was noted
    when it was made, in the audit log and by whoever keeps the file.
    """
    seal = content_digest(file).encode()
    file.seek(-SEAL_BYTES, SEEK_END)
    file.write(seal)


def content_digest(file: BinaryIO) -> str:
    """Return the checksum of a backup up to its seal."""
    left = file.seek(0, SEEK_END) - SEAL_BYTES
    file.seek(0, SEEK_SET)
    digest = hashlib.sha256()
    while left > 0 and (chunk := file.read(min(left, _CHUNK))):
        digest.update(chunk)
        left -= len(chunk)
    return PREFIX + digest.hexdigest()
