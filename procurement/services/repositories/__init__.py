"""Repositories that bids name: enter and correct them, take snapshots, read what those show."""

from procurement.services.repositories.desk import RepositoryDesk
from procurement.services.repositories.fetching import RepositoryFetching
from procurement.services.repositories.naming import RepositoryNaming
from procurement.services.repositories.reader import SnapshotReader
from procurement.services.repositories.taking import RepositoryTaking

__all__ = ["RepositoryDesk", "RepositoryFetching", "RepositoryNaming", "RepositoryTaking", "SnapshotReader"]
