"""The database behind two doors: ``read()`` sees one unchanging state, ``write()`` is alone with the newest state.

A third, ``maintain()``, is for migrations, backup and restore alone: it sees the rows of all cities.

SQLite and PostgreSQL keep the same promises, each by its own means:

* ``write()`` transactions run one after another. SQLite takes ``BEGIN IMMEDIATE``; PostgreSQL takes a transaction-wide
  advisory lock before its first look at the data, so READ COMMITTED suffices and nothing needs to be retried.
* ``read()`` sees a snapshot and cannot write.
* Both see one city. Statements built from table classes name it by themselves (``infra.rows``); PostgreSQL shows the
  role that they act as no other rows either (``infra.row_security``).

Left to itself SQLAlchemy begins a SQLite transaction only before the first change, and loses updates.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlmodel import Session

from core.errors import PruefstandError
from infra.line import Line
from infra.row_security import APP_ROLE, CITY, MAINTENANCE
from infra.rows import CitySession, open_for

BUSY_SECONDS = 10
_POSTGRESQL_WRITER_LOCK = 0x50727566  # "Pruf": one lock for all writers of one database
_LOOSE_REFERENCES = "PRAGMA foreign_key_check"
_MODE = "pruefstand_mode"
_WAL_SAFE_SINCE = (3, 51, 3)  # earlier versions can corrupt a WAL file that several connections write


class UnsupportedDatabaseError(PruefstandError):
    """The database address names neither a SQLite file nor PostgreSQL.

    Args:
        backend: What the address names instead; never the address itself, which may hold a password.
    """

    def __init__(self, backend: str) -> None:
        super().__init__(f"unsupported database: {backend}")
        self.backend = backend


class DatabaseUnavailableError(PruefstandError):
    """The database did not answer, or another writer held it for too long. Nothing was written."""


class LooseReferenceError(AssertionError):
    """A migration or a restore would have left a row that refers to nothing: a defect, stopped before it is stored.

    Args:
        table: Where the row is.
    """

    def __init__(self, table: str) -> None:
        super().__init__(f"a row of {table} refers to nothing")


class Database:
    """The database of this process.

    Args:
        address: ``sqlite:///path`` (missing folders are made) or ``postgresql://user@host/name``.

    Raises:
        UnsupportedDatabaseError: Any other address, or SQLite without a file.
    """

    def __init__(self, address: str) -> None:
        url = _normalised(address)
        self.backend = url.get_backend_name()
        self._writers_line = Line()
        if self.backend == "sqlite":
            self.engine = sqlite_engine(str(url.database))
            self._readers, self._writers = self.engine, self.engine.execution_options(pruefstand_write=True)
            self._owners = self._writers.execution_options(pruefstand_rebuild=True)
        else:
            self.engine = _postgresql_engine(url)
            self._readers = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            self._writers = self.engine.execution_options(isolation_level="READ COMMITTED", pruefstand_write=True)
            self._owners = self._writers

    @property
    def is_there(self) -> bool:
        """Whether there is anything to open: SQLite makes a missing file with the first look at it."""
        return self.backend != "sqlite" or Path(str(self.engine.url.database)).exists()

    @contextmanager
    def read(self, city: str | None = None) -> Iterator[Session]:
        """Open a transaction that sees one state of the data and refuses to change it.

        Args:
            city: Whose rows can be seen; None for those that belong to no city.

        Raises:
            DatabaseUnavailableError: The database did not answer.
        """
        with self._session(self._readers, city) as session:
            yield session

    @contextmanager
    def write(self, city: str | None = None) -> Iterator[Session]:
        """Open the one writing transaction; it is committed at the end of the block and rolled back on any exception.

        Keep the block short: compute before it, not in it.

        Args:
            city: Whose rows can be seen and written; None for those that belong to no city.

        Raises:
            DatabaseUnavailableError: The database did not answer, or other writers held it longer than
                ``BUSY_SECONDS``.
        """
        with self._alone(), self._session(self._writers, city) as session:
            yield session

    @contextmanager
    def maintain(self, *, read_only: bool = False) -> Iterator[Session]:
        """Open a transaction of the owner, who sees the rows of all cities: for migrations, backup and restore alone.

        Args:
            read_only: A snapshot, as ``read()`` sees one; otherwise alone like ``write()``.

        Raises:
            DatabaseUnavailableError: The database did not answer or is busy.
        """
        if read_only:
            with self._session(self._readers, None, as_owner=True) as session:
                yield session
        else:
            with self._alone(), self._session(self._owners, None, as_owner=True) as session:
                yield session
                self._check_references(session)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _check_references(self, session: Session) -> None:
        """Refuse rows that refer to nothing, before they are committed; PostgreSQL does so by itself."""
        if self.backend == "sqlite" and (found := session.connection().exec_driver_sql(_LOOSE_REFERENCES).first()):
            raise LooseReferenceError(str(found[0]))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let the writers of this process wait here, without holding connections."""
        if not self._writers_line.enter(BUSY_SECONDS):
            raise DatabaseUnavailableError("another writer in this process")
        try:
            yield
        finally:
            self._writers_line.leave()

    @contextmanager
    def _session(self, engine: Engine, city: str | None, *, as_owner: bool = False) -> Iterator[Session]:
        """Open a session whose transaction begins at once, not at the first statement."""
        try:
            with CitySession(engine, expire_on_commit=False) as session, session.begin():
                open_for(session, city)
                connection = session.connection()
                if self.backend == "postgresql":
                    _enter(connection, city, as_owner=as_owner)
                yield session
        except (OperationalError, InterfaceError, PoolTimeoutError) as error:
            raise DatabaseUnavailableError(type(error).__name__) from error


