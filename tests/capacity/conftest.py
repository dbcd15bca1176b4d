"""Services on both databases, at a fixed moment."""

from tests.databases import database, empty_database, empty_postgres

__all__ = ["database", "empty_database", "empty_postgres"]
