"""``kill -9`` while the daily mail goes: none goes twice, and whoever may have got none is told so, once."""

from infra.database import Database
from tests.crash.killing_mails import MORNINGS
from tests.crash.test_kill import killed

KILLS = 3
"""A job that dies is started five times."""


def test_no_mail_goes_twice_and_none_is_lost_in_silence(database: Database) -> None:
    address = database.engine.url.render_as_string(hide_password=False)
    told = killed(address, KILLS, "killing_mails")
    assert (told["twice"], told["lines_twice"], told["told_twice"], told["silent"], told["others"]) == (0, 0, 0, 0, 0)
    assert told["begun"] <= told["asked"]  # a mail that was cut off is not begun again
    assert 0 < told["unsure"] <= KILLS * len(MORNINGS)
    assert told["asked"] - told["unsure"] <= told["came"] <= told["asked"]
