from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.migrations import upgrade
from infra import database as module
from infra.database import Database, DatabaseUnavailableError, UnsupportedDatabaseError
from infra.row_security import APP_ROLE
from tests.templates import Templates


@pytest.fixture
def counter(empty_database: Database, templates: Templates) -> Database:
    templates.copy("schema", upgrade, empty_database)
    with empty_database.maintain() as session:
        session.execute(text("CREATE TABLE counter (n integer NOT NULL)"))
        session.execute(text("INSERT INTO counter VALUES (0)"))
        if empty_database.backend == "postgresql":
            session.execute(text(f"GRANT ALL ON counter TO {APP_ROLE}"))
    return empty_database


def value(database: Database) -> int:
    with database.read() as session:
        return int(session.execute(text("SELECT n FROM counter")).scalar_one())


def increase(database: Database) -> None:
    with database.write() as session:
        n = session.execute(text("SELECT n FROM counter")).scalar_one()
        session.execute(text("UPDATE counter SET n = :n"), {"n": n + 1})


def test_sixteen_threads_lose_no_update(counter: Database) -> None:
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda _: increase(counter), range(400)))
    assert value(counter) == 400


def test_two_processes_lose_no_update(counter: Database) -> None:
    """A second ``Database`` has its own lock in memory, as another process would have."""
    other = Database(counter.engine.url.render_as_string(hide_password=False))
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda i: increase(counter if i % 2 else other), range(200)))
    other.close()
    assert value(counter) == 200


def test_an_exception_takes_everything_back(counter: Database) -> None:
    def fail_halfway() -> None:
        with counter.write() as session:
            session.execute(text("UPDATE counter SET n = 5"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert value(counter) == 0
    increase(counter)
    assert value(counter) == 1


def test_reading_cannot_write(counter: Database) -> None:
    with pytest.raises((SQLAlchemyError, DatabaseUnavailableError)), counter.read() as session:
        session.execute(text("UPDATE counter SET n = 5"))
    assert value(counter) == 0


def test_a_reader_keeps_its_state_while_another_writes(counter: Database) -> None:
    with counter.read() as session:
        assert session.execute(text("SELECT n FROM counter")).scalar_one() == 0
        increase(counter)
        assert session.execute(text("SELECT n FROM counter")).scalar_one() == 0
    assert value(counter) == 1


def test_a_writer_gives_up_waiting(counter: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.05)
    begun, done = Event(), Event()

    def hold() -> None:
        with counter.write():
            begun.set()
            done.wait(60)

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        assert begun.wait(60)
        with pytest.raises(DatabaseUnavailableError), counter.write():
            pytest.fail("two writers at once")
        done.set()
        holding.result()
    increase(counter)
    assert value(counter) == 1


def test_sqlite_is_set_up_to_keep_what_it_confirmed(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/new/folder/test.db")
    with database.read() as session:
        pragma = {
            name: session.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout")
        }
        version = session.execute(text("SELECT sqlite_version()")).scalar_one()
    modes = {oct(file.stat().st_mode & 0o777) for file in tmp_path.rglob("test.db*")}
    database.close()
    assert modes == {"0o600"}
    assert pragma == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "busy_timeout": 10_000,
    }
    assert tuple(map(int, version.split("."))) >= (3, 51, 3)


@pytest.mark.parametrize(
    "address",
    ["", "sqlite://", "sqlite:///:memory:", "mysql://root:geheim@db/x", "sqlite+aiosqlite:///x.db", "nonsense"],
)
def test_other_databases_are_refused_without_their_password(address: str) -> None:
    with pytest.raises(UnsupportedDatabaseError) as caught:
        Database(address)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("address", ["postgresql://nobody@127.0.0.1:9/x", "postgres://nobody@127.0.0.1:9/x"])
def test_a_database_that_does_not_answer(address: str) -> None:
    database = Database(address)
    assert database.backend == "postgresql"
    with pytest.raises(DatabaseUnavailableError), database.read():
        pytest.fail("connected to nothing")
