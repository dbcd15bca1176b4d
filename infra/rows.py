"""Rows that belong to a city, and what a transaction may see of them."""

from sqlalchemy import event
from sqlalchemy.orm import LoaderCriteriaOption, ORMExecuteState, with_loader_criteria
from sqlmodel import Field, Session, SQLModel, col

CITY_ID_LENGTH = 40
LARGEST_NUMBER = 2**31 - 1
"""Largest number of a row that PostgreSQL's integer holds; whoever asks for a larger one asks for nothing there is."""

_CITY = "pruefstand_city"


class CityOwned(SQLModel):
    """Base of every table whose rows belong to one city."""

    city_id: str = Field(foreign_key="identity_city.id", max_length=CITY_ID_LENGTH)


def open_for(session: Session, city: str | None) -> None:
    """Let ``session`` see and write the rows of one city only; of no city at all for None.

    It adds the city to every statement built from table classes, so that none can forget it. On PostgreSQL row-level
    security says the same once more (``infra.database``).
    """
    session.info[_CITY] = city
    event.listen(session, "do_orm_execute", _only_of_the_city)
    event.listen(session, "before_flush", _into_the_city)


def city_of(session: Session) -> str | None:
    """Return the city a session is open for."""
    city = session.info[_CITY]
    return None if city is None else str(city)


def _only_of_the_city(state: ORMExecuteState) -> None:
    if not state.is_column_load and not state.is_relationship_load:
        city = city_of(state.session)  # type: ignore[arg-type]  # opened as a Session of SQLModel
        state.statement = state.statement.options(*(_belongs(table, city) for table in CityOwned.__subclasses__()))


def _belongs(table: type[CityOwned], city: str | None) -> LoaderCriteriaOption:
    return with_loader_criteria(table, col(table.city_id) == city, include_aliases=True)


class OtherCityError(AssertionError):
    """A row was about to be written into another city: a defect of ours, stopped before it is stored."""


def _into_the_city(session: Session, _context: object, _instances: object) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, CityOwned) and row.city_id != city_of(session):
            raise OtherCityError(type(row).__name__)
