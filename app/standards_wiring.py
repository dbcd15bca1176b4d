"""The catalogue of open standards with the dated files that ship."""

from functools import cache

from infra.parameters import load_data
from licensing.standards.model import StandardsCatalogue
from licensing.standards.reading import FILES, catalogue_of


@cache
def standards_catalogue() -> StandardsCatalogue:
    """Return the catalogue; read once a process."""
    return catalogue_of({name: load_data("licensing", f"standards/{name}") for name in FILES})
