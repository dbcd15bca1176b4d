"""The application with one more route: the least that a durable write can be in it."""

from typing import Any

from litestar import Litestar, Request, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.main import build
from app.wiring import build_house
from infra.audit.model import Event, Subject
from infra.database import Database
from infra.fields.model import Edit, FieldRule
from infra.fields.services import FieldStore
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.settings import Settings

FIELDS = FieldStore("bench", (FieldRule(name="name"),))
SUBJECT = Subject(kind="bench", id="one")


def create_app() -> Litestar:
    """Build the application from the environment."""
    settings = Settings()
    house = build_house(Database(settings.database_url), settings=settings)
    application = build(house, settings)

    @post("/api/v1/bench", sync_to_thread=True, status_code=200, action=Action.USE_OWN_ACCOUNT)
    def write(
        request: Request[Any, Any, Any],  # noqa: ARG001 - as every route of ours has it
        actor: NamedDependency[Actor],
        data: JSONBody[dict[str, Any]],
    ) -> dict[str, Any]:
        edit = Edit(field="name", value=data["name"], base_version=int(data["version"]))
        with house.transactions.write(actor, Action.USE_OWN_ACCOUNT) as writing:
            FIELDS.save(writing, FIELDS.record("one"), edit)
            writing.record(Event.OFFICE_CHANGED, SUBJECT, after={"name": edit.value})
        return data

    application.register(write)
    return application
