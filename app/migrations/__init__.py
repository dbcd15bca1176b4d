"""The history of the database schema. It works from an installed package and any folder: no ini file."""

from importlib import import_module
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlmodel import SQLModel

from infra.database import Database

for room in ("infra.audit", "infra.identity", "infra.jobs", "infra.notices", "infra.once", "procurement"):
    import_module(f"{room}.tables")  # registers its tables in SQLModel.metadata
METADATA = SQLModel.metadata


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the schema to ``revision`` in one transaction: afterwards all of it is done, or nothing."""
    with database.write() as session:
        command.upgrade(_config(session.connection()), revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the schema back to ``revision``; ``base`` removes everything."""
    with database.write() as session:
        command.downgrade(_config(session.connection()), revision)


def current_revision(database: Database) -> str | None:
    """Return the revision of the schema; None where there is none yet."""
    with database.read() as session:
        return MigrationContext.configure(session.connection()).get_current_revision()


def is_current(database: Database) -> bool:
    """Tell whether the schema is the one that this version of the program needs."""
    return current_revision(database) == head()


def head() -> str | None:
    """Return the newest revision that this version of the program knows."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def drift(database: Database) -> list[object]:
    """Return what ``alembic check`` would complain of: differences between the tables in code and in the database."""
    with database.read() as session:
        return list(compare_metadata(MigrationContext.configure(session.connection()), METADATA))


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
