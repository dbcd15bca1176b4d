"""Two cities on one instance: whoever belongs to one cannot tell whether the other has anything at all."""

from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import func, select

import infra.rows
from infra.database import Database
from infra.identity.demo import DEMO_CITY, DEMO_PEOPLE
from infra.policy.table import Action
from tests.every_route import CITY_COLUMN, Route, common, names_in, tables_of_cities
from tests.soaking import SOAK
from tests.templates import Templates
from tests.two_cities import CANARY, OTHER, Cities, can, two_cities
from tests.visitor import Names, Visitor

EVERYBODY = (None, *DEMO_PEOPLE)
MISSING_NUMBER = "987654321"


def enough() -> list[str | None]:
    """Return nobody and some people of whom at least one may do whatever anybody may do."""
    chosen, left = (
        list[str | None]([None]),
        {one for one in Action if any(can(account, one) for account in DEMO_PEOPLE)},
    )
    while left:
        chosen.append(max(DEMO_PEOPLE, key=lambda account: sum(can(account, one) for one in left)))
        left = {one for one in left if not can(chosen[-1], one)}
    return chosen


# Nobody and those who may most. PostgreSQL has the same wall between cities and a second: there fewer walk. In
# `make soak` everybody does on both.
MOST, FEW = 6, 3
WALKS = [
    *(("sqlite", one) for one in (EVERYBODY if SOAK else enough()[:MOST])),
    *(("postgresql", one) for one in (EVERYBODY if SOAK else enough()[:FEW])),
]


@pytest.fixture
def cities(empty_database: Database, templates: Templates) -> Iterator[Cities]:
    with two_cities(empty_database, templates) as both:
        yield both


def leaks(visitor: Visitor) -> Iterator[str]:
    """Yield every answer that holds a word of the other city or tells that it has something."""
    asked = [names_elsewhere(visitor.database, route) for route in visitor.routes]  # before the walk deletes any
    for route, foreign in zip(visitor.routes, asked, strict=True):
        missing = names_nowhere(foreign)
        there = visitor.send(route, foreign)
        if CANARY in f"{there.text} {there.headers}":
            yield f"{visitor.account}: {route} shows the other city ({there.status_code})"
        if (
            foreign
            and are_foreign(visitor.database, foreign)
            and told(there, foreign, missing) != told(visitor.send(route, missing), foreign, missing)
        ):
            yield f"{visitor.account}: {route} tells what the other city has ({there.status_code})"


def names_elsewhere(database: Database, route: Route) -> Names:
    """Return names that only the other city knows."""
    found = dict[str, str]()
    for parameter in route.parameters:
        if common(route, parameter) is None:
            own, others = (names_in(database, city, parameter) for city in (DEMO_CITY, OTHER))
            assert others, f"the other city has nothing that {parameter!r} names"
            found[parameter] = next((name for name in others if name not in own), others[0])
    return found


def are_foreign(database: Database, names: Names) -> bool:
    """Tell whether these names mean nothing in the demo city: both cities count their entries from 1."""
    return not any(name in names_in(database, DEMO_CITY, parameter) for parameter, name in names.items())


def names_nowhere(foreign: Names) -> Names:
    """Return names in the same form that nobody knows."""
    return {key: MISSING_NUMBER if name.isdigit() else name[::-1].strip("-") for key, name in foreign.items()}


def told(answer: httpx.Response, *requests: Names) -> tuple[int, str]:
    """Return status and content without the names of both requests, the longest first: a short number is in others."""
    text = answer.text
    for name in sorted({name for names in requests for name in names.values()}, key=len, reverse=True):
        text = text.replace(name, "…")
    return answer.status_code, text


def test_both_cities_have_something_everywhere(cities: Cities) -> None:
    for city in (DEMO_CITY, OTHER):
        with cities.house.transactions.database.read(city) as session:
            for table in tables_of_cities():
                query = select(func.count()).select_from(table).where(table.c[CITY_COLUMN] == city)
                assert session.connection().execute(query).scalar_one(), (city, table.name)


@pytest.mark.long
@pytest.mark.parametrize(("empty_database", "account"), WALKS, indirect=["empty_database"])
def test_no_route_shows_or_tells_what_the_other_city_has(cities: Cities, account: str | None) -> None:
    assert list(leaks(Visitor(cities, account))) == []


def test_a_forgotten_city_would_be_found(cities: Cities, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the one line that adds the city to every statement, the same walk finds what gets out."""
    visitor = Visitor(cities, "vergabestelle")
    if visitor.database.backend == "sqlite":  # PostgreSQL has a second wall: row-level security
        monkeypatch.setattr(infra.rows, "_in_the_city", lambda statement, _city: statement)
        found = list(leaks(visitor))
        assert any("/api/v1/evaluations/{slug} shows" in one for one in found)
        assert any("/vergaben/{slug} shows" in one for one in found)
        assert any("/api/v1/evaluations/{slug}/explanation tells" in one for one in found)
        assert any("GET / shows" in one for one in found)


def test_a_route_with_an_unknown_name_in_its_address_is_refused(cities: Cities) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"Tell it in tests/every_route\.py"):
        names_in(cities.house.transactions.database, OTHER, "gurke")
