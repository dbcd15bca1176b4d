"""There and back: every row, both databases, under load; and nothing at all when a byte is wrong."""

import hashlib
import json
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Event as Signal
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import func, insert, select, text
from sqlmodel import col

from app.backup.errors import BrokenChainError, DamagedBackupError, NewerBackupError, NotEmptyError
from app.backup.form import LEFT_OUT, SEAL_BYTES, Manifest
from app.backup.make import _seal, make_backup
from app.backup.restore import restore_backup
from app.backup.services import back_up
from app.cli import main
from app.demo import load_demo
from app.house import House
from app.jobs import MAINTENANCE
from app.migrations import METADATA, is_current, upgrade
from app.wiring import build_house
from infra.audit.model import Event, Subject
from infra.audit.tables import AuditRow
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.notices.model import NoticeKind
from infra.notices.services import Notices
from infra.policy.table import Action
from procurement.tables import EvaluationRow
from tests.architecture.sources import ROOT
from tests.databases import with_people
from tests.factories import Json
from tests.people import OFFICER, OPERATOR, actor
from tests.templates import Templates

Change = Callable[[Json, list[Any]], object]

AT = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def quiet(_part: str, _done: float) -> None:
    pass


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'other.db'}")
    yield database
    database.close()


@pytest.fixture
def filled(empty_database: Database, templates: Templates) -> Database:
    """Return the demo city with two thousand further evaluations."""
    templates.copy("many_evaluations", with_many, empty_database)
    return empty_database


def with_many(database: Database) -> None:
    with_people(database)
    load_demo(build_house(database))
    with database.write(DEMO_CITY) as session:
        row = session.execute(select(EvaluationRow).limit(1)).scalars().one()
        kept = {name: getattr(row, name) for name in EvaluationRow.model_fields if name != "id"}
        session.execute(
            insert(EvaluationRow),
            [{**kept, "slug": f"x-{n}", "reference": f"X {n}", "search_text": "ä\u2028ö\x7f"} for n in range(2_000)],
        )


def tables(manifest: Manifest) -> dict[str, tuple[int, str]]:
    return {entry.name: (entry.rows, entry.digest) for entry in manifest.tables}


def without_log(manifest: Manifest) -> dict[str, tuple[int, str]]:
    """Restoring writes a line of its own into the log."""
    return {name: found for name, found in tables(manifest).items() if name != "audit_entry"}


def test_every_row_comes_back_on_the_other_database(
    filled: Database, sqlite: Database, empty_postgres: Database, tmp_path: Path
) -> None:
    first = make_backup(filled, tmp_path / "1.zip", AT, quiet)
    assert first.rows > 2_000
    there = [empty_postgres, sqlite] if filled.backend == "sqlite" else [sqlite]
    made, source = first, tmp_path / "1.zip"
    for number, target in enumerate(there, 2):
        restore_backup(target, source, AT, quiet)
        assert is_current(target)
        source = tmp_path / f"{number}.zip"
        again = make_backup(target, source, AT, quiet)
        assert without_log(again) == without_log(made)
        assert tables(again)["audit_entry"][0] == tables(made)["audit_entry"][0] + 1
        made = again
    with build_house(there[-1]).transactions.write(OFFICER, Action.STORE_EVALUATION) as writing:
        writing.record(Event.EVALUATION_EXPORTED, Subject(kind="evaluation", id="x"))


def test_a_restored_database_goes_on_counting(filled: Database, tmp_path: Path) -> None:
    make_backup(filled, tmp_path / "1.zip", AT, quiet)
    restore_backup(filled, tmp_path / "1.zip", AT, quiet, replace=True)
    with filled.write(DEMO_CITY) as session:
        row = session.execute(select(EvaluationRow).limit(1)).scalars().one()
        session.add(EvaluationRow(**{**row.model_dump(exclude={"id"}), "slug": "neu", "reference": "neu"}))
        session.flush()


def test_what_belongs_to_the_moment_is_left_out(filled: Database, tmp_path: Path) -> None:
    build_house(filled).sessions.open(DEMO_CITY, str(OFFICER.person))
    manifest = make_backup(filled, tmp_path / "1.zip", AT, quiet)
    assert not LEFT_OUT & tables(manifest).keys()
    assert {*tables(manifest), *LEFT_OUT} == set(METADATA.tables)
    assert (tmp_path / "1.zip").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_rows_are_replaced_only_on_request(filled: Database, tmp_path: Path) -> None:
    made = make_backup(filled, tmp_path / "1.zip", AT, quiet)
    with pytest.raises(NotEmptyError):
        restore_backup(filled, tmp_path / "1.zip", AT, quiet)
    restore_backup(filled, tmp_path / "1.zip", AT, quiet, replace=True)
    assert without_log(make_backup(filled, tmp_path / "2.zip", AT, quiet)) == without_log(made)


def test_any_changed_byte_is_refused(filled: Database, sqlite: Database, tmp_path: Path) -> None:
    make_backup(filled, tmp_path / "1.zip", AT, quiet)
    whole, changed = (tmp_path / "1.zip").read_bytes(), tmp_path / "2.zip"
    places = random.Random(1)  # noqa: S311 - which bytes are changed
    for place in [0, len(whole) - 1, len(whole) - SEAL_BYTES, *(places.randrange(len(whole)) for _ in range(200))]:
        changed.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << place % 8)]) + whole[place + 1 :])
        with pytest.raises(DamagedBackupError):
            restore_backup(sqlite, changed, AT, quiet)
    for part in (b"", whole[:-1], whole[:100], b"nothing", whole + b"x"):
        changed.write_bytes(part)
        with pytest.raises(DamagedBackupError):
            restore_backup(sqlite, changed, AT, quiet)
    with sqlite.maintain(read_only=True) as session:
        assert session.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one() == 0


def rewritten(source: Path, target: Path, change: Callable[[str, bytes], bytes]) -> None:
    """Write a backup anew, sealed as if it were genuine."""
    with ZipFile(source) as old, ZipFile(target, "w") as new:
        new.comment = old.comment
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    with target.open("r+b") as file:
        _seal(file)


def test_an_audit_log_that_is_not_whole_is_not_restored(filled: Database, sqlite: Database, tmp_path: Path) -> None:
    make_backup(filled, tmp_path / "1.zip", AT, quiet)
    with ZipFile(tmp_path / "1.zip") as archive:
        rest = archive.read("audit_entry.jsonl").partition(b"\n")[2]

    def cut(name: str, data: bytes) -> bytes:
        if name != "manifest.json":
            return rest if name == "audit_entry.jsonl" else data
        manifest = json.loads(data)
        entry = next(one for one in manifest["tables"] if one["name"] == "audit_entry")
        entry |= {"rows": entry["rows"] - 1, "digest": hashlib.sha256(rest).hexdigest()}
        return json.dumps(manifest).encode()

    rewritten(tmp_path / "1.zip", tmp_path / "2.zip", cut)
    with pytest.raises(BrokenChainError):
        restore_backup(sqlite, tmp_path / "2.zip", AT, quiet)
    assert not is_current(sqlite)


def changed_row(source: Path, target: Path, table: str, change: Change) -> None:
    """Write a backup anew in which the entry of a table and its rows were changed, sealed as if genuine."""
    with ZipFile(source) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        rows = [json.loads(line) for line in archive.read(f"{table}.jsonl").splitlines()]
    entry = next(one for one in manifest["tables"] if one["name"] == table)
    change(entry, rows)
    lines = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    entry |= {"rows": len(rows), "digest": hashlib.sha256(lines).hexdigest()}
    parts = {"manifest.json": json.dumps(manifest).encode(), f"{table}.jsonl": lines}
    rewritten(source, target, parts.get)


def put(column: str, value: object) -> Change:
    def change(entry: Json, rows: list[Any]) -> None:
        rows[0][list(entry["columns"]).index(column)] = value

    return change


def text_as_number(entry: Json, rows: list[Any]) -> None:
    put("sequence", "abc")(entry, rows)
    entry["columns"]["sequence"] = "text"


UNTAKEN: dict[str, tuple[str, Change]] = {
    "text for a number": ("audit_entry", put("sequence", "abc")),
    "text for a number, said to be one": ("audit_entry", text_as_number),
    "truth for a number": ("audit_entry", put("sequence", value=True)),
    "too large": ("audit_entry", put("sequence", 2**70)),
    "no whole number": ("audit_entry", put("sequence", 1.5)),
    "no zone": ("audit_entry", put("at", "2026-11-22T05:00:00")),
    "no moment": ("audit_entry", put("at", 5)),
    "nothing": ("audit_entry", put("actor", None)),
    "half a character": ("audit_entry", put("actor", "\ud800")),
    "too short": ("audit_entry", lambda _entry, rows: rows[0].pop()),
    "twice": ("audit_entry", lambda _entry, rows: rows.append(rows[0])),
    "no list": ("audit_entry", lambda _entry, rows: rows.append({})),
    "other column": ("audit_entry", lambda entry, _rows: entry["columns"].update(x=entry["columns"].pop("body"))),
    "text for truth": ("identity_city", put("is_demo", "yes")),
    "refers to nothing": ("identity_person", put("office_id", "00000000-0000-0000-0000-000000000000")),
}


def others(filled: Database, sqlite: Database, empty_postgres: Database) -> tuple[Database, ...]:
    """Return the empty databases beside the one that is filled."""
    return (sqlite, empty_postgres) if filled.backend == "sqlite" else (sqlite,)