def _normalised(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise UnsupportedDatabaseError("unreadable address") from error
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    in_file = url.drivername == "sqlite" and url.database not in (None, "", ":memory:")
    if in_file or url.drivername == "postgresql+psycopg":
        return url
    raise UnsupportedDatabaseError(url.drivername)


def sqlite_engine(database: str) -> Engine:
    """Return an engine on a SQLite file, set up to keep what it confirmed.

    Transactions read only, unless the execution option ``pruefstand_write`` is set.
    """
    driver = _sqlite_driver()
    journal = "WAL" if driver.sqlite_version_info >= _WAL_SAFE_SINCE else "DELETE"
    engine = create_engine(
        URL.create("sqlite", database=database), module=driver, hide_parameters=True, pool_size=8, max_overflow=32
    )

    @event.listens_for(engine, "do_connect")
    def make_file(*_arguments: object) -> None:
        file = Path(database)
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)  # bids are nobody else's business; SQLite gives its side files the same mode

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions by itself
        for pragma in (
            f"busy_timeout={BUSY_SECONDS * 1000}",
            f"journal_mode={journal}",
            "synchronous=FULL",
            "foreign_keys=ON",
            "trusted_schema=OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "begin", _begin_on_sqlite)
    return engine


def _begin_on_sqlite(connection: Connection) -> None:
    writing = _writes(connection)
    # SQLite changes some tables by making them anew; while the old one is gone, rows that refer to it stay.
    rebuilding = bool(connection.get_execution_options().get("pruefstand_rebuild"))
    if connection.info.get(_MODE) != (writing, rebuilding):  # kept with the connection to the file, which is pooled
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writing else 'ON'}")
        connection.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if rebuilding else 'ON'}")
        connection.info[_MODE] = (writing, rebuilding)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN DEFERRED")


def _postgresql_engine(url: URL) -> Engine:
    return create_engine(url, hide_parameters=True, pool_size=8, max_overflow=8, pool_pre_ping=True)


def _enter(connection: Connection, city: str | None, *, as_owner: bool) -> None:
    """Say for this transaction who acts for which city; a writer waits until it is alone. One round trip."""
    settings = {CITY: city or "", MAINTENANCE: "on" if as_owner else "off"}
    if not as_owner:
        settings["role"] = APP_ROLE
    steps = []
    if _writes(connection):
        settings["lock_timeout"] = f"{BUSY_SECONDS}s"
        steps.append(f"pg_advisory_xact_lock({_POSTGRESQL_WRITER_LOCK})")
    names = ", ".join([*(f"set_config('{name}', %({name})s, true)" for name in settings), *steps])
    try:
        connection.exec_driver_sql(f"SELECT {names}", settings)
    except (DataError, ProgrammingError) as error:  # the role is missing: the schema was never brought up to date
        raise DatabaseUnavailableError(type(error).__name__) from error


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("pruefstand_write"))


def _sqlite_driver() -> ModuleType:
    """Prefer the bundled SQLite; the one of the system is often older than the repair of WAL."""
    try:
        return import_module("pysqlite3.dbapi2")
    except ImportError:
        return sqlite3
