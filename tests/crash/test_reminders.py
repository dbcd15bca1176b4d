"""``kill -9`` while people are reminded of late answers: each reminder is sent once, noted once, logged once."""

from infra.database import Database
from tests.crash.killing_reminders import HANDED_IN, IN_REVIEW
from tests.crash.test_kill import killed

KILLS = 3
"""A job that dies is started five times."""

CHECKS, LEVELS = 5, 2


def test_everybody_is_reminded_exactly_once_however_often_the_process_dies(database: Database) -> None:
    address = database.engine.url.render_as_string(hide_password=False)
    told = killed(address, KILLS, "killing_reminders")
    late = (HANDED_IN + CHECKS * IN_REVIEW) * LEVELS
    assert (told["reminders"], told["lines"], told["different_lines"]) == (late, late, late)
    assert told["datenschutz"] == told["sicherheit"] == told["vergabestelle"] == IN_REVIEW * LEVELS
    assert told["adit"] == (HANDED_IN + 2 * IN_REVIEW) * LEVELS  # organisation and architecture are theirs
    assert told["silent"] == CHECKS * IN_REVIEW
    assert told["holds"]
    assert told["begun"] >= late  # what was cut off before its commit was begun again
