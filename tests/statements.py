"""Statements that databases share: each test has a database of its own, and to compile all anew took a third of it."""

from typing import Final

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache

MOST: Final = 3_000
_compiled: LRUCache[object, object] = LRUCache(MOST)


def share() -> None:
    """Let all databases of this process take what one of them has compiled, as those who call one service do.

    What is compiled is found by its dialect, of which each database has its own; all of one driver are the same here.
    """
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        dialect.__eq__ = _is_same  # type: ignore[assignment, method-assign]
        dialect.__hash__ = _as_its_class  # type: ignore[assignment, method-assign]
    event.listen(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_compiled)


def _is_same(dialect: Dialect, other: object) -> bool:
    return type(dialect) is type(other)


def _as_its_class(dialect: Dialect) -> int:
    return hash(type(dialect))
