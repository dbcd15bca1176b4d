"""What can be done with uploads: begin, send a piece, look, remove; and hand the file over to whoever needs it."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import ceil
from uuid import uuid4

from infra.audit.model import Event, Subject
from infra.policy.decision import Resource
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.secrets import Secrets
from infra.transactions import Reading, Transactions, Writing
from infra.uploads.checksum import require_checksum
from infra.uploads.errors import (
    TooManyUploadsError,
    UploadNameError,
    UploadNotFoundError,
    UploadTooLargeError,
    UploadUnfinishedError,
    WrongOffsetError,
)
from infra.uploads.model import (
    DAY,
    HOUR,
    KEPT,
    LONGEST_ABOUT,
    LONGEST_NAME,
    MEBIBYTE,
    Upload,
    UploadedFile,
    UploadLimits,
)
from infra.uploads.repository import UploadRepository, Used

RESOURCE = "upload"
LONGEST_ENDING = 12
_PURPOSE = "upload-piece"
PIECE = MEBIBYTE
"""Bytes of a piece in the database: what is held in memory at a time, however large the file."""


class Uploads:
    """Uploads of everybody; each person sees only their own.

    Args:
        transactions: Opens transactions for whoever asks.
        secrets: Key that seals what has arrived: until it is handed over it belongs to nobody who reads a copy.
        limits: How much one person may upload.
    """

    def __init__(self, transactions: Transactions, secrets: Secrets, limits: UploadLimits) -> None:
        self._transactions = transactions
        self._secrets = secrets
        self.limits = limits

    def begin(self, actor: Actor, name: str, size: int, about: str = "") -> Upload:
        """Announce a file and return its upload, of which nothing has arrived.

        Args:
            actor: Whose it is.
            name: What the file is called; folders before it are dropped.
            size: How many bytes it has, at least 1.
            about: What it is for.

        Raises:
            UploadNameError: The name is empty, or the purpose too long or not of visible characters.
            UploadTooLargeError: The file is empty or larger than files may be.
            TooManyUploadsError: The person has uploaded too much lately.
        """
        cleaned = clean_name(name)
        if not cleaned or len(about) > LONGEST_ABOUT or not about.isprintable():
            raise UploadNameError
        if not 0 < size <= self.limits.file_bytes:
            raise UploadTooLargeError(self.limits.file_bytes)
        with self._transactions.write(actor, Action.UPLOAD_FILES) as writing:
            repository = UploadRepository(writing.session)
            person = _person(actor)
            self._require_room(repository, person, size, writing.now)
            now = writing.now
            upload = Upload(
                id=uuid4().hex, name=cleaned, about=about, size=size, offset=0, begun_at=now, expires_at=now + KEPT
            )
            repository.add(upload, person)
            writing.record(Event.UPLOAD_BEGUN, Subject(kind=RESOURCE, id=upload.id), size=size)
            return upload

    def get(self, actor: Actor, upload: str) -> Upload:
        """Return an upload.

        Raises:
            UploadNotFoundError: There is none.
            AccessDeniedError: It is somebody else's.
        """
        with self._transactions.read(actor, Action.UPLOAD_FILES) as reading:
            return _own(reading, upload, self._transactions.clock.now())

    def mine(self, actor: Actor, about: str | None = None) -> tuple[Upload, ...]:
        """Return the open uploads of the actor, the oldest first: all, or those for one purpose."""
        with self._transactions.read(actor, Action.UPLOAD_FILES) as reading:
            now = self._transactions.clock.now()
            if about is not None and not about.isprintable():
                return ()  # PostgreSQL takes no NUL
            return UploadRepository(reading.session).of_person(_person(actor), about, alive_at=now)

    def append(self, actor: Actor, upload: str, offset: int, content: bytes, checksum: str | None = None) -> Upload:
        """Store the next piece of a file; afterwards it is safe, whatever happens.

        Args:
            actor: Whose upload it is.
            upload: Its id.
            offset: Where the piece begins.
            content: The piece; empty ones change nothing.
            checksum: Name and value of a checksum of the piece, as the tus protocol writes them; None without one.

        Raises:
            UploadNotFoundError: There is no such upload.
            WrongOffsetError: Another piece came before.
            UploadTooLargeError: More bytes than were announced.
            ChecksumError: The piece was damaged on its way.
            UnknownChecksumError: The checksum cannot be compared.
        """
        if checksum is not None:
            require_checksum(checksum, content)
        with self._transactions.write(actor, Action.UPLOAD_FILES) as writing:
            held = _own(writing, upload, writing.now)
            if held.offset != offset:
                raise WrongOffsetError(held.offset)
            if offset + len(content) > held.size:
                raise UploadTooLargeError(held.size)
            repository = UploadRepository(writing.session)
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                place = offset + start
                sealed = self._secrets.seal(_PURPOSE, piece, context=_context(writing, upload, place))
                repository.add_piece(upload, place, len(piece), sealed, at=writing.now)
            writing.session.expire_all()
            return _own(writing, upload, writing.now)

    def remove(self, actor: Actor, upload: str) -> None:
        """Drop an upload with all that has arrived.

        Raises:
            UploadNotFoundError: There is no such upload.
        """
        with self._transactions.write(actor, Action.UPLOAD_FILES) as writing:
            _own(writing, upload, writing.now)
            UploadRepository(writing.session).close(upload, at=writing.now)
            writing.record(Event.UPLOAD_REMOVED, Subject(kind=RESOURCE, id=upload))

    def finished(self, actor: Actor, upload: str) -> UploadedFile:
        """Return a file that has arrived; its bytes are read once for their digest, never all of them at once.

        Raises:
            UploadNotFoundError: There is no such upload.
            UploadUnfinishedError: Something is still missing.
        """
        held = self.get(actor, upload)
        if not held.is_finished:
            raise UploadUnfinishedError

        def chunks() -> Iterator[bytes]:
            place = 0
            while place < held.size:
                with self._transactions.read(actor, Action.UPLOAD_FILES) as reading:
                    piece = self._piece(reading, held, place)
                yield piece
                place += len(piece)

        digest = hashlib.sha256()
        for piece in chunks():
            digest.update(piece)
        return UploadedFile(
            id=held.id, name=held.name, about=held.about, size=held.size, sha256=digest.hexdigest(), chunks=chunks
        )

    def consume(self, writing: Writing, upload: str) -> None:
        """Drop an upload within the transaction that stores what ``finished`` gave.

        A finished upload never changes: what was read of it before is still what is dropped here, and others do not
        wait while a large file is read.

        Args:
            writing: The caller's transaction; its actor must be the person who uploaded.
            upload: Which one.

        Raises:
            UploadNotFoundError: There is no such upload, or it was handed over before.
            UploadUnfinishedError: Something is still missing.
            AccessDeniedError: It is somebody else's.
        """
        if not _own(writing, upload, writing.now).is_finished:
            raise UploadUnfinishedError
        UploadRepository(writing.session).close(upload, at=writing.now)

    def _require_room(self, repository: UploadRepository, person: str, size: int, now: datetime) -> None:
        hour, day = repository.used(person, now - HOUR), repository.used(person, now - DAY)
        if hour.count >= self.limits.hourly:
            raise TooManyUploadsError(_wait(hour, HOUR, now))
        if day.size + size > self.limits.day_bytes:
            raise TooManyUploadsError(_wait(day, DAY, now))

    def _piece(self, reading: Reading, held: Upload, place: int) -> bytes:
        sealed = UploadRepository(reading.session).piece_at(held.id, place)
        if sealed is None:
            raise UploadNotFoundError  # handed over or swept out meanwhile
        return self._secrets.unseal(_PURPOSE, sealed, context=_context(reading, held.id, place))


def clean_name(name: str) -> str:
    """Return the name of a file without folders and characters that cannot be seen, its ending kept."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(one if one.isprintable() else " " for one in last).strip()
    if len(shown) <= LONGEST_NAME:
        return shown
    stem, dot, ending = shown.rpartition(".")
    kept = f"{dot}{ending}" if dot and len(ending) <= LONGEST_ENDING else ""
    return (stem if kept else shown)[: LONGEST_NAME - len(kept)] + kept


def _context(reading: Reading, upload: str, place: int) -> str:
    return f"{reading.city}/{upload}/{place}"


def _own(reading: Reading, upload: str, now: datetime) -> Upload:
    found = UploadRepository(reading.session).find(upload, alive_at=now) if upload.isprintable() else None
    if found is None:
        raise UploadNotFoundError
    held, person = found
    reading.require(Action.UPLOAD_FILES, Resource(kind=RESOURCE, id=upload, city=reading.city, owner=person))
    return held


def _person(actor: Actor) -> str:
    if actor.person is None:
        raise AssertionError("the policy lets people alone upload files")
    return actor.person


def _wait(used: Used, window: timedelta, now: datetime) -> int:
    """Return after how many seconds the oldest of what counts no longer does."""
    free_at = (used.first or now) + window
    return max(1, ceil((free_at - now).total_seconds()))
