"""The history of the database schema. It works from an installed package and any folder: no ini file."""

from functools import cache
from importlib import import_module
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlmodel import SQLModel

from infra import row_security
from infra.database import Database
from infra.rows import CityOwned

ROOMS = (
    "capacity",
    "digitalcheck",
    "infra.audit",
    "infra.fields",
    "infra.identity",
    "infra.jobs",
    "infra.notices",
    "infra.once",
    "infra.uploads",
    "procurement",
)
for room in ROOMS:
    import_module(f"{room}.tables")  # registers its tables in SQLModel.metadata
METADATA = SQLModel.metadata
_SEARCH_INDEX = "capacity_text_index"


CITY_TABLES = frozenset(str(table.__tablename__) for table in CityOwned.__subclasses__())


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the schema to ``revision`` in one transaction: afterwards all of it is done, or nothing.

    Raises:
        RoleMissingError: On PostgreSQL the role of the requests does not exist, and the login may not create it.
    """
    with database.maintain() as session:
        upgrade_within(session.connection(), revision)


def upgrade_within(connection: Connection, revision: str = "head") -> None:
    """Do what ``upgrade`` does in a transaction of the owner."""
    command.upgrade(_config(connection), revision)
    if revision == "head":
        secure(connection)


def secure(connection: Connection) -> None:
    """Set rights and row-level security of the newest schema, on PostgreSQL; doing so twice changes nothing."""
    if connection.dialect.name == "postgresql":
        row_security.secure(connection, METADATA.tables, CITY_TABLES)


def downgrade(database: Database, revision: str) -> None:
    """Take the schema back to ``revision``; ``base`` removes everything."""
    with database.maintain() as session:
        downgrade_within(session.connection(), revision)


def downgrade_within(connection: Connection, revision: str) -> None:
    """Do what ``downgrade`` does in a transaction of the owner."""
    if connection.dialect.name == "postgresql":
        row_security.release(connection, CITY_TABLES & frozenset(inspect(connection).get_table_names()))
    command.downgrade(_config(connection), revision)


def current_revision(database: Database) -> str | None:
    """Return the revision of the schema; None where there is none yet."""
    with database.maintain(read_only=True) as session:
        return revision_within(session.connection())


def revision_within(connection: Connection) -> str | None:
    """Return the revision of the schema as a transaction sees it."""
    return MigrationContext.configure(connection).get_current_revision()


def is_current(database: Database) -> bool:
    """Tell whether the schema is the one that this version of the program needs; a missing file is not made."""
    return database.is_there and current_revision(database) == head()


@cache
def head() -> str | None:
    """Return the newest revision that this version of the program knows."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def knows(revision: str) -> bool:
    """Tell whether this version of the program knows a revision."""
    return revision in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def drift(database: Database) -> list[object]:
    """Return what ``alembic check`` would complain of: differences between the tables in code and in the database."""
    with database.maintain(read_only=True) as session:
        context = MigrationContext.configure(session.connection(), opts={"include_name": is_ours})
        return list(compare_metadata(context, METADATA))


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Tell whether the code describes a table, as alembic asks: what keeps SQLite's full-text index it does not."""
    return kind != "table" or not str(name).startswith(_SEARCH_INDEX)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
