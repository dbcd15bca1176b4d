"""Watching over the log on both databases: reading, verifying, checkpoints, exports, and what is recorded of it."""

import json
import stat
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from app.house import House
from infra.audit import whole_log
from infra.audit.model import EntryQuery, Event, Subject
from infra.audit.verification import FindingKind
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.identity.repository import IdentityRepository
from infra.mail import Attachment, Mailer, MailNotSentError
from infra.oversight import verify_log
from infra.oversight.folder import CheckpointFolder, file_name
from infra.oversight.keys import Keys, KeyUnusableError
from infra.oversight.service import AuditLog, Posting
from infra.policy.decision import AccessDeniedError
from infra.policy.model import NOBODY, operator
from tests.people import OFFICER, OPERATOR, actor
from tests.watching import NOW, happen, watched

AUDITOR, ADMINISTRATOR = actor("revision"), actor("verwaltung")


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    return watched(database, tmp_path)


def events(house: House, **query: str) -> list[str]:
    return [one.event for one in house.audit_log.page(OPERATOR, EntryQuery(**query), 1_000).entries]  # type: ignore[arg-type]


def test_the_newest_entries_come_first_and_pages_follow_each_other(house: House) -> None:
    happen(house, 7)
    walked, query = list[int](), EntryQuery()
    while True:
        page = house.audit_log.page(AUDITOR, query, 3)
        walked += [one.sequence for one in page.entries]
        if page.following is None:
            break
        query = EntryQuery(before=page.following)

    assert walked == list(range(7, 0, -1))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (EntryQuery(subject_id="vg-1"), [6, 2]),
        (EntryQuery(subject_kind="evaluation", subject_id="vg-1", before=6), [2]),
        (EntryQuery(event="evaluation-stored", actor="operator", subject_id="vg-3"), [4]),
        (EntryQuery(event="signed-in"), []),
        (EntryQuery(actor="somebody"), []),
        (EntryQuery(subject_id="vg\0"), []),
        (EntryQuery(since=NOW + timedelta(seconds=6)), [7, 6]),
        (EntryQuery(until=NOW + timedelta(seconds=3)), [2, 1]),
        (EntryQuery(since=NOW + timedelta(seconds=2), until=NOW + timedelta(seconds=4), event="signed-in"), []),
        (EntryQuery(since=NOW + timedelta(seconds=2), until=NOW + timedelta(seconds=4)), [3, 2]),
        (EntryQuery(since=NOW + timedelta(days=1)), []),
        (EntryQuery(until=NOW - timedelta(days=1)), []),
    ],
)
def test_entries_are_found_by_what_is_asked(house: House, query: EntryQuery, expected: list[int]) -> None:
    happen(house, 7)

    assert [one.sequence for one in house.audit_log.page(AUDITOR, query).entries] == expected


def test_an_entry_comes_back_as_it_was_recorded(house: House) -> None:
    happen(house, 1)
    entry = house.audit_log.page(AUDITOR, EntryQuery()).entries[0]

    assert (entry.city, entry.sequence, entry.actor, entry.event) == (DEMO_CITY, 1, "operator", Event.EVALUATION_STORED)
    assert entry.subject == Subject(kind="evaluation", id="vg-0")
    assert entry.details == {"before": {"state": "draft"}, "after": {"note": "Nr. 0"}}
    assert entry.at == NOW + timedelta(seconds=1)


def test_a_log_in_order_holds_and_its_verification_is_recorded(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_log, "BATCH", 3)
    happen(house, 9)
    seen: list[tuple[int, int]] = []
    found = house.audit_log.verify(ADMINISTRATOR, lambda done, total: seen.append((done, total)))

    assert found.holds
    assert (found.entries, found.head, found.reach) == (9, 9, None)
    assert seen == [(3, 9), (6, 9), (9, 9), (9, 9)]
    entry = house.audit_log.page(AUDITOR, EntryQuery()).entries[0]
    assert (entry.event, entry.actor) == (Event.AUDIT_LOG_VERIFIED, ADMINISTRATOR.person)
    assert entry.details == {"entries": 9, "findings": 0, "holds": True}


def test_an_empty_log_holds(house: House) -> None:
    assert house.audit_log.verify(OPERATOR).entries == 0


def test_checkpoints_are_signed_for_every_city_that_has_entries(
    house: House, database: Database, tmp_path: Path
) -> None:
    with database.write() as session:
        for city in ("leerstadt", "nachbarstadt"):
            IdentityRepository(session).add_city(city, city, is_demo=False, at=NOW)
    happen(house, 3)
    happen(house, 2, "nachbarstadt")
    signed = house.audit_log.sign_checkpoints()

    assert [(one.city, one.sequence) for one in signed.checkpoints] == [(DEMO_CITY, 3), ("nachbarstadt", 2)]
    assert signed.mailed is None
    assert sorted(signed.files) == sorted((tmp_path / "pruefpunkte").iterdir())
    assert events(house)[0] == Event.CHECKPOINT_SIGNED
    found = house.audit_log.verify(OPERATOR)
    assert found.holds
    assert (found.checkpoints, found.reach) == (1, signed.checkpoints[0])


