"""Fixtures that these tests share."""

from tests.databases import database, demo_database, empty_database, empty_postgres
from tests.libreoffice import libreoffice

__all__ = ["database", "demo_database", "empty_database", "empty_postgres", "libreoffice"]
