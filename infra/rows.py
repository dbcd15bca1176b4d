"""Rows that belong to a city, and what a transaction may see of them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import ColumnClause, column, event, insert
from sqlalchemy.orm import LoaderCriteriaOption, ORMExecuteState, with_loader_criteria
from sqlmodel import Field, Session, SQLModel

CITY_ID_LENGTH = 40

_CITY = "pruefstand_city"


class CityOwned(SQLModel):
    """Base of every table whose rows belong to one city."""

    city_id: str = Field(foreign_key="identity_city.id", max_length=CITY_ID_LENGTH)


class _AnyTable:
    """All tables of cities, as SQLAlchemy asks for them: ``CityOwned`` cannot stand here, pydantic hides its fields."""

    city_id: ClassVar[ColumnClause[str]] = column("city_id")

    @staticmethod
    def __subclasses__() -> list[type[CityOwned]]:
        return CityOwned.__subclasses__()


class CitySession(Session):
    """A session that adds its city to every statement built from table classes, so that none can forget it."""


def open_for(session: Session, city: str | None) -> None:
    """Let ``session`` see and write the rows of one city only; of no city at all for None.

    On PostgreSQL row-level security says the same once more (``infra.row_security``).
    """
    session.info[_CITY] = city


def city_of(session: Session) -> str | None:
    """Return the city a session is open for."""
    city = session.info[_CITY]
    return None if city is None else str(city)


@event.listens_for(CitySession, "do_orm_execute")
def _only_of_the_city(state: ORMExecuteState) -> None:
    if not state.is_column_load and not state.is_relationship_load:
        city = city_of(state.session)  # type: ignore[arg-type]  # opened as a Session of SQLModel
        state.statement = _in_the_city(state.statement, city)


@lru_cache(maxsize=256)
def _in_the_city(statement: Any, city: str | None) -> Any:  # noqa: ANN401 - any statement
    """Return a statement with the condition of a city; one built once, as a constant, is prepared once for each."""
    return statement.options(_belongs(city))


@lru_cache(maxsize=256)
def _belongs(city: str | None) -> LoaderCriteriaOption:
    """Return the condition on every table of a city: made once, as each counts at every statement."""
    return with_loader_criteria(_AnyTable, lambda table: table.city_id == city, include_aliases=True)


def add_many(session: Session, table: type[CityOwned], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert many rows of the city that the session is open for in one statement, without an object for each."""
    city = city_of(session)
    if values := [{**row, "city_id": city} for row in rows]:
        session.execute(insert(table), values)


class OtherCityError(AssertionError):
    """A row was about to be written into another city: a defect of ours, stopped before it is stored."""


@event.listens_for(CitySession, "before_flush")
def _into_the_city(session: Session, _context: object, _instances: object) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, CityOwned) and row.city_id != city_of(session):
            raise OtherCityError(type(row).__name__)
