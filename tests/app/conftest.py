"""Fixtures that these tests share."""

from tests.databases import database, empty_database, empty_postgres
from tests.libreoffice import libreoffice

__all__ = ["database", "empty_database", "empty_postgres", "libreoffice"]
