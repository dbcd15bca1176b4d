"""Every method of every repository, called for one city with everything the other city has: nothing comes across.

The methods are found, not listed, and their arguments are made from their types; a new method is tried by itself.
"""

import ast
import inspect
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from importlib import import_module
from itertools import groupby
from operator import itemgetter
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from app.migrations import CITY_TABLES, METADATA
from core.errors import PruefstandError
from infra.database import Database
from infra.identity.tables import PersonRow
from infra.rows import CityOwned, OtherCityError
from tests.architecture.sources import ROOT, package_modules, shown, tree_of
from tests.cities import MOMENT, OURS, THEIRS, mark, with_two_cities
from tests.templates import Templates

Method = tuple[type, str]

NOT_OF_A_CITY = {
    "SessionRepository": "a session is found by its token, before the city is known; the token tells which it is",
    "IdentityRepository.cities": "which cities there are is known to the operator and to whoever signs in",
    "IdentityRepository.cities_added": "the same",
    "IdentityRepository.city": "the same",
    "IdentityRepository.change_city": "the operator renames cities",
    "JobRepository.first_due": "workers look for jobs of all cities",
}


def repositories() -> list[type]:
    found = []
    for path in package_modules():
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "repository" in parts and parts[0] != "licensing":  # that room judges repositories of source code
            module = import_module(".".join(part for part in parts if part != "__init__"))
            found += [
                one for _, one in inspect.getmembers(module, inspect.isclass) if one.__module__ == module.__name__
            ]
    return [one for one in found if one.__name__.endswith("Repository")]


METHODS: list[Method] = [
    (repository, name)
    for repository in repositories()
    for name, _ in inspect.getmembers(repository, inspect.isfunction)
    if not name.startswith("_") and not {repository.__name__, f"{repository.__name__}.{name}"} & NOT_OF_A_CITY.keys()
]


def named_fields(kind: Any) -> Collection[str]:  # noqa: ANN401 - any class
    """Return the names of what a class is made of; nothing where it has none."""
    if is_dataclass(kind):
        return [field.name for field in fields(kind) if field.init]
    return getattr(kind, "_fields", getattr(kind, "model_fields", ()))


def made(kind: Any, text: str) -> Any:  # noqa: ANN401, C901, PLR0911 - a value of any type
    """Return a value of a type; every text in it is ``text``."""
    simple: dict[Any, object] = {str: text, int: 1, bool: True, bytes: text.encode(), Decimal: Decimal(1)}
    simple |= {datetime: MOMENT, date: MOMENT.date(), Fraction: Fraction(1)}
    origin, inner = get_origin(kind), get_args(kind)
    if kind in simple:
        return simple[kind]
    if origin in (Union, UnionType):
        return made(next(one for one in inner if one is not NoneType), text)
    if origin is Callable:
        return lambda *_: defaultdict(str)
    if kind is object or kind is Any or origin is Literal:
        return inner[0] if inner else text
    if origin in (dict, Mapping) or (inspect.isclass(origin) and issubclass(origin, Mapping)):
        return {made(inner[0], text): made(inner[1], text)}
    if origin is not None and issubclass(origin, Iterable):
        return origin([made(inner[0], text)]) if origin in (tuple, list, set, frozenset) else [made(inner[0], text)]
    if inspect.isclass(kind) and issubclass(kind, Enum):
        return next(iter(kind))
    if inspect.isclass(kind) and (names := named_fields(kind)):
        hints = get_type_hints(kind)
        build: Callable[..., Any] = kind.model_construct if issubclass(kind, BaseModel) else kind
        return build(**{name: made(hints[name], text) for name in names})
    message = f"make a {kind} here"
    raise NotImplementedError(message)


def arguments(method: Callable[..., Any], text: str) -> tuple[list[Any], dict[str, Any]]:
    hints = get_type_hints(method)
    positional, named = [], {}
    for parameter in list(inspect.signature(method).parameters.values())[1:]:
        value = made(hints[parameter.name], text)
        if parameter.kind is parameter.KEYWORD_ONLY:
            named[parameter.name] = value
        else:
            positional.append(value)
    return positional, named


def calls(city: str) -> Iterator[tuple[type, str, list[Any], dict[str, Any]]]:
    """Yield every method with arguments as a city has them; digests are longer than other texts."""
    for repository, name in METHODS:
        for length in (0, 64, 71):
            positional, named = arguments(getattr(repository, name), mark(city).ljust(length, "0"))
            yield repository, name, positional, named


def rows_of(database: Database, city: str) -> dict[str, list[Any]]:
    with database.maintain(read_only=True) as session:
        return {
            name: sorted(map(repr, session.connection().execute(select(table).where(table.c.city_id == city)).all()))
            for name, table in METADATA.tables.items()
            if "city_id" in table.columns
        }


@pytest.fixture
def filled(empty_database: Database, templates: Templates) -> Database:
    templates.copy("rows_of_two_cities", with_two_cities, empty_database)
    return empty_database


def test_repositories_are_found() -> None:
    names = {repository.__name__ for repository, _ in METHODS}
    assert {"EvaluationRepository", "IdentityRepository", "AuditRepository", "AnswerRepository"} <= names


