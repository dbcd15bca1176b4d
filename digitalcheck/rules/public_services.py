"""Verwaltungsleistungen with their keys (LeiKa), from the table that a city takes out of the federal catalogue.

No list ships with the program: which one holds is the city's to say, and it says so with its day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.errors import Fault, InputError
from digitalcheck.rules.council.reading import line
from digitalcheck.rules.service_key import service_key

MOST_SERVICES = 50_000
LONGEST_SERVICE = 500
MOST_SHOWN = 200
"""Lines that are no service and are shown all the same."""
_HEAD_WITHIN = 20
_COLUMNS: Mapping[str, frozenset[str]] = {
    "key": frozenset(
        {"leikaschlüssel", "leikaid", "leika", "leistungsschlüssel", "leistungsid", "schlüssel", "leikakey", "id"}
    ),
    "name": frozenset(
        {"leistungsbezeichnung", "leistungsbezeichnungi", "bezeichnung", "leistung", "leistungsname", "name", "titel"}
    ),
}


@dataclass(frozen=True, slots=True)
class PublicService:
    """A Verwaltungsleistung.

    Args:
        key: Its key, 14 digits.
        name: What it is called.
    """

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class ReadServices:
    """What a table holds.

    Args:
        services: In its order, each key once.
        left_out: Rows with words and without a key, or with one that came before, as they stand there; the first ones.
        left_out_count: How many there are.
    """

    services: tuple[PublicService, ...]
    left_out: tuple[tuple[int, str], ...]
    left_out_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceList:
    """A list as it was imported.

    Args:
        id: Its number.
        name: What it is called, e.g. the name of the export.
        dated: The day that it shows.
        source: Name of the file.
        digest: Of the file.
        services: How many it holds.
        imported_by: Who imported it.
        imported_at: When, UTC.
    """

    id: int
    name: str
    dated: date
    source: str
    digest: str
    services: int
    imported_by: str
    imported_at: datetime


def services_of_rows(rows: Sequence[Sequence[str]]) -> ReadServices:
    """Return the services in a table; a row among the first names the columns.

    Raises:
        InputError: No row names both columns, no row has a key, or there are more services than in any catalogue.
    """
    at, columns = _head(rows)
    services: dict[str, PublicService] = {}
    left_out: list[tuple[int, str]] = []
    for place, cells in enumerate(rows[at + 1 :], at + 2):
        found = _service(cells, columns)
        if found is not None and found.key not in services:
            services[found.key] = found
        elif text := " ".join(filter(None, map(line, cells))):
            left_out.append((place, text[:LONGEST_SERVICE]))
    if not services:
        raise InputError([Fault("services_empty", "")])
    if len(services) > MOST_SERVICES:
        raise InputError([Fault("services_too_many", "", properties={"maximum": str(MOST_SERVICES)})])
    return ReadServices(tuple(services.values()), tuple(left_out[:MOST_SHOWN]), len(left_out))


def _service(cells: Sequence[str], columns: Mapping[str, int]) -> PublicService | None:
    key, name = (line(cells[columns[one]]) if columns[one] < len(cells) else "" for one in ("key", "name"))
    number = service_key(key)
    return PublicService(number, name[:LONGEST_SERVICE]) if number and name else None


def _head(rows: Sequence[Sequence[str]]) -> tuple[int, Mapping[str, int]]:
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        columns = dict(_named(row))
        if len(columns) == len(_COLUMNS):
            return at, columns
    raise InputError([Fault("services_columns", "")])


def _named(row: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the columns that a row names; of several with a name for the same the first."""
    names = ["".join(char for char in cell.casefold() if char.isalpha()) for cell in row]
    for field, words in _COLUMNS.items():
        if (column := next((place for place, name in enumerate(names) if name in words), None)) is not None:
            yield field, column
