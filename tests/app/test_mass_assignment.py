"""Fields that no form offers and no description names are refused or ignored: nothing of them is stored."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import Boolean, Column, DateTime, Integer, select
from sqlmodel.sql.sqltypes import UTCDateTime

from api.once import is_write
from app.migrations import METADATA, upgrade
from app.wiring import build_house
from infra.database import Database
from infra.identity.demo import DEMO_CITY, DEMO_PEOPLE
from infra.policy.table import Action
from scoring.model import Matrix, ProcedureHead
from tests.every_route import Route
from tests.fakes import StoppedClock
from tests.two_cities import Cities, can
from tests.visitor import Visitor

PLANTED = "Eingeschmuggelt"
NUMBER = 987_654_321
MOMENT = "2099-12-31T23:59:59+00:00"
REFUSED = frozenset({400, 422})

Row = tuple[tuple[str, Any], ...]


@pytest.fixture
def cities(tmp_path: Path) -> Iterator[Cities]:
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    upgrade(database)
    both = Cities(build_house(database, clock=StoppedClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))))
    both.fill()
    yield both
    database.close()


def columns() -> dict[str, Column[Any]]:
    """Return every column of every table, by its name."""
    return {column.name: column for table in METADATA.sorted_tables for column in table.columns}


def planted(column: Column[Any]) -> object:
    """Return a value of the column's kind that stands out."""
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Integer):
        return NUMBER
    return MOMENT if isinstance(column.type, DateTime | UTCDateTime) else PLANTED


def snapshot(database: Database) -> dict[str, set[Row]]:
    """Return every row of the database."""
    with database.read(DEMO_CITY) as session:
        return {
            table.name: {tuple(sorted((key, repr(value)) for key, value in row.items())) for row in found}
            for table in METADATA.sorted_tables
            for found in [session.connection().execute(select(table)).mappings()]
        }


def smuggled(before: Mapping[str, set[Row]], after: Mapping[str, set[Row]], name: str, value: object) -> list[str]:
    """Return the tables in which a changed row holds what was sent along."""
    return [
        table
        for table, rows in after.items()
        for row in rows - before[table]
        if any(_holds(column, shown, name, value) for column, shown in row)
    ]


def _holds(column: str, shown: str, name: str, value: object) -> bool:
    if isinstance(value, bool):
        return column == name and shown == repr(value)
    return str(value).partition("+")[0] in shown or (value == MOMENT and "2099, 12, 31" in shown)


def offered(visitor: Visitor, route: Route) -> set[str]:
    """Return the names of the fields that a route really takes."""
    if form := visitor.forms.get(route):
        return set(form.fields) | set(form.files)
    return set(route.schema.get("properties", {})) if route.schema else set()


def writer_of(cities: Cities, action: Action) -> Visitor:
    return Visitor(cities, next((account for account in DEMO_PEOPLE if can(account, action)), None))


def writes(cities: Cities) -> list[Route]:
    return [route for route in Visitor(cities, None).routes if is_write(route.method, route.action)]


def findings(cities: Cities) -> Iterator[str]:
    """Send every column along with every write, one at a time; yield what was stored of it."""
    for route in writes(cities):
        visitor = writer_of(cities, route.action)
        own = next(one for one in visitor.routes if str(one) == str(route))
        names = visitor.own_names(own)
        if own.schema is not None:
            plain = visitor.send(own, names).status_code
            assert plain not in {400, 415, 422}, f"{own}: tests/every_route.py makes no body that is accepted ({plain})"
        taken = offered(visitor, own)
        before = snapshot(visitor.database)
        for name, column in columns().items():
            if name in taken:
                continue
            value = planted(column)
            sent = value if own.schema is not None else str(value)
            if visitor.send(own, names, {name: sent}).status_code in REFUSED:
                continue
            after = snapshot(visitor.database)
            yield from (f"{own} stored {name} in {table}" for table in smuggled(before, after, name, value))
            before = after


def test_nothing_is_stored_that_was_not_asked_for(cities: Cities) -> None:
    assert writes(cities)
    assert list(findings(cities)) == []


@pytest.mark.parametrize(("place", "model"), [("procedure", ProcedureHead), ("matrix", Matrix)])
def test_nested_fields_are_refused_too(cities: Cities, place: str, model: type[BaseModel]) -> None:
    visitor = Visitor(cities, "vergabestelle")
    route = next(one for one in visitor.routes if str(one) == "POST /api/v1/procedures")
    before = snapshot(visitor.database)
    for name in columns().keys() - model.model_fields.keys():
        body = visitor.body(route)
        assert visitor.send(route, {}, {place: body[place] | {name: PLANTED}}).status_code == 422, name
    assert snapshot(visitor.database)["procurement_evaluation"] == before["procurement_evaluation"]


def test_a_field_that_is_stored_would_be_found(cities: Cities) -> None:
    """The comparison sees a planted text, number, moment and truth value in a changed row."""
    before = snapshot(cities.house.transactions.database)
    for name, value, shown in (
        ("name", PLANTED, f"'{PLANTED}'"),
        ("version", NUMBER, str(NUMBER)),
        ("at", MOMENT, "datetime.datetime(2099, 12, 31, 23, 59, 59)"),
        ("is_locked", True, "True"),
    ):
        changed = {**before, "identity_person": before["identity_person"] | {((name, shown),)}}
        assert smuggled(before, changed, name, value) == ["identity_person"]
        assert smuggled(before, before, name, value) == []
