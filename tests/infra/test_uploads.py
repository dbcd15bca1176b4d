"""Uploads on both databases: every promise of the building block, with the smallest limits that show it."""

import hashlib
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from infra.database import Database
from infra.maintenance import sweep
from infra.policy.decision import AccessDeniedError, Denial
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.secrets import Secrets
from infra.transactions import Transactions
from infra.uploads.errors import (
    ChecksumError,
    TooManyUploadsError,
    UnknownChecksumError,
    UploadNameError,
    UploadNotFoundError,
    UploadTooLargeError,
    UploadUnfinishedError,
    WrongOffsetError,
)
from infra.uploads.model import MEBIBYTE, UploadLimits
from infra.uploads.services import PIECE, Uploads, clean_name
from infra.uploads.tables import UploadPieceRow, UploadRow
from tests.jobs import Bench
from tests.people import actor

OFFICER, COLLEAGUE = actor("vergabestelle"), actor("vergabestelle2")
SECRETS = Secrets(Path("unused"), 32 * "x")
LIMITS = UploadLimits(file_bytes=4 * MEBIBYTE, day_bytes=6 * MEBIBYTE, hourly=4)
CONTENT = bytes(range(256)) * (5 * MEBIBYTE // 512)  # two and a half pieces


@pytest.fixture
def bench(database: Database) -> Bench:
    return Bench(database, sweep)


def uploads_of(bench: Bench) -> Uploads:
    """Return the service as another process has it: it shares nothing but the database."""
    return Uploads(Transactions(bench.transactions.database, bench.clock), SECRETS, LIMITS)


def consume(bench: Bench, who: Actor, upload: str) -> None:
    with bench.transactions.write(who, Action.UPLOAD_FILES) as writing:
        uploads_of(bench).consume(writing, upload)


def rows(bench: Bench) -> tuple[int, int]:
    with bench.transactions.database.read(OFFICER.city) as session:
        return len(session.exec(select(UploadRow.id)).all()), len(session.exec(select(UploadPieceRow.place)).all())


def test_a_file_goes_on_in_any_process(bench: Bench) -> None:
    begun = uploads_of(bench).begin(OFFICER, "C:\\Angebote\\stückliste.json", len(CONTENT), "angebot:vg/1-1")
    assert (begun.name, begun.about, begun.offset, begun.is_finished) == ("stückliste.json", "angebot:vg/1-1", 0, False)
    cut = PIECE + 17
    assert uploads_of(bench).append(OFFICER, begun.id, 0, CONTENT[:cut]).offset == cut
    with pytest.raises(WrongOffsetError) as wrong:  # the answer was lost, the client sends the piece again
        uploads_of(bench).append(OFFICER, begun.id, 0, CONTENT[:cut])
    assert wrong.value.offset == uploads_of(bench).get(OFFICER, begun.id).offset == cut
    with pytest.raises(UploadUnfinishedError):
        uploads_of(bench).finished(OFFICER, begun.id)
    with pytest.raises(UploadUnfinishedError):
        consume(bench, OFFICER, begun.id)
    assert [one.id for one in uploads_of(bench).mine(OFFICER, "angebot:vg/1-1")] == [begun.id]
    assert (uploads_of(bench).mine(OFFICER, "angebot:vg/2"), uploads_of(bench).mine(COLLEAGUE)) == ((), ())

    done = uploads_of(bench).append(OFFICER, begun.id, cut, CONTENT[cut:])
    file = uploads_of(bench).finished(OFFICER, begun.id)
    assert (done.is_finished, file.name, file.size) == (True, "stückliste.json", len(CONTENT))
    assert file.sha256 == hashlib.sha256(CONTENT).hexdigest()
    pieces = list(file.chunks())
    assert (b"".join(pieces), max(map(len, pieces))) == (CONTENT, PIECE)


def test_it_is_handed_over_with_the_change_that_needs_it_or_not_at_all(bench: Bench) -> None:
    begun = uploads_of(bench).begin(OFFICER, "a.json", len(CONTENT))
    uploads_of(bench).append(OFFICER, begun.id, 0, CONTENT)

    def fail() -> None:
        with bench.transactions.write(OFFICER, Action.UPLOAD_FILES) as writing:
            uploads_of(bench).consume(writing, begun.id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    held = uploads_of(bench).finished(OFFICER, begun.id)
    assert b"".join(held.chunks()) == CONTENT  # nothing was taken while the other transaction failed
    consume(bench, OFFICER, begun.id)
    for call in (consume, lambda *_: uploads_of(bench).get(OFFICER, begun.id)):
        with pytest.raises(UploadNotFoundError):
            call(bench, OFFICER, begun.id)
    assert (rows(bench), uploads_of(bench).mine(OFFICER)) == ((1, 0), ())


def test_only_who_began_may_see_go_on_and_take(bench: Bench) -> None:
    uploads = uploads_of(bench)
    begun = uploads.begin(OFFICER, "a.json", 3)
    for call in (
        lambda: uploads.get(COLLEAGUE, begun.id),
        lambda: uploads.append(COLLEAGUE, begun.id, 0, b"abc"),
        lambda: uploads.remove(COLLEAGUE, begun.id),
        lambda: uploads.finished(COLLEAGUE, begun.id),
        lambda: consume(bench, COLLEAGUE, begun.id),
    ):
        with pytest.raises(AccessDeniedError) as denied:
            call()
        assert denied.value.denial is Denial.OTHER_PERSON
    with pytest.raises(AccessDeniedError) as denied:
        uploads.begin(actor("revision"), "a.json", 3)
    assert denied.value.denial is Denial.ROLE


def test_what_is_refused_stores_nothing(bench: Bench) -> None:
    uploads = uploads_of(bench)
    for size in (0, -1, LIMITS.file_bytes + 1):
        with pytest.raises(UploadTooLargeError):
            uploads.begin(OFFICER, "a.json", size)
    for name, about in (("", ""), ("ordner/", ""), ("a.json", 321 * "x"), ("a.json", "\0")):
        with pytest.raises(UploadNameError):
            uploads.begin(OFFICER, name, 3, about)
    assert uploads.mine(OFFICER, "\0") == ()
    with pytest.raises(UploadNotFoundError):
        uploads.get(OFFICER, "\0")
    begun = uploads.begin(OFFICER, "a.json", 3)
    with pytest.raises(UploadTooLargeError):
        uploads.append(OFFICER, begun.id, 0, b"abcd")
    for checksum, error in (
        ("sha256 AAAA", ChecksumError),
        ("md5 AAAA", UnknownChecksumError),
        ("sha1 ß", UnknownChecksumError),
    ):
        with pytest.raises(error):
            uploads.append(OFFICER, begun.id, 0, b"abc", checksum)
    assert uploads.get(OFFICER, begun.id).offset == 0
    right = "sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
    assert uploads.append(OFFICER, begun.id, 0, b"abc", right).is_finished
    assert uploads.append(OFFICER, begun.id, 3, b"").is_finished


def test_limits_count_what_was_removed_too(bench: Bench) -> None:
    uploads = uploads_of(bench)
    first = uploads.begin(OFFICER, "a.json", 4 * MEBIBYTE)
    with pytest.raises(TooManyUploadsError) as full:
        uploads.begin(OFFICER, "b.json", 3 * MEBIBYTE)
    assert full.value.seconds == timedelta(days=1).total_seconds()
    uploads.append(OFFICER, first.id, 0, bytes(MEBIBYTE))
    uploads.remove(OFFICER, first.id)  # one of four arrived
    uploads.begin(OFFICER, "b.json", 3 * MEBIBYTE)
    uploads.begin(COLLEAGUE, "b.json", 3 * MEBIBYTE)
    for _ in range(2):
        uploads.begin(OFFICER, "c.json", 1)
    with pytest.raises(TooManyUploadsError) as often:
        uploads.begin(OFFICER, "d.json", 1)
    assert often.value.seconds == timedelta(hours=1).total_seconds()
    bench.later(hours=1)
    uploads.begin(OFFICER, "d.json", 1)


def test_what_nobody_goes_on_with_is_gone_after_a_day(bench: Bench, database: Database) -> None:
    uploads = uploads_of(bench)
    left = [uploads.begin(COLLEAGUE if one > 2 else OFFICER, f"{one}.json", 10) for one in range(6)]
    for one in left:
        uploads.append(COLLEAGUE if one in left[3:] else OFFICER, one.id, 0, b"abc")
    bench.later(hours=23)
    kept = uploads.append(OFFICER, left[0].id, 3, b"d")
    bench.later(hours=1)
    with pytest.raises(UploadNotFoundError):
        uploads.get(OFFICER, left[1].id)  # before anybody has swept
    nightly = Bench(database, sweep, daily_at=time(3))
    nightly.clock.moment = bench.clock.moment
    nightly.runner.plan_once()
    assert nightly.runner.work_once()
    assert rows(bench)[0] == 1
    assert uploads.get(OFFICER, kept.id).offset == 4


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\0b\u202egpj.exe", "a b gpj.exe"),
        (300 * "x" + ".json", 195 * "x" + ".json"),
        (300 * "x" + "." + 20 * "y", 200 * "x"),
    ],
)
def test_names_of_files_are_cleaned(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned
