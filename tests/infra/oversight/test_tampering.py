"""Somebody with all rights on the database changes the log behind our back: nothing stays hidden."""

import json
import random
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.house import House
from app.migrations import upgrade
from infra.audit.checkpoint import Checkpoint, checkpoint_json
from infra.audit.repository import AuditRepository
from infra.audit.verification import FindingKind
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.identity.repository import IdentityRepository
from infra.oversight import verify_log
from infra.oversight.export import line_of
from tests.audit_logs import body, chain
from tests.people import OPERATOR
from tests.templates import Templates
from tests.watching import NOW, happen, watched

COVERED = 12
COLUMNS = ("city_id", "sequence", "at", "actor", "event", "subject_kind", "subject_id", "body", "previous", "hash")
OTHER_CITY = "nachbarstadt"
LIFTED = {
    "sqlite": (
        "DROP TRIGGER audit_entry_no_update",
        "DROP TRIGGER audit_entry_no_delete",
        "DROP TRIGGER audit_entry_no_replace",
    ),
    "postgresql": (
        "ALTER TABLE audit_entry DISABLE TRIGGER USER",
        "ALTER TABLE audit_entry DROP CONSTRAINT ck_audit_entry_hashes",
        "ALTER TABLE audit_entry DROP CONSTRAINT ck_audit_entry_sequence",
    ),
}

Rows = list[dict[str, Any]]


