"""Whether this process can do its work: the database answers and has the schema of this version."""

from collections.abc import Callable

from core.errors import PruefstandError
from infra.database import Database


class SchemaOutdatedError(PruefstandError):
    """The database has the schema of another version."""


class Readiness:
    """Answers the question of the one who distributes requests.

    Args:
        database: The database to ask.
        is_current: Tells whether its schema is the one of this version.
    """

    def __init__(self, database: Database, is_current: Callable[[Database], bool]) -> None:
        self._database = database
        self._is_current = is_current

    def check(self) -> None:
        """Do nothing when all is well.

        Raises:
            DatabaseUnavailableError: The database did not answer.
            SchemaOutdatedError: Its schema is another one.
        """
        if not self._is_current(self._database):
            raise SchemaOutdatedError
