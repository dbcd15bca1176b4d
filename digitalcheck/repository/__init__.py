"""Digital-Checks, catalogues of questions and releases within one transaction. Alone it names the tables."""

from digitalcheck.repository.checks import CheckRepository, QuestionRepository
from digitalcheck.repository.releases import FilesByForm, ReleaseQuery, ReleaseRepository

__all__ = ["CheckRepository", "FilesByForm", "QuestionRepository", "ReleaseQuery", "ReleaseRepository"]