def test_a_checkpoint_is_never_overwritten(house: House) -> None:
    happen(house, 1)
    file = house.audit_log.sign_checkpoints().files[0]
    before = file.read_bytes()
    house.audit_log.sign_checkpoints()
    checkpoint = house.audit_log.verify(OPERATOR).reach
    folder = CheckpointFolder(file.parent)

    assert checkpoint is not None
    assert len(folder.files()) == 2
    assert file.read_bytes() == before
    with pytest.raises(FileExistsError):
        folder.add(checkpoint)


def test_the_secret_is_for_its_owner_alone_and_the_key_stays_the_same(house: House, tmp_path: Path) -> None:
    first = house.audit_log.public_key()

    assert first == house.audit_log.public_key()
    assert first.startswith(b"-----BEGIN PUBLIC KEY-----")
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    assert [file.read_bytes() for file in (tmp_path / "schluessel").iterdir()] == [first]


def test_checkpoints_of_a_former_secret_can_still_be_checked(house: House, database: Database, tmp_path: Path) -> None:
    happen(house, 1)
    house.audit_log.sign_checkpoints()
    (tmp_path / "secret.key").unlink()
    renewed = watched(database, tmp_path)
    renewed.audit_log.sign_checkpoints()
    found = renewed.audit_log.verify(OPERATOR)

    assert found.holds
    assert found.checkpoints == 2
    assert len(list((tmp_path / "schluessel").iterdir())) == 2


def test_checkpoints_that_are_damaged_forged_or_foreign_are_findings(house: House) -> None:
    happen(house, 1)
    file = house.audit_log.sign_checkpoints().files[0]
    facts = json.loads(file.read_bytes())
    variants = {
        f"{DEMO_CITY}.000000000001.forged.json": json.dumps(facts | {"sequence": 2}),
        f"{DEMO_CITY}.000000000001.foreign.json": json.dumps(facts | {"key": "00" * 32}),
        f"{DEMO_CITY}.000000000001.damaged.json": "{",
        "nachbarstadt.000000000001.damaged.json": "{",
    }
    for name, text in variants.items():
        (file.parent / name).write_text(text)
    found = house.audit_log.verify(OPERATOR)

    assert not found.holds
    assert {one.kind for one in found.findings} == {
        FindingKind.CHECKPOINT_FORGED,
        FindingKind.CHECKPOINT_KEY_UNKNOWN,
        FindingKind.CHECKPOINT_UNREADABLE,
    }
    assert found.checkpoints == 1


def test_checkpoints_kept_elsewhere_can_be_asked_instead(house: House, tmp_path: Path) -> None:
    happen(house, 1)
    house.audit_log.sign_checkpoints()
    elsewhere = tmp_path / "stick"
    elsewhere.mkdir()

    assert house.audit_log.verify(OPERATOR, checkpoints=elsewhere).reach is None
    (tmp_path / "pruefpunkte").rename(elsewhere / "moved")
    assert house.audit_log.verify(OPERATOR, checkpoints=elsewhere / "moved").reach is not None


def test_a_city_that_vanished_is_known_from_its_checkpoints(house: House) -> None:
    happen(house, 1)
    file = house.audit_log.sign_checkpoints().files[0]
    facts = json.loads(file.read_bytes())
    (file.parent / "verschwunden.json").write_text(json.dumps(facts | {"city": "verschwunden"}))

    assert house.audit_log.cities() == [DEMO_CITY, "verschwunden"]
    assert not house.audit_log.verify(operator("verschwunden")).holds


def test_an_unusable_public_key_is_named(house: House, tmp_path: Path) -> None:
    house.audit_log.public_key()
    (tmp_path / "schluessel" / "zusatz.pem").write_text("nothing")

    with pytest.raises(KeyUnusableError, match=r"zusatz\.pem"):
        house.audit_log.verify(OPERATOR)


