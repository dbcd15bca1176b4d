"""The audit log as tests read it: straight from its table."""

import json
from typing import Any

from sqlalchemy import text

from infra.database import Database

Line = dict[str, Any]


def lines_of(database: Database, city: str) -> list[Line]:
    """Return the entries of a city in order."""
    with database.read(city) as session:
        found = text("SELECT body FROM audit_entry WHERE city_id = :city ORDER BY sequence")
        return [json.loads(body) for (body,) in session.execute(found, {"city": city})]