class Intruder:
    """Reads and writes the table as it is, with no program of ours in between."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.is_sqlite = database.backend == "sqlite"
        with database.maintain() as session:
            for statement in LIFTED[database.backend]:
                session.connection().exec_driver_sql(statement)

    def run(self, statement: str, **values: object) -> None:
        if self.is_sqlite:
            self._run_on_sqlite(statement, values)
            return
        with self._database.engine.connect().execution_options(pruefstand_write=True) as connection:
            connection.execute(text(statement), values)
            connection.commit()

    def _run_on_sqlite(self, statement: str, values: dict[str, object]) -> None:
        connection = self._database.engine.raw_connection()
        try:
            for pragma in ("ignore_check_constraints=ON", "foreign_keys=OFF", "query_only=OFF", "synchronous=OFF"):
                connection.cursor().execute(f"PRAGMA {pragma}")
            connection.cursor().execute(statement, values)
        finally:
            connection.close()

    def rows(self) -> Rows:
        """Return all rows; on SQLite each value as its bytes, with its type."""
        shown = [f"hex(CAST({name} AS BLOB)) || typeof({name})" if self.is_sqlite else name for name in COLUMNS]
        with self._database.engine.connect() as connection:
            found = connection.execute(text(f"SELECT {', '.join(shown)} FROM audit_entry ORDER BY 1, 2"))  # noqa: S608 - fixed words
            return [dict(zip(COLUMNS, row, strict=True)) for row in found]

    def keep(self) -> None:
        """Remember how everything is now."""
        self.run("CREATE TABLE kept AS SELECT * FROM audit_entry")

    def restore(self) -> None:
        """Put everything back."""
        self.run("DELETE FROM audit_entry")
        self.run("INSERT INTO audit_entry SELECT * FROM kept")


def change_text(intruder: Intruder, chance: random.Random) -> None:
    name = chance.choice(["actor", "event", "subject_kind", "subject_id", "body", "previous", "hash"])
    place, letter = chance.randrange(1, 9), chance.choice(string.ascii_letters + string.digits)
    changed = f"substr({name}, 1, {place - 1}) || '{letter}' || substr({name}, {place + 1})"
    intruder.run(f"UPDATE audit_entry SET {name} = {changed} WHERE sequence = :n", n=number(chance))  # noqa: S608


def change_kind(intruder: Intruder, chance: random.Random) -> None:
    """Store bytes that are no text, or a value of another kind: SQLite keeps anything in any column."""
    name = chance.choice(COLUMNS[1:])
    value = chance.choice(["x'ff00fe'", f"CAST({name} AS BLOB)", "'\ufffd'", "''", "1e99", "-7", "'12x'"])
    intruder.run(f"UPDATE audit_entry SET {name} = {value} WHERE sequence = :n", n=number(chance))  # noqa: S608


def change_time(intruder: Intruder, chance: random.Random) -> None:
    later = "datetime(at, '+1 second')" if intruder.is_sqlite else "at + interval '1 microsecond'"
    intruder.run(f"UPDATE audit_entry SET at = {later} WHERE sequence = :n", n=number(chance))  # noqa: S608


def renumber(intruder: Intruder, chance: random.Random) -> None:
    target = chance.choice([0, -3, 5_000, 2**31 - 1])
    intruder.run("UPDATE audit_entry SET sequence = :t WHERE sequence = :n", t=target, n=number(chance))


def move_to_another_city(intruder: Intruder, chance: random.Random) -> None:
    intruder.run("UPDATE audit_entry SET city_id = :c WHERE sequence = :n", c=OTHER_CITY, n=number(chance))


def delete(intruder: Intruder, chance: random.Random) -> None:
    first = number(chance)
    intruder.run("DELETE FROM audit_entry WHERE sequence BETWEEN :a AND :b", a=first, b=first + chance.randrange(3))


def close_the_gap(intruder: Intruder, chance: random.Random) -> None:
    """Delete one entry and let the later ones move up."""
    gone = number(chance)
    intruder.run("DELETE FROM audit_entry WHERE sequence = :n", n=gone)
    for later in range(gone + 1, COVERED + 3):
        intruder.run("UPDATE audit_entry SET sequence = sequence - 1 WHERE sequence = :n", n=later)


def insert(intruder: Intruder, chance: random.Random) -> None:
    """Let an entry in: the later ones move down."""
    place = number(chance)
    for later in range(COVERED + 2, place - 1, -1):
        intruder.run("UPDATE audit_entry SET sequence = sequence + 1 WHERE sequence = :n", n=later)
    names = ", ".join(name for name in COLUMNS if name != "sequence")
    intruder.run(
        f"INSERT INTO audit_entry (sequence, {names}) SELECT :p, {names} FROM audit_entry WHERE sequence = :n",  # noqa: S608
        p=place,
        n=place - 1 if place > 1 else 2,
    )


def swap(intruder: Intruder, chance: random.Random) -> None:
    first, second = chance.sample(range(1, COVERED + 1), 2)
    for old, new in ((first, 999), (second, first), (999, second)):
        intruder.run("UPDATE audit_entry SET sequence = :new WHERE sequence = :old", new=new, old=old)


def truncate(intruder: Intruder, chance: random.Random) -> None:
    intruder.run("DELETE FROM audit_entry WHERE sequence >= :n", n=number(chance))


def rewrite_everything(intruder: Intruder, chance: random.Random) -> None:
    """Compute a log of another past, each hash right."""
    kept = chance.randrange(COVERED)
    at = NOW.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
    log = chain([body(place, at=NOW, note=f"new {kept}") for place in range(1, COVERED + 4)])
    intruder.run("DELETE FROM audit_entry")
    for place, one in enumerate(log, 1):
        facts = json.loads(one.body)
        intruder.run(
            f"INSERT INTO audit_entry ({', '.join(COLUMNS)}) VALUES"  # noqa: S608 - fixed words
            " (:city, :number, :at, :actor, :event, :kind, :id, :body, :previous, :hash)",
            city=DEMO_CITY,
            number=place,
            at=at if intruder.is_sqlite else NOW,
            actor=facts["actor"],
            event=facts["event"],
            kind=facts["subject"]["kind"],
            id=facts["subject"]["id"],
            body=one.body,
            previous=one.previous,
            hash=one.hash,
        )


EVERYWHERE: tuple[Callable[[Intruder, random.Random], None], ...] = (
    change_text,
    change_time,
    renumber,
    move_to_another_city,
    delete,
    close_the_gap,
    insert,
    swap,
    truncate,
    rewrite_everything,
)


def number(chance: random.Random) -> int:
    """Return the number of an entry that the checkpoint vouches for."""
    return chance.randrange(1, COVERED + 1)


@pytest.fixture
def scene(
    request: pytest.FixtureRequest, tmp_path: Path, templates: Templates
) -> Iterator[tuple[House, Intruder, Checkpoint]]:
    """Yield a house whose log has a checkpoint, and somebody who can do anything to the database."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    else:
        database = request.getfixturevalue("empty_postgres")
    templates.copy("schema", upgrade, database)
    with database.write() as session:
        for city in (DEMO_CITY, OTHER_CITY):
            IdentityRepository(session).add_city(city, city, is_demo=False, at=NOW)
    house = watched(database, tmp_path)
    happen(house, COVERED)
    checkpoint = house.audit_log.sign_checkpoints().checkpoints[0]
    assert house.audit_log.verify(OPERATOR).holds
    intruder = Intruder(database)
    intruder.keep()
    yield house, intruder, checkpoint
    database.close()


