"""A stored log from its first entry to its last: read in batches and verified, in one way for all who need it."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager

from sqlalchemy.exc import DatabaseError

from infra.audit.checkpoint import Checkpoint
from infra.audit.repository import AuditRepository
from infra.audit.verification import ChainCheck, Finding, FindingKind, StoredEntry, Verification

BATCH = 2_000

Opened = Callable[[], AbstractContextManager[AuditRepository]]
"""Opens the log for one batch: in a transaction of its own nobody else waits meanwhile."""

Progress = Callable[[int, int], None]
"""Called now and then with the number of entries done and the number of all."""

_log = logging.getLogger(__name__)


def stored_entries(opened: Opened, progress: Progress | None = None) -> Iterator[StoredEntry]:
    """Yield all entries in the order of their numbers, as they lie there."""
    after: int | None = None
    read = total = 0
    while True:
        with opened() as log:
            batch = log.batch(after, BATCH)
            total = total or log.count()
        yield from batch
        read += len(batch)
        if progress:
            progress(read, max(read, total))
        # What is no number ends the reading: it cannot tell where the next batch begins.
        last = batch[-1].columns["sequence"] if len(batch) == BATCH and batch[-1].columns else None
        after = last if isinstance(last, int) else None
        if after is None:
            return


def verify_log(
    city: str,
    opened: Opened,
    checkpoints: Sequence[Checkpoint] = (),
    beforehand: Iterable[Finding] = (),
    progress: Progress | None = None,
) -> Verification:
    """Verify the stored log of a city against itself and the checkpoints.

    Args:
        city: Id of the city.
        opened: Opens its log.
        checkpoints: Those of this city whose signature holds.
        beforehand: What is known to be wrong already.
        progress: Told how far the work is.
    """
    check = ChainCheck(city, checkpoints)
    for finding in beforehand:
        check.note(finding)
    try:
        for entry in stored_entries(opened, progress):
            check.add(entry)
        _count(opened, check)
    except DatabaseError as error:
        _log.exception("the audit log cannot be read: %s", type(error).__name__)
        check.note(Finding(FindingKind.STORAGE_DAMAGED, check.entries + 1))
    return check.finish()


def _count(opened: Opened, check: ChainCheck) -> None:
    """Note entries that the order of sequence numbers passes over: a table rebuilt without its key has room."""
    with opened() as log:
        stored = log.count(up_to=check.head)
    if stored > check.entries:
        check.note(Finding(FindingKind.SURPLUS, None, {"stored": str(stored), "read": str(check.entries)}))
