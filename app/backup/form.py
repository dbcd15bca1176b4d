"""The form of a backup: which tables, which kinds of values, how a row becomes a line and back.

Kinds are those of the rows, not of a database: the same row is the same line from SQLite and from PostgreSQL. Restoring
needs the manifest alone, so that a backup outlives the tables it was made from.
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    String,
    TableClause,
    Text,
    TypeDecorator,
    column,
    table,
)
from sqlalchemy.types import TypeEngine
from sqlmodel.sql.sqltypes import UTCDateTime

from core.digest import LENGTH

FORMAT = "pruefstand/backup/1"
MANIFEST = "manifest.json"
SEAL_BYTES = LENGTH
"""The seal is a checksum: the last bytes of the file."""

LEFT_OUT = frozenset({"identity_session", "identity_sign_in_failure", "once_answer"})
"""What belongs to the moment: whoever restores signs in anew."""

_KINDS: Mapping[str, TypeEngine[Any]] = {
    "boolean": Boolean(),
    "bytes": LargeBinary(),
    "date": Date(),
    "integer": BigInteger(),
    "json": JSON(none_as_null=True),
    "moment": UTCDateTime(),
    "text": Text(),
}
_KIND_OF: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (Boolean, "boolean"),
    (Integer, "integer"),
    (JSON, "json"),
    (LargeBinary, "bytes"),
    (DateTime, "moment"),
    (Date, "date"),
    (String, "text"),  # enumerations too: their words are stored
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEntry:
    """A table in a backup.

    Args:
        name: Its name.
        columns: Kind of each column, in the order of the values in a line.
        rows: Number of lines.
        digest: SHA-256 of the lines.
    """

    name: str
    columns: dict[str, str]
    rows: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds.

    Args:
        format: ``FORMAT``.
        program: Version of the program that made it.
        revision: Of the schema.
        backend: Kind of database it was made from.
        made_at: When, UTC.
        tables: In the order in which rows can be put back.
    """

    format: str
    program: str
    revision: str
    backend: str
    made_at: datetime
    tables: tuple[TableEntry, ...]

    @property
    def rows(self) -> int:
        """Rows in all tables."""
        return sum(entry.rows for entry in self.tables)

    def to_json(self) -> bytes:
        """Return the manifest as it stands in the file."""
        return json.dumps(asdict(self), default=_plain, ensure_ascii=False, indent=1).encode()


MANIFESTS = TypeAdapter(Manifest)


def kinds_of(columns: Mapping[str, TypeEngine[Any]]) -> dict[str, str]:
    """Return the kind of each column, given its type in the code or in a database.

    Raises:
        TypeError: A column is of a kind that no backup knows.
    """
    return {name: _kind(type_) for name, type_ in columns.items()}


def plain_table(name: str, columns: Mapping[str, str]) -> TableClause:
    """Return a table with nothing but its columns: reading and writing need no more."""
    return table(name, *(column(one, _KINDS[kind]) for one, kind in columns.items()))


def line_of(kinds: tuple[str, ...], row: tuple[Any, ...]) -> bytes:
    """Return a row as a line."""
    values = [value if kind == "json" else _plain(value) for kind, value in zip(kinds, row, strict=True)]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def row_of(columns: Mapping[str, str], line: bytes) -> dict[str, Any]:
    """Return a line as a row.

    Raises:
        ValueError: It is no line of this table: too short, too long, or a value is not of its kind.
    """
    try:
        values = json.loads(line)
    except RecursionError as error:
        raise ValueError("nested deeper than anything that was written") from error
    if not isinstance(values, list):
        raise ValueError("a row is a list")  # noqa: TRY004 - the content is wrong, not the call
    return {name: _value(kind, value) for (name, kind), value in zip(columns.items(), values, strict=True)}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value


def _value(kind: str, value: Any) -> Any:  # noqa: ANN401 - a value of any column
    """Return the value of a column. SQLite would keep any value in any column; what reads it later need not."""
    if value is None or kind == "json":
        return value
    if type(value) is not _WRITTEN.get(kind, str):
        raise ValueError(f"no {kind}")
    return _READ[kind](value)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment


def _text(text: str) -> str:
    text.encode()  # half characters, which JSON can spell, are no text
    return text


def _integer(number: int) -> int:
    if not -_INTEGERS <= number < _INTEGERS:
        raise ValueError("larger than any integer of a database")
    return number


_INTEGERS = 2**63
_WRITTEN: Mapping[str, type] = {"boolean": bool, "integer": int}
_READ: Mapping[str, Callable[[Any], Any]] = {
    "boolean": bool,
    "bytes": lambda text: base64.b64decode(text, validate=True),
    "date": date.fromisoformat,
    "integer": _integer,
    "moment": _moment,
    "text": _text,
}


def _kind(type_: TypeEngine[Any]) -> str:
    plain = type_.impl_instance if isinstance(type_, TypeDecorator) else type_
    for known, kind in _KIND_OF:
        if isinstance(plain, known):
            return kind
    message = f"no backup knows {plain!r}"
    raise TypeError(message)