def outsiders_find(house: House, checkpoint: Checkpoint) -> bool:
    with house.transactions.database.read(DEMO_CITY) as session:
        lines = [line_of(entry).decode() for entry in AuditRepository(session).batch(None, 1_000)]
    _, findings, _ = verify_log.verify(lines, [json.loads(checkpoint_json(checkpoint))])
    return any(not one.startswith("Für die Einträge nach") for one in findings)


def tamper(scene: tuple[House, Intruder, Checkpoint], rounds: int) -> list[tuple[int, str]]:
    """Tamper many times; return what was not found by both verifiers."""
    house, intruder, checkpoint = scene
    untouched, missed = intruder.rows(), []
    ways = (*EVERYWHERE, change_kind) if intruder.is_sqlite else EVERYWHERE
    for seed in range(rounds):
        way, chance = ways[seed % len(ways)], random.Random(seed)  # noqa: S311 - a test that can be repeated
        way(intruder, chance)
        while intruder.rows() == untouched:
            way(intruder, chance)
        if not outsiders_find(house, checkpoint) or house.audit_log.verify(OPERATOR).holds:
            missed.append((seed, way.__name__))
        intruder.restore()
    assert house.audit_log.verify(OPERATOR).holds
    return missed


@pytest.mark.parametrize(("scene", "rounds"), [("sqlite", 300), ("postgresql", 50)], indirect=["scene"])
def test_nothing_done_by_sql_stays_hidden(scene: tuple[House, Intruder, Checkpoint], rounds: int) -> None:
    assert tamper(scene, rounds) == []


@pytest.mark.parametrize("scene", ["sqlite"], indirect=True)
def test_a_table_rebuilt_without_its_key_hides_no_entry(
    scene: tuple[House, Intruder, Checkpoint], monkeypatch: pytest.MonkeyPatch
) -> None:
    house, intruder, _ = scene
    monkeypatch.setattr("infra.audit.whole_log.BATCH", 4)
    intruder.run("DROP TABLE audit_entry")
    intruder.run("CREATE TABLE audit_entry AS SELECT * FROM kept")
    intruder.run("INSERT INTO audit_entry SELECT * FROM kept WHERE sequence = 4")
    intruder.run("CREATE INDEX by_number ON audit_entry (city_id, sequence)")
    found = house.audit_log.verify(OPERATOR)

    assert FindingKind.SURPLUS in {one.kind for one in found.findings}


@pytest.mark.parametrize("scene", ["sqlite"], indirect=True)
def test_a_damaged_file_is_a_finding_and_no_crash(scene: tuple[House, Intruder, Checkpoint], tmp_path: Path) -> None:
    house, _, _ = scene
    house.transactions.database.close()
    file = tmp_path / "test.db"
    content = bytearray(file.read_bytes())
    assert not Path(f"{file}-wal").exists()
    found_at = content.find(b'"sequence":3,')
    page = found_at // 4096 * 4096
    content[page : page + 8] = b"\xff" * 8
    file.write_bytes(content)
    found = house.audit_log.verify(OPERATOR)

    assert found_at > 0
    assert not found.holds
    assert FindingKind.STORAGE_DAMAGED in {one.kind for one in found.findings}


@pytest.mark.parametrize("scene", ["sqlite"], indirect=True)
def test_a_log_goes_on_and_can_be_read_and_exported_after_tampering(
    scene: tuple[House, Intruder, Checkpoint], tmp_path: Path
) -> None:
    house, intruder, _ = scene
    intruder.run("UPDATE audit_entry SET body = x'ff' WHERE sequence = 3")
    intruder.run("UPDATE audit_entry SET sequence = 'zz' WHERE sequence = 5")
    happen(house, 1)
    file = tmp_path / "export.zip"
    house.audit_log.export(OPERATOR, file)

    assert verify_log.main([str(file)]) == 4
    assert not house.audit_log.verify(OPERATOR).holds
