"""The least that can be called a durable write over HTTP: one Litestar route that commits one row."""

import os
from datetime import UTC, datetime
from typing import Any

from litestar import Litestar, post
from litestar.params import JSONBody
from sqlmodel import Field, Session, SQLModel

from infra.database import sqlite_engine


class BareRow(SQLModel, table=True):
    """A row."""

    __tablename__ = "bare"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    at: datetime


def create_app() -> Litestar:
    """Build the application on the SQLite file that ``BARE_FILE`` names, with the settings of our own database."""
    engine = sqlite_engine(os.environ["BARE_FILE"]).execution_options(pruefstand_write=True)
    SQLModel.metadata.tables["bare"].create(engine)

    @post("/", sync_to_thread=True, status_code=200)
    def write(data: JSONBody[dict[str, Any]]) -> dict[str, Any]:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            session.add(BareRow(name=data["name"], at=datetime.now(UTC)))
        return data

    return Litestar([write], openapi_config=None)