def test_no_method_shows_the_other_city(filled: Database) -> None:
    answers = 0
    for repository, name, positional, named in calls(THEIRS):
        answer = answered(filled, repository, name, positional, named)
        assert THEIRS not in repr(answer), f"{repository.__name__}.{name}"
        answers += answer is not None
    assert answers


def test_no_method_changes_the_other_city(filled: Database) -> None:
    before = rows_of(filled, THEIRS)
    assert all(before.values())
    for repository, its_calls in groupby(calls(THEIRS), key=itemgetter(0)):
        for _, name, positional, named in its_calls:
            answered(filled, repository, name, positional, named, keep=True)
        assert rows_of(filled, THEIRS) == before, repository.__name__


def test_the_same_calls_find_our_own_rows(filled: Database) -> None:
    """Otherwise the test above would be silent because its arguments fit nothing."""
    found = set()
    for repository, name, positional, named in calls(OURS):
        if OURS in repr(answered(filled, repository, name, positional, named)):
            found.add(name)
    assert {"actor", "find"} <= found


class TakenBackError(Exception):
    """Ends a transaction so that the next call finds the rows as they were filled in."""


def answered(
    database: Database,
    repository: type,
    name: str,
    positional: list[Any],
    named: dict[str, Any],
    *,
    keep: bool = False,
) -> Any:  # noqa: ANN401 - whatever the method returns
    answer = None
    refused = suppress(SQLAlchemyError, PruefstandError, OtherCityError, LookupError, ValueError, TakenBackError)
    with refused, database.write(OURS) as session:
        answer = getattr(repository(session), name)(*positional, **named)
        answer = list(answer) if inspect.isgenerator(answer) else answer
        if not keep:
            raise TakenBackError
    return answer


def test_the_search_notices_a_leak(filled: Database) -> None:
    """Going past the session's class finds the other city on SQLite: the net above has something to catch."""
    if filled.backend == "sqlite":
        with filled.read(OURS) as session:
            assert THEIRS in repr(session.connection().execute(select(PersonRow.__table__)).all())  # type: ignore[attr-defined]
        with Session(filled.engine) as session:
            assert THEIRS in repr(session.execute(select(PersonRow.account)).all())  # type: ignore[call-overload]


def test_rows_of_another_city_cannot_be_written(filled: Database) -> None:
    row_classes = {str(one.__tablename__): one for one in CityOwned.__subclasses__()}
    assert row_classes.keys() >= CITY_TABLES
    for table in sorted(CITY_TABLES):
        values: dict[str, Any] = {column.name: None for column in METADATA.tables[table].columns} | {"city_id": THEIRS}
        with pytest.raises(OtherCityError), filled.write(OURS) as session:  # noqa: PT012 - both steps write
            session.add(row_classes[table](**values))
            session.flush()
            pytest.fail(f"a row of another city was written into {table}")


PAST_THE_CONDITION = {"text", "exec_driver_sql", "insert", "__table__", "bulk_insert_mappings", "bulk_save_objects"}
REASONED = {
    ("infra/audit/guards.py", "text"),  # which triggers the database has is no row of a city
    ("infra/audit/repository.py", "insert"),
    ("infra/audit/repository.py", "__table__"),
    ("infra/rows.py", "insert"),  # it puts the city into each row itself
    ("infra/oversight/service.py", "maintain"),  # a chain of a city that is not there has to be found
}
OWNER_ROOMS = ("infra/database.py", "infra/row_security.py", "app/backup/", "app/migrations/", "bench/")


def ways_past(tree: ast.Module) -> list[tuple[int, str]]:
    """Return what would reach the database without the condition on the city."""
    named = [(node.lineno, node.attr) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    imported = [
        (node.lineno, one.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("sqlalchemy", "sqlmodel"))
        for one in node.names
    ]
    attributes = PAST_THE_CONDITION - {"text", "insert"} | {"maintain", "connection"}
    return [one for one in imported if one[1] in PAST_THE_CONDITION] + [one for one in named if one[1] in attributes]


def test_the_search_finds_ways_past_the_condition() -> None:
    code = "from sqlalchemy import text\nsession.connection()\ndatabase.maintain()\nRow.__table__"
    assert {name for _, name in ways_past(ast.parse(code))} == {"text", "connection", "maintain", "__table__"}


def test_only_the_owners_rooms_go_past_the_condition() -> None:
    database_code = [
        path
        for path in package_modules()
        if "infra" in path.parts or "repository" in path.relative_to(ROOT).with_suffix("").parts
    ]
    database_code += [path for path in package_modules() if "services" in path.parts or "app" in path.parts]
    found = [
        f"{shown(path)}:{line} {name}"
        for path in sorted(set(database_code))
        if not shown(path).startswith(OWNER_ROOMS)
        for line, name in ways_past(tree_of(path))
        if (shown(path), name) not in REASONED
        and not (name == "connection" and "sqlmodel" not in path.read_text() and "sqlalchemy" not in path.read_text())
    ]
    assert found == []