def test_a_folder_that_cannot_be_made_is_an_error(house: House, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    keys = Keys(house.secrets, tmp_path / "taken")

    with pytest.raises(KeyUnusableError):
        keys.signing_key()


class PostBox(Mailer):
    """Keeps mails instead of sending them."""

    def __init__(self, *, open_: bool) -> None:
        super().__init__("localhost:25", "pruefstand@example.org")
        self.is_open = open_
        self.mails: list[tuple[str, str, tuple[str, ...]]] = []

    def send(self, recipient: str, subject: str, text: str, attachments: Sequence[Attachment] = ()) -> None:
        if not self.is_open:
            raise MailNotSentError
        self.mails.append((recipient, subject + text, tuple(one.name for one in attachments)))


@pytest.mark.parametrize("is_open", [True, False])
def test_checkpoints_are_mailed_and_a_failure_is_recorded(house: House, tmp_path: Path, *, is_open: bool) -> None:
    happen(house, 1)
    box = PostBox(open_=is_open)
    folder = CheckpointFolder(tmp_path / "pruefpunkte")
    log = AuditLog(house.transactions, Keys(house.secrets, tmp_path / "k"), folder, Posting(box, "rpa@example.org"))
    signed = log.sign_checkpoints()

    assert signed.mailed is is_open
    assert log.page(OPERATOR, EntryQuery()).entries[0].details["mailed"] is is_open
    assert len(signed.files) == 1
    assert [(recipient, names) for recipient, _, names in box.mails] == (
        [("rpa@example.org", (signed.files[0].name,))] if is_open else []
    )


def test_an_export_is_complete_and_outsiders_can_check_it(house: House, tmp_path: Path) -> None:
    happen(house, 5)
    house.audit_log.sign_checkpoints()
    file = tmp_path / "export.zip"
    last = house.audit_log.export(AUDITOR, file)
    lines = zipfile.ZipFile(file).read("protokoll.jsonl").splitlines()

    assert verify_log.main([str(file)]) == 0
    assert len(lines) == last.sequence == 7
    assert json.loads(json.loads(lines[-1])["body"])["event"] == Event.AUDIT_LOG_EXPORTED
    assert json.loads(json.loads(lines[-1])["body"])["actor"] == AUDITOR.person
    line = house.audit_log.page(AUDITOR, EntryQuery()).entries[0]
    assert (line.event, line.actor, line.sequence) == (Event.CHECKPOINT_SIGNED, AUDITOR.person, last.sequence + 1)
    assert (line.subject.id, line.details["hash"]) == (file_name(last), last.hash)


def test_an_export_holds_one_city_alone(house: House, database: Database) -> None:
    with database.write() as session:
        IdentityRepository(session).add_city("nachbarstadt", "Nachbarstadt", is_demo=False, at=datetime.now(UTC))
    happen(house, 2, "nachbarstadt")
    house.audit_log.sign_checkpoints()
    target = BytesIO()
    house.audit_log.export(AUDITOR, target)
    archive = zipfile.ZipFile(target)

    assert all(b"nachbarstadt" not in archive.read(name) for name in archive.namelist() if name != "verify_log.py")


def test_people_are_named_by_id(house: House) -> None:
    auditor = str(AUDITOR.person)
    assert house.audit_log.names(AUDITOR, {auditor, "gone", "nul\0", ""}) == {auditor: "Tomasz Zieliński"}


def test_a_list_to_choose_from_is_in_order_and_ends(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = list(house.audit_log.choices(AUDITOR).values())
    assert "Tomasz Zieliński" in everybody
    assert everybody == sorted(everybody, key=str.casefold)
    monkeypatch.setattr("infra.oversight.service.MOST_CHOICES", 3)
    assert list(house.audit_log.choices(AUDITOR).values()) == everybody[:3]


def test_who_may_not_is_refused_with_one_line_each(house: House) -> None:
    log = house.audit_log
    attempts: tuple[Callable[[], object], ...] = (
        lambda: log.page(OFFICER, EntryQuery()),
        lambda: log.names(OFFICER, ()),
        lambda: log.choices(OFFICER),
        lambda: log.verify(OFFICER),
        lambda: log.export(OFFICER, BytesIO()),
        lambda: log.page(ADMINISTRATOR, EntryQuery()),
        lambda: log.export(ADMINISTRATOR, BytesIO()),
    )
    for number, attempt in enumerate(attempts, 1):
        with pytest.raises(AccessDeniedError):
            attempt()
        assert events(house, event="access-denied") == ["access-denied"] * number
    for attempt in (lambda: log.page(NOBODY, EntryQuery()), lambda: log.verify(NOBODY)):
        with pytest.raises(AccessDeniedError):
            attempt()
    assert len(events(house)) == len(attempts)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'x'",
        "UPDATE audit_entry SET body = body WHERE sequence = 1",
        "DELETE FROM audit_entry WHERE sequence = 2",
        "DELETE FROM audit_entry",
    ],
)
def test_the_database_itself_refuses_changes(house: House, database: Database, statement: str) -> None:
    happen(house, 3)
    with pytest.raises(DBAPIError), database.maintain() as session:
        session.connection().exec_driver_sql(statement)

    assert house.audit_log.verify(OPERATOR).entries == 3


def test_the_database_refuses_to_replace_or_empty(house: House, database: Database) -> None:
    happen(house, 1)
    columns = "city_id, sequence, at, actor, event, subject_kind, subject_id, body, previous, hash"
    statement = (
        f"INSERT OR REPLACE INTO audit_entry ({columns}) SELECT {columns} FROM audit_entry"  # noqa: S608 - fixed words
        if database.backend == "sqlite"
        else "TRUNCATE audit_entry"
    )
    with pytest.raises(DBAPIError), database.maintain() as session:
        session.connection().exec_driver_sql(statement)

    assert house.audit_log.verify(OPERATOR).entries == 1
