"""Requests that share words, by the full-text search of the database: FTS5 on SQLite, ``tsvector`` on PostgreSQL.

Both are given words that we have taken apart ourselves, and are asked for beginnings of words. So neither brings its
own idea of German or of what counts more, and both give the same answer.
"""

from collections.abc import Sequence

from sqlalchemy import (
    ColumnClause,
    Integer,
    Select,
    Subquery,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlmodel import Session, col

from capacity.tables.requests import RequestTextRow

_INDEX = table("capacity_text_index", column("rowid"))
_MATCHED: ColumnClause[str] = literal_column(_INDEX.name)
"""In FTS5 the name of the table stands for all that is indexed."""


def sharing(session: Session, beginnings: Sequence[str]) -> Subquery:
    """Return which requests have words with these beginnings, and how many of them: ``request_id`` and ``shared``.

    On SQLite this names requests of all cities: join it with something that belongs to the city.

    Args:
        session: The transaction.
        beginnings: Of words as ``capacity.rules.words`` takes them apart; at least one.
    """
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return (_by_index(beginnings) if is_sqlite else _by_vector(beginnings)).subquery()


def _by_index(beginnings: Sequence[str]) -> Select[int, int]:
    """Ask for each beginning by itself: FTS5 does not tell how many of several it has found."""
    each = (select(_INDEX.c.rowid.label("request_id")).where(_MATCHED.op("MATCH")(f'"{one}"*')) for one in beginnings)
    found = union_all(*each).subquery()
    return select(found.c.request_id, func.count().label("shared")).group_by(found.c.request_id)


def _by_vector(beginnings: Sequence[str]) -> Select[int, int]:
    """Look for any of them first, and count what is found.

    No index: row-level security lets none be used by an operator that might tell of the rows of other cities.
    """
    vector, asked = cast(col(RequestTextRow.words), TSVECTOR), [f"{one}:*" for one in beginnings]
    shared = sum((cast(vector.bool_op("@@")(cast(one, TSQUERY)), Integer) for one in asked), start=literal(0))
    any_of_them = vector.bool_op("@@")(cast(" | ".join(asked), TSQUERY))
    return select(col(RequestTextRow.request_id), shared.label("shared")).where(any_of_them)
