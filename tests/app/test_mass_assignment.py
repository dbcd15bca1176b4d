"""Fields that no form offers and no description names are refused or ignored: nothing of them is stored."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import Boolean, Column, DateTime, Integer, select
from sqlmodel.sql.sqltypes import UTCDateTime

from api.once import is_write
from app.migrations import METADATA
from infra.database import Database
from infra.identity.demo import DEMO_CITY, DEMO_PEOPLE
from scoring.model import Matrix, ProcedureHead
from tests.every_route import Route
from tests.templates import Templates
from tests.two_cities import Cities, can, two_cities
from tests.visitor import Visitor

PLANTED = "Eingeschmuggelt"
NUMBER = 987_654_321
MOMENT = "2099-12-31T23:59:59+00:00"
REFUSED = frozenset({400, 422})

Row = tuple[Any, ...]
Shown = tuple[tuple[str, str], ...]

TABLES = tuple(METADATA.sorted_tables)  # sorts them anew whenever it is asked
EVERY_ROW = {table.name: str(select(table)) for table in TABLES}
AT_ONCE = 90
"""How many further fields are sent in one request: an answer names at most 100 faults."""

LIVE_CODE = frozenset(
    {
        "PUT /api/v1/account/second-factor",
        "POST /api/v1/account/second-factor/removal",
        "POST /api/v1/procedures/{procedure}/bid-import",
    }
)
"""Writes that want a code of the very half minute, or the seal of a preview: a further field is refused before that."""


@pytest.fixture
def cities(tmp_path: Path, templates: Templates) -> Iterator[Cities]:
    with two_cities(Database(f"sqlite:///{tmp_path / 'test.db'}"), templates) as both:
        yield both


@cache
def columns() -> dict[str, Column[Any]]:
    """Return every column of every table, by its name."""
    return {column.name: column for table in TABLES for column in table.columns}


def planted(column: Column[Any]) -> object:
    """Return a value of the column's kind that stands out."""
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Integer):
        return NUMBER
    return MOMENT if isinstance(column.type, DateTime | UTCDateTime) else PLANTED


def snapshot(database: Database) -> dict[str, set[Row]]:
    """Return every row of the database as SQLite holds it: reading what it means takes ten times as long."""
    with database.read(DEMO_CITY) as session:
        cursor = session.connection().connection.cursor()
        return {table: set(cursor.execute(rows)) for table, rows in EVERY_ROW.items()}


def changed_rows(before: Mapping[str, set[Row]], after: Mapping[str, set[Row]]) -> Iterator[tuple[str, Shown]]:
    """Yield each new or changed row with its table, as texts by the names of its columns."""
    for table in TABLES:
        for row in after[table.name] - before[table.name]:
            yield (
                table.name,
                tuple(
                    (
                        column.name,
                        repr(bool(value) if isinstance(column.type, Boolean) and value is not None else value),
                    )
                    for column, value in zip(table.columns, row, strict=True)
                ),
            )


def smuggled(before: Mapping[str, set[Row]], after: Mapping[str, set[Row]], sent: Mapping[str, object]) -> list[str]:
    """Return where a changed row holds what was sent along."""
    return [
        f"{name} in {table}"
        for table, row in changed_rows(before, after)
        for name, value in sent.items()
        if any(_holds(column, shown, name, value) for column, shown in row)
    ]


def _holds(column: str, shown: str, name: str, value: object) -> bool:
    if isinstance(value, bool):
        return column == name and shown == repr(value)
    return str(value).partition("+")[0] in shown or (value == MOMENT and "2099-12-31" in shown)


def offered(visitor: Visitor, route: Route) -> set[str]:
    """Return the names of the fields that a route really takes."""
    if form := visitor.form_to(route):
        return set(form.fields) | set(form.files)
    return set(route.schema.get("properties", {})) if route.schema else set()


FIRST = {"POST /api/v1/criteria-drafts/{draft}/steps/request"}
"""What wants a draft that is whole: other writes put a criterion there of which nothing is known but its id."""


def writers(cities: Cities) -> Iterator[tuple[Visitor, Route]]:
    """Yield every write with somebody who may do it."""
    visitors = {account: Visitor(cities, account) for account in DEMO_PEOPLE}
    routes = enumerate(visitors["fachamt"].routes)
    for number, route in sorted(routes, key=lambda one: str(one[1]) not in FIRST):
        if is_write(route.method, route.action):
            visitor = visitors[next(one for one in DEMO_PEOPLE if can(one, route.action))]
            yield visitor, visitor.routes[number]