def test_what_no_table_takes_is_refused_as_damage(demo_database: Database, sqlite: Database, tmp_path: Path) -> None:
    make_backup(demo_database, tmp_path / "1.zip", AT, quiet)
    for name, (table, change) in UNTAKEN.items():
        changed_row(tmp_path / "1.zip", tmp_path / "2.zip", table, change)
        with pytest.raises(DamagedBackupError):
            restore_backup(sqlite, tmp_path / "2.zip", AT, quiet)
        assert not is_current(sqlite), name


def test_postgresql_takes_no_more(empty_postgres: Database, demo_file: Database, tmp_path: Path) -> None:
    make_backup(demo_file, tmp_path / "1.zip", AT, quiet)
    for name, (table, change) in (UNTAKEN | {"nul": ("identity_city", put("name", "a\0"))}).items():
        changed_row(tmp_path / "1.zip", tmp_path / "2.zip", table, change)
        with pytest.raises(DamagedBackupError):
            restore_backup(empty_postgres, tmp_path / "2.zip", AT, quiet)
        assert not is_current(empty_postgres), name


def test_a_defect_of_ours_is_no_damage_of_the_backup(
    filled: Database, sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup(filled, tmp_path / "1.zip", AT, quiet)

    def broken(*_given: object) -> None:
        raise KeyError("a defect")

    monkeypatch.setattr("app.backup.restore._verify_and_record", broken)
    with pytest.raises(KeyError, match="a defect"):
        restore_backup(sqlite, tmp_path / "1.zip", AT, quiet)
    assert not is_current(sqlite)


def test_numbers_of_jobs_and_notices_do_not_come_again(
    filled: Database, sqlite: Database, empty_postgres: Database, tmp_path: Path
) -> None:
    """Addresses and the audit log name things by number."""

    def next_numbers(house: House) -> tuple[int, int]:
        told = actor("revision")
        with house.transactions.write(told, Action.USE_OWN_ACCOUNT) as writing:
            Notices.tell(writing, str(told.person), NoticeKind.ROLES_CHANGED, {"added": "", "removed": ""})
        return house.jobs.start(OPERATOR, MAINTENANCE).id, house.notices.page(told).items[0].id

    last = [next_numbers(build_house(filled)) for _ in range(3)][-1]
    assert last[0] == 3
    make_backup(filled, tmp_path / "1.zip", AT, quiet)
    for target in others(filled, sqlite, empty_postgres):
        restore_backup(target, tmp_path / "1.zip", AT, quiet)
        assert next_numbers(build_house(target)) == (last[0] + 1, last[1] + 1)


def test_a_backup_from_the_future_is_refused(filled: Database, sqlite: Database, tmp_path: Path) -> None:
    make_backup(filled, tmp_path / "1.zip", AT, quiet)

    def newer(name: str, data: bytes) -> bytes:
        return data.replace(b'"revision": "', b'"revision": "9') if name == "manifest.json" else data

    rewritten(tmp_path / "1.zip", tmp_path / "2.zip", newer)
    with pytest.raises(NewerBackupError):
        restore_backup(sqlite, tmp_path / "2.zip", AT, quiet)


def test_a_backup_of_an_older_version_is_brought_up_to_date(filled: Database, sqlite: Database, tmp_path: Path) -> None:
    """Version 0005 knew evaluations and people; their tables were what they are."""
    known = {"procurement_evaluation", "procurement_pruefvermerk"}
    with filled.maintain() as session:
        later_roles = "DELETE FROM identity_person_role WHERE role IN ('office-head', 'committee-office')"
        session.connection().execute(text(later_roles))
    made = make_backup(filled, tmp_path / "1.zip", AT, quiet)
    later = {
        name
        for name in tables(made)
        if name.startswith(("capacity_", "digitalcheck_", "job", "notice", "procurement_", "upload"))
        and name not in known
    }

    def older(name: str, data: bytes) -> bytes:
        if name != "manifest.json":
            return data
        manifest = json.loads(data) | {"revision": "0005"}
        manifest["tables"] = [entry for entry in manifest["tables"] if entry["name"] not in later]
        return json.dumps(manifest).encode()

    rewritten(tmp_path / "1.zip", tmp_path / "2.zip", older)
    restore_backup(sqlite, tmp_path / "2.zip", AT, quiet)
    assert is_current(sqlite)
    expected = {name: found for name, found in without_log(made).items() if name not in later}
    assert expected.items() <= without_log(make_backup(sqlite, tmp_path / "3.zip", AT, quiet)).items()


def test_backups_under_load_are_consistent(database: Database, tmp_path: Path) -> None:
    """Every change comes with its audit line: a snapshot has as many of the one as of the other."""
    house, stop = build_house(database), Signal()
    load_demo(house)

    def work(number: int) -> None:
        count = 0
        while not stop.is_set():
            count += 1
            with house.transactions.write(actor("revision"), Action.USE_OWN_ACCOUNT) as writing:
                row = writing.session.execute(select(EvaluationRow).limit(1)).scalars().one()
                values = row.model_dump(exclude={"id"}) | {
                    "slug": f"l-{number}-{count}",
                    "reference": f"{number}/{count}",
                }
                writing.session.add(EvaluationRow(**values))
                writing.record(Event.EVALUATION_STORED, Subject(kind="evaluation", id=f"l-{number}-{count}"))

    with ThreadPoolExecutor(3) as pool:
        working = [pool.submit(work, number) for number in range(3)]
        try:
            found = [make_backup(database, tmp_path / f"{n}.zip", AT, quiet) for n in range(20)]
        finally:
            stop.set()
        for one in working:
            one.result()
    for number, manifest in enumerate(found):
        with ZipFile(tmp_path / f"{number}.zip") as archive:
            stored = archive.read("procurement_evaluation.jsonl").count(b"\n")
            logged = archive.read("audit_entry.jsonl").count(b'"evaluation-stored"')
        assert stored == logged == tables(manifest)["procurement_evaluation"][0]
    assert len({manifest.rows for manifest in found}) > 1


def test_both_ends_stand_in_the_audit_log(filled: Database, sqlite: Database, tmp_path: Path) -> None:
    _, digest = back_up(build_house(filled).transactions, tmp_path / "1.zip", quiet)
    assert restore_backup(sqlite, tmp_path / "1.zip", AT, quiet)[1] == digest
    for database, event in ((filled, Event.BACKUP_MADE), (sqlite, Event.BACKUP_RESTORED)):
        with database.read(DEMO_CITY) as session:
            last = (
                select(col(AuditRow.event), col(AuditRow.subject_id)).order_by(col(AuditRow.sequence).desc()).limit(1)
            )
            assert tuple(session.execute(last).one()) == (event.value, digest)


def test_a_database_of_the_first_version_comes_up_to_date(empty_database: Database, tmp_path: Path) -> None:
    upgrade(empty_database, "0001")
    digest = "sha256:" + "0" * 64
    values: dict[str, object] = {
        "slug": "a",
        "reference": "A",
        "lot": "",
        "title": "T",
        "method": "festpreis",
        "state": "final",
    }
    values |= {"tenderers": 1, "search_text": "a", "document_digest": digest, "result_digest": digest}
    values |= {"stored_at": "2026-11-20 10:00:00+00:00", "document": "{}", "result": "{}"}
    names = ", ".join(values)
    with empty_database.maintain() as session:
        for number in range(50):
            row = values | {"slug": f"a{number}", "reference": f"A{number}"}
            session.execute(
                text(f"INSERT INTO procurement_evaluation ({names}) VALUES (:{', :'.join(values)})"),  # noqa: S608 - names from above
                row,
            )
    upgrade(empty_database)
    assert is_current(empty_database)
    with empty_database.read(DEMO_CITY) as session:
        assert session.execute(select(func.count()).select_from(EvaluationRow)).scalar_one() == 50
    restored = Database(f"sqlite:///{tmp_path / 'restored.db'}")
    make_backup(empty_database, tmp_path / "1.zip", AT, quiet)
    restore_backup(restored, tmp_path / "1.zip", AT, quiet)
    restored.close()


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'a.db'}")
    file = tmp_path / "sicherung.zip"
    assert main(["backup", str(file)]) == 2
    assert main(["db", "upgrade"]) == main(["demo", "load"]) == 0
    assert main(["backup", str(file)]) == 0
    assert "Gesichert: " in capsys.readouterr().out
    assert main(["backup", str(file)]) == 2
    assert main(["restore", str(file)]) == 2
    assert main(["restore", str(file), "--ersetzen", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["file"] == str(file)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'b.db'}")
    assert main(["restore", str(file)]) == 0
    file.write_bytes(file.read_bytes().replace(b"manifest", b"manifesT"))
    assert main(["restore", str(file), "--ersetzen"]) == 4
    assert main(["restore", str(tmp_path / "fehlt.zip")]) == 2


def test_the_handbook_names_all_that_a_backup_leaves_out() -> None:
    words = {
        "identity_session": "Sitzungen",
        "identity_sign_in_failure": "Fehlversuche bei der Anmeldung",
        "once_answer": "aufbewahrte Antworten der Schnittstelle",
    }
    assert words.keys() == LEFT_OUT
    text = (ROOT / "docs" / "handbuch" / "betrieb.md").read_text(encoding="utf-8")
    table = text.partition("| In der Sicherung | Nicht in der Sicherung |")[2].partition("\n\n")[0]
    left_out = " ".join(line.split("|")[2] for line in table.splitlines() if line.count("|") > 2)
    assert all(word in left_out for word in words.values())
