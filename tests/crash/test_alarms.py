"""``kill -9`` while the contract register warns: each alarm is given, told and logged once, and opens one check."""

from infra.database import Database
from tests.crash.killing_alarms import MORNINGS, PRODUCTS, TOLD
from tests.crash.test_kill import killed

KILLS = 2
"""A job that dies is started five times."""

ENDS = 2


def test_each_alarm_is_given_exactly_once_however_often_the_process_dies(empty_database: Database) -> None:
    address = empty_database.engine.url.render_as_string(hide_password=False)
    told = killed(address, KILLS, "killing_alarms")
    ends = PRODUCTS * ENDS
    given = ends * len(MORNINGS)
    assert (told["alarms"], told["lines"], told["different_lines"]) == (given, given, given)
    assert told["checks"] == ends
    assert [told[name] for name in TOLD] == [given] * len(TOLD)
    assert told["others"] == 0
    assert told["holds"]
    assert told["begun"] >= given  # what was cut off before its commit was begun again
