"""Databases that are made once in a run and copied for each test: migrations and examples cost more than most tests."""

import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import URL, NullPool, create_engine

from infra.database import Database

Build = Callable[[Database], object]


class Templates:
    """Makes databases once in each run or worker, and copies them.

    Args:
        folder: Where SQLite keeps them; PostgreSQL keeps them beside the database that is to become a copy.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: set[tuple[str, str]] = set()

    def copy(self, name: str, build: Build, target: Database) -> None:
        """Make a database what ``build`` makes of an empty one.

        Args:
            name: Of the template; the same name always goes with the same ``build``.
            build: Fills an empty database; asked once.
            target: What becomes the copy; whatever it holds is gone.
        """
        if target.backend == "sqlite":
            self._copy_file(name, build, Path(str(target.engine.url.database)))
        else:
            self._copy_database(name, build, target)

    def _copy_file(self, name: str, build: Build, target: Path) -> None:
        template = self._folder / f"{name}.db"
        if ("sqlite", name) not in self._made:
            _fill(Database(f"sqlite:///{template}"), build)
            self._made.add(("sqlite", name))
        for suffix in (".db", ".key"):  # what is sealed opens with the key beside it
            if template.with_suffix(suffix).exists():
                shutil.copy(template.with_suffix(suffix), target.with_suffix(suffix))

    def _copy_database(self, name: str, build: Build, target: Database) -> None:
        url, template = target.engine.url, f"template_{name}"
        if ("postgresql", name) not in self._made:
            _carry_out(url, f"DROP DATABASE IF EXISTS {template}", f"CREATE DATABASE {template}")
            _fill(Database(url.set(database=template).render_as_string(hide_password=False)), build)
            self._made.add(("postgresql", name))
        target.close()
        _carry_out(
            url, f"DROP DATABASE {url.database} WITH (FORCE)", f"CREATE DATABASE {url.database} TEMPLATE {template}"
        )


def _fill(database: Database, build: Build) -> None:
    build(database)
    database.close()


def _carry_out(url: URL, *statements: str) -> None:
    """Carry out what no transaction can do, from another database of the server."""
    engine = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
