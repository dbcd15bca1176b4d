"""A house whose keys and checkpoints lie in a folder of the test, and a log with something in it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.house import House
from app.wiring import build_house
from infra.audit.model import Event, Subject
from infra.database import Database
from infra.policy.model import operator
from infra.policy.table import Action
from infra.settings import Settings
from tests.fakes import StoppedClock

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


class TickingClock(StoppedClock):
    """Goes on by a second each time somebody looks."""

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


def watched(database: Database, folder: Path, **settings: object) -> House:
    """Return the services on a database, with keys and checkpoints in ``folder``."""
    values: dict[str, object] = {
        "key_folder": folder / "schluessel",
        "checkpoint_folder": folder / "pruefpunkte",
        "secret_key_file": folder / "secret.key",
        "DATABASE_URL": "sqlite:///unused.db",
    }
    return build_house(
        database,
        clock=TickingClock(NOW),
        settings=Settings(**(values | settings)),  # type: ignore[arg-type]  # checked by the model itself
    )


def happen(house: House, times: int, city: str = "musterstadt") -> None:
    """Let something happen in a city."""
    for number in range(times):
        with house.transactions.write(operator(city), Action.MANAGE_CITY) as writing:
            subject = Subject(kind="evaluation", id=f"vg-{number % 4}")
            writing.record(Event.EVALUATION_STORED, subject, before={"state": "draft"}, after={"note": f"Nr. {number}"})
