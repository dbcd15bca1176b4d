"""Fixtures that these tests share."""

from tests.databases import database, empty_database, empty_postgres

__all__ = ["database", "empty_database", "empty_postgres"]