def findings(cities: Cities) -> Iterator[str]:
    """Send every column along with every write; yield what was stored of it."""
    before = snapshot(cities.house.transactions.database)
    for visitor, own in writers(cities):
        if str(own) in LIVE_CODE:
            yield from (f"{own} takes {name}" for name in columns() if not refuses(visitor, own, name))
            continue
        plain = visitor.send(own, visitor.own_names(own)).status_code
        assert plain not in {400, 415, 422} or own.schema is None, (
            f"{own}: BODIES makes none that is accepted ({plain})"
        )
        now = snapshot(visitor.database)
        by_itself = {name for _, row in changed_rows(before, now) for name, shown in row if shown == "True"}
        taken = offered(visitor, own) | by_itself
        sent = {name: planted(column) for name, column in columns().items() if name not in taken}
        left = iter(sent.items())
        kept: dict[str, object] = {}
        while some := dict(islice(left, AT_ONCE)):
            kept |= carried_out(visitor, own, some, plain)
        before = snapshot(visitor.database)
        yield from (f"{own} stored {what}" for what in smuggled(now, before, kept))


def carried_out(visitor: Visitor, route: Route, fields: Mapping[str, object], plain: int) -> Mapping[str, object]:
    """Send further fields along and return those that may have been stored: all that no answer refuses by name.

    A field that an answer does not name among others is sent alone as well: each is judged by itself. Not so on a page
    that refuses what is sent even without further fields: whatever it then stores is found all the same.
    """
    told = refused(visitor, route, fields)
    if told is None or (route.schema is None and plain in REFUSED):
        return fields
    return {
        name: value
        for name, value in fields.items()
        if name not in told and refused(visitor, route, {name: value}) is None
    }


def refuses(visitor: Visitor, route: Route, name: str) -> bool:
    """Send one further field along and tell whether the answer names it as one that does not belong there."""
    if name in offered(visitor, route):
        return True
    answer = visitor.send(route, visitor.own_names(route), {name: PLANTED})
    return answer.status_code in REFUSED and name in answer.text


def refused(visitor: Visitor, route: Route, fields: Mapping[str, object]) -> set[str] | None:
    """Send further fields along; None where the request was carried out all the same, else the fields that it names."""
    more = fields if route.schema is not None else {name: str(value) for name, value in fields.items()}
    answer = visitor.send(route, visitor.own_names(route), more)
    if answer.status_code not in REFUSED:
        return None
    if not answer.headers["content-type"].startswith("application/problem+json"):
        return set()
    problem = answer.json()
    if problem["type"] == "/errors/http/no-body-expected":
        return set(fields)
    return {fault["pointer"].removeprefix("/") for fault in problem["faults"]}


@pytest.mark.long
def test_nothing_is_stored_that_was_not_asked_for(cities: Cities) -> None:
    assert list(findings(cities)) == []


@pytest.mark.parametrize(("place", "model"), [("procedure", ProcedureHead), ("matrix", Matrix)])
def test_nested_fields_are_refused_too(cities: Cities, place: str, model: type[BaseModel]) -> None:
    visitor = Visitor(cities, "vergabestelle")
    route = next(one for one in visitor.routes if str(one) == "POST /api/v1/evaluations")
    before = snapshot(visitor.database)
    unknown = iter(sorted(columns().keys() - model.model_fields.keys()))
    while some := tuple(islice(unknown, AT_ONCE)):
        body = visitor.body(route)
        answer = visitor.send(route, {}, {place: body[place] | dict.fromkeys(some, PLANTED)})
        assert answer.status_code == 422
        assert {f"/{place}/{name}" for name in some} <= {fault["pointer"] for fault in answer.json()["faults"]}
    assert snapshot(visitor.database)["procurement_evaluation"] == before["procurement_evaluation"]


def test_a_field_that_is_stored_would_be_found(cities: Cities) -> None:
    """The comparison sees a planted text, number, moment and truth value in a changed row."""
    before = snapshot(cities.house.transactions.database)
    people = METADATA.tables["identity_person"]
    stored = dict(zip(people.columns.keys(), next(iter(before[people.name])), strict=True))
    for name, value, held in (
        ("name", PLANTED, PLANTED),
        ("version", NUMBER, NUMBER),
        ("password_expires_at", MOMENT, "2099-12-31 23:59:59.000000"),
        ("is_locked", True, 1),
    ):
        changed = {**before, people.name: before[people.name] | {tuple((stored | {name: held}).values())}}
        assert smuggled(before, changed, {name: value}) == [f"{name} in {people.name}"]
        assert smuggled(before, before, {name: value}) == []
