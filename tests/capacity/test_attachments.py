"""Files of requests: what is let in, who reads them, what is left of those that were taken away."""

import base64
import io
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from app.house import House
from app.wiring import build_house
from capacity.errors import AttachmentNotFoundError, RequestClosedError, RequestNotFoundError
from capacity.rules.course.steps import RequestStep
from capacity.services.attaching import MOST_FILES
from core.errors import InputError
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.inspect.attachments import ENDINGS, MOST_BYTES, check_attachment
from infra.inspect.errors import InspectionError
from infra.policy.decision import AccessDeniedError
from tests.audit_lines import lines_of
from tests.capacity.test_requests import begun, submitted, take
from tests.fakes import StoppedClock
from tests.people import actor

DEPARTMENT, HEAD, ADIT, OFFICER, AUDITOR, MAGISTRAT = (
    actor(one) for one in ("fachamt", "amtsleitung", "adit", "vergabestelle", "revision", "magistrat")
)
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 9_000


def zipped(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


def assert_sealed(part: str) -> None:
    """Hold that nobody reads a stored part without the key: neither as it is nor unpacked, with or without a head."""
    data = base64.urlsafe_b64decode(part)
    assert PDF[9:73] not in data, "every part has these bytes"
    for start in range(33):
        with pytest.raises(zlib.error):
            zlib.decompress(data[start:])


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(MONDAY))


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("pdf", PDF),
        ("PDF", PDF),
        ("png", b"\x89PNG\r\n\x1a\n..."),
        ("jpg", b"\xff\xd8\xff\xe0"),
        ("txt", "Grüße".encode("latin-1")),
        ("csv", b"a;b"),
        ("odt", zipped("mimetype", "content.xml")),
        ("docx", zipped("[Content_Types].xml")),
    ],
)
def test_what_offices_work_with_is_let_in(ending: str, content: bytes) -> None:
    check_attachment(ending, content)
    assert ending.lower() in ENDINGS


@pytest.mark.parametrize(
    ("ending", "content", "reason"),
    [
        ("pdf", b"", "file_empty"),
        ("pdf", b"%PDF-" + bytes(MOST_BYTES), "file_size"),
        ("pdf", b"MZ\x90", "file_kind"),
        ("png", PDF, "file_kind"),
        ("txt", b"MZ\0", "file_kind"),
        ("exe", b"MZ", "file_attachment"),
        ("html", b"<script>", "file_attachment"),
        ("docm", zipped("a"), "file_attachment"),
        ("", b"x", "file_attachment"),
        ("docx", b"PK\x03\x04", "file_damaged"),
        ("docx", zipped("mimetype", "schadprogramm.exe"), "file_kind"),
        ("xlsx", zipped("[content_types].xml.exe"), "file_kind"),
        ("pptx", zipped("x/[Content_Types].xml"), "file_kind"),
        ("odt", zipped("[Content_Types].xml"), "file_kind"),
        ("ods", zipped("content.xml"), "file_kind"),
        ("odp", zipped(), "file_kind"),
        ("docx", zipped("[Content_Types].xml", "word/vbaProject.bin"), "file_macro"),
    ],
)
def test_what_is_not_let_in(ending: str, content: bytes, reason: str) -> None:
    with pytest.raises(InspectionError) as caught:
        check_attachment(ending, content)
    assert caught.value.reason == reason


def test_who_reads_the_request_reads_its_files(house: House) -> None:
    keep = house.digital.request_attachments
    number = begun(house).number
    added = keep.add(DEPARTMENT, number, "../Lage\u202eplan.pdf", PDF)
    assert (added.number, added.name, added.size) == (1, "Lageplan.pdf", len(PDF))
    for who in (ADIT, AUDITOR, OFFICER):
        with pytest.raises(AccessDeniedError):
            keep.file(who, number, 1)
        with pytest.raises(AccessDeniedError):
            keep.add(who, number, "a.pdf", PDF)

    later = submitted(house)
    keep.add(DEPARTMENT, later, "Lageplan.pdf", PDF)
    keep.add(ADIT, later, "Schätzung.csv", b"a;b")
    for who in (DEPARTMENT, HEAD, ADIT, OFFICER, AUDITOR):
        found = keep.file(who, later, 1)
        assert (found.name, found.content, found.headers["X-Content-Type-Options"]) == ("Lageplan.pdf", PDF, "nosniff")
    assert [one.name for one in house.digital.request_desk.see(AUDITOR, later).attachments] == [
        "Lageplan.pdf",
        "Schätzung.csv",
    ]
    for refused in (HEAD, AUDITOR, MAGISTRAT):
        with pytest.raises(AccessDeniedError):
            keep.add(refused, later, "a.pdf", PDF)
    with pytest.raises(AccessDeniedError):
        keep.file(MAGISTRAT, later, 1)
    for missing in (lambda: keep.file(ADIT, later, 3), lambda: keep.remove(ADIT, later, 1)):
        with pytest.raises(AttachmentNotFoundError):
            missing()
    with pytest.raises(RequestNotFoundError):
        keep.file(ADIT, 2**40, 1)


def test_what_is_taken_away_leaves_no_content_and_its_number_to_nobody(house: House) -> None:
    keep = house.digital.request_attachments
    number = submitted(house)
    keep.add(DEPARTMENT, number, "a.pdf", PDF)
    keep.remove(DEPARTMENT, number, 1)
    with pytest.raises(AttachmentNotFoundError):
        keep.file(DEPARTMENT, number, 1)
    assert keep.add(DEPARTMENT, number, "b.pdf", PDF).number == 2
    with house.transactions.database.read(DEMO_CITY) as session:
        rows = session.connection().execute(text("SELECT number, sealed FROM capacity_attachment_part")).all()
    assert {row[0] for row in rows} == {2}
    assert len(rows) == 3, "parts of a mebibyte"
    for row in rows:
        assert_sealed(row[1])
    told = [one for one in lines_of(house.transactions.database, DEMO_CITY) if "attachment" in one["event"]]
    assert [one["event"] for one in told] == ["attachment-added", "attachment-removed", "attachment-added"]
    assert "a.pdf" not in str(told)
    for _ in range(MOST_FILES - 1):
        keep.add(DEPARTMENT, number, "c.txt", b"x")
    with pytest.raises(InputError):
        keep.add(DEPARTMENT, number, "c.txt", b"x")
    take(house, number, RequestStep.WITHDRAW, DEPARTMENT)
    acts: tuple[Callable[[], object], ...] = (
        lambda: keep.add(DEPARTMENT, number, "d.txt", b"x"),
        lambda: keep.remove(DEPARTMENT, number, 2),
    )
    for act in acts:
        with pytest.raises(RequestClosedError):
            act()
    assert keep.file(DEPARTMENT, number, 2).content == PDF
