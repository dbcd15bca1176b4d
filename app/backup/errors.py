"""What can stop a backup or a restore. Nothing was changed then."""

from core.errors import PruefstandError


class BackupError(PruefstandError):
    """Root of the errors of this package."""


class OutdatedSchemaError(BackupError):
    """The database is not at the schema of this version: it has to be upgraded first."""


class DamagedBackupError(BackupError):
    """The file is no backup, or is not as it was written.

    Args:
        reason: What does not fit.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NewerBackupError(BackupError):
    """A newer version of the program made the backup.

    Args:
        program: That version.
    """

    def __init__(self, program: str) -> None:
        super().__init__(f"made by {program}")
        self.program = program


class NotEmptyError(BackupError):
    """There are rows already; they are replaced only on request."""


class BrokenChainError(BackupError):
    """The audit log in the backup is not whole.

    Args:
        city: Whose it is.
    """

    def __init__(self, city: str) -> None:
        super().__init__(f"audit log of {city}")
        self.city = city
